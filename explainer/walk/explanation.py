"""The equation of a step as it is shown: with a remark, or with its answer hidden."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from backprop.operations import LEAF
from explainer.browser.markup import NOTHING, element
from explainer.browser.terms import terms_in
from explainer.equations.equation import Equation
from explainer.equations.html import lines_html
from explainer.notation.display import Display, term_of


def lines_and_remark(display: Display, lines: Equation, hide: bool, after: Markup = NOTHING) -> Markup:
    """Return an equation, and below it why it holds or what it means, and what is to be said about its numbers.

    Args:
        display: what is shown.
        lines: the equation.
        hide: whether its answer is hidden, to be predicted first.
        after: why it holds, or what it means.
    """
    below = element("p", {"class": "after"}, after) if after else NOTHING
    concealed = _conceal(_told(display, after)) if hide and after else NOTHING
    return equation_html(display, lines, hide) + below + concealed + _remark(display, lines)


def _told(display: Display, said: Markup) -> tuple[str, ...]:
    """Return the terms whose numbers are told in words and would give the answer away."""
    return tuple(term for term in map(term_of, terms_in(said)) if display.trace.recipe(term).operation != LEAF)


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
