"""One run: update after update, and the loss on the way."""

from __future__ import annotations

from explainer.browser.markup import element
from explainer.browser.terms import number
from explainer.screen import session
from explainer.screen.panels import show
from explainer.screen.part import Shown


def show_run() -> Shown:
    """Show the part."""
    display = session.display()
    loss = element("p", {"class": "sentence"}, "The loss is ", number(display, "loss"), ".")
    markup = element("h1", None, "What does the update do, again and again?") + loss
    show("training_run", markup)
    return Shown(markup)
