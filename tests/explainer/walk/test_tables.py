"""The tables beside the drawing."""

from dataclasses import replace
from functools import lru_cache

import pytest

from backprop import with_values
from backprop.names import names
from backprop.network import Learning
from explainer.notation.display import term_of
from explainer.notation.numbers import decimals_in, number_in
from explainer.walk.steps import walk
from explainer.walk.tables import forward_table, gradient_table, outcome, update_table
from tests.explainer.examples import (
    PRESETS,
    RULED,
    display_named,
    display_of,
    every_network,
    every_notation,
    every_preset,
    problem_named,
    small_networks,
)
from tests.explainer.markup import fragment


@lru_cache(maxsize=256)
def tables_of(name, notation=None):
    shown = display_named(name, notation)
    parameter = shown.trace.names.parameters[0].name
    steps = walk(shown.trace.structure).on("forward")
    return {
        "forward": forward_table(shown, steps, steps[0].key),
        "gradients": gradient_table(shown, parameter),
        "updates": update_table(shown, parameter),
        "outcome": outcome(shown),
    }


def numbers(parsed):
    return [
        ("|".join(filter(None, (e["attributes"]["data-term"], e["attributes"].get("data-form")))), e["text"])
        for e in parsed.with_attribute("data-term")
    ]


@every_network
def test_every_table_is_well_formed(name):
    for table in tables_of(name).values():
        fragment(table)


@every_preset
@every_notation
def test_every_table_is_well_formed_in_every_notation(name, notation):
    for table in tables_of(name, notation).values():
        fragment(table)


@every_network
def test_every_number_is_that_of_the_trace(name):
    shown = display_named(name)
    for kind, table in tables_of(name).items():
        found = numbers(fragment(table))
        assert found, kind
        assert found == [(key, shown.text(key)) for key, _ in found], kind


@small_networks
def test_every_step_of_the_forward_pass_has_a_row(name):
    steps = walk(problem_named(name).structure).on("forward")
    assert [key for key, _ in numbers(fragment(tables_of(name)["forward"]))] == [step.key for step in steps]


@small_networks
def test_every_parameter_has_a_gradient_with_a_bar(name):
    parsed = fragment(tables_of(name)["gradients"])
    gradients = [f"dL_d{p.name}" for p in names(problem_named(name).structure).parameters]
    assert [key for key, _ in numbers(parsed)] == gradients
    assert [e["attributes"]["data-mark"] for e in parsed.with_attribute("data-mark")] == gradients


@small_networks
def test_every_parameter_has_an_update_with_its_four_numbers(name):
    n = names(problem_named(name).structure)
    expected = [key for p in n.parameters for key in (p.name, "learning_rate", n.direction(p.name), n.new(p.name))]
    assert [term_of(key) for key, _ in numbers(fragment(tables_of(name)["updates"]))] == expected


def nearly_vanishing():
    """Return a network of which an update takes nearly all of a weight away."""
    adam = replace(problem_named("worked"), learning=Learning("adam"))
    return display_of(with_values(adam, {"w5": 0.1, "learning_rate": 0.1}))


@pytest.mark.parametrize("name", [*PRESETS, *RULED, "nearly vanishing"])
def test_every_row_of_an_update_adds_up_as_it_is_printed(name):
    table = update_table(nearly_vanishing(), "w5") if name == "nearly vanishing" else tables_of(name)["updates"]
    texts = [text for _, text in numbers(fragment(table))]
    for old, rate, direction, new in zip(*(texts[start::4] for start in range(4)), strict=True):
        unit = 10.0 ** -(decimals_in(new) if "×" in new else max(decimals_in(new), 4))
        assert abs(number_in(old) - number_in(rate) * number_in(direction) - number_in(new)) <= unit * (1 + 1e-6)


@pytest.mark.parametrize(
    ("name", "head"),
    [
        ("worked", "old − η · ∂L/∂…"), ("momentum-shuffled", "old − η · vnew"),
        ("adam-decay", "old − η · m̂ / (√v̂ + ϵ)"),
        ("one-by-one", "old − η · ∂Lonly 1/∂…"),
    ],
)  # fmt: skip
def test_the_head_of_the_updates_says_what_the_parameters_go_against(name, head):
    assert head in fragment(update_table(display_named(name, "house"), "")).tagged("thead")[0]["text"]


DEEP = names(problem_named("deep").structure)
INTO_ONE_UNIT = [p.name for p in (*DEEP.weights(3), *DEEP.biases(3)) if p.unit == 4]


@pytest.mark.parametrize(("parameter", "unit"), [(INTO_ONE_UNIT[2], (0, 0)), (INTO_ONE_UNIT[-1], (0, 0)), ("", (3, 4))])
def test_of_very_many_parameters_those_into_the_unit_of_the_step_have_a_row(parameter, unit):
    shown = display_named("deep")
    gradients = fragment(gradient_table(shown, parameter, unit=unit))
    assert [key for key, _ in numbers(gradients)] == [f"dL_d{p}" for p in INTO_ONE_UNIT]
    updates = numbers(fragment(update_table(shown, parameter, unit)))
    assert [key for key, _ in updates if key.startswith("new_")] == [f"new_{p}" for p in INTO_ONE_UNIT]


