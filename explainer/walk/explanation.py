"""The words of a step and its equation, put together."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from explainer.browser.markup import NOTHING, element
from explainer.equations.equation import Equation
from explainer.equations.html import lines_html
from explainer.notation.display import Display
from explainer.walk.narration import Narration


def step_html(display: Display, words: Narration, lines: Equation, hide: bool, beside: Markup = NOTHING) -> Markup:
    """Return the question of a step, how to read its equation, and the equation."""
    return element("h1", None, words.question) + sentence_html(display, words, lines, hide, beside)


def sentence_html(display: Display, words: Narration, lines: Equation, hide: bool, beside: Markup = NOTHING) -> Markup:
    """Return the same without the question; ``beside`` stands after the sentence."""
    sentence = element("p", {"class": "sentence"}, words.sentence, beside)
    return sentence + equation_html(display, lines, hide) + _remark(display, lines)


def _remark(display: Display, lines: Equation) -> Markup:
    """Return a place for what is to be said about the numbers beside an equation whose long way may break."""
    return element("p", {"class": "notes", "data-notes": True}) if display.has_long_road(lines.key) else NOTHING


def equation_html(display: Display, lines: Equation, hide: bool) -> Markup:
    """Return an equation; the answer is hidden, wherever it stands, if the reader wants to predict it."""
    return lines_html(lines, display) + (_conceal(lines.answers) if hide else NOTHING)


def _conceal(answers: Iterable[str]) -> Markup:
    """Return a style that hides the numbers which give the answer away, wherever they stand."""
    selectors = ", ".join(f'[data-term="{key}"], [data-mark="{key}"]' for key in answers)
    # A style sheet is not escaped; keys have no letters that mean anything there.
    return Markup(f"<style>{selectors} {{ visibility: hidden; }}</style>")  # noqa: S704
