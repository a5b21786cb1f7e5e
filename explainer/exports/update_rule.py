"""How a script makes an update of gradients: for NumPy written out, for PyTorch by its own optimizers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backprop.arrays import Array
from backprop.parameters import learning_numbers, with_parameters
from backprop.update import is_plain
from explainer.exports.script import Script, comment, comments

KEPT: Mapping[str, Mapping[str, str]] = {
    "gradient_descent": {},
    "momentum": {"velocity": "first"},
    "adam": {"moment1": "first", "moment2": "second"},
}
"""Rule -> what it keeps from update to update -> where that lies in the memory of a problem."""

DIRECTIONS = {
    "gradient_descent": "{g}",
    "momentum": "new_velocity_{p}",
    "adam": "new_moment1_{p} / (1.0 - beta1**t) / (np.sqrt(new_moment2_{p} / (1.0 - beta2**t)) + epsilon)",
}
"""Rule -> what a parameter p goes against, whose gradient is g."""

KEEPS = {
    "gradient_descent": (),
    "momentum": ("new_velocity_{p} = momentum * velocity_{p} + {g}",),
    "adam": (
        "new_moment1_{p} = beta1 * moment1_{p} + (1.0 - beta1) * {g}",
        "new_moment2_{p} = beta2 * moment2_{p} + (1.0 - beta2) * {g} ** 2",
    ),
}
"""Rule -> how it renews what it keeps."""

SAID = {
    "gradient_descent": "",
    "momentum": "Momentum goes on with a share of the direction before, the velocity, to which the gradient is added.",
    "adam": (
        "Adam goes against a mean of the gradients, moment1, over the root of the same mean of their squares, moment2. "
        "Both begin at 0, which the divisions make up for; this is update t."
    ),
}
"""Rule -> what it does, in words."""

OPTIMIZERS = {
    "gradient_descent": "torch.optim.SGD({groups}, lr=learning_rate)",
    "momentum": "torch.optim.SGD({groups}, lr=learning_rate, momentum=momentum)",
    "adam": "torch.optim.Adam({groups}, lr=learning_rate, betas=(beta1, beta2), eps=epsilon)",
}
"""Rule -> PyTorch's own of it."""

STATES = {"velocity": "momentum_buffer", "moment1": "exp_avg", "moment2": "exp_avg_sq"}
"""What is kept -> what PyTorch calls it."""


def needs_more(script: Script) -> bool:
    """Whether an update is more than a step against the gradient of the batch."""
    return not is_plain(script.display.trace.problem)


def _number_lines(script: Script) -> Iterator[str]:
    """Yield the numbers that the update needs."""
    problem = script.display.trace.problem
    said = {"l2": "  # lambda: l2 / 2 times the sum of all squared weights is added to the loss"}
    for name, value in learning_numbers(problem).items():
        yield f"{name} = {value!r}{said.get(name, '')}"
    if problem.rule == "adam":
        yield f"t = {problem.memory.updates + 1}  # the number of this update"


def _kept_lines(script: Script, no_update: str) -> Iterator[str]:
    """Yield what the updates before have left behind; ``no_update`` is an array of zeros like {p}."""
    kept = KEPT[script.structure.rule]
    if kept and script.display.trace.problem.memory.updates:
        yield comment("What the updates before have left behind.")
    for kind, place in kept.items():
        found = _kept(script, place)
        for name in script.arguments:
            yield (
                script.array_line(f"{kind}_{name}", found[name])
                if found
                else (f"{kind}_{name} = {no_update.format(p=name)}")
            )


def _kept(script: Script, place: str) -> dict[str, Array]:
    """Return name of a matrix or vector -> what is kept of it; nothing before the first update."""
    problem = script.display.trace.problem
    flat: Array | None = getattr(problem.memory, place)
    if flat is None:
        return {}
    layers = with_parameters(problem, flat).network.layers
    arrays = [array for layer in layers for array in (layer.W, layer.b) if array is not None]
    return dict(zip(script.arguments, arrays, strict=True))


