"""Check my numbers: the whole pass, with a box beside each term."""

from __future__ import annotations

from markupsafe import Markup

from explainer.notation.display import Display
from explainer.practice.checked import check_html, head_html
from explainer.practice.checking import keys_of, tally
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
    every, shown, ways = listed()
    order = list(keys_of(every))
    found = boxes(display, dict.fromkeys((*keys_of(shown), *(key for key in order if key in typed))), typed)
    kinds = {key: box.verdict.kind for key, box in found.items() if box.verdict}
    return head_html(display, tally(order, kinds)) + check_html(display, shown, found, {}, ways)
