"""Every mistake, planted once in each family of terms of the taught networks where it shows."""

import math
from collections import defaultdict
from functools import cache

from backprop import MISTAKES
from backprop.mistakes import planted
from tests.backprop.mistakes.taught import record


def written(value):
    """Return a number as a learner writes it who is exact: six digits that count."""
    return f"{value + 0.0:.5e}"


def shows(right, wrong):
    return math.isfinite(wrong) and written(right) != written(wrong)


@cache
def samples(name):
    """Return mistake -> (where it is made, everything after it), for one term of each family where it shows."""
    found, now = defaultdict(list), record(name)
    for key in now.values:
        recipe = now.recipe(key)
        for mistake, what in MISTAKES.items():
            families = [now.recipe(at).family for at, _ in found[mistake]]
            if recipe.family in what.at and recipe.family not in families:
                try:
                    spoiled = planted(now, mistake, at=key)
                except ValueError:
                    continue
                if shows(now[key], spoiled[key]):
                    found[mistake].append((key, spoiled))
    return found
