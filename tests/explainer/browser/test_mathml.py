"""Equations as MathML whose numbers can be found and changed in place."""

from functools import lru_cache

import pytest

from backprop import with_values
from explainer.browser.mathml import mathml
from explainer.browser.terms import unnamed
from explainer.equations.derivations import equation
from explainer.equations.equation import Equation, Line
from explainer.equations.html import lines_html
from tests.explainer.equations.test_derivations import steps_of
from tests.explainer.examples import (
    NOTATIONS,
    display_named,
    display_of,
    every_network,
    every_notation,
    every_preset,
    own_notation,
    problem_named,
)
from tests.explainer.latex import MARKER, forms_in
from tests.explainer.markup import bare, classes, elements, words, xml

ARGUMENTS = {"mfrac": 2, "msup": 2, "msub": 2, "msubsup": 3, "mroot": 2, "munder": 2, "mover": 2}
WORKED = display_named("worked", "worked")


def parsed(latex, shown=WORKED):
    return xml(mathml(latex, shown))


@lru_cache(maxsize=64)
def lines_of(name, notation=None):
    """Return every piece of LaTeX on the walk of a network, as LaTeX and as MathML."""
    shown = display_named(name, notation)
    lines = [line for key in steps_of(name, 40) for line in equation(shown, key).lines]
    written = dict.fromkeys(latex for line in lines for latex in (line.left, line.right) if latex)
    return {latex: parsed(latex, shown) for latex in written}


@every_network
def test_every_line_is_well_formed(name):
    for root in lines_of(name).values():
        assert bare(root.tag) == "math"
        assert root.get("displaystyle") == "true"


@every_preset
@every_notation
def test_no_line_is_an_error(name, notation):
    assert [latex for latex, root in lines_of(name, notation).items() if elements(root, "merror")] == []


@every_network
def test_every_fraction_and_index_has_its_two_parts(name):
    for latex, root in lines_of(name).items():
        for element in root.iter():
            assert len(element) == ARGUMENTS.get(bare(element.tag), len(element)), latex


def key_of(element):
    """Return the key of a number with the form it asks for."""
    return element.get("data-term") + (f"|{element.get('data-form')}" if element.get("data-form") else "")


@every_network
def test_every_number_of_a_line_becomes_one_that_carries_its_key(name):
    shown = display_named(name)
    for latex, root in lines_of(name).items():
        found = [element for element in elements(root, "mn") if element.get("data-term")]
        keys = [key_of(element) for element in found]
        assert keys == forms_in(latex)
        assert [element.text for element in found] == [shown.text(key) for key in keys]


@every_network
def test_nothing_of_the_markers_is_left(name):
    shown = display_named(name)
    for latex in lines_of(name):
        text = mathml(latex, shown)
        assert not MARKER.search(text)
        assert r"\class" not in text
        assert "phantom{" not in text


def test_a_number_inside_an_expression_stands_in_parentheses_that_wait_for_a_minus():
    root = parsed("⟪w5⟫ + 1")
    assert [element.text for element in elements(root, "mo") if "if-negative" in classes(element)] == ["(", ")"]


def test_a_number_on_its_own_has_no_parentheses():
    assert "if-negative" not in mathml("= ⟦w5⟧", WORKED)


def test_a_negative_number_says_that_it_is():
    shown = display_of(with_values(problem_named("worked"), {"w5": -0.4}), "worked")
    (number,) = elements(parsed("= ⟪w5⟫", shown), "mn")
    assert (number.text, number.get("data-negative")) == ("−0.40", "")


def test_a_squared_number_is_squared_with_its_parentheses():
    (power,) = elements(parsed("⟪w5⟫^2"), "msup")
    base, exponent = power
    assert [bare(element.tag) for element in base.iter()][-3:] == ["mo", "mn", "mo"]
    assert exponent.text == "2"


def test_the_same_line_shows_other_numbers_for_another_trace():
    other = display_of(with_values(problem_named("worked"), {"w5": 0.7}), "worked")
    assert "0.40" in mathml("= ⟦w5⟧", WORKED)
    assert "0.70" in mathml("= ⟦w5⟧", other)


def test_a_number_in_the_line_itself_is_no_term():
    assert not elements(parsed(r"\frac{1}{2} 900000 9000009"), "mn")[0].get("data-term")
    assert all(not number.get("data-term") for number in elements(parsed(r"2 \cdot 0.01"), "mn"))


def test_a_factor_carries_the_role_of_its_edge_and_its_key():
    root = parsed(equation(WORKED, "dL_dw5").lines[0].right)
    found = {e.get("data-factor"): classes(e) for e in root.iter() if e.get("data-factor")}
    assert found == {
        "dL_dy_hat1": {"role-loss"},
        "dy_hat1_dz2_1": {"role-unit"},
        "dz2_1_dw5": {"role-parameter"},
    }


