"""Many runs abreast are the same runs one by one."""

from dataclasses import replace

import numpy as np
import pytest

from backprop import gallery, train
from backprop.abreast import train_abreast
from backprop.divergence import objectives
from backprop.rules import ORDERS, RULES
from tests.backprop.helpers import KNOWN_PROBLEMS
from tests.closeness import close_to

RATES = (0.01, 1.0)
UPDATES = 6

SOME = {**KNOWN_PROBLEMS, **gallery()}


@pytest.mark.parametrize("name", SOME)
@pytest.mark.parametrize("rule", RULES)
def test_a_run_among_others_is_the_run_alone(name, rule):
    learning = replace(SOME[name].learning, rule=rule, settings=(), l2=0.1, order="each_example")
    some = replace(SOME[name], learning=learning)
    together = train_abreast(some, np.array(RATES), UPDATES)
    for row, rate in enumerate(RATES):
        alone = train(replace(some, learning_rate=rate), UPDATES)
        found = [together.losses[row], together.objectives[row], together.sizes[row]]
        assert found == close_to([alone.losses, objectives(alone), np.abs(alone.parameters).max(axis=1)])


@pytest.mark.parametrize("order", ORDERS)
def test_a_run_goes_on_from_what_the_updates_before_have_left_behind(order):
    learning = replace(gallery()["classes"].learning, rule="adam", settings=(), order=order)
    begun = train(replace(gallery()["classes"], learning=learning, learning_rate=0.1), 3)
    together = train_abreast(begun.problem, np.array([0.1]), UPDATES)
    assert together.losses[0] == close_to(train(begun.problem, UPDATES).losses)


def test_a_run_that_overflows_leaves_the_others_alone():
    rates = np.array([0.1, 1e4])
    together = train_abreast(gallery()["regression"], rates, 50)
    assert not np.isfinite(together.losses[1, -1])
    assert together.losses[0] == close_to(train_abreast(gallery()["regression"], rates[:1], 50).losses[0])
