"""What we add to the browser: panels of markup, and the one component that keeps numbers true.

Both are Streamlit components (v2) without a shadow root, so that a number is found wherever it
stands. A component's inline script travels with every message; ours is one line that loads the
file the server keeps at ``/assets``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
from markupsafe import Markup

from explainer.browser.messages import Acts, Edit, acts_from, edit_from
from explainer.browser.served import version
from explainer.screen.session import kept, reported, unbroken


def _loader(function: str) -> str:
    # A string without a line break would be taken for the path of a file. The version is a folder and
    # not a query, because what the script imports lies beside it and is kept as long.
    return (
        f"const script = new URL('assets/{version()}/panels.js', document.baseURI);\n"
        f"export default async (component) => (await import(script)).{function}(component);"
    )


_panel = st.components.v2.component("panel", js=_loader("panel"), isolate_styles=False)
_acts = st.components.v2.component("acts", js=_loader("hands"), isolate_styles=False)
_numbers = st.components.v2.component("numbers", js=_loader("numbers"), isolate_styles=False)


def panel(name: str, html: Markup, run: int) -> None:
    """Show markup of ours.

    Args:
        name: its key, and its class in the style sheet.
        html: what it shows.
        run: number of the full run it was made in.
    """
    _panel(key=f"panel_{name}", data={"name": name, "html": str(html), "run": run})


def numbers(data: Mapping[str, Any], on_edit: Callable[[Edit], None]) -> None:
    """Send the present numbers to every panel, and hear of edits.

    Args:
        data: ``session``, ``run``, ``seq`` (the last edit that is in these numbers), ``texts``, ``marks``,
            ``values``, ``refused``, ``notes``; see ``edits.js`` and ``patch.js``.
        on_edit: called with each edit.
    """
    key = "numbers"

    def edited() -> None:
        edit = edit_from((reported(key) or {}).get("edit"))
        if edit:
            on_edit(edit)

    _numbers(key=key, data=dict(data), on_edit_change=unbroken(edited))


def acts(data: Mapping[str, Any], on_act: Callable[[Acts], None]) -> None:
    """Hear of what a reader does by keys, buttons and choices of ours.

    Args:
        data: ``session``, ``keys`` (key -> act), ``buttons`` (key of a button of Streamlit's -> act) and ``taken``,
            the number of the last act that has been taken over; see ``keys.js`` and ``acts.js``.
        on_act: called with those that may be new.
    """

    def acted() -> None:
        found = reported_acts()
        if found:
            on_act(found)

    _acts(key="acts", data=dict(data), on_acts_change=unbroken(acted), on_texts_change=unbroken(acted))


def reported_acts() -> Acts | None:
    """Return the acts that the browser reported last, unless it said that to another session.

    Acts with whole texts among them come once, as ``texts``; others are there as ``acts`` until new ones come.
    """
    report = reported("acts") or {}
    found = [acts for acts in map(acts_from, map(report.get, ("acts", "texts"))) if acts]
    own = [acts for acts in found if acts.session == kept().name]
    return max(own, key=lambda acts: acts.last, default=None)
