"""Panels of markup in which whatever can be chosen is followed."""

from __future__ import annotations

from markupsafe import Markup

from explainer.browser.markup import element
from explainer.browser.sliders import control_panel
from explainer.notation.display import Display
from explainer.screen import actions, session
from explainer.screen.components import panel

HINT = "Click an edge, a bias or a unit to choose it. Drag any number to change it; double-click a slider to go back."


def show(name: str, html: Markup) -> None:
    """Show a panel in which whatever can be chosen is followed."""
    panel(name, html, session.kept().run, actions.choose)


def show_controls(display: Display, hint: str = HINT) -> None:
    """Show the sliders, and below them what is to be said about the numbers, or else what can be done here."""
    view = session.view()
    notes = element("p", {"class": "notes quiet", "role": "status", "data-notes": True, "data-hint": hint}, hint)
    show("control_panel", control_panel(display, view.start, view.shown_parameter) + notes)
