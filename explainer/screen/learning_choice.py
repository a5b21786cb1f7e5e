"""How the network on the table learns: its rule, whose gradients its updates are made of, its weight decay."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from backprop.network import USUAL_RULE
from backprop.update import is_plain
from explainer.screen import actions, session
from explainer.screen.widgets import choice, entered

RULE_TITLES: Mapping[str, str] = {"gradient_descent": "Gradient descent", "momentum": "Momentum", "adam": "Adam"}
"""Name of a rule -> what it is called."""

ORDER_TITLES: Mapping[str, str] = {
    "batch": "all of them",
    "each_example": "one, in turn",
    "shuffled": "one, drawn",
}
"""Name of an order -> which examples an update is made of."""

PENALTY_TITLES: Mapping[str, str] = {"off": "none", "on": "λ/2 · Σw²"}
"""Whether large weights are penalized -> what that means."""


WIDTH = 170
"""Of a list in pixels, which no title in it needs more than."""


def learning_title() -> str:
    """Return what the way to learn is called in short; of the usual one, what can be chosen here."""
    now = session.view().ready
    if is_plain(now):
        return "Rule"
    apart = now.learning.order not in {"", "batch"} and len(now.x) > 1
    return ", ".join((RULE_TITLES[now.rule], *["one by one"] * apart, *["decay"] * (now.learning.l2 is not None)))


def learning_choice() -> None:
    """Let the reader choose how the network learns; what equals the network's own choice leaves the link short."""
    now, own = session.view().ready, session.view().start
    learning = now.learning
    with st.container(key="learning", horizontal=True, vertical_alignment="bottom", gap="small"):
        _choice("Update rule", "rule", RULE_TITLES, now.rule, own.learning.rule or USUAL_RULE)
        if len(now.x) > 1:
            order = learning.order or "batch"
            _choice("Examples of an update", "order", ORDER_TITLES, order, own.learning.order or "batch")
            if order == "shuffled":
                _seed(str(learning.seed or 0))
        penalty, usual = ("off" if some.l2 is None else "on" for some in (learning, own.learning))
        _choice("Weight decay", "penalty", PENALTY_TITLES, penalty, usual)


def _choice(label: str, option: str, titles: Mapping[str, str], current: str, own: str) -> None:
    """Show a list for an option of the view; what the network has of its own is no option of the link."""
    choice(
        label,
        option,
        list(titles),
        current,
        titles.__getitem__,
        lambda name: actions.set_option(**{option: "" if name == own else name}),
        width=WIDTH,
    )


def _seed(current: str) -> None:
    """Show a box for the number that the order is drawn from."""
    st.session_state["learning_seed"] = current

    def changed() -> None:
        text = entered("learning_seed", current)
        if text is not None:
            actions.choose_seed(text.strip())

    st.text_input("Seed", key="learning_seed", max_chars=9, on_change=session.unbroken(changed), width=90)
