"""What an exercise asks, and the way to its answer."""

from explainer.practice.solutions import question, solution
from tests.explainer.examples import display_named
from tests.explainer.markup import fragment

KEY = "dL_dw1_21"


def test_the_question_does_not_give_the_answer_away():
    assert fragment(question(display_named("softmax", "softmax"), KEY)).with_attribute("data-term") == []


def test_the_solution_shows_both_phases_with_the_numbers_of_the_trace():
    shown = fragment(solution(display_named("softmax", "softmax"), KEY, "softmax")).with_attribute("data-term")
    assert {"dz1_1_dw1_21", "delta3_1", "delta2_2", "delta1_1", KEY} <= {e["attributes"]["data-term"] for e in shown}
    keys = ["|".join(filter(None, (e["attributes"]["data-term"], e["attributes"].get("data-form")))) for e in shown]
    assert [e["text"] for e in shown] == list(map(display_named("softmax", "softmax").text, keys))
