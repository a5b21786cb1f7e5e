"""The equation of a step."""

from dataclasses import replace

from explainer.equations.derivations import equation
from explainer.notation.display import Hidden
from explainer.walk.explanation import lines_and_remark
from tests.explainer.examples import display_named
from tests.explainer.markup import fragment


def test_a_hidden_answer_in_an_equation_is_a_button_that_reveals_it():
    display = replace(display_named("worked"), hidden=Hidden("dL_dw5", frozenset({"dL_dw5"})))
    found = fragment(lines_and_remark(display, equation(display, "dL_dw5")))
    (hidden,) = found.with_attribute("data-hidden")
    (button,) = found.with_attribute("role")
    assert (hidden["text"], hidden["attributes"]["data-choose"]) == ("?", "reveal:dL_dw5")
    assert button["text"] == "?"
    assert button["attributes"].items() >= {("data-choose", "reveal:dL_dw5"), ("role", "button"), ("tabindex", "0")}
