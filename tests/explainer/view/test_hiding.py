"""A hidden answer stands nowhere: not in a drawing, an equation, a table, a width, nor in what is read aloud."""

import json
import re
from dataclasses import replace

import pytest

from backprop import parse_problem, values_by_name
from explainer.browser.terms import terms_in
from explainer.equations.derivations import equation, two_phases
from explainer.equations.html import lines_html
from explainer.figures.graph.graph import graph_svg
from explainer.figures.network.diagram import network_svg
from explainer.figures.network.drawing import Drawing, all_gradients
from explainer.figures.phases.phases import backward_phase_svg, forward_phase_svg
from explainer.matrices.tables import product_html
from explainer.notation.display import FINE, NOTHING_HIDDEN
from explainer.view.hiding import MadeOf, asked, hiding, until_answered
from explainer.view.live import display_of
from explainer.view.moves import reveal
from explainer.view.own import pack
from explainer.view.view import View
from explainer.view.where import product_shown
from explainer.walk.lit import lit_by
from explainer.walk.narration import narrate
from explainer.walk.tables import forward_table, gradient_table, outcome, update_table
from tests.explainer.examples import layered
from tests.explainer.markup import fragment

HEARD = re.compile(r'(?:aria-label|aria-valuetext|title)="([^"]*)"')
NUMBER = re.compile(r"−?\d+\.\d+")

STEPS = View().walk.steps


def shown(view, page):
    """Return all that a page has on screen or says aloud about the step of a view."""
    display = hiding(display_of(view), view, page)
    step = view.walk.find(view.step)
    lit = lit_by(display, step.key)
    backward = page != "forward"
    drawing = Drawing(display, backward, "backward" if backward else "forward", lit, step.parameter)
    words = narrate(display, step)
    equation_html = lines_html(equation(display, step.key), display)
    panels = [network_svg(drawing), words.title, words.question, words.sentence, equation_html]
    match page:
        case "forward":
            panels.append(forward_table(display, view.walk.on("forward"), step.key))
        case "update":
            panels += [update_table(display, step.parameter), outcome(display)]
        case "chain_rule":
            panels.append(gradient_table(display, view.shown_parameter))
    if page == "chain_rule" and step.parameter:
        panels += [draw(display, step.parameter, lit) for draw in (forward_phase_svg, backward_phase_svg)]
        panels += [graph_svg(display, lit, step.parameter), lines_html(two_phases(display, step.key), display)]
    return display, panels


def said(panels):
    """Return every number that can be read or heard in some markup."""
    text = " ".join(panels)
    heard = " ".join(HEARD.findall(text))
    return set(NUMBER.findall(heard + " " + re.sub(r"<[^>]*>", "|", text)))


def at(step, **rest):
    return View(hide=True, step=step.key, parameter=step.parameter, **rest)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_no_text_of_a_hidden_answer_can_be_read_or_heard(step):
    display, panels = shown(at(step), step.page)
    seen = replace(display, hidden=NOTHING_HIDDEN)
    answers = {seen.text(key + FINE if key == "new_loss" else key) for key in display.hidden.answers}
    # Some answers are numbers that the reader has met before: the gradient of a bias is the delta of its unit, and
    # what z changes with is a weight or an input.
    given = values_by_name(display.trace.problem)
    before = {seen.text(earlier) for earlier in (*given, *(step.key for step in STEPS[: step.number - 1]))}
    assert (answers - before) & said(panels) == set()
    assert not {key.removesuffix(FINE) for key in terms_in(*panels)} & display.hidden.answers


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_while_later_answers_are_hidden_a_step_shows_what_it_is_made_of_and_no_later_gradient(step):
    display, panels = shown(at(step, ahead=True), step.page)
    later = {other.key for other in STEPS[step.number :]}
    assert later <= display.hidden.later | display.hidden.answers
    assert not set(terms_in(*panels)) & later
    assert display.hidden.later.isdisjoint(display.trace.recipe(step.key).factors)


RULED = [View(rule="adam", updates=2), View(rule="momentum", penalty="on", updates=1, values={"learning_rate": 0.5})]
OF_RULES = [
    (view, step) for view in RULED for step in view.walk.on("update") if step.parameter in {"", "w1", "w5", "b2"}
]


