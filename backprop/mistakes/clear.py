"""Which terms are worth asking for: those at which a mistake can be told from the right number."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from backprop.derive import by_hand_recipe, remade
from backprop.mistakes.kinds import Here
from backprop.mistakes.table import MISTAKES
from backprop.mistakes.wrong import SLIPS_AT, is_same, wherever
from backprop.trace import Trace

SLACK = 1e-9
"""Share of a unit by which floats may miss it."""


def is_clear(trace: Trace, key: str, digits: int = 4) -> bool:
    """Return whether mistakes at a term can be told from the right number, so that it is worth asking for.

    No named mistake that is made at the term, or at one of its factors, may give a number within one unit of the last
    place that is asked for. What goes wrong earlier is to be noticed where it happens, and numbers that are rounded too
    early are near the right one as a matter of course. A mistake at a factor does not count where it can be seen
    nowhere in the network, such as updated weights at a tiny learning rate.

    Args:
        trace: where the term belongs.
        key: the term.
        digits: decimals, and significant digits, that are asked for.

    Raises:
        KeyError: if there is no such term.

    >>> from backprop import load_preset, trace
    >>> record = trace(load_preset("worked"))
    >>> is_clear(record, "dL_dw5"), is_clear(record, "new_w5")
    (True, False)
    """
    right = trace[key]
    if not math.isfinite(right) or any(_is_near(right, wrong, digits) for wrong in _of_itself(trace, key)):
        return False
    doubtful = {name for name, wrong in _of_factors(trace, key) if _is_near(right, wrong, digits)}
    return not any(_is_seen(trace, name, digits) for name in doubtful)


def _of_itself(trace: Trace, key: str) -> Iterator[float]:
    """Yield the numbers that mistakes make of a term itself."""
    recipe = trace.recipe(key)
    here = Here(trace, recipe, trace.__getitem__)
    for mistake in MISTAKES.values():
        for slips in (mistake.at, mistake.also):
            yield from slips[recipe.family](here) if recipe.family in slips else ()
        if mistake.times:
            yield mistake.times(trace.structure, recipe.family) * trace[key]


def _of_factors(trace: Trace, key: str) -> Iterator[tuple[str, float]]:
    """Yield mistakes that are made at a factor of a term, and what becomes of the term."""
    recipe = by_hand_recipe(trace.structure, trace.recipe(key))
    for factor in dict.fromkeys(recipe.factors):
        made = by_hand_recipe(trace.structure, trace.recipe(factor))
        for name, slip in SLIPS_AT.get(made.family, ()):
            for value in slip(Here(trace, made, trace.__getitem__)):
                if value != trace[factor]:
                    yield name, remade(trace, recipe, _Changed(trace, factor, value))


@dataclass(frozen=True)
class _Changed:
    """Key -> value of terms, of which one is another number."""

    trace: Trace
    key: str
    value: float

    def __call__(self, key: str) -> float:
        return self.value if key == self.key else self.trace[key]


def _is_near(right: float, wrong: float, digits: int) -> bool:
    """Whether a wrong number, which is not the right one, would be taken for it."""
    leading = math.floor(math.log10(abs(right))) if right else 0
    unit = 10.0 ** -max(digits, digits - 1 - leading)
    return not is_same(wrong, right) and abs(wrong - right) <= unit * (1.0 + SLACK)


def _is_seen(trace: Trace, name: str, digits: int) -> bool:
    """Whether there is a term of the network at which a mistake, made there, is seen."""
    changed = wherever(trace, MISTAKES[name])
    return any(not is_same(value, right := trace[r.key]) and not _is_near(right, value, digits) for r, value in changed)
