"""The layers of an own network: units, activation functions, biases; its loss, and what does not fit yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st
from markupsafe import Markup

from backprop import CONVENTIONS, conventions_of
from backprop.losses import LOSSES
from backprop.parameters import learning_numbers
from backprop.validation import MAX_LAYERS, MAX_UNITS
from explainer.browser.markup import NOTHING, Attributes, element, together
from explainer.browser.sliders import number_box
from explainer.matrices.conventions import TITLES
from explainer.notation.terms import FUNCTIONS
from explainer.notation.terms import LOSSES as LOSS_TITLES
from explainer.screen import network_acts, session
from explainer.screen.learning_choice import learning_choice
from explainer.screen.panels import show
from explainer.screen.widgets import choice, entered
from explainer.view import wishes
from explainer.view.view import View

BIASES = {"none": "no bias", "unit": "one bias each", "shared": "one shared bias"}
"""Kind of bias of a layer -> what it is called."""

WIDTHS = (9, 7, 12, 13, 7)
"""Of the columns: which layer, its units, its activation function, its bias, its slope."""


def show_layers() -> Markup:
    """Show what the network is made of, and return the markup of its numbers."""
    view = session.view()
    refused = wishes.refusal(view)
    with st.container(key="layers", gap="small"):
        _inputs()
        _complain(refused, view, "inputs", 0)
        for number in range(1, view.structure.depth + 1):
            _layer(view, number)
            _complain(refused, view, "", number)
        show("add_layers", _add_and_take_out(view))
        seen = _loss(view)
        _complain(refused, view, "loss", 0)
    learning_choice()
    return seen


def layer_title(depth: int, number: int) -> str:
    """Return what a layer is called, from 1; the last is the output."""
    return "Output" if number == depth else "Hidden" if depth == 2 else f"Hidden {number}"


def _list(name: str, label: str, options: Sequence[str], titles: dict[str, str] | None = None) -> None:
    """Show a list of what can be wished for under a name."""
    shown = wishes.shown(session.view(), name)
    told = titles or {}
    choice(label, f"of_{name}", options, shown, lambda o: told.get(o, o), _asking(name), hidden=True)


COUNTS = [str(count) for count in range(1, MAX_UNITS + 1)]


def _inputs() -> None:
    which, units, activation, bias, _ = st.columns(WIDTHS, gap="small", vertical_alignment="center")
    which.markdown("Inputs")
    with units:
        _list("inputs", "Number of inputs", COUNTS)
    activation.markdown(":small[activation function]")
    bias.markdown(":small[bias]")


def _layer(view: View, number: int) -> None:
    title = layer_title(view.structure.depth, number)
    which, units, activation, bias, slope = st.columns(WIDTHS, gap="small", vertical_alignment="center")
    which.markdown(title)
    with units:
        _list(f"units{number}", f"{title}: units", COUNTS)
    with activation:
        _list(f"activation{number}", f"{title}: activation function", list(FUNCTIONS), FUNCTIONS)
    with bias:
        _list(f"bias{number}", f"{title}: bias", list(BIASES), BIASES)
    if wishes.shown(view, f"activation{number}") == "leaky_relu":
        with slope:
            _slope(view, number, title)


def _slope(view: View, number: int, title: str) -> None:
    name = f"slope{number}"
    key, shown = f"box_{name}", wishes.shown(view, name)
    st.session_state[key] = shown

    def typed() -> None:
        text = entered(key, shown)
        if text is not None:
            network_acts.ask((name, text))

    st.text_input(
        f"{title}: slope below 0",
        key=key,
        max_chars=40,
        on_change=session.unbroken(typed),
        label_visibility="collapsed",
        help=None,
    )


def _add_and_take_out(view: View) -> Markup:
    """Return the buttons that put in a hidden layer, and those that take one out."""
    depth = view.structure.depth
    hidden = [layer_title(depth, number).lower() for number in range(1, depth)]
    after = [("after the inputs" if at == 0 else f"after {hidden[at - 1]}", f"layer:{at - 1}") for at in range(depth)]
    if depth == MAX_LAYERS:
        after = []
    out = [(name, f"out:{place}") for place, name in enumerate(hidden)]
    return _buttons("Add a layer", after) + _buttons("Take out", out)


def _buttons(label: str, buttons: Sequence[tuple[str, str]]) -> Markup:
    if not buttons:
        return NOTHING
    made = (
        element("button", {"type": "button", "class": "tool small", "data-act": f"build:{act}"}, title)
        for title, act in buttons
    )
    group: Attributes = {"class": "offers", "role": "group", "aria-label": label, "data-roving": True}
    return element("div", group, element("span", {"class": "label", "aria-hidden": "true"}, label), *made)


def _loss(view: View) -> Markup:
    loss, conventions = wishes.shown(view, "loss"), conventions_of(wishes.shown(view, "loss"))
    which, divided = st.columns([25, 23], gap="small", vertical_alignment="bottom")
    with which:
        _labelled("loss", "Loss", list(LOSSES), LOSS_TITLES)
    with divided:
        _labelled("convention", "divided by", conventions, TITLES, conventions[0])
    convention = wishes.shown(view, "convention")
    of_loss = convention if convention in conventions else conventions[0]
    display = session.display()
    rate = element("span", {"class": "rate"}, "learning rate ", number_box(display, "learning_rate"))
    others = together(
        element("span", {"class": "rate"}, display.written(name).html, " ", number_box(display, name))
        for name in learning_numbers(view.problem)
    )
    notes: Attributes = {"class": "notes quiet", "role": "status", "data-notes": "refused", "data-hint": ""}
    html = element("p", {"class": "loss"}, element("span", {"class": "formula"}, formula(loss, of_loss)), rate, others)
    show("loss", html + element("p", notes))
    return html


def _labelled(name: str, label: str, options: Sequence[str], titles: dict[str, str], usual: str = "") -> None:
    """Show a list with its label above it; what the network has no wish for is as is usual."""
    shown = wishes.shown(session.view(), name)
    current = shown if shown in options else usual
    choice(label, f"of_{name}", options, current, titles.__getitem__, _asking(name))


def _asking(name: str) -> Callable[[str], None]:
    return lambda option: network_acts.ask((name, option))


def formula(loss: str, convention: str) -> str:
    """Return a loss as it is written on a line, divided as a convention says.

    >>> formula("half_squared_error", "half_mean"), formula("half_squared_error", "sum")
    ('L = Σ(ŷ − y)² / (2·N)', 'L = Σ(ŷ − y)²')
    """
    whole = LOSSES[loss].formula
    if not LOSSES[loss].sees_targets:
        return f"L = {whole}"
    summed, chosen = whole.rpartition(" / ")[0], CONVENTIONS[convention]
    counts = [*(["2"] if chosen.half else []), *chosen.over]
    divisor = "·".join(counts)
    return f"L = {summed}" + (f" / ({divisor})" if len(counts) > 1 else f" / {divisor}" if counts else "")


def _complain(refused: wishes.Refused | None, view: View, at: str, number: int) -> None:
    """Say at its place what does not fit, and what would mend it."""
    if refused is None:
        return
    kind, of = wishes.apart(refused.name)
    place = (kind if kind == "inputs" else "loss", 0) if not of or kind.endswith("_name") else ("", of)
    if place == (at, number):
        show("complaint", complaint(refused, view))


def complaint(refused: wishes.Refused, view: View) -> Markup:
    """Return what does not fit as a sentence, with the changes that would mend it."""
    buttons = together(
        element(
            "button",
            {"type": "button", "class": "tool small", "data-act": f"build:wish:{asked(mend)}"},
            mend.title,
        )
        for mend in wishes.mends(view)
    )
    kept = " Until it fits, the network stays as it is drawn."
    return element("p", {"class": "misfit", "role": "status"}, refused.why, kept, buttons)


def asked(mend: wishes.Mend) -> str:
    """Return what a mend asks for, as it travels."""
    return ",".join(f"{name}={wish}" for name, wish in mend.wishes)
