"""Panels of markup in which whatever can be chosen is followed."""

from __future__ import annotations

from collections.abc import Set

from markupsafe import Markup

from explainer.browser.markup import element
from explainer.browser.sliders import all_numbers, control_panel
from explainer.notation.display import Display
from explainer.screen import session
from explainer.screen.components import panel

HINT = "Click an edge, a bias or a unit to choose it. Drag any number to change it; double-click a slider to go back."


def show(name: str, html: Markup) -> None:
    """Show a panel in which whatever can be chosen is followed."""
    panel(name, html, session.kept().run)


def show_controls(display: Display, here: Set[str], hint: str = HINT) -> Markup:
    """Show the sliders, and below them what is to be said about the numbers, or else what can be done here.

    Args:
        display: what is shown.
        here: names of the numbers that the step is made of.
        hint: what can be done here.

    Returns:
        The markup of the sliders.
    """
    view = session.view()
    sliders = session.made("sliders", lambda: control_panel(display, view.ready, view.shown_parameter, here), here)
    notes = element("p", {"class": "notes quiet", "role": "status", "data-notes": True, "data-hint": hint}, hint)
    heading = element("h2", {"class": "for-listeners"}, "Numbers of the network")
    show(
        "control_panel",
        heading + sliders + element("div", {"class": "under"}, notes, all_numbers(display, view.shown_parameter, here)),
    )
    return sliders
