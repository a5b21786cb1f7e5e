"""Whoever types the number that a mistake gives is told which mistake it was."""

import pytest

from backprop.judging import judge
from backprop.judging.judge import MOST_FOUND
from backprop.judging.near import NEAR
from backprop.mistakes import wrong_values
from tests.backprop.mistakes.planting import samples, written
from tests.backprop.mistakes.taught import TAUGHT, record


def named(now, key, value):
    """Return the mistakes that are named when somebody types a number with six digits; None where it is right."""
    judgement = judge(now, key, written(value))
    return None if judgement.is_right else [found.id for found in judgement.found]


@pytest.mark.parametrize("name", TAUGHT)
def test_each_mistake_is_named_alone_or_among_those_that_give_the_same_number(name):
    now = record(name)
    for mistake, made in samples(name).items():
        for key, spoiled in made[:1]:
            ids = named(now, key, spoiled[key])
            if ids is None or mistake in ids:
                continue
            same = {found.id for found in wrong_values(now, key) if written(found.value) == written(spoiled[key])}
            assert (len(ids), mistake in same, set(ids) - same - NEAR) == (MOST_FOUND, True, set()), (mistake, key, ids)
