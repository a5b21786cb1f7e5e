"""A sheet of exercises to be printed: what it is to have, a look at it, and the way from a printed code to the app."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st
from markupsafe import Markup

from explainer.browser.markup import NOTHING, element
from explainer.practice.exercises import LEVELS
from explainer.practice.tasks import TASKS, tasks_of
from explainer.practice.worksheet.codes import Code, read
from explainer.practice.worksheet.settings import (
    LARGEST_SEED,
    MOST_COPIES,
    MOST_EXERCISES,
    PAPERS,
    Settings,
)
from explainer.screen import session
from explainer.screen.live import keep_true
from explainer.screen.panels import show
from explainer.screen.practice_exercise import WHOSE_NUMBERS
from explainer.screen.widgets import choice, entered, picked
from explainer.view.sheets import settings_of, sheet_address, with_settings
from explainer.view.view import View

SEED = "sheet_seed"
"""Name of what was typed as a seed and is none."""

CODE = "sheet_code"
"""Name of the box for a printed code, and of what was typed there that is none."""


def show_sheet() -> None:
    """Show the part."""
    view = session.view()
    settings = settings_of(view)
    with st.container(key="sheet"):
        left, right = st.columns([2, 3], gap="medium")
        with left:
            show("sheet_head", element("h1", None, "Print a worksheet") + element("p", None, _said(settings)))
            _options(view, settings)
            show("sheet_ways", _ways(view, settings))
            _code_box()
        with right:
            show("sheet_preview", _preview(view, settings))
    keep_true((), ())


def _said(settings: Settings) -> str:
    """Say what will be printed."""
    count, copies = settings.exercises, settings.copies
    each = f"{count} exercise{'s' * (count > 1)}"
    if copies == 1:
        return f"One sheet with {each}. The same choices always give the same sheet."
    return f"{copies} variants with {each} each, all with other numbers: one for each student."


def _change(**to: Any) -> None:
    view = session.view()
    session.put(with_settings(view, replace(settings_of(view), **to)))


def _options(view: View, settings: Settings) -> None:
    levels = {0: "As is usual for the task", **{number: level.title for number, level in LEVELS.items()}}
    with st.container(key="sheet_options"):
        _tasks(view, settings)
        with st.container(key="sheet_counts", horizontal=True, vertical_alignment="bottom", gap="small"):
            _choice("Exercises", settings, "exercises", range(1, MOST_EXERCISES + 1))
            _choice("Variants", settings, "copies", range(1, MOST_COPIES + 1))
            _choice("Paper", settings, "paper", tuple(PAPERS), PAPERS)
        with st.container(key="sheet_kinds", horizontal=True, vertical_alignment="bottom", gap="small"):
            _choice("What is blank", settings, "blanks", tuple(levels), levels)
            choice("Whose numbers", "numbers", list(WHOSE_NUMBERS), view.numbers, WHOSE_NUMBERS.__getitem__)
        with st.container(key="sheet_seed", horizontal=True, vertical_alignment="bottom", gap="small"):
            _seed(settings)
            _key(settings)
        if refused := session.kept().typed.get(SEED, ""):
            why = f"“{refused}” is no seed: a whole number from 1 to {LARGEST_SEED} is needed."
            show("sheet_seed_note", element("p", {"role": "status"}, f"{why} The sheet stays as it was."))


def _choice(label: str, settings: Settings, name: str, options: Sequence[Any], titles: Any = None) -> None:
    def chosen(value: Any) -> None:
        _change(**{name: value})

    title = titles.__getitem__ if titles else str
    choice(label, f"sheet_{name}", list(options), getattr(settings, name), title, chosen)


def _tasks(view: View, settings: Settings) -> None:
    """Let the reader choose tasks, which take turns; none of them stands for all."""
    key, offered = "sheet_task", tasks_of(view.ready.structure)
    current = [task for task in settings.task if task]
    st.session_state[key] = current

    def chosen() -> None:
        found = session.reported(key)
        if found is not None and set(found) <= {*offered} and list(found) != current:
            _change(task=tuple(task for task in offered if task in found) or ("",))

    st.pills(
        "Tasks, which take turns (none chosen: all of them)",
        offered,
        format_func=lambda task: TASKS[task].title,
        selection_mode="multi",
        key=key,
        on_change=session.unbroken(chosen),
    )


def _seed(settings: Settings) -> None:
    """Let the reader have other exercises: the next seed, or one that was written down."""
    key, refused = "sheet_seed_box", session.kept().typed.get(SEED, "")
    current = refused or str(settings.seed)
    st.session_state[key] = current

    def changed() -> None:
        text = entered(key, current)
        if text is not None:
            _sow(text.strip())

    st.text_input(f"Seed (1 to {LARGEST_SEED})", key=key, max_chars=16, on_change=session.unbroken(changed), width=130)
    st.button("Other exercises", on_click=session.unbroken(_next_seed), key="sheet_next")


def _sow(text: str) -> None:
    """Take a seed, or keep what is none."""
    fits = text.isascii() and text.isdigit() and len(text) < 6 and 1 <= int(text) <= LARGEST_SEED
    session.change(typed={**session.kept().typed, SEED: "" if fits else text}, acted=True)
    if fits:
        _change(seed=int(text))


def _next_seed() -> None:
    _sow(str(settings_of(session.view()).seed % LARGEST_SEED + 1))


def _key(settings: Settings) -> None:
    st.session_state["sheet_key"] = settings.key

    def turned() -> None:
        value = picked("sheet_key", (True, False), settings.key)
        if value is not None:
            _change(key=value)

    st.toggle("With the key", key="sheet_key", on_change=session.unbroken(turned))


def _ways(view: View, settings: Settings) -> Markup:
    """Return the ways to the sheet."""
    shown, kept = (sheet_address(view, replace(settings, download=download)) for download in (False, True))
    return element(
        "p",
        {"class": "tools"},
        element("a", {"class": "tool primary", "href": shown, "target": "_blank"}, "Open to print"),
        element("a", {"class": "tool", "href": kept, "download": True}, "Download as one file"),
    )


def _preview(view: View, settings: Settings) -> Markup:
    """Return a look at the first variant."""
    address = sheet_address(view, replace(settings, copies=1, key=False, download=False))
    attributes = {"src": address, "title": "The first variant of the worksheet", "sandbox": "", "loading": "lazy"}
    return element("div", {"class": "paper"}, element("iframe", attributes))


def _code_box() -> None:
    """Let the reader type the code of a printed exercise, and say so where it is none."""
    key, refused = CODE, session.kept().typed.get(CODE, "")
    st.session_state[key] = refused

    def changed() -> None:
        text = entered(key, refused)
        if text is not None:
            _open(text.strip())

    st.text_input("Code of a printed exercise", key=key, max_chars=16, on_change=session.unbroken(changed), width=260)
    said = element("p", {"role": "status"}, _why_not(refused)) if refused else NOTHING
    show("sheet_code", said)


def _open(text: str) -> None:
    """Open the exercise of a code, or keep what is none."""
    found = _code(text)
    session.change(typed={**session.kept().typed, CODE: "" if found else text}, acted=True)
    if found:
        numbers = "table" if found.on_table else ""
        options = {"task": found.task, "exercise": found.exercise, "blanks": found.blanks, "numbers": numbers}
        session.put(replace(session.view(), practice="", **options))  # type: ignore[arg-type]


def _code(text: str) -> Code | None:
    """Return what a code says, where the network on the table has such an exercise."""
    found = read(text, tuple(TASKS))
    return found if found and found.task in tasks_of(session.view().ready.structure) else None


def _why_not(text: str) -> str:
    return (
        f"“{text}” is no code of an exercise of this network. A code stands below the picture code, "
        "such as 7-41D; the network of the sheet has to be on the table."
    )
