"""The key of a variant: each answer as the page shows it, and the wrong ones that a named mistake leads to."""

from __future__ import annotations

from markupsafe import Markup

from backprop.mistakes import MISTAKES, wrong_values
from explainer.browser.markup import NOTHING, element, together
from explainer.browser.terms import number
from explainer.notation.numbers import decimals_in, format_number
from explainer.practice.exercises import Line
from explainer.practice.worksheet.asked import Asked

MOST_WRONG = 3
"""Wrong answers that are named: the likely ones."""


def answers_html(asked: Asked, place: int) -> Markup:
    """Return the answers of an exercise.

    Args:
        asked: what it asks.
        place: its number on the sheet, from 1.
    """
    head = element("h3", None, f"{place}. {asked.title} ", element("span", {"class": "code"}, asked.code))
    rows = (element("li", None, *_answer(asked, line)) for line in asked.exercise.blanks)
    return element("section", {"class": "answers"}, head, element("ul", None, *rows))


def _answer(asked: Asked, line: Line) -> tuple[str, ...]:
    if line.choices:
        named = "Rule" if line.blank == "idea" else asked.left(line)
        return named, ": ", element("b", None, asked.choice(line, line.right))
    wrong = (Markup("{}: {}").format(text, mistake) for text, mistake in wrong_answers(asked, line.key))
    listed = together(wrong, "; ")
    looked = element("span", {"class": "wrong"}, " Look for ", listed, ".") if listed else NOTHING
    return asked.left(line), " = ", element("b", None, number(asked.display, line.key)), looked


def wrong_answers(asked: Asked, key: str) -> tuple[tuple[str, str], ...]:
    """Return the wrong answers worth looking for, as they would be written, each with the mistakes that lead to it."""
    right = asked.display.text(key)
    found: dict[str, dict[str, None]] = {}
    for wrong in wrong_values(asked.display.trace, key):
        text = format_number(wrong.value, asked.display.digits, decimals_in(right))
        if text in found:
            found[text][wrong.id] = None
        elif text != right and not any(wrong.id in ids for ids in found.values()):
            if len(found) == MOST_WRONG:
                break
            found[text] = {wrong.id: None}
    return tuple((text, " or ".join(MISTAKES[id].title for id in ids)) for text, ids in found.items())