@pytest.mark.parametrize(
    ("view", "step"), OF_RULES, ids=lambda value: getattr(value, "key", getattr(value, "rule", ""))
)
def test_no_hidden_answer_of_an_update_by_another_rule_can_be_read(view, step):
    display, panels = shown(replace(view, hide=True, step=step.key, parameter=step.parameter), "update")
    assert display.hides(step.key)
    assert not {key.partition("|")[0] for key in terms_in(*panels)} & display.hidden.answers


def test_while_later_answers_are_hidden_no_direction_of_adam_is_seen():
    view = replace(RULED[0], hide=True, ahead=True, step="corrected_moment1_w1", parameter="w1")
    display, panels = shown(view, "update")
    assert display.hides("direction_w5")
    assert not any(key.startswith(("direction", "new_")) for key in terms_in(*panels))


@pytest.mark.parametrize("preset", ["iris", "softmax", "matrix"])
def test_a_hidden_cell_of_a_product_names_no_number(preset):
    view = View(preset, hide=True)
    display, (step, cell) = hiding(display_of(view), view, "matrix"), product_shown(view)
    assert asked(view, "matrix") == cell
    assert cell not in terms_in(product_html(display, view.matrices, step, cell))


def test_the_width_of_an_edge_tells_nothing_of_a_hidden_gradient():
    view = View(hide=True, step="dL_db2", parameter="b2")
    marks = hiding(display_of(view), view, "chain_rule").marks(all_gradients(display_of(view)))
    assert marks["dL_db2"] == 0.0
    assert max(marks.values()) == 1.0  # of those that are seen


def test_nothing_is_hidden_where_nothing_is_asked():
    view = View(hide=True)
    assert hiding(display_of(view), view, "").hidden == NOTHING_HIDDEN


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.key)
def test_a_revealed_answer_stands_where_it_was_hidden(step):
    view = reveal(at(step), step.page, step.key)
    display, panels = shown(view, step.page)
    assert display.hidden.answers == frozenset()
    assert display.text(step.key) in said(panels) | {"1"}  # the slope by a bias is 1 everywhere


def test_revealing_one_answer_leaves_the_next_hidden():
    first, second = STEPS[:2]
    view = replace(reveal(at(first), "forward", first.key), step=second.key)
    assert hiding(display_of(view), view, "forward").hides(second.key)


def test_the_answer_of_an_equation_is_one_button_for_the_keyboard():
    view = View(step="dL_dw5", hide=True)
    display = hiding(display_of(view), view, "chain_rule")
    lines = fragment(lines_html(equation(display, "dL_dw5"), display))
    (button,) = lines.with_attribute("tabindex")
    assert (button["tag"], button["attributes"]["role"]) == ("div", "button")
    assert button["attributes"]["data-choose"] == "reveal:dL_dw5"


def test_what_is_hidden_until_later_is_noted_once_for_all_examples():
    def noted(examples):
        network = pack(parse_problem(json.dumps(layered((2, 2, 1), ("tanh", "sigmoid"), examples=examples))))
        view = View(network=network, step="z1_1@1", hide=True, ahead=True)
        display = hiding(display_of(view), view, "forward")
        assert display.hides(f"a1_1@{examples}")
        assert not display.hides(f"x1@{examples}")
        return len(display.hidden.later)

    assert noted(2) == noted(40)


def test_until_it_is_answered_a_term_is_hidden_with_all_that_is_made_of_it_and_nothing_reveals_it():
    view = View()
    display = until_answered(display_of(view), ["a1_1"])
    hidden = {key for key in display.trace.catalogue.recipes if display.hides(key)}
    assert {"a1_1", "z2_1", "y_hat1", "loss", "dL_dw5", "new_w1"} <= hidden
    assert hidden.isdisjoint({"z1_1", "a1_2", "w5"})
    drawn = network_svg(Drawing(display, gradients=True)) + lines_html(equation(display, "dL_dw5"), display)
    assert "reveal:" not in drawn
    assert not hidden & set(terms_in(drawn))


def test_what_is_hidden_until_it_is_answered_is_asked_for_and_never_listed(monkeypatch):
    def listed(self):
        raise AssertionError("of a large network that are a million terms")

    monkeypatch.setattr(MadeOf, "__iter__", listed)
    display = until_answered(display_of(View()), ["a1_1"])
    assert display.hidden != NOTHING_HIDDEN
    network_svg(Drawing(display, flow="backward"))
