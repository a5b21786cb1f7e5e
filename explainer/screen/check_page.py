"""Check my numbers: the whole pass, with a box beside each term."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from explainer.notation.display import Display
from explainer.practice.checked import OFF_BY_IT, check_html, head_html, shared_html
from explainer.practice.checking import keys_of, shared_factor, tally
from explainer.screen import session
from explainer.screen.check_answers import boxes, listed, texts
from explainer.screen.live import keep_true
from explainer.screen.panels import show
from explainer.screen.switches import looks


def render_check() -> None:
    """Show the page."""
    typed = texts()
    looks("check")
    show("check", session.made("checked", lambda: _make(session.display(), typed), *sorted(typed.items())))
    keep_true((), ())


def _make(display: Display, typed: dict[str, str]) -> Markup:
    """Make what the page shows, of its view and of what was typed alone."""
    shown, ways = listed()
    order = list(keys_of(shown))
    found = boxes(display, order, typed)
    kinds = {key: box.verdict.kind for key, box in found.items() if box.verdict}
    notes = {}
    for group in shown:
        shared = shared_factor(display.trace, group, typed)
        if shared:
            notes[group.place] = shared_html(shared)
            found |= {key: replace(found[key], verdict=OFF_BY_IT) for key in shared.keys}
    return head_html(display, tally(order, kinds)) + check_html(display, shown, found, notes, ways)
