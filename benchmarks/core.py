"""How fast is the mathematics? Run with ``python -m benchmarks.core``.

Everything is measured side by side in one run, in float64 on one thread, and printed as ratios:
absolute times belong to one machine, ratios travel. What is compared has been checked to give
the same numbers. Libraries that are not installed are skipped; ``requirements-bench.txt`` has them.
"""

from __future__ import annotations

import benchmarks.one_thread  # noqa: F401 (first of all)

# isort: split
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from statistics import median
from time import process_time
from timeit import timeit

import numpy as np

from backprop import (
    Problem,
    backward,
    forward,
    load_preset,
    loss,
    presets,
    read_problem,
    surface,
    trace,
    train,
    with_values,
)
from backprop.document import problem_from
from backprop.names import names
from backprop.network import Learning
from backprop.rules import RULES
from backprop.terms import catalogue
from benchmarks import others
from benchmarks.timing import machine, ratio, side_by_side

UPDATES = 1000
COUNTS = (100, 1_000, 10_000, 100_000)
SIDE = 101
SAMPLE = 99
OURS = {"passes", "trace", "training"}
OTHERS = {
    "PyTorch eager": others.pytorch,
    "JAX jit": others.jax_jit,
    "autograd": others.autograd,
    "micrograd": others.micrograd,
}
SIZES = (  # units per layer, the inputs first, then the examples
    ((2, 2, 1), 1),
    ((4, 3), 3),
    ((4, 6, 3), 10),
    ((6, 6, 6, 3), 20),
    ((8, 8, 8, 8), 50),
    ((12, 12, 12, 12), 50),
    ((12, 12, 12, 12, 12), 100),
    ((12, 12, 12, 12, 12, 12, 12), 100),
    ((12, 12, 12, 12, 12, 12, 12), 200),
)
"""The last one is the largest that a network file may describe."""


def main() -> None:
    """Print every figure."""
    print(machine())
    print("float64, one thread, processor time; medians over many rounds in turn\n")
    compare_passes(load_preset("worked"))
    compare_training(read_problem(Path(__file__).with_name("iris-4-2-3.json")))
    compare_runs()
    compare_surfaces()
    compare_sizes()


def compare_passes(problem: Problem) -> None:
    """One forward and backward pass as arrays, and the whole named trace, beside other libraries."""

    def passes() -> tuple[float, list[np.ndarray]]:
        passed = forward(problem.network, problem.x)
        gradients = backward(problem, passed)
        pairs = zip(gradients.dL_dW, gradients.dL_db, strict=True)
        return loss(problem, passed), [array for pair in pairs for array in pair if array is not None]

    def whole_trace() -> dict[str, float]:
        return trace(problem).values

    expected = passes()
    ways: dict[str, Callable[[], object]] = {"passes": passes, "trace": whole_trace}
    for name, other in OTHERS.items():
        try:
            ways[name] = other(problem)
        except ImportError:
            print(f"{name} is not installed; its ratios are skipped.")
        else:
            assert_same(name, ways[name](), expected)
    seconds = side_by_side(ways, rounds=401)
    print("forward pass, loss and backward pass of `worked` (2-2-1, one example), as arrays")
    print_rows(seconds, "passes", {"PyTorch eager": 0.5})
    print(f"its whole trace, {len(whole_trace())} named terms")
    print_rows(seconds, "trace", {"PyTorch eager": 3.0})


def compare_training(problem: Problem) -> None:
    """A thousand updates beside the shortest loop that does the same."""

    def library() -> tuple[float, list[np.ndarray]]:
        trained = train(problem, UPDATES)
        return trained.losses[-1], [layer.W for layer in trained.problem.network.layers]

    def by_hand() -> tuple[float, list[np.ndarray]]:
        W1, W2 = (layer.W.copy() for layer in problem.network.layers)
        x, y, rate, n = problem.x, problem.y, problem.learning_rate, len(problem.x)
        losses = []
        for _ in range(UPDATES):
            h = 1 / (1 + np.exp(-(x @ W1)))
            o = 1 / (1 + np.exp(-(h @ W2)))
            losses.append(((o - y) ** 2).sum() / (2 * n))
            d2 = (o - y) / n * o * (1 - o)
            d1 = d2 @ W2.T * h * (1 - h)
            W1 -= rate * x.T @ d1
            W2 -= rate * h.T @ d2
        o = 1 / (1 + np.exp(-(1 / (1 + np.exp(-(x @ W1))) @ W2)))
        losses.append(((o - y) ** 2).sum() / (2 * n))
        return losses[-1], [W1, W2]

    assert_same("the loop by hand", by_hand(), library())
    seconds = side_by_side({"training": library, "NumPy by hand": by_hand}, rounds=61)
    print(f"{UPDATES:,} updates of a 4-2-3 network with 3 examples, every loss kept")
    print_rows(seconds, "training", {"NumPy by hand": 2.0})


def compare_runs() -> None:
    """A thousand updates of every preset by every rule, and what each of many updates takes of time and memory."""
    print(f"{UPDATES:,} updates of a preset; the slowest of its rules")
    slowest = 0.0
    for name in presets():
        seconds = {}
        for rule in RULES:
            problem = replace(load_preset(name), learning=Learning(rule=rule))
            runs = (timeit(lambda p=problem: train(p, UPDATES), timer=process_time, number=1) for _ in range(3))
            seconds[rule] = min(runs)
        rule = max(seconds, key=seconds.__getitem__)
        slowest = max(slowest, seconds[rule])
        print(f"  {name:<12} {seconds[rule] * 1e3:>7.0f} ms   {rule}")
    print(f"  slowest {slowest:.2f} s   target <= 0.5: {'meets' if slowest <= 0.5 else 'misses'}\n")
    print("updates of `worked`: each one's time, and the memory that it takes at most and in the end")
    for updates in COUNTS:
        all_of_them = timeit(lambda n=updates: train(load_preset("worked"), n), timer=process_time, number=1)
        tracemalloc.start()
        trained = train(load_preset("worked"), updates)
        left, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        print(
            f"  {trained.updates:>9,} {all_of_them / updates * 1e6:>7.1f} us"
            f" {most / updates:>8.0f} bytes {left / updates:>8.0f} bytes"
        )
    print()


