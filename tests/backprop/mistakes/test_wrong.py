"""The wrong numbers of a term: each is known by the mistake that gives it, on every taught network."""

import math

import pytest

from backprop import MISTAKES, by_hand, load_preset, mistakes_of, trace, with_values, wrong_values
from backprop.document import problem_from
from backprop.mistakes import places, planted, wrong
from backprop.mistakes.wrong import MOST_MADE_AGAIN
from backprop.operations import OPERATIONS
from backprop.parameters import all_gradients
from tests.backprop.helpers import every_value, layer, network, problem
from tests.backprop.mistakes.planting import samples, shows, written
from tests.backprop.mistakes.taught import TAUGHT, record
from tests.closeness import close_to, same

on_every_network = pytest.mark.parametrize("name", TAUGHT)

DOWNSTREAM = {"y_hat", "loss", "delta", "example_delta", "gradient", "mean_gradient", "new"}
"""Families in which a mistake that was made earlier is looked for."""


def recognised(trace_, key, value):
    """Return the ids of the mistakes that give a number."""
    return {found.id for found in wrong_values(trace_, key) if written(found.value) == written(value)}


def is_recognised(trace_, key, value, mistake):
    """Whether a number is known as a mistake; asks no further once it is."""
    return any(w.id == mistake and written(w.value) == written(value) for w in wrong_values(trace_, key))


# Every mistake is known by its number.


@on_every_network
def test_a_mistake_is_known_by_the_number_that_it_gives_where_it_is_made(name):
    now = record(name)
    unknown = [
        (mistake, key)
        for mistake, made in samples(name).items()
        for key, spoiled in made
        if not is_recognised(now, key, spoiled[key], mistake)
    ]
    assert unknown == []


@on_every_network
def test_a_mistake_is_known_by_the_number_that_it_gives_later(name):
    now = record(name)
    unknown = []
    for mistake, made in samples(name).items():
        key, spoiled = made[-1] if made else ("", {})
        after = [k for k in spoiled if now.recipe(k).family in DOWNSTREAM and shows(now[k], spoiled[k]) and k != key]
        unknown += [(mistake, k) for k in after[-1:] if not is_recognised(now, k, spoiled[k], mistake)]
    assert unknown == []


