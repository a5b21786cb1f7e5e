"""What a reader does: every button, choice and edit changes the view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import streamlit as st

from backprop import presets, values_by_name
from backprop.names import example_of, names, of_example
from explainer.browser.messages import Edit
from explainer.matrices.order import positions
from explainer.notation.numbers import parse_number
from explainer.screen.session import (
    current_product,
    current_step,
    current_walk,
    display,
    product_place,
    remember,
    show,
    view,
)
from explainer.view.view import View, usable
from explainer.walk.building import last_stage
from explainer.walk.steps import PAGES


def choose(choice: str) -> None:
    """Follow a choice made in a figure, such as ``parameter:w5``, ``step:z1_1``, ``product:Z1`` or ``cell:z1_1``.

    ``at_rate:1;step:new_w5`` is a step at another learning rate, ``build:w5`` the chain of a parameter as
    it is built, ``phases:w5`` the same in two phases.
    """
    kind, _, key = choice.partition(":")
    ways: dict[str, Callable[[str], None]] = {
        "step": go_to,
        "parameter": choose_parameter,
        "product": choose_product,
        "cell": choose_cell,
        "at_rate": choose_at_rate,
        "build": partial(choose_mode, "build"),
        "phases": partial(choose_mode, "phases"),
    }
    if kind in ways:
        ways[kind](key)


def go_to(key: str) -> None:
    """Go to a step of the walk, if there is one for that term; a step of another example shows that one."""
    example, now = example_of(key), view()
    if example is not None and example < now.structure.examples and example != max(now.example - 1, 0):
        now = replace(now, example=example + 1)
    step = now.walk.find(key)
    if step:
        show(replace(now, step=step.key, parameter=step.parameter or now.parameter, stage=0))


def choose_at_rate(text: str) -> None:
    """Set the learning rate and go to a step: ``1;step:new_w5``."""
    number, _, choice = text.partition(";")
    rate, key = parse_number(number), choice.removeprefix("step:")
    if rate is not None and usable("learning_rate", rate) and view().walk_with(key):
        remember()
        show(view().change({"learning_rate": rate}))
        go_to(key)


def choose_parameter(name: str) -> None:
    """Choose a parameter; the page shows its own step for it."""
    structure = view().structure
    parameter = names(structure).by_name.get(name)
    if not parameter:
        return
    unit = names(structure).z(parameter.layer, max(view().example - 1, 0), parameter.units(structure)[0])
    n = names(structure)
    step = {"chain_rule": n.gradient(name), "update": n.new(name), "forward": unit}.get(st.session_state["page"], "")
    show(replace(view(), parameter=name, step=step, stage=0, product="", cell=""))


def choose_mode(mode: str, name: str) -> None:
    """Look at the chain rule of a parameter in one of its modes, from the beginning."""
    if name in names(view().structure).by_name:
        show(replace(view(), mode=mode, parameter=name, step=view().names.gradient(name), stage=0))


def choose_example(example: int) -> None:
    """Show one example of the batch, from 1, or 0 for all, staying at the same step."""
    now = view()
    show(replace(now, example=example, step=of_example(now.step, max(example - 1, 0)), cell=""))


def choose_product(product: str) -> None:
    """Show a step of the matrix pass."""
    if view().matrices.find(product):
        show(replace(view(), product=product, cell=""))
        st.session_state["to_matrices"] = True


def choose_cell(key: str) -> None:
    """Choose a cell of the product that is shown, or go to the product that makes it."""
    now, (shown, _) = view(), current_product()
    step = shown if st.session_state["page"] == "matrix" and shown.result.find(key) else now.matrices.making(key)
    if step:
        parameter = display().trace.recipe(key).parameter
        show(replace(now, product=step.id, cell=key, parameter=parameter.name if parameter else now.parameter))
        st.session_state["to_matrices"] = True


def move(distance: int) -> None:
    """Go so many steps along the walk, to its ends at most; on the matrix page along the products."""
    page = st.session_state["page"]
    if page == "matrix":
        _move_along_products(distance)
    elif page == "chain_rule" and view().mode == "build":
        _build(distance)
    else:
        _move_along_walk(distance)


def _move_along_walk(distance: int) -> None:
    steps = current_walk()
    page = st.session_state["page"]
    here = current_step(page) if page in PAGES else steps.steps[0]
    place = min(max(here.number + distance, 1), len(steps.steps))
    go_to(steps.steps[place - 1].key)


def _build(distance: int) -> None:
    """Put the next piece in its place, or take it away; from the end of a chain go on to the next one."""
    now = view()
    chains = [step for step in current_walk().on("chain_rule") if step.parameter]
    here = next(place for place, step in enumerate(chains) if step.parameter == now.shown_parameter)
    last = last_stage(display(), now.shown_parameter)
    stage = min(now.stage, last) + distance
    if 0 <= stage <= last and abs(distance) == 1:
        show(replace(now, stage=stage))
        return
    there = min(max(here + distance, 0), len(chains) - 1)
    name, forward = chains[there].parameter, distance > 0
    # One step beyond an end comes to the nearer end of the next chain; a leap comes to the very end.
    at_the_end = forward == (abs(distance) > 1)
    if there != here or abs(distance) > 1:
        stage = last_stage(display(), name) if at_the_end else 0
        show(replace(now, parameter=name, step=chains[there].key, stage=stage))


def _move_along_products(distance: int) -> None:
    place, count = product_place()
    product, cell = positions(view().matrices)[min(max(place - 1 + distance, 0), count - 1)]
    show(replace(view(), product=product, cell=cell))


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


def take_update() -> None:
    """Replace every parameter by its updated value."""
    now = display().trace
    remember()
    new = {p.name: now[now.names.new(p.name)] for p in now.names.parameters}
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
    """Change how things are shown: any attribute of the view that is not a number of the network."""
    show(replace(view(), **options))  # type: ignore[arg-type]
