"""One reader's session: the view on the table, what can be undone, and its link.

The view is the only state that is shown. The link is written from it after every run and read back only when a
browser arrives with one: at first, or when the reader goes back in the browser's history. Any other address is
Streamlit's: of a page that is turned to it clears the query, and a run that another click cuts short has not
written it again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from secrets import token_hex
from threading import local
from typing import Any, ParamSpec, TypeVar
from urllib.parse import parse_qsl

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from explainer.notation.display import Display
from explainer.view.hiding import hiding
from explainer.view.link import from_link, to_link
from explainer.view.live import display_of
from explainer.view.memory import Memory
from explainer.view.pages import TITLES
from explainer.view.view import View
from explainer.view.where import page_of

MOST_UNDONE = 200
KEY = "session"

T = TypeVar("T")
P = ParamSpec("P")

MEMORY = Memory()
"""What has been made for any reader."""


@dataclass(frozen=True)
class Draft:
    """A text that is to become the network, as it stands in its box.

    Attributes:
        text: as it was typed, or read from a file; None where the box shows the network on the table.
        why: why what was given last could not be used, or "".
    """

    text: str | None = None
    why: str = ""


@dataclass(frozen=True)
class Clock:
    """Updates that are taken by the clock.

    Attributes:
        before: the view from which it began.
        until: after how many updates it stops by itself.
        plays: whether they are taken at the reader's pace, to be watched; else as fast as they can be.
    """

    before: View
    until: int
    plays: bool


@dataclass(frozen=True)
class Session:
    """All that is kept of a reader between two runs, beside what Streamlit's own widgets keep.

    Attributes:
        view: what is on screen.
        name: by which the browser knows this session from one before it.
        page: the path of the page that is open, "" for the start page; None before the first.
        wanted: the page that is turned to, where no step says it; else None.
        link: the query that was written last.
        link_note: what could not be used of the link the reader came with, or "".
        history: views that undo returns to, the last one at the end.
        ahead: views that were undone, the next one at the end.
        looking_at: what was put on the table last, where that was only looking through what there is.
        refused: why typed numbers could not be used, by name.
        seq: number of the last edit that is in the view.
        run: number of the present full run.
        acted: whether the reader has done something since the run began.
        acts: number of the last act that has been taken over.
        before_edit: the view before a number began to move, until it is let go.
        typed: texts in the boxes of exercises, by name: a box is forgotten once its page is left.
        answers: name of what was asked -> all that was answered to it, in its order; see ``answers``.
        showed: what lists showed before they followed the view, by their key, and since when they do not.
        draft: the text that is to become the network.
        parts: what of the present step can be projected.
        playing: whether the walk goes on by itself.
        clock: updates that are being taken by the clock, until that stops; else None.
        plots: how plots are looked at, by name; in no link.
        asks_for_help: whether the next run opens the help.
        form: the run whose equations are on screen, and what their form depends on.
        shown: the trace of the view as it is shown, made once.
    """

    view: View
    name: str = field(default_factory=lambda: token_hex(8))
    page: str | None = None
    wanted: str | None = None
    link: Mapping[str, str] | None = None
    link_note: str = ""
    history: tuple[View, ...] = ()
    ahead: tuple[View, ...] = ()
    looking_at: tuple[str, str] | None = None
    refused: Mapping[str, str] = field(default_factory=dict)
    seq: int = 0
    run: int = 0
    acted: bool = False
    acts: int = 0
    before_edit: View | None = None
    typed: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    showed: Mapping[str, tuple[object, float]] = field(default_factory=dict)
    draft: Draft = Draft()
    parts: tuple[str, ...] = ()
    playing: bool = False
    clock: Clock | None = None
    plots: Mapping[str, Any] = field(default_factory=dict)
    asks_for_help: bool = False
    form: tuple[int, tuple[object, ...]] | None = None
    shown: Display | None = None


class Store:
    """Where a session lies: one place for all runs, so that it can be changed without a word to Streamlit."""

    def __init__(self, session: Session) -> None:
        self.session = session


_of_callback = local()
"""The store of the session whose callback runs in this thread."""


def _store() -> Store:
    store: Store = getattr(_of_callback, "store", None) or st.session_state[KEY]
    return store


def unbroken(do: Callable[P, None]) -> Callable[P, None]:
    """Return a callback that is done as a whole.

    Streamlit breaks a run off wherever its state is read or written, where something newer is reported; a callback
    too, in its middle. What it had done by then would stay, and the rest would be lost.
    """
    store = _store()

    def done(*args: P.args, **kwargs: P.kwargs) -> None:
        _of_callback.store = store
        try:
            do(*args, **kwargs)
        finally:
            del _of_callback.store

    return done


def reported(key: str) -> Any:
    """Return what a widget reports, or None where it is gone; to ask for all of them breaks no callback off."""
    return st.session_state.to_dict().get(key)


def kept() -> Session:
    """Return the session as it is now."""
    return _store().session


def change(**changes: Any) -> None:
    """Replace some of what is kept."""
    store = _store()
    if "view" in changes and changes["view"] != store.session.view:
        changes.setdefault("shown", None)
    store.session = replace(store.session, **changes)


def view() -> View:
    """Return what is on screen."""
    return kept().view


def put(new: View, wanted: str | None = None) -> None:
    """Put another view on screen, because the reader did something.

    What was said of no number in a box is over then: of the link, or of what could not be done.

    Args:
        new: what is on screen from now on.
        wanted: the path of the page that it is on, where no step says it.
    """
    if of_run(new) != of_run(view()):
        stop_run()
    refused = {name: why for name, why in kept().refused.items() if name in new.start_values}
    change(view=new, wanted=wanted, acted=True, link_note="", refused=refused)


def of_run(some: View) -> tuple[object, ...]:
    """Return what of a view belongs to a run of updates: where that has changed, no clock goes on with it."""
    return some.table, some.values, some.updates, some.learning, some.convention, some.training


def stop_run() -> None:
    """Let no more updates be taken by the clock; all of them together are one change that can be undone."""
    clock = kept().clock
    if clock:
        change(clock=None)
        if clock.before.updates != view().updates:
            remember(clock.before)


def display() -> Display:
    """Return the trace of the network on the table as it is shown, made once for each view."""
    shown = kept().shown
    if shown is None:
        shown = hiding(display_of(view()), view(), kept().page or "")
        change(shown=shown)
    return shown


def made(name: str, make: Callable[[], T], *also: Hashable, of: View | None = None) -> T:
    """Return something that is shown, as it was made for whoever had the same on screen before.

    Args:
        name: what it is called.
        make: makes it of the view and the page alone, and of ``also``.
        also: what else it is made of.
        of: the view it is made of, where that is not all of the present one.
    """
    return MEMORY.made((name, kept().page, tuple(to_link(of or view()).items()), also), make)


def remember(before: View | None = None) -> None:
    """Make the present view, or ``before``, one that undo returns to; what was undone is gone with a new change."""
    stop_run()
    change(history=(*kept().history, before or view())[-MOST_UNDONE:], ahead=())


def arrive(page: str) -> None:
    """Begin a full run on a page: read the link if the browser brought one, follow the page.

    Args:
        page: the page's path, "" for the start page.
    """
    query = query_in_address()
    is_new = KEY not in st.session_state
    if is_new:
        st.session_state[KEY] = Store(Session(View()))
    unbroken(_begin)(page, query, is_new)


def _begin(page: str, query: Mapping[str, str], is_new: bool) -> None:
    before = kept()
    if is_new:
        brought, turned, led = True, True, False
    else:
        turned = page != before.page
        brought = went_back() and query != before.link and not before.acted
        led = turned and present_page() != page and not (went_back() or is_chosen(page))
    if turned or brought:
        stop_run()
    if brought:
        opened, note = from_link(query)
        change(view=opened, link_note=note)
    if led:
        change(wanted=present_page())
    elif turned:
        change(wanted=None)
        if page_of(view()) not in {None, page}:
            change(view=replace(view(), step=""))
    if turned:
        change(shown=None)  # what is asked for, and so hidden, depends on the page
    change(page=page, acted=False, run=before.run + 1)


def went_back() -> bool:
    """Whether the reader has brought this run about by going through the browser's history."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and context.is_history_navigation


