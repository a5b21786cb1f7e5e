import pytest

from backprop import presets
from backprop.gallery import gallery
from explainer.practice.drawing import Draw
from explainer.practice.nice import RATES, nice_numbers

NETWORKS = {**{name: preset.problem for name, preset in presets().items()}, **gallery()}


def drawn(name, attempt=0):
    return nice_numbers(NETWORKS[name], 0, Draw(name, attempt))


@pytest.mark.parametrize("name", NETWORKS)
def test_nice_numbers_have_two_decimals_at_most(name):
    assert all(round(value, 2) == value for attempt in range(5) for value in drawn(name, attempt).values())


@pytest.mark.parametrize("name", ["worked", "matrix", "softmax"])
def test_the_weights_that_enter_a_unit_all_differ_in_size(name):
    found, n = drawn(name), NETWORKS[name].structure
    first = [abs(value) for key, value in found.items() if key.startswith("w")][: n.sizes[0] * n.sizes[1]]
    assert len(set(first)) == len(first)


def test_no_input_is_1_since_a_product_would_not_show_it():
    assert all(abs(value) != 1.0 for key, value in drawn("iris").items() if key.startswith("x"))


@pytest.mark.parametrize("name", ["iris", "softmax", "classes", "xor", "matrix"])
def test_classes_stay_what_they_are(name):
    problem, found = NETWORKS[name], drawn(name)
    assert [value for key, value in found.items() if key.startswith("y")] == problem.y.ravel().tolist()


def test_a_target_without_a_class_is_one_that_the_output_can_come_near():
    assert all(0.1 <= drawn("worked", attempt)["y1"] <= 0.9 for attempt in range(5))


def test_an_update_is_seen_at_every_learning_rate():
    assert drawn("worked")["learning_rate"] in RATES
    assert min(RATES) >= 0.1
