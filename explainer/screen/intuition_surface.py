"""The loss over two parameters, and the way down so far."""

from __future__ import annotations

from explainer.browser.markup import element
from explainer.browser.terms import number
from explainer.screen import session
from explainer.screen.panels import show
from explainer.screen.part import Shown


def show_surface() -> Shown:
    """Show the part."""
    display = session.display()
    loss = element("p", {"class": "sentence"}, "The loss is ", number(display, "loss"), ".")
    markup = element("h1", None, "Which way is down?") + loss
    show("intuition_surface", markup)
    return Shown(markup)
