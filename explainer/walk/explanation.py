"""The words of a step and its equation, put together."""

from __future__ import annotations

from collections.abc import Iterable

from explainer.equations.equation import Equation
from explainer.equations.html import lines_html
from explainer.notation.display import Display
from explainer.walk.narration import Narration


def step_html(display: Display, words: Narration, lines: Equation, hide: bool, beside: str = "") -> str:
    """Return the question of a step, how to read its equation, and the equation."""
    return f"<h1>{words.question}</h1>{sentence_html(display, words, lines, hide, beside)}"


def sentence_html(display: Display, words: Narration, lines: Equation, hide: bool, beside: str = "") -> str:
    """Return the same without the question; ``beside`` stands after the sentence."""
    said = f'<p class="sentence">{words.sentence}{beside}</p>'
    return f"{said}{equation_html(display, lines, hide)}{_remark(display, lines)}"


def _remark(display: Display, lines: Equation) -> str:
    """Return a place for what is to be said about the numbers beside an equation whose long way may break."""
    return '<p class="notes" data-notes></p>' if display.has_long_road(lines.key) else ""


def equation_html(display: Display, lines: Equation, hide: bool) -> str:
    """Return an equation; the answer is hidden, wherever it stands, if the reader wants to predict it."""
    return lines_html(lines, display) + (_conceal(lines.answers) if hide else "")


def _conceal(answers: Iterable[str]) -> str:
    """Return a style that hides the numbers which give the answer away, wherever they stand."""
    selectors = ", ".join(f'[data-term="{key}"], [data-mark="{key}"]' for key in answers)
    return f"<style>{selectors} {{ visibility: hidden; }}</style>"
