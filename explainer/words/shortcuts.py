"""What each key of the keyboard does: everywhere, and where something in particular has the focus."""

from __future__ import annotations

from markupsafe import Markup

from explainer.browser.keys import KEYS
from explainer.browser.markup import element
from explainer.browser.table import Row, table

EVERYWHERE = (
    *((key.shown, key.said) for key in KEYS),
    ("1, 2, 3, 4, 5, 6, 7, 8, 9, 0", "to a page, in the order in which they stand"),
    ("?", "this help"),
)
"""Key -> what it does, on every page that has it."""

IN_PLACE = (
    ("← → ↑ ↓", "on a slider: a little more or less; in a figure or a table: from one thing to the next"),
    ("Page Up, Page Down", "on a slider: much more or less"),
    ("Home, End", "on a slider: to its end"),
    ("Enter", "on an edge, a unit, a row or a hidden answer: choose it; on the chosen weight or bias: go to its box"),
    ("Enter", "in a box: take the number over"),
    ("↑ ↓", "in a box: go to the one before or after"),
    ("Esc", "in a box: put its number back and return to the walk; elsewhere: close what explains a symbol"),
)
"""Key -> what it does where something has the focus."""


def shortcuts_html() -> Markup:
    """Return the keys as tables."""
    headers = ("Key", "What it does")
    return Markup("").join(
        table(caption, headers, [Row(_keys(key), [said]) for key, said in keys], style="keys")
        for caption, keys in (("On every page", EVERYWHERE), ("Where the focus is", IN_PLACE))
    )


def _keys(keys: str) -> Markup:
    parts = keys.split(", ") if ", " in keys else keys.split(" ") if "↓" in keys else [keys]
    return Markup(" ").join(element("kbd", None, key) for key in parts)