@on_every_network
def test_a_mistake_made_throughout_the_way_back_is_known_by_every_gradient_it_changes(name):
    now = record(name)
    for mistake, what in mistakes_of(now.structure).items():
        wrong = all_gradients(what.backward(now)).tolist()
        gradients = {now.names.gradient(p.name): value for p, value in zip(now.names.parameters, wrong, strict=True)}
        changed = {key: value for key, value in gradients.items() if not same(now[key], value, relative=1e-9)}
        for key, value in list(changed.items())[:: max(1, len(changed) // 2)]:
            assert any(value == close_to(w.value) for w in wrong_values(now, key) if w.id == mistake), (mistake, key)


@on_every_network
@pytest.mark.parametrize("digits", [2, 3, 4])
def test_a_number_that_was_rounded_too_early_is_known(name, digits):
    now, rounded = record(name), by_hand(record(name), digits)
    keys = [now.names.gradient(now.names.parameters[0].name), "new_loss"]
    shown = [key for key in keys if shows(now[key], rounded[key])]
    assert [key for key in shown if f"rounded_{digits}" not in recognised(now, key, rounded[key])] == []


def test_every_mistake_shows_in_a_taught_network():
    showing = {mistake for name in TAUGHT for mistake, made in samples(name).items() if made}
    assert showing == {mistake for mistake, what in MISTAKES.items() if not what.places}


def test_what_lecture_five_prints_is_known_as_a_second_division_by_either_count():
    for key, printed in {"dL_dw2_11": "0.023", "dL_dw2_12": "0.003", "dL_dw2_13": "0.020"}.items():
        now = record("iris")
        ids = {found.id for found in wrong_values(now, key) if f"{found.value:.3f}" == printed}
        assert {"mean_again", "outputs_again"} <= ids


# What is no wrong number.


@on_every_network
def test_no_wrong_number_is_the_right_one_or_comes_twice(name):
    now = record(name)
    for key in list(now.values)[::53]:
        found = list(wrong_values(now, key))
        assert all(math.isfinite(w.value) and not same(w.value, now[key], relative=1e-9) for w in found)
        assert len({(w.id, f"{w.value:.9e}") for w in found}) == len(found)


@pytest.mark.parametrize("key", ["loss", "dL_db1_1", "new_w1_11", "mean_dL_dw2_11", "y_hat1@1", "new_loss"])
def test_a_wrong_number_says_at_which_terms_it_came_about(key):
    now = record("classes")
    assert all(found.at and all(at in now for at in found.at) for found in wrong_values(now, key))


def test_what_is_given_has_no_wrong_number():
    assert list(wrong_values(record("worked"), "w1")) == []


def test_a_term_that_there_is_not_has_none_either():
    with pytest.raises(KeyError):
        list(wrong_values(record("worked"), "dL_dw99"))


def test_a_mistake_at_the_term_itself_comes_before_one_on_the_way_to_it():
    ats = [found.at for found in wrong_values(record("mazur"), "dL_da1_1")]
    assert ats.index(("dL_da1_1",)) < ats.index(("z1_1",))


# What each mistake makes of a number.


@pytest.mark.parametrize(
    ("mistake", "key", "number"),
    [
        ("slope", "delta1_1", lambda t: t["dL_da1_1"]),
        ("slope", "dL_dw1", lambda t: t["dL_dy_hat1"] * t["w5"] * t["x1"]),
        ("activation", "dy_hat1_dz2_1", lambda t: t["y_hat1"]),
        ("activation", "dL_dw5", lambda t: t["dL_dy_hat1"] * t["y_hat1"] * t["a1_1"]),
        ("sign", "dL_dy_hat1", lambda t: t["y1"] - t["y_hat1"]),
        ("updated", "dL_da1_1", lambda t: t["delta2_1"] * t["new_w5"]),
        ("half", "loss", lambda t: (t["y1"] - t["y_hat1"]) ** 2),
        ("half", "new_w5", lambda t: t["w5"] - 2 * t["step_w5"]),
        ("half_again", "dL_dw5", lambda t: t["dL_dw5"] / 2),
        ("input", "dL_dw5", lambda t: t["delta2_1"] * t["x1"]),
        ("input", "z2_1", lambda t: t["w5"] * t["x1"] + t["w6"] * t["x2"] + t["b2"]),
        ("pre_activation", "dL_dw5", lambda t: t["delta2_1"] * t["z1_1"]),
        ("pre_activation", "z2_1", lambda t: t["w5"] * t["z1_1"] + t["w6"] * t["z1_2"] + t["b2"]),
        ("rate", "step_w5", lambda t: t["dL_dw5"]),
        ("rate", "new_w5", lambda t: t["w5"] - t["dL_dw5"]),
        ("rate_added", "dL_dw5", lambda t: t["step_w5"]),
        ("added", "new_w5", lambda t: t["w5"] + t["step_w5"]),
        ("transposed", "z1_1", lambda t: t["w1"] * t["x1"] + t["w3"] * t["x2"] + t["b1"]),
        ("unshared", "dL_db1", lambda t: t["delta1_2"]),
        ("path", "dL_db1", lambda t: t["delta1_1"]),
        ("bias", "z1_1", lambda t: t["w1"] * t["x1"] + t["w2"] * t["x2"]),
        ("summand", "z1_1", lambda t: t["w1"] * t["x1"] + t["b1"]),
        ("slope_of_z", "da1_1_dz1_1", lambda t: t["z1_1"] * (1 - t["z1_1"])),
        ("other_slope", "da1_1_dz1_1", lambda t: 1 - t["a1_1"] ** 2),
    ],
)
def test_on_the_worked_example_a_mistake_gives_the_number_that_its_formula_gives(mistake, key, number):
    now = trace(with_values(load_preset("worked"), {"learning_rate": 0.5}))
    assert any(found.value == close_to(number(now)) for found in wrong_values(now, key) if found.id == mistake)


@pytest.mark.parametrize(
    ("mistake", "key", "number"),
    [
        ("mean", "dL_dw2_11", lambda t: t["sum_dL_dw2_11"]),
        ("mean", "mean_dL_dw2_11", lambda t: t["sum_dL_dw2_11"]),
        ("mean_again", "example_dL_dw2_11@2", lambda t: t["dL_dw2_11@2"]),
        ("one_example", "mean_dL_dw2_11", lambda t: t["dL_dw2_11@2"]),
        ("one_example", "dL_dw2_11", lambda t: t["example_dL_dw2_11@3"]),
        ("summand", "dL_dw2_11", lambda t: t["dL_dw2_11@1"] + t["dL_dw2_11@2"]),
        ("path", "example_dL_da1_1@1", lambda t: t["example_dL_da1_1_via2_1@1"] + t["example_dL_da1_1_via2_2@1"]),
        ("transposed", "dL_da1_1_via2_2@1", lambda t: t["delta2_2@1"] * t["w2_21"]),
        ("slope", "example_delta2_1@1", lambda t: t["example_dL_dy_hat1@1"]),
    ],
)
def test_over_a_batch_a_mistake_gives_the_number_that_its_formula_gives(mistake, key, number):
    now = record("iris")
    assert any(found.value == close_to(number(now)) for found in wrong_values(now, key) if found.id == mistake)


@pytest.mark.parametrize(
    ("mistake", "key", "number"),
    [
        ("path", "long_delta3_2", lambda t: t["long_delta3_2_via2"]),
        ("path", "dL_dw1_11", lambda t: t["dL_dw1_11"] - t["path_w1_11_1-2-1"]),
        ("slope", "long_delta3_1", lambda t: t["dL_dy_hat1"]),
        ("slope_twice", "delta3_1", lambda t: t["delta3_1"] * t["dy_hat1_dz3_1"]),
        ("sign", "delta3_1", lambda t: t["y1"] - t["y_hat1"]),
    ],
)
def test_of_softmax_a_mistake_gives_the_number_that_its_formula_gives(mistake, key, number):
    now = trace(with_values(load_preset("softmax"), {"y1": 0.8, "y2": 0.2}))
    assert any(found.value == close_to(number(now)) for found in wrong_values(now, key) if found.id == mistake)


def test_two_mistakes_that_give_the_same_number_are_both_named():
    assert recognised(record("worked"), "dL_db1", record("worked")["delta1_1"]) == {"path", "unshared"}


@pytest.mark.parametrize("rule", ["momentum", "adam"])
def test_the_learning_rate_is_left_out_of_a_step_of_any_rule(rule):
    some = network(layer([[0.5]], "tanh"), targets=[[1.0]])
    now = trace(problem_from({**some, "update": {"rule": rule}}))
    direction = now.recipe("step_w1").factors[1]
    assert "rate" in recognised(now, "step_w1", now[direction])


def test_an_output_without_targets_cannot_be_swapped_with_them():
    alone = network(layer([[0.7]], "tanh"), loss="none")
    del alone["targets"]
    assert "sign" not in {found.id for found in wrong_values(trace(problem_from(alone)), "dL_dw1")}


# Where a mistake can be planted, and what it spoils.


def test_a_planted_mistake_is_carried_to_everything_that_is_made_of_it():
    now = record("worked")
    spoiled = planted(now, "bias", at="z1_1")
    assert {key for key in now.values if spoiled[key] == now[key]} >= {"z1_2", "a1_2", "x1", "w5", "da1_2_dz1_2"}
    assert all(spoiled[key] != now[key] for key in ("a1_1", "z2_1", "loss", "dL_dw6", "new_b1", "new_loss"))


@pytest.mark.parametrize("name", ["worked", "softmax", "regression"])
def test_after_a_planted_mistake_every_other_term_follows_from_its_factors(name):
    now = record(name)
    key = places(now, "pre_activation")[0]
    spoiled = planted(now, "pre_activation", at=key)
    for later, value in spoiled.items():
        recipe = now.recipe(later)
        as_usual = recipe.operation in OPERATIONS and not recipe.family.startswith("log_")
        if later != key and as_usual and any(spoiled[factor] != now[factor] for factor in recipe.factors):
            made = OPERATIONS[recipe.operation](*(spoiled[factor] for factor in recipe.factors))
            assert value == close_to(made, absolute=1e-12)


def test_a_planted_mistake_leaves_no_term_out():
    now = record("iris")
    assert planted(now, "slope", at="delta2_1@1").keys() == now.values.keys()


def test_a_mistake_that_cannot_be_made_at_a_term_is_refused():
    with pytest.raises(ValueError, match="slope cannot be made at z1_1"):
        planted(record("worked"), "slope", at="z1_1")


@pytest.mark.parametrize("name", ["mazur", "softmax", "regression", "dead_relu"])
def test_at_its_places_a_mistake_changes_the_number_visibly(name):
    now = record(name)
    for mistake in MISTAKES:
        for key in places(now, mistake)[:3]:
            wrong = planted(now, mistake, at=key)[key]
            assert abs(wrong - now[key]) > 0.03 * abs(now[key])
            assert f"{wrong:.2e}" != f"{now[key]:.2e}"


def test_updated_weights_have_no_place_where_the_learning_rate_is_tiny():
    assert places(record("worked"), "updated") == ()


# Bounds.


def test_a_term_of_a_very_large_network_has_the_wrong_numbers_of_the_term_itself():
    units = [[0.01 * (i + j + 1) for j in range(12)] for i in range(12)]
    rows = [[0.01 * (e + i) for i in range(12)] for e in range(60)]
    some = problem(*[layer(units, "tanh", [0.1] * 12)] * 3, inputs=rows, targets=[row[::-1] for row in rows])
    ids = {found.id for found in wrong_values(trace(some), "dL_dw3_1_1")}
    assert {"sign", "half", "mean", "mean_again", "rate_added", "one_example", "summand"} <= ids


def test_the_work_for_one_term_is_bounded(monkeypatch):
    made, carry = [], wrong.carry
    monkeypatch.setattr(wrong, "carry", lambda t, recipes, *rest: carry(t, made.extend(r := [*recipes]) or r, *rest))
    units = [[0.01 * (i + j + 1) for j in range(12)] for i in range(12)]
    some = problem(*[layer(units, "tanh", [0.1] * 12)] * 4, inputs=[[0.1] * 12], targets=[[0.3] * 12])
    assert len(list(wrong_values(trace(some), "dL_dw1_1_1"))) > 50
    assert len(made) <= MOST_MADE_AGAIN


def test_the_terms_of_a_trace_stay_as_they_are():
    now = trace(load_preset("softmax"))
    before = every_value(now)
    list(wrong_values(now, "dL_dw1_11"))
    planted(now, "slope", at="delta1_1")
    assert every_value(now) == before
