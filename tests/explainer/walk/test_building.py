"""A chain that is built: factor by factor, then formula by formula, then number by number, then its value."""

import re
from functools import lru_cache

import pytest

from backprop import Weight, load_preset
from backprop.names import names
from explainer.equations.derivations import equation
from explainer.equations.html import lines_html
from explainer.view.live import display_of
from explainer.view.view import View
from explainer.walk.building import build, last_stage
from tests.closeness import close_to
from tests.explainer.examples import PRESETS, every_notation, every_preset
from tests.explainer.latex import evaluate, keys_in, without_classes
from tests.explainer.markup import xml


def kinds_of(name):
    """Return the first weight and the first bias of each layer of a preset."""
    found = {(p.layer, isinstance(p, Weight)): p.name for p in reversed(names(load_preset(name).structure).parameters)}
    return sorted(found.values())


every_kind = pytest.mark.parametrize(("name", "parameter"), [(n, kind) for n in PRESETS for kind in kinds_of(n)])

LECTURE_1 = {
    "b2": "∂E/∂O ∂O/∂Z_2 ∂Z_2/∂b_ho",
    "w5": "∂E/∂O ∂O/∂Z_2 ∂Z_2/∂W_ho,1",
    "w1": "∂E/∂O ∂O/∂Z_2 ∂Z_2/∂h_1,1 ∂h_1,1/∂Z_1,1 ∂Z_1,1/∂W_ih,11",
    "b1": "∂E/∂O ∂O/∂Z_2 ∂Z_2/∂h_1,1 ∂h_1,1/∂Z_1,1 ∂Z_1,1/∂b_ih",
}
"""The four chains of the first lecture; a unit and a weight carry their number here."""

FORMULAS = {
    "b2": r"\left( O - Y \right) \cdot O \left( 1 - O \right) \cdot 1",
    "w5": r"\left( O - Y \right) \cdot O \left( 1 - O \right) \cdot h_{1,1}",
    "w1": r"\left( O - Y \right) \cdot O \left( 1 - O \right) \cdot W_{\text{ho,1}} "
    r"\cdot h_{1,1} \left( 1 - h_{1,1} \right) \cdot X_{1}",
    "b1": r"\left( O - Y \right) \cdot O \left( 1 - O \right) \cdot W_{\text{ho,1}} "
    r"\cdot h_{1,1} \left( 1 - h_{1,1} \right) \cdot 1",
}
"""What stands in for their factors."""


@lru_cache(maxsize=32)
def shown(name, **options):
    return display_of(View(preset=name, **options))


def stages(display, parameter):
    return range(last_stage(display.trace.structure, parameter) + 1)


def line_of(display, parameter, stage, kind):
    """Return what stands on the line of a kind, without colours, or None where there is none yet."""
    lines = build(display, parameter, stage).equation.lines
    # "+ ..." stands for the other paths and examples.
    found = [line.right.removesuffix(r" + \cdots") for line in lines if line.kind == kind]
    return without_classes(found[0]).removeprefix("= ") if found else None


def lit_on(latex):
    return re.findall(r"factor-([^}\s]+)\}", latex)


# The four chains of the first lecture.


@pytest.mark.parametrize("parameter", LECTURE_1)
def test_the_factors_of_the_first_lecture_come_in_its_order(parameter):
    display = shown("derivation")
    factors = build(display, parameter, last_stage(display.trace.structure, parameter)).factors
    assert [display.written(key).plain for key in factors] == LECTURE_1[parameter].split()


@pytest.mark.parametrize("parameter", LECTURE_1)
def test_every_factor_of_the_first_lecture_is_replaced_by_the_formula_it_gives(parameter):
    display = shown("derivation")
    stage = 2 * (last_stage(display.trace.structure, parameter) - 1) // 3
    assert line_of(display, parameter, stage, "formula") == FORMULAS[parameter]


def test_the_numbers_of_w5_are_those_of_the_worked_example():
    display = shown("derivation")
    numbers = line_of(display, "w5", 9, "numbers")
    assert [display.text(key) for key in keys_in(numbers)] == ["0.7414", "0.1868", "0.5933"]


# The stages.


@every_kind
def test_a_chain_has_three_stages_for_each_factor_and_one_for_its_value(name, parameter):
    display = shown(name)
    whole = last_stage(display.trace.structure, parameter)
    assert whole == 3 * len(build(display, parameter, whole).factors) + 1


@every_kind
def test_a_stage_has_put_as_many_factors_in_their_places(name, parameter):
    display = shown(name)
    every = build(display, parameter, last_stage(display.trace.structure, parameter)).factors
    for stage in stages(display, parameter):
        assert build(display, parameter, stage).factors == every[:stage]


@every_kind
def test_the_line_of_symbols_shows_the_factors_that_are_lit_and_no_others(name, parameter):
    display = shown(name)
    for stage in stages(display, parameter)[:-1]:
        built = build(display, parameter, stage)
        assert tuple(lit_on(built.equation.lines[0].right)) == built.factors


@every_kind
def test_formulas_begin_when_all_factors_are_there_and_numbers_when_all_formulas_are(name, parameter):
    display = shown(name)
    count = (last_stage(display.trace.structure, parameter) - 1) // 3
    for stage in stages(display, parameter)[:-1]:
        kinds = [line.kind for line in build(display, parameter, stage).equation.lines]
        assert kinds == ["symbols", *["formula"] * (stage > count), *["numbers"] * (stage > 2 * count)]