def numpy_rule(script: Script) -> Iterator[str]:
    """Yield the lines from the gradients to the new parameters, all written out."""
    s = script.structure
    gradients = dict(zip(script.arguments, script.gradients, strict=True))
    yield from _number_lines(script)
    if s.only is not None:
        yield from _alone_lines(script, s.only)
        gradients = {name: f"alone_{name}" for name in script.arguments}
    if s.penalized:
        yield comment("The slope of the penalty by a weight is l2 times the weight; biases are not penalized.")
        for name in filter(_is_weight, script.arguments):
            yield f"penalized_{name} = {gradients[name]} + l2 * {name}"
            gradients[name] = f"penalized_{name}"
    yield from map(comments, filter(None, [SAID[s.rule]]))
    yield from _kept_lines(script, "np.zeros_like({p})")
    for name, updated in zip(script.arguments, script.updated, strict=True):
        where = {"p": name, "g": gradients[name]}
        yield from (line.format(**where) for line in KEEPS[s.rule])
        direction = DIRECTIONS[s.rule].format(**where)
        yield f"{updated} = {name} - learning_rate * {f'({direction})' if '/' in direction else direction}"


def _alone_lines(script: Script, only: int) -> Iterator[str]:
    s, times = script.structure, "N * " if "N" in script.structure.counts else ""
    more = ": its own loss is not divided by N" if times else ""
    yield comments(f"It is the turn of example {only + 1}, whose gradient alone makes this update{more}.")
    yield f"only = {only}  # counted from 0"
    for place, bias in enumerate(s.biases):
        n, below = place + 1, f"A{place}" if place else "X"
        yield f"alone_W{n} = {times}np.outer({below}[only], delta{n}[only])"
        if bias != "none":
            yield f"alone_b{n} = {times}delta{n}[only]{'.sum()' if bias == 'shared' else ''}"


def torch_rule(script: Script) -> Iterator[str]:
    """Yield the lines that let PyTorch's own optimizer take the update."""
    s, names = script.structure, script.arguments
    yield from _number_lines(script)
    if s.only is not None:
        batch = ", ".join(("X[only]", "Y[only]", *(("1",) if "N" in s.counts else ())))
        yield comments(f"It is the turn of example {s.only + 1}, whose gradient alone makes this update.")
        yield f"only = slice({s.only}, {s.only + 1})  # counted from 0"
        yield f"alone = torch.autograd.grad(forward({', '.join(names)}, {batch}), [{', '.join(names)}])"
        yield f"for parameter, gradient in zip([{', '.join(names)}], alone):"
        yield "    parameter.grad = gradient"
    groups = f"[{', '.join(names)}]"
    if s.penalized:
        weights, biases = ([name for name in names if _is_weight(name) == wanted] for wanted in (True, False))
        yield comment("Weights alone are penalized, so biases are a group of their own.")
        yield f'weights = {{"params": [{", ".join(weights)}], "weight_decay": l2}}'
        groups = "[weights]"
        if biases:
            yield f'biases = {{"params": [{", ".join(biases)}]}}'
            groups = "[weights, biases]"
    yield f"optimizer = {OPTIMIZERS[s.rule].format(groups=groups)}"
    if script.display.trace.problem.memory.updates and KEPT[s.rule]:
        yield from _kept_lines(script, "torch.zeros_like({p})")
        for name in names:
            states = [f'"{STATES[kind]}": {kind}_{name}' for kind in KEPT[s.rule]]
            step = ['"step": torch.tensor(t - 1.0)'] if s.rule == "adam" else []
            yield f"optimizer.state[{name}] = {{{', '.join((*step, *states))}}}"
    yield "optimizer.step()  # changes the parameters in their places"


def _is_weight(name: str) -> bool:
    return name.startswith("W")