def is_chosen(page: str) -> bool:
    """Whether the reader may have turned to the page that a run is for by a link of Streamlit's.

    Else the run is for a page that was left: of clicks that meet, the later ones come from where the browser was
    when it had not heard yet of the page that the first has led to. The links tell us by acts as soon as our
    script is there, and what it is asked before comes from the address of another page.
    """
    return not kept().acts and page_in_address() != page


def query_in_address() -> dict[str, str]:
    """Return the query that the browser had as it brought this run about.

    Streamlit's own copy is shared with the run before, which goes on until it next asks for something and may write
    its link meanwhile: of a copy that is read then, some is of one link and some of the other.
    """
    context = get_script_run_ctx(suppress_warning=True)
    return dict(parse_qsl(context.query_string if context else "", keep_blank_values=True))


def page_in_address() -> str | None:
    """Return the page that the browser was on as it brought this run about; None where there is no browser."""
    context = get_script_run_ctx(suppress_warning=True)
    address = context.context_info.url if context and context.context_info else ""
    name = re.split("[?#]", address)[0].rstrip("/").rpartition("/")[2]
    return (name if name in TITLES else "") if address else None


def leave() -> None:
    """End a run: let the link say what is on screen.

    While a number is being dragged, or updates are taken by the clock, the link waits: browsers allow few changes of
    it a second. It is written where it differs from what the browser said as it brought the run about, and from what
    was written last: of two clicks that meet, the second has been sent before the browser heard of what came of the
    first. A page that is turned to always gets its link, because the browser puts a bare address in place.
    """
    if kept().before_edit is not None or kept().clock:
        return
    link, before = to_link(view()), kept().link
    change(link=link)
    turned = page_in_address() not in {None, kept().page}
    if turned or link != st.query_params.to_dict() or link != before:
        st.query_params.from_dict(link)


def present_page() -> str:
    """Return the page that the view is on, also before the browser has turned to it."""
    page, wanted = kept().page or "", kept().wanted
    found = page_of(view()) if wanted is None else wanted
    return page if found is None else found


def wanted_page() -> str | None:
    """Return the page that the view is on, where that is not the page that is open."""
    found = present_page()
    return found if found != kept().page else None


def link_on(page: str) -> dict[str, str]:
    """Return the link under which another page will show the view; a step of a page that is left is dropped."""
    return to_link(view() if page_of(view()) == page else replace(view(), step=""))