@every_kind
def test_each_stage_of_numbers_puts_one_more_number_in(name, parameter):
    display = shown(name)
    count = (last_stage(display.trace.structure, parameter) - 1) // 3
    for done in range(1, count + 1):
        built = build(display, parameter, 2 * count + done)
        assert keys_in(built.equation.lines[2].right) == list(built.factors[:done])


@every_kind
def test_each_stage_of_formulas_replaces_one_more_factor_and_leaves_the_rest(name, parameter):
    display = shown(name)
    count = (last_stage(display.trace.structure, parameter) - 1) // 3
    written = [line_of(display, parameter, count + done, "formula") for done in range(1, count + 1)]
    assert len(set(written)) == count
    symbols = line_of(display, parameter, count, "symbols")
    for done, line in enumerate(written[:-1], start=1):
        rest = r" \cdot ".join(display.written(key).latex for key in build(display, parameter, count).factors[done:])
        assert line.endswith(rest)
        assert symbols.endswith(rest)


@every_kind
def test_the_last_stage_is_the_equation_of_the_gradient(name, parameter):
    display = shown(name)
    whole = build(display, parameter, last_stage(display.trace.structure, parameter))
    assert whole.equation == equation(display, f"dL_d{parameter}")


def test_a_stage_beyond_the_last_is_the_last():
    display = shown("derivation")
    assert build(display, "w5", 99) == build(display, "w5", 10)


def test_the_bare_question_lights_nothing_and_says_no_number():
    built = build(shown("derivation"), "w1", 0)
    assert built.factors == ()
    assert [line.right for line in built.equation.lines] == ["= ?"]


@every_kind
def test_no_stage_before_the_last_gives_the_answer_away(name, parameter):
    display = shown(name)
    for stage in stages(display, parameter)[:-1]:
        lines = build(display, parameter, stage).equation.lines
        assert f"dL_d{parameter}" not in [key for line in lines for key in keys_in(line.right)]


@every_preset
def test_what_is_built_is_said_to_be_the_gradient_only_where_it_is(name):
    # One path of several, or one example of a batch, is not the gradient.
    display, wrong = shown(name), []
    for parameter in display.trace.names.by_name:
        lines = build(display, parameter, last_stage(display.trace.structure, parameter) - 1).equation.lines
        claims = lines[0].left == display.written(f"dL_d{parameter}").latex and r"\cdots" not in lines[-1].right
        value = evaluate(lines[-1].right.removeprefix("=").removesuffix(r" + \cdots"), display.trace.values)
        if claims and value != close_to(display.trace[f"dL_d{parameter}"]):
            wrong.append(parameter)
    assert wrong == []


def test_a_chain_with_factors_missing_says_that_more_is_to_come():
    first = build(shown("derivation"), "w5", 1).equation.lines[0]
    assert "?" in first.right or r"\cdots" in first.right


# Words and markup.


@every_preset
def test_every_stage_of_every_parameter_renders(name):
    display = shown(name)
    for parameter in display.trace.names.by_name:
        for stage in stages(display, parameter):
            xml(lines_html(build(display, parameter, stage).equation, display))


@every_preset
def test_no_stage_of_any_parameter_says_nothing(name):
    display = shown(name)
    for parameter in display.trace.names.by_name:
        for stage in stages(display, parameter):
            words = build(display, parameter, stage).words
            assert all((words.title, words.question, words.sentence.strip()))
            assert "None" not in words.title + words.question + words.sentence


@every_kind
def test_every_factor_has_a_reason_for_its_formula(name, parameter):
    display = shown(name)
    count = (last_stage(display.trace.structure, parameter) - 1) // 3
    for stage in range(count + 1, 2 * count + 1):
        assert re.search(r": .{20}", build(display, parameter, stage).words.sentence)


@every_preset
@every_notation
def test_a_whole_chain_renders_in_every_notation(name, notation):
    parameter = View(preset=name).shown_parameter
    display = shown(name, notation=notation)
    xml(lines_html(build(display, parameter, last_stage(display.trace.structure, parameter) - 1).equation, display))


@pytest.mark.parametrize(
    ("stage", "said"),
    [
        (0, "Start at <i>E</i> and go back to <i>W</i><sub>ho,1</sub>, one factor at a time."),
        (1, "∂<i>E</i>/∂<i>O</i>: the loss depends on the output."),
        (
            4,
            "∂<i>E</i>/∂<i>O</i>: the square brings down a 2, which cancels the ½, and the inner derivative of "
            "<i>Y</i> − <i>O</i> by <i>O</i> is −1. So −(<i>Y</i> − <i>O</i>) = <i>O</i> − <i>Y</i>.",
        ),
        (7, "Put the numbers into ∂<i>E</i>/∂<i>O</i>."),
    ],
)
def test_a_stage_says_what_was_done_and_why(stage, said):
    assert build(shown("derivation"), "w5", stage).words.sentence == said


def test_a_chain_of_one_of_two_paths_says_so_at_its_end():
    display = shown("mazur")
    assert "one of 2 paths" in build(display, "w1", last_stage(display.trace.structure, "w1")).words.sentence


def test_a_chain_of_one_example_of_a_batch_says_so_at_its_end():
    display = shown("iris")
    assert "Every example" in build(display, "w2_11", last_stage(display.trace.structure, "w2_11")).words.sentence


def test_the_chain_of_a_batch_is_that_of_the_example_that_is_shown():
    display = shown("iris", example=3)
    factors = build(display, "w2_11", last_stage(display.trace.structure, "w2_11")).factors
    assert factors == ("dL_dy_hat1@3", "dy_hat1_dz2_1@3", "dz2_1_dw2_11@3")
