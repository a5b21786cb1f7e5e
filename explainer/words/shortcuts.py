"""What each key of the keyboard does, where something in particular has the focus."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from explainer.browser.markup import element
from explainer.browser.table import Row, table

EVERYWHERE = (
    ("→", "one step on"),
    ("←", "one step back"),
    ("Home", "to the first step"),
    ("End", "to the last step"),
    ("L", "let the walk go on by itself, or stop it"),
    ("H", "hide the answer, or show it"),
    ("U", "take the update"),
    ("P", "presenter mode"),
    ("V", "in presenter mode: picture and equation together, or one of them alone"),
    ("?", "this help"),
)
"""Key -> what it does, on every page that has it."""

IN_PLACE = (
    ("← → ↑ ↓", "on a slider: a little more or less"),
    ("Page Up, Page Down", "on a slider: much more or less"),
    ("Home, End", "on a slider: to its end"),
    ("Enter", "in a box: take the number over; on an edge, a unit or a hidden answer: choose it"),
    ("Esc", "in a box: put its number back; elsewhere: close what explains a symbol"),
)
"""Key -> what it does where something has the focus."""


def shortcuts_html(everywhere: Iterable[tuple[str, str]] = EVERYWHERE) -> Markup:
    """Return the keys as tables."""
    headers = ("Key", "What it does")
    return Markup("").join(
        table(caption, headers, [Row(_keys(key), [said]) for key, said in keys], style="keys")
        for caption, keys in (("On every page", everywhere), ("Where the focus is", IN_PLACE))
    )


def _keys(keys: str) -> Markup:
    parts = keys.split(", ") if ", " in keys else keys.split(" ") if "←" in keys else [keys]
    return Markup(" ").join(element("kbd", None, key) for key in parts)
