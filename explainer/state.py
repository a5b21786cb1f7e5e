"""One reader's session: the view on the table, what can be undone, and its link.

The view is the only state. The link is written from it after every run and read back only when a
browser arrives with one: at first, or when the reader goes back in the browser's history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from backprop import presets, values_by_name
from backprop.names import names
from explainer.components import Edit
from explainer.display import Display
from explainer.live import display_of
from explainer.numbers import parse_number
from explainer.settings import View, from_link, to_link, usable
from explainer.walk import PAGES, Step, Walk, walk

MOST_UNDONE = 200


def view() -> View:
    """Return what is on screen."""
    now: View = st.session_state["view"]
    return now


def show(new: View) -> None:
    """Put another view on screen."""
    st.session_state["view"] = new
    st.session_state["acted"] = True
    st.session_state["link_notes"] = ()


def arrive(page: str) -> None:
    """Begin a full run on a page: read the link if the browser brought one, follow the page.

    Args:
        page: the page's path, "" for the start page.
    """
    session = st.session_state
    query = {name: st.query_params[name] for name in st.query_params}
    turned = page != session.get("page")
    brought = query != session.get("link") and (query or not turned) and not session.get("acted")
    if "view" not in session or brought:
        session["view"], session["link_notes"] = from_link(query)
        session.setdefault("history", [])
        session.setdefault("refused", {})
        session.setdefault("seq", 0)
    step = current_walk().find(view().step)
    if turned and step and step.page != page:
        session["view"] = replace(view(), step="")
    session["page"], session["acted"] = page, False
    session["run"] = session.get("run", 0) + 1


def leave() -> None:
    """End a run: let the link say what is on screen.

    While a number is being dragged the link waits: browsers allow few changes of it a second.
    """
    if "before_edit" in st.session_state:
        return
    link = st.session_state["link"] = to_link(view())
    if link != dict(st.query_params):
        st.query_params.from_dict(link)


def wanted_page() -> str | None:
    """Return the page that the current step is on, where that is not the page that is open."""
    step = view().step and current_walk().find(view().step)
    return step.page if step and step.page != st.session_state["page"] else None


def current_walk() -> Walk:
    """Return the walk through the network on the table."""
    return walk(view().problem.structure)


def current_step(page: str) -> Step:
    """Return the current step, or where a page begins if none of its steps is chosen."""
    steps = current_walk()
    found = steps.find(view().step)
    if found and found.page == page:
        return found
    begins = {"chain_rule": f"dL_d{view().shown_parameter}", "update": f"new_{view().shown_parameter}"}
    return steps.find(begins.get(page, "")) or steps.on(page)[0]


def display() -> Display:
    """Return the trace of the network on the table as it is shown, made once for each view."""
    kept = st.session_state.get("display")
    if not kept or kept[0] != view():
        kept = st.session_state["display"] = (view(), display_of(view()))
    return kept[1]


# ---- what a reader does ----------------------------------------------------------------------


def choose(choice: str) -> None:
    """Follow a choice made in a figure: ``parameter:w5`` or ``step:z1_1``."""
    kind, _, key = choice.partition(":")
    if kind == "step":
        go_to(key)
    elif kind == "parameter":
        choose_parameter(key)


def go_to(key: str) -> None:
    """Go to a step of the walk, if there is one for that term."""
    step = current_walk().find(key)
    if step:
        show(replace(view(), step=step.key, parameter=step.parameter or view().parameter))


def choose_parameter(name: str) -> None:
    """Choose a parameter; the page shows its own step for it."""
    structure = view().problem.structure
    parameter = names(structure).by_name.get(name)
    if not parameter:
        return
    unit = names(structure).z(parameter.layer, 0, parameter.unit or 0)
    step = {"chain_rule": f"dL_d{name}", "update": f"new_{name}", "forward": unit}.get(st.session_state["page"], "")
    show(replace(view(), parameter=name, step=step))


def move(distance: int) -> None:
    """Go so many steps along the walk, to its ends at most."""
    steps = current_walk()
    page = st.session_state["page"]
    here = current_step(page) if page in PAGES else steps.steps[0]
    place = min(max(here.number + distance, 1), len(steps.steps))
    go_to(steps.steps[place - 1].key)


def open_preset(name: str) -> None:
    """Put another starting network on the table."""
    if name in presets() and name != view().preset:
        # A drag that is not let go of ends here.
        remember(st.session_state.pop("before_edit", None))
        show(View(preset=name, notation="", digits=view().digits, present=view().present, hide=view().hide))
        st.session_state["refused"] = {}


def edit(change: Edit) -> None:
    """Take over numbers from sliders, boxes and scrubbing.

    While a slider moves this happens at every event. Letting go makes the change one that can be
    undone as a whole, and writes the link.
    """
    session = st.session_state
    session["seq"] = change.seq
    texts = {name: text for name, text in change.texts.items() if name in values_by_name(view().problem)}
    typed = {name: parse_number(text) for name, text in texts.items()}
    values = {**change.values, **{name: value for name, value in typed.items() if value is not None}}
    values = {name: value for name, value in values.items() if value == value and usable(name, value)}
    for name in values:
        session["refused"].pop(name, None)
    for name, value in typed.items():
        if value is None or not usable(name, value):
            session["refused"][name] = refusal(name, texts[name])
    if values and "before_edit" not in session:
        session["before_edit"] = view()
    session["view"] = view().change(values)
    if change.done:
        before = session.pop("before_edit", None)
        if before is not None and before.values != view().values:
            remember(before)


def refusal(name: str, text: str) -> str:
    """Say why a typed number cannot be used, and what stands instead."""
    what = f"“{text[:40]}” cannot be used for {name}"
    if name == "learning_rate":
        return f"{what}: a number from 0 to 10000 is needed; the learning rate stays as it was."
    return f"{what}: a number between −1000000 and 1000000 is needed; {name} stays as it was."


def remember(before: View | None = None) -> None:
    """Make the present view, or ``before``, one that undo returns to."""
    history = st.session_state["history"]
    history.append(before or view())
    del history[:-MOST_UNDONE]


def take_update() -> None:
    """Replace every parameter by its updated value."""
    now = display().trace
    remember()
    new = {p.name: now[f"new_{p.name}"] for p in now.names.parameters}
    if all(usable(name, value) for name, value in new.items()):
        show(view().change(new))
        st.session_state["refused"].pop("update", None)
    else:
        st.session_state["history"].pop()
        st.session_state["refused"]["update"] = (
            "This update would throw a parameter beyond 1000000; with a smaller learning rate it can be taken."
        )


def undo() -> None:
    """Return to the numbers before the last change, staying at the same place."""
    history = st.session_state["history"]
    if history:
        before = history.pop()
        same = before.preset == view().preset
        show(replace(view(), values=before.values) if same else replace(before, present=view().present))
    st.session_state["refused"] = {}


def reset() -> None:
    """Return to the preset's own numbers."""
    if view().values:
        remember()
        show(replace(view(), values={}))
    st.session_state["refused"] = {}


def set_option(**options: object) -> None:
    """Change how things are shown: notation, digits, present, hide."""
    show(replace(view(), **options))  # type: ignore[arg-type]


def refused() -> Mapping[str, str]:
    """Return why typed numbers could not be used, by name."""
    reasons: Mapping[str, str] = st.session_state["refused"]
    return reasons
