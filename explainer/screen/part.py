"""Pages of several parts: one of them is shown, with the numbers of the network below it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from markupsafe import Markup

from explainer.browser.messages import Curve
from explainer.browser.terms import terms_in
from explainer.notation.display import Display
from explainer.screen import session
from explainer.screen.dock import numbers_dock
from explainer.screen.live import keep_true
from explainer.screen.panels import HINT
from explainer.screen.widgets import segments

S = TypeVar("S")


@dataclass(frozen=True)
class Shown:
    """What a part has put on screen.

    Attributes:
        markup: all of it that holds numbers.
        here: names of the numbers of the network that it is about; their sliders come first.
        marks: the terms whose size some width follows.
        lines: what it shows that follows no term, of the numbers as they are by then; see ``keep_true``.
        also: what its markup is made of beside the view, such as whether the reader has answered.
        curve: the curve that it draws.
        hint: what can be done there.
    """

    markup: Markup
    here: frozenset[str] = frozenset()
    marks: tuple[str, ...] = ()
    lines: Callable[[Display], Any] | None = None
    also: Hashable = None
    curve: Curve | None = None
    hint: str = HINT


@dataclass(frozen=True)
class Part(Generic[S]):
    """A part of a page.

    Attributes:
        title: what it is called.
        show: puts it on screen.
    """

    title: str
    show: Callable[[], S]


def render_parts(page: str, label: str, option: str, parts: Mapping[str, Part[Shown]]) -> None:
    """Show a page of several parts.

    Args:
        page: its path.
        label: what the parts are called together.
        option: the option of the view that says which one is shown.
        parts: value of the option -> the part.
    """
    chosen = getattr(session.view(), option)
    segments(label, option, {name: part.title for name, part in parts.items()}, chosen)
    shown = parts[chosen].show()
    controls = numbers_dock(session.display(), page, shown.here, shown.hint)
    terms = session.made("terms", lambda: terms_in(shown.markup, controls), shown.also)
    keep_true(terms, shown.marks, shown.lines, shown.curve)
