"""One reader's session: the view on the table, what can be undone, and its link.

The view is the only state. The link is written from it after every run and read back only when a
browser arrives with one: at first, or when the reader goes back in the browser's history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from backprop.matrices import MatrixStep
from explainer.matrices.order import positions
from explainer.notation.display import Display
from explainer.view.link import from_link, to_link
from explainer.view.live import display_of
from explainer.view.view import View
from explainer.walk.steps import Step, Walk

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
    """Return the page that what was chosen is on, where that is not the page that is open."""
    page = st.session_state["page"]
    if st.session_state.pop("to_matrices", False):
        return "matrix" if page != "matrix" else None
    step = view().step and current_walk().find(view().step)
    return step.page if step and step.page != page else None


def link_on(page: str) -> dict[str, str]:
    """Return the link under which another page will show the view; a step of a page that is left is dropped."""
    step = current_walk().find(view().step)
    return to_link(view() if step and step.page == page else replace(view(), step=""))


def current_walk() -> Walk:
    """Return the walk through the network on the table."""
    return view().walk


def current_step(page: str) -> Step:
    """Return the current step, or where a page begins if none of its steps is chosen."""
    steps = current_walk()
    found = steps.find(view().step)
    if found and found.page == page and not (page == "chain_rule" and view().mode and not found.parameter):
        return found
    n, parameter = view().names, view().shown_parameter
    begins = {"chain_rule": n.gradient(parameter), "update": n.new(parameter)}
    return steps.find(begins.get(page, "")) or steps.on(page)[0]


def current_product() -> tuple[MatrixStep, str]:
    """Return the step of the matrix pass that is shown, and the chosen cell of its result."""
    now, matrices = view(), view().matrices
    gradient = now.names.gradient(now.shown_parameter)
    step = matrices.find(now.product) or matrices.making(gradient)
    assert step  # every parameter has a gradient
    cell = next((key for key in (now.cell, gradient) if step.result.find(key)), step.result.keys[0][0])
    return step, cell


def display() -> Display:
    """Return the trace of the network on the table as it is shown, made once for each view."""
    kept = st.session_state.get("display")
    if not kept or kept[0] != view():
        kept = st.session_state["display"] = (view(), display_of(view()))
    return kept[1]


def product_place() -> tuple[int, int]:
    """Return where we are among the products of the matrix page, from 1, and how many places there are."""
    (step, cell), walked = current_product(), positions(view().matrices)
    of_step = [place for place, (product, _) in enumerate(walked) if product == step.id]
    exact = [place for place in of_step if walked[place][1] == cell]
    return (exact or of_step)[0] + 1, len(walked)


def remember(before: View | None = None) -> None:
    """Make the present view, or ``before``, one that undo returns to."""
    history = st.session_state["history"]
    history.append(before or view())
    del history[:-MOST_UNDONE]


def refused() -> Mapping[str, str]:
    """Return why typed numbers could not be used, by name."""
    reasons: Mapping[str, str] = st.session_state["refused"]
    return reasons
