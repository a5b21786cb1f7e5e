"""Which key does what: one table, which the browser follows and the help shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Key:
    """A key and what it does.

    Attributes:
        names: as a browser calls it, small letters; "Mod+" stands for Ctrl or Cmd.
        act: what it does, see ``explainer.screen.actions.ACTS``.
        shown: how the key is written.
        said: what it does, in words.
        button: the key under which Streamlit knows the button that does the same, or "".
    """

    names: tuple[str, ...]
    act: str
    shown: str
    said: str
    button: str = ""


KEYS = (
    Key(("ArrowRight",), "move:1", "→", "one step on", "next"),
    Key(("ArrowLeft",), "move:-1", "←", "one step back", "back"),
    Key(("Home",), "first", "Home", "to the first step", "first"),
    Key(("End",), "last", "End", "to the last step", "last"),
    Key(("l",), "play", "L", "let the walk, or the training, go on by itself, or stop it", "play"),
    Key(("h",), "hide", "H", "hide the answer, or show it", "hide"),
    Key(("u",), "update", "U", "take the update", "update"),
    Key(("x",), "updates:10", "X", "while training: take ten updates", "ten"),
    Key(("e",), "epoch", "E", "while training: take an epoch", "epoch"),
    Key(("b",), "updates:-1", "B", "while training: one update back", "back_one"),
    Key(("s",), "start", "S", "while training: back to the start", "to_start"),
    Key(("n",), "practise:next", "N", "in practice: the next exercise"),
    Key(("k",), "page:check", "K", "check my numbers: a box for each of them"),
    Key(("p",), "present", "P", "presenter mode", "present"),
    Key(("Escape",), "leave", "Esc", "leave presenter mode"),
    Key(("v",), "part", "V", "in presenter mode: picture and equation together, or one of them alone", "part"),
    Key(("t",), "room", "T", "in presenter mode: a bright room or a dark one"),
    Key(("Mod+z",), "undo", "Ctrl+Z", "undo the last change of a number"),
    Key(("Mod+Shift+z", "Mod+y"), "redo", "Ctrl+Shift+Z", "do again what was undone"),
)
"""Every key that does the same on all pages, but for those that turn to a page."""


BUTTONS: Mapping[str, str] = {key.button: key.act for key in KEYS if key.button}
"""Button -> act: it does what its key does, and is as little lost on a line that breaks."""


def key_table(pages: Sequence[str]) -> Mapping[str, str]:
    """Return key -> act; the keys 1, 2, …, 9, 0 turn to the pages, as they lie on a keyboard.

    Args:
        pages: the path of each page, in order; at most ten.
    """
    turning = {str(number % 10): f"page:{path}" for number, path in enumerate(pages, 1)}
    return turning | {name: key.act for key in KEYS for name in key.names}
