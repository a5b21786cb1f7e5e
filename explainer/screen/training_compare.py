"""Two runs from the same start, of which one thing differs."""

from __future__ import annotations

from explainer.browser.markup import element
from explainer.browser.terms import number
from explainer.screen import session
from explainer.screen.panels import show
from explainer.screen.part import Shown


def show_compare() -> Shown:
    """Show the part."""
    display = session.display()
    loss = element("p", {"class": "sentence"}, "The loss is ", number(display, "loss"), ".")
    markup = element("h1", None, "What does one change make?") + loss
    show("training_compare", markup)
    return Shown(markup)