def compare_surfaces() -> None:
    """The loss over two parameters beside as many forward passes; the slowest of three pairs of parameters."""
    print(
        f"loss surface of {SIDE} x {SIDE} points beside single forward passes in a loop, {SAMPLE} of which were timed"
    )
    rows = [(name, *compare_surface(load_preset(name))) for name in presets()]
    for name, over, ours, loop in rows:
        times = f"{median(ours) * 1e3:>7.1f} ms   loop {median(loop) * 1e3:>7.0f} ms, {ratio(loop, ours):>4.0f} x"
        print(f"  {name:<12} {times}   over {over}")
    slowest = max(median(ours) for _, _, ours, _ in rows) * 1e3
    least = min(ratio(loop, ours) for _, _, ours, loop in rows)
    print(f"  slowest {slowest:.1f} ms   target <= 60: {'meets' if slowest <= 60 else 'misses'}")
    print(f"  least {least:.0f} x   target >= 30 x: {'meets' if least >= 30 else 'misses'}\n")


def compare_surface(problem: Problem) -> tuple[str, list[float], list[float]]:
    """Return a pair of parameters, the seconds that the surface over them takes, and those of the loop."""
    parameters = [parameter.name for parameter in names(problem.structure).parameters]
    at, draw = np.linspace(-3.0, 3.0, SIDE), np.random.default_rng(1).choice
    ways: dict[str, Callable[[], object]] = {}
    ready = []
    for first, second in (parameters[:2], parameters[:: len(parameters) - 1], parameters[-2:]):
        ways[f"{first} and {second}"] = partial(surface, problem, first, second, at, at)
        found = surface(problem, first, second, at, at)
        for row, column in draw(SIDE, (SAMPLE // 3, 2)):
            ready.append(with_values(problem, {first: at[column], second: at[row]}))
            assert np.isclose(loss(ready[-1]), found[row, column], rtol=1e-9, atol=1e-12), "the loop finds another loss"
    seconds = side_by_side({**ways, "loop": lambda: [loss(some) for some in ready]}, rounds=15)
    loop = [second / len(ready) * SIDE**2 for second in seconds.pop("loop")]
    over = max(seconds, key=lambda way: median(seconds[way]))
    return over, seconds[over], loop


def compare_sizes() -> None:
    """The time of a whole trace against the number of its terms."""
    print("whole trace against its number of terms")
    print("         terms    first time    from then on   per term   network")
    counts, times = [], []
    for sizes, examples in SIZES:
        problem = random_problem(sizes, examples)
        catalogue.cache_clear()
        first, *again = (timeit(lambda p=problem: trace(p).values, timer=process_time, number=1) for _ in range(10))
        counts.append(len(trace(problem).values))
        times.append(min(again))
        name = f"{'-'.join(map(str, sizes))}, examples: {examples}"
        print(
            f"  {counts[-1]:>12,} {first * 1e3:>10.1f} ms {times[-1] * 1e3:>12.2f} ms"
            f" {times[-1] / counts[-1] * 1e6:>7.3f} us   {name}"
        )
    slope, start = np.polyfit(counts, times, 1)
    left = np.array(times) - (start + slope * np.array(counts))
    r_squared = 1 - left.var() / np.var(times)
    print(f"  linear fit: {slope * 1e6:.3f} us per term, R^2 = {r_squared:.4f}")


def random_problem(sizes: tuple[int, ...], examples: int) -> Problem:
    """Return a tanh network of these sizes with numbers drawn at random, always the same ones."""
    draw = np.random.default_rng(1).normal
    layers = [
        {"weights": draw(size=pair).tolist(), "bias": draw(size=pair[1]).tolist(), "activation": "tanh"}
        for pair in pairwise(sizes)
    ]
    return problem_from(
        {
            "layers": layers,
            "loss": "half_squared_error",
            "inputs": draw(size=(examples, sizes[0])).tolist(),
            "targets": draw(size=(examples, sizes[-1])).tolist(),
            "learning_rate": 0.1,
        }
    )


def assert_same(name: str, theirs: tuple, ours: tuple) -> None:
    """Stop if the other way does not give the same loss and the same arrays."""
    for their, our in zip((theirs[0], *theirs[1]), (ours[0], *ours[1]), strict=True):
        assert np.allclose(np.ravel(their), np.ravel(our), rtol=1e-9, atol=1e-12), f"{name} computes something else"


def print_rows(seconds: dict[str, list[float]], ours: str, targets: dict[str, float]) -> None:
    """Print our time, then each other way's time, how many times theirs ours is, and the verdict."""
    print(f"  backprop       {median(seconds[ours]) * 1e6:>10.1f} us")
    for name in [name for name in seconds if name not in OURS]:
        times = ratio(seconds[ours], seconds[name])
        verdict = ""
        if name in targets:
            verdict = f"   target <= {targets[name]} x: {'meets' if times <= targets[name] else 'misses'}"
        print(f"  {name:<14} {median(seconds[name]) * 1e6:>10.1f} us   backprop takes {times:.2f} x{verdict}")
    print()


if __name__ == "__main__":
    main()
