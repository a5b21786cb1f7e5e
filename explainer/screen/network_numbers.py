"""The weights and biases of an own network as grids, and a random start for them."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from explainer.browser.grids import layer_html
from explainer.browser.markup import Attributes, element, together
from explainer.screen import actions, network_acts, session
from explainer.screen.network_layers import layer_title
from explainer.screen.panels import show
from explainer.screen.widgets import choice, radio, typed
from explainer.view import wishes
from explainer.view.grids import is_turned, layer_grid
from explainer.view.view import View

MOST_TOGETHER = 3
"""Layers that are shown together, if none of their grids is large."""

MOST_UNITS_TOGETHER = 4
"""Units of each layer of such a network."""

SCHEMES = {
    "nice": "one decimal",
    "uniform": "uniform",
    "xavier": "Xavier (Glorot)",
    "he": "He",
}
"""How the weights are drawn -> what that is called."""

ROWS = {"in_out": "from one input or unit", "out_in": "into one unit (PyTorch)"}
"""How a matrix of weights is written -> what its rows are."""

FORMULAS = {
    "nice": "Weights and biases with one decimal between −0.9 and 0.9, none of them 0.",
    "uniform": "Weights evenly between −1 and 1; biases 0.",
    "xavier": "Weights evenly between −√(6 / (n_in + n_out)) and √(6 / (n_in + n_out)); biases 0.",
    "he": "Weights normally distributed around 0 with variance 2 / n_in; biases 0.",
}
"""How the weights are drawn -> the same as a formula; n_in values come into a layer of n_out units."""

HINT = "Type a number, or paste a block from a spreadsheet or a text: it fills the grid from the box on."


def show_numbers() -> Markup:
    """Show the weights and biases, layer by layer, and return the markup of their numbers."""
    view = session.view()
    depth = view.structure.depth
    layers = list(range(depth))
    if not is_small(view):
        layer = view.names.by_name[view.shown_parameter].layer
        titles = {str(place): layer_title(depth, place + 1) for place in layers}
        radio("Layer", "layer", titles, str(layer), _choose_layer, horizontal=True, label_visibility="collapsed")
        layers = [layer]
    html = session.made("grids", lambda: together(_grid(view, layer) for layer in layers), *layers, of=view.bare)
    notes: Attributes = {"class": "notes quiet", "role": "status", "data-notes": "refused", "data-hint": HINT}
    show("weights", element("div", {"class": "grids"}, html) + element("p", notes, HINT))
    _random_start()
    return html


def is_small(view: View) -> bool:
    """Whether the grids of all layers fit on the screen together."""
    sizes = view.structure.sizes
    return view.structure.depth <= MOST_TOGETHER and max(sizes) <= MOST_UNITS_TOGETHER


def _grid(view: View, layer: int) -> Markup:
    turned = is_turned(view.problem)
    return layer_html(session.display(), layer_grid(view.structure, layer, turned).rows, layer, turned)


def _choose_layer(layer: str) -> None:
    actions.set_option(parameter=session.view().names.weights(int(layer))[0].name)


def _random_start() -> None:
    """Show how weights can be drawn."""
    kept = session.kept().typed
    with st.container(key="random_start", horizontal=True, vertical_alignment="bottom", gap="small"):
        scheme = _kept("scheme", kept.get("scheme", "nice"))
        seed = _kept("seed", kept.get("seed", "1"))
        st.selectbox(
            "Random start",
            list(SCHEMES),
            format_func=SCHEMES.__getitem__,
            key=scheme,
            on_change=session.unbroken(_keep),
            args=("scheme",),
            width=180,
        )
        st.text_input("Seed", key=seed, max_chars=9, on_change=session.unbroken(_keep), args=("seed",), width=90)
        st.button("Draw", on_click=session.unbroken(_draw), key="draw")
        with st.container(key="turning"):
            _turning()
    chosen = session.kept().typed.get("scheme", "nice")
    show("scheme", element("p", {"class": "hint"}, FORMULAS.get(chosen, "")))


def _turning() -> None:
    """Let the reader turn the grids, as the text is written that is to be pasted."""
    shown = wishes.shown(session.view(), "weights_are")
    choice(
        "A row holds the weights",
        "weights_are",
        list(ROWS),
        shown,
        ROWS.__getitem__,
        lambda wish: network_acts.ask(("weights_are", wish)),
    )


def _kept(name: str, text: str) -> str:
    """Let a widget show what is kept of it since its part of the page was shown last."""
    key = f"random_{name}"
    if key not in st.session_state:
        st.session_state[key] = text
    return key


def _keep(name: str) -> None:
    text = typed(f"random_{name}")
    if text is not None:
        actions.keep_typed(name, text)


def _draw() -> None:
    """Draw numbers; a seed that is no whole number is said."""
    seed, scheme = (typed("random_seed") or "").strip(), typed("random_scheme")
    if scheme not in SCHEMES:
        return
    if seed.isdecimal() and seed.isascii():
        network_acts.draw(scheme, int(seed))
    else:
        network_acts.say(f"The seed is “{seed[:40]}”; a whole number from 0 on is needed.")