def test_from_some_rows_there_is_a_way_to_every_layer_and_every_unit_of_this_one():
    ways = fragment(gradient_table(display_named("deep"), INTO_ONE_UNIT[0])).tagged("button")[:18]
    led = [DEEP.by_name[way["attributes"]["data-choose"].removeprefix("parameter:")] for way in ways]
    assert [p.layer for p in led[:6]] == [*range(6)]
    assert [(p.layer, p.unit) for p in led[6:]] == [(3, unit) for unit in range(12)]
    here = [way["attributes"]["aria-label"] for way in ways if "aria-current" in way["attributes"]]
    assert here == ["Layer 4", "Unit 5"]


def test_a_bar_of_some_rows_is_drawn_beside_the_largest_of_all():
    shown = display_named("deep")
    marks = shown.marks(f"dL_d{p.name}" for p in DEEP.parameters)
    found = fragment(gradient_table(shown, INTO_ONE_UNIT[0])).with_attribute("data-mark")
    sizes = {e["attributes"]["data-mark"]: e["attributes"]["style"] for e in found}
    assert sizes == {f"dL_d{p}": f"--size:{abs(marks[f'dL_d{p}']):.4f}" for p in INTO_ONE_UNIT}


def test_of_a_long_forward_pass_the_layer_of_the_step_has_rows():
    steps = walk(DEEP.structure).on("forward")
    parsed = fragment(forward_table(display_named("deep"), steps, "a3_7"))
    assert [key for key, _ in numbers(parsed)] == [f"{kind}3_{unit}" for unit in range(1, 13) for kind in "za"]
    assert [b["attributes"]["data-choose"] for b in parsed.tagged("button")][:6] == [
        f"step:z{n}_1" for n in range(1, 7)
    ]


def test_the_outcome_tells_the_loss_before_and_after_and_the_change():
    found = numbers(fragment(tables_of("worked")["outcome"]))
    assert [key for key, _ in found] == ["loss|fine", "new_loss|fine", "loss_change"]


def test_before_an_update_its_outcome_is_what_it_would_do():
    assert fragment(outcome(display_named("worked"))).elements[0]["text"].startswith("It would bring L from ")


def test_an_update_that_was_taken_is_counted():
    said = fragment(outcome(display_named("worked"), taken=3)).elements[0]["text"]
    assert said.startswith("Update 3 taken. The next one would bring L from ")


def test_another_learning_rate_can_be_tried_where_the_reader_is():
    (button,) = fragment(outcome(display_named("worked"), "new_w5")).tagged("button")
    assert (button["text"], button["attributes"]["data-choose"]) == ("Try η = 1", "at_rate:1;step:new_w5")


def test_from_that_rate_there_is_a_way_back_to_the_usual_one():
    shown = display_of(with_values(problem_named("worked"), {"learning_rate": 1.0}), "worked")
    (button,) = fragment(outcome(shown, usual_rate=0.0001)).tagged("button")
    assert button["text"] == "Try η = 0.0001"
    assert fragment(outcome(shown)).tagged("button") == []


@small_networks
@pytest.mark.parametrize("kind", ["forward", "gradients", "updates"])
def test_a_whole_row_can_be_clicked(name, kind):
    parsed = fragment(tables_of(name)[kind])
    rows = [row["attributes"].get("data-choose") for row in parsed.tagged("tr")]
    buttons = [button["attributes"]["data-choose"] for button in parsed.tagged("button")]
    assert list(filter(None, rows)) == buttons


def test_where_a_step_is_about_no_parameter_no_row_is_marked():
    assert "current" not in gradient_table(display_named("worked"), "")


@every_preset
@pytest.mark.parametrize("table", [gradient_table, update_table])
def test_the_row_of_the_chosen_parameter_is_marked_and_no_other(name, table):
    shown = display_named(name)
    for parameter in names(problem_named(name).structure).parameters:
        rows = fragment(table(shown, parameter.name)).tagged("tr")
        current = [row for row in rows if row["attributes"].get("aria-current") == "true"]
        assert len(current) == 1
        assert shown.text(f"dL_d{parameter.name}") in current[0]["text"]


def test_the_current_term_is_marked():
    shown = display_named("worked")
    steps = walk(shown.trace.structure).on("forward")
    rows = fragment(forward_table(shown, steps, "z2_1")).tagged("tr")
    assert [shown.text("z2_1") in row["text"] for row in rows if "aria-current" in row["attributes"]] == [True]


@small_networks
@pytest.mark.parametrize("kind", ["forward", "gradients", "updates"])
def test_every_row_can_be_chosen_by_a_button_with_a_name(name, kind):
    parsed = fragment(tables_of(name)[kind])
    rows = [row for row in parsed.tagged("th") if row["attributes"].get("scope") == "row"]
    buttons = parsed.tagged("button")
    assert len(buttons) == len(rows) > 0
    assert all(b["attributes"]["aria-label"] and b["attributes"]["type"] == "button" for b in buttons)
    choices = [b["attributes"]["data-choose"] for b in buttons]
    assert len(set(choices)) == len(choices)


@small_networks
@pytest.mark.parametrize("kind", ["forward", "gradients", "updates"])
def test_every_table_has_a_caption_and_as_many_cells_as_headers_in_each_row(name, kind):
    parsed = fragment(tables_of(name)[kind])
    tables = len(parsed.tagged("table"))
    headers = [e for e in parsed.tagged("th") if e["attributes"]["scope"] == "col"]
    rows = [e for e in parsed.tagged("th") if e["attributes"]["scope"] == "row"]
    assert len(parsed.tagged("caption")) == len(parsed.tagged("thead")) == tables
    assert len(parsed.tagged("col")) == len(headers)
    assert len(parsed.tagged("td")) + len(rows) == len(rows) * len(headers) / tables


# All terms.