@pytest.mark.parametrize("key", ["dL_dw5", "dL_dw1", "dL_db1"])
def test_a_factor_has_the_same_colour_on_each_line(key):
    roles = {}
    for line in equation(WORKED, key).lines:
        for element in parsed(line.right).iter():
            if element.get("data-factor"):
                roles.setdefault(element.get("data-factor"), set()).update(classes(element))
    assert roles
    assert all(len(found) == 1 for found in roles.values())


@every_network
def test_the_lines_of_a_step_are_well_formed_together_in_every_notation(name):
    steps = steps_of(name, 12)
    for number, notation in enumerate(NOTATIONS):
        shown = display_named(name, notation)
        for key in steps if notation == own_notation(name) else steps[number % 3 :: 3]:  # each step in several
            root = xml(lines_html(equation(shown, key), shown))
            assert len([e for e in root.iter() if "line" in classes(e)]) == len(equation(shown, key).lines), notation


def test_each_line_has_two_sides_and_a_relation_between_them():
    root = xml(lines_html(equation(WORKED, "dL_dw5"), WORKED))
    for line in (element for element in root.iter() if "line" in classes(element)):
        assert [element.get("class") for element in line] == ["left", "relation", "body"]


def test_lines_of_several_paths_say_so():
    assert 'class="lines many paths"' in lines_html(equation(WORKED, "dL_db1"), WORKED)
    assert 'class="lines"' in lines_html(equation(WORKED, "dL_dw5"), WORKED)


def test_a_label_stands_beside_a_line_without_a_left_side_and_above_one_with_it():
    lines = Line("", "1", "symbols", "beside"), Line("L", "1", "symbols", "above")
    beside, above = (lines_html(Equation("loss", (line,), ()), WORKED) for line in lines)
    assert '<div class="left"><span class="label">beside</span></div>' in beside
    assert above.index("above") < above.index('class="line symbols"')


def test_a_text_that_looks_like_markup_stays_text():
    class Hostile(type(WORKED)):
        def text(self, key):
            return "<b>&"

    shown = Hostile(WORKED.trace, WORKED.notation)
    (number,) = elements(parsed("= ⟦w5⟧", shown), "mn")
    assert (number.text, len(number)) == ("<b>&", 0)


# A batch.


@lru_cache(maxsize=8)
def batch_lines(name, example, notation=None):
    """Return the lines of a gradient of each layer: of all examples (0), or of one with the others."""
    options = {"example": max(example - 1, 0), "whole": not example}
    shown = display_of(problem_named(name), notation or name, **options)
    gradients = [f"dL_d{p.name}" for p in shown.trace.names.parameters][::5]
    return shown, [equation(shown, key) for key in gradients]


@pytest.mark.parametrize("name", ["iris", "matrix"])
@pytest.mark.parametrize("example", [0, 2])
def test_the_lines_of_a_batch_are_well_formed(name, example):
    shown, found = batch_lines(name, example)
    for lines in found:
        root = xml(lines_html(lines, shown))
        assert elements(root, "merror") == []
        assert len([e for e in root.iter() if "line" in classes(e)]) == len(lines.lines)


@pytest.mark.parametrize("name", ["iris", "matrix"])
@pytest.mark.parametrize("example", [0, 2])
def test_every_number_of_a_batch_carries_its_key_and_the_text_of_the_trace(name, example):
    shown, found = batch_lines(name, example)
    for lines in found:
        numbers = [e for e in elements(xml(lines_html(lines, shown)), "mn") if e.get("data-term")]
        assert list(map(key_of, numbers)) == [key for line in lines.lines for key in forms_in(line.right)]
        assert [e.text for e in numbers] == [shown.text(key_of(e)) for e in numbers]


def test_the_part_of_one_example_has_its_number_above_the_whole_derivative():
    shown, _ = batch_lines("iris", 2)
    (power,) = elements(parsed(equation(shown, "dL_dw2_11").lines[0].left, shown), "msup")
    assert "".join(power[1].itertext()) == "(2)"
    assert elements(power[0], "mfrac")


def test_what_is_left_out_of_a_long_sum_is_shown_by_dots():
    assert "⋯" in words(parsed(r"= ⟪w5⟫ + \cdots + ⟪w6⟫"))


def test_a_factor_of_an_example_is_linked_by_its_own_key():
    shown, _ = batch_lines("iris", 2)
    root = parsed(equation(shown, "dL_dw2_11").lines[0].right, shown)
    factors = [e.get("data-factor") for e in root.iter() if e.get("data-factor")]
    assert factors == ["dL_dy_hat1@2", "dy_hat1_dz2_1@2", "dz2_1_dw2_11@2"]


def test_a_number_that_is_none_of_the_network_names_no_term():
    display = display_named("worked")
    shown = mathml("⟪dL_dw5⟫", display, unnamed)
    assert "data-term" not in shown
    assert display.text("dL_dw5") in shown
