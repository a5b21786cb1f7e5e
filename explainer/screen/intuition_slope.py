"""The loss as a function of one parameter: its slope, and the step against it."""

from __future__ import annotations

from explainer.browser.markup import element
from explainer.browser.terms import number
from explainer.screen import session
from explainer.screen.panels import show
from explainer.screen.part import Shown


def show_slope() -> Shown:
    """Show the part."""
    display = session.display()
    loss = element("p", {"class": "sentence"}, "The loss is ", number(display, "loss"), ".")
    markup = element("h1", None, "How does the loss change with a parameter?") + loss
    show("intuition_slope", markup)
    return Shown(markup)
