"""Where an own network begins: at one that is there."""

from __future__ import annotations

from markupsafe import Markup

from backprop import Preset, presets
from explainer.browser.markup import element
from explainer.screen import session
from explainer.screen.panels import show


def show_begin() -> Markup:
    """Show what a network can begin from."""
    chosen = session.view().origin.name
    cards = [_card(preset, preset.name == chosen) for preset in presets().values()]
    html = element("div", {"class": "cards", "role": "group", "aria-label": "Networks to begin from"}, *cards)
    show("begin", html)
    return html


def _card(preset: Preset, is_chosen: bool) -> Markup:
    attributes = {
        "type": "button",
        "class": "card",
        "data-act": f"open:{preset.name}",
        "aria-pressed": "true" if is_chosen else "false",
    }
    return element("button", attributes, element("strong", None, preset.title), element("span", None, preset.about))
