"""How much of the gradient reaches each layer."""

from __future__ import annotations

from explainer.browser.markup import element
from explainer.browser.terms import number
from explainer.screen import session
from explainer.screen.panels import show
from explainer.screen.part import Shown


def show_flow() -> Shown:
    """Show the part."""
    display = session.display()
    loss = element("p", {"class": "sentence"}, "The loss is ", number(display, "loss"), ".")
    markup = element("h1", None, "Where does the gradient go?") + loss
    show("intuition_flow", markup)
    return Shown(markup)
