"""The equation of a step as it is shown: with a remark, or with its answer hidden."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from explainer.browser.markup import NOTHING, element
from explainer.equations.equation import Equation
from explainer.equations.html import lines_html
from explainer.notation.display import Display


def lines_and_remark(display: Display, lines: Equation, hide: bool) -> Markup:
    """Return an equation, and below it what is to be said about its numbers."""
    return equation_html(display, lines, hide) + _remark(display, lines)


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
