"""What is said below the equation of a step."""

from __future__ import annotations

from markupsafe import Markup

from explainer.browser.markup import NOTHING, element
from explainer.equations.equation import Equation
from explainer.notation.display import Display


def below_lines(display: Display, lines: Equation, after: Markup = NOTHING) -> Markup:
    """Return why an equation holds or what it means, and a place for what is to be said about its numbers.

    There is such a place where the long way beside the equation may break.

    Args:
        display: what is shown.
        lines: the equation.
        after: why it holds, or what it means.
    """
    below = element("p", {"class": "after"}, after) if after else NOTHING
    remark = element("p", {"class": "notes", "data-notes": True}) if display.has_long_road(lines.key) else NOTHING
    return below + remark
