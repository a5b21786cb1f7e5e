"""Timing several ways of doing the same thing, in turn, on a machine that is never quite still."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from time import process_time
from timeit import Timer

LIBRARIES = ("numpy", "torch", "jax", "autograd", "micrograd")
ROUND = 0.001
"""Seconds that a way runs in one round, if one call does not take longer."""


def machine() -> str:
    """Say what is being measured on."""
    info = Path("/proc/cpuinfo")
    models = (
        [line.split(":")[1] for line in info.read_text().splitlines() if "model name" in line] if info.exists() else []
    )
    model = models[0].strip() if models else platform.processor() or platform.machine()
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}\n" + ", ".join(
        f"{name} {_version(name)}" for name in LIBRARIES
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "missing"


def side_by_side(ways: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Return the seconds of processor time per call of each way, one number per round.

    In a round each way runs for about a millisecond, one after the other and each time in another
    order, so that whatever slows the machine down slows all of them. Processor time (of all
    threads together) leaves out the turns of other programs. The garbage collector rests.
    """
    timers = {name: Timer(way, timer=process_time) for name, way in ways.items()}
    calls = {name: _calls_per_round(timer) for name, timer in timers.items()}
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    order = list(ways)
    for _ in range(rounds):
        for name in order:
            timers[name].timeit(calls[name])  # bring its code and data back into the caches
            seconds[name].append(timers[name].timeit(calls[name]) / calls[name])
        order.append(order.pop(0))
    return seconds


def ratio(ours: list[float], theirs: list[float]) -> float:
    """Return how many times their time ours is: the median of what the rounds say."""
    return median(our / their for our, their in zip(ours, theirs, strict=True))


def _calls_per_round(timer: Timer) -> int:
    timer.timeit(3)  # warm up: caches fill, compilers compile
    calls, seconds = timer.autorange()
    return max(1, round(ROUND * calls / seconds))
