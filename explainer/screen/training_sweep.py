"""Many learning rates from the same start: which falls, which diverges, and where that begins."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import streamlit as st
from markupsafe import Markup

from backprop import Structure, loss
from backprop.divergence import DIVERGES, FALLS, OVERSHOOTS
from backprop.sweep import Edges, Tried, edges, sweep
from explainer.browser.markup import element
from explainer.browser.table import Row, table
from explainer.browser.terms import number
from explainer.figures.plots.style import PROJECTED, SIZE
from explainer.figures.plots.sweep import sweep_figure, waiting_figure
from explainer.notation.display import Display
from explainer.notation.numbers import format_number
from explainer.screen import session
from explainer.screen.charts import chart
from explainer.screen.panels import show
from explainer.screen.part import Shown
from explainer.screen.training_asked import LOOK, answer, answered
from explainer.screen.widgets import choice
from explainer.view import compared
from explainer.view.compared import RATE, rounded
from explainer.view.runs import LARGEST
from explainer.view.view import View, usable
from explainer.walk.outcomes import TITLES, edge_told, rate_text, verdict_told
from explainer.walk.training import counted

FACTORS = tuple(factor * 10.0**power for power in range(-3, 4) for factor in (1.0, 3.0))[:-1]
"""Learning rates that are tried, as multiples of the one that the network came with."""

ASKED = (0.1, 1.0, 10.0, 100.0, 1000.0)
"""Those of them that the reader is asked about."""

EXACT = 12

QUESTION = "which_diverge"
"""Where it is kept which rates the reader expects to diverge."""

MOST_ACTIVATIONS = 200_000_000
"""Activations that a sweep and its edges compute, in about a second; of a large network there are fewer updates."""

RATES_TRIED = 190
"""Runs of a sweep with its edges, about."""

HEIGHT = 310
"""Of the plot, in pixels."""


@dataclass(frozen=True)
class Swept:
    """What is shown of many learning rates.

    Attributes:
        length: how many updates each run takes.
        tried: the runs.
        edges: where the network begins to do badly.
    """

    length: int
    tried: tuple[Tried, ...]
    edges: Edges


def rates_of(view: View) -> tuple[float, ...]:
    """Return the learning rates that are tried: around the one that the network came with, whatever it is now."""
    centre = view.start.learning_rate or 0.1
    found = (rounded(centre * factor) for factor in FACTORS)
    return tuple(rate for rate in found if rate > 0.0 and usable(RATE, rate))


def asked_of(view: View) -> tuple[float, ...]:
    """Return those of them that the reader is asked about."""
    centre = view.start.learning_rate or 0.1
    found = {rounded(centre * factor) for factor in ASKED}
    return tuple(rate for rate in rates_of(view) if rate in found)


def length_of(view: View) -> int:
    """Return over how many updates the runs go: as many as were asked for, of a large network fewer."""
    can_be = MOST_ACTIVATIONS // (RATES_TRIED * activations(view.ready.structure))
    return max([length for length in compared.LENGTHS if length <= min(view.length, can_be)] or [compared.LENGTHS[0]])


def activations(structure: Structure) -> int:
    """Return how many activations and products of one pass there are, as far as they take time."""
    s = structure
    return s.examples * (10 * sum(s.sizes[1:]) + sum(below * above for below, above in pairwise(s.sizes)))


def swept(view: View) -> Swept:
    """Return what many learning rates lead to, from where the run of the view began."""
    length = length_of(view)
    return Swept(length, sweep(view.begun, rates_of(view), length, LARGEST), edges(view.begun, length, LARGEST))


def show_sweep() -> Shown:
    """Show the part."""
    view, display = session.view(), session.display()
    heading = _heading(display, view)
    show("training_sweep", heading)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        if not view.present:
            choice("Updates of each run", "length", compared.LENGTHS, view.length, str)
        place = (sorted(_start_of(view).values.items()), view.learning, view.convention, length_of(view), view.table)
        said = answered(QUESTION, place)
        if said is None:
            _question(view, place)
    with right, st.container(key="at_rest", gap="small"):
        size = PROJECTED if view.present else SIZE
        if said is None:
            begin, rate = loss(view.begun), view.begun.learning_rate
            chart(waiting_figure(rates_of(view), begin, rate, size), "sweep", _waits(begin, display.digits), HEIGHT)
            return Shown(heading, lines=lambda _: followed())
        with st.spinner(f"Trying learning rates, {counted(length_of(view))} each"):
            found = session.made("sweep", lambda: swept(view), of=_start_of(view))
        marks = [
            (edge.rate, f"{title} {rate_text(edge.rate)}")
            for edge, title in (
                (found.edges.rises, "loss rises from"),
                (found.edges.diverges, "diverges from"),
            )
            if edge.rate is not None and found.tried[0].rate <= edge.rate <= found.tried[-1].rate
        ]
        drawn = sweep_figure(found.tried, TITLES, view.begun.learning_rate, marks, size)
        chart(drawn, "sweep", seen(found, display.digits), HEIGHT, on_pick=lambda rate, _: use(rate))
        if not view.present:
            show("sweep_table", _table(found, display.digits))
    with left:
        show("sweep_answer", _answer(view, found, said))
        _use(view)
    return Shown(heading, lines=lambda _: followed())


def _start_of(view: View) -> View:
    """Return the view that a sweep is made of: neither its learning rate nor its updates change what is found."""
    return replace(view, values={name: value for name, value in view.values.items() if name != RATE}, updates=0)


def followed() -> tuple[object, ...]:
    """Return what the part shows that follows no term."""
    now = session.view()
    return tuple(sorted(now.values.items())), now.learning, now.convention


def _heading(display: Display, view: View) -> Markup:
    """Say what is tried."""
    low, high = (rate_text(rates_of(view)[place], EXACT) for place in (0, -1))
    rate = number(display, RATE)
    length = length_of(view)
    fewer = f" Of a network as large as this, a sweep takes {length} updates." if length < view.length else ""
    sentence = Markup(
        "{} learning rates from {} to {}, each from the same start for {}. The present one is {}.{}"
    ).format(len(rates_of(view)), low, high, counted(length), rate, fewer)
    return element("h1", None, "Which learning rate is too large?") + element("p", {"class": "sentence"}, sentence)


def _question(view: View, place: object) -> None:
    """Ask which learning rates diverge."""
    show(
        "sweep_question",
        element("p", {"class": "sentence ask"}, "Which of these diverge? Choose none, one or several."),
    )
    key = "sweep_guess"
    st.pills(
        "Learning rates that diverge",
        asked_of(view),
        selection_mode="multi",
        format_func=lambda rate: rate_text(rate, EXACT),
        key=key,
        label_visibility="collapsed",
    )

    def check() -> None:
        chosen = session.reported(key) or []
        answer(QUESTION, place, ",".join(repr(rate) for rate in asked_of(view) if rate in chosen))

    with st.container(horizontal=True, gap="small"):
        st.button("Run the sweep and check", key="sweep_check", type="primary", on_click=session.unbroken(check))
        st.button("Only run it", key="sweep_look", on_click=session.unbroken(answer), args=(QUESTION, place, LOOK))


def _answer(view: View, found: Swept, said: str) -> Markup:
    """Say where the network begins to do badly, and whether that was expected."""
    judged = () if said == LOOK else (_judged(view, found, [float(rate) for rate in said.split(",") if rate]),)
    why = "" if found.edges.rises.rate is None else " There a step lands higher on the other side than where it began."
    sentences = (
        *judged,
        edge_told(found.edges.rises, "the loss rises at some update") + why,
        edge_told(found.edges.diverges, "the run diverges"),
    )
    return element("div", {"role": "status"}, *(element("p", {"class": "sentence"}, said) for said in sentences))


def _judged(view: View, found: Swept, chosen: Sequence[float]) -> str:
    """Say which of the rates that were asked about diverge."""
    kinds = {one.rate: one.verdict.kind for one in found.tried}
    right = [rate for rate in asked_of(view) if kinds[rate] == DIVERGES]
    diverge = f"{_listed(right)} {'diverges' if len(right) == 1 else 'diverge'}" if right else "none of them diverges"
    if list(chosen) == right:
        return f"Right: {diverge}."
    mistaken = [rate for rate in chosen if rate not in right]
    instead = "; ".join(f"{rate_text(rate, EXACT)} {TITLES[kinds[rate]]}" for rate in mistaken)
    return f"Not quite: {diverge}{f'; {instead}' if instead else ''}."


def _listed(rates: Sequence[float]) -> str:
    """Return learning rates in words."""
    *before, last = (rate_text(rate, EXACT) for rate in rates)
    return f"{', '.join(before)} and {last}" if before else last


def _use(view: View) -> None:
    """Let the reader take one of the learning rates for the network."""
    rate = view.begun.learning_rate
    offered = sorted({*rates_of(view), rate})
    choice("Learning rate in use", "sweep_rate", offered, rate, lambda value: rate_text(value, EXACT), use)


def use(rate: float) -> None:
    """Let the network learn with another learning rate, from where its run began."""
    now = session.view()
    found = next((one for one in rates_of(now) if np.isclose(one, rate, rtol=1e-9, atol=0.0)), rate)
    if usable(RATE, found) and found != now.begun.learning_rate:
        session.remember()
        session.put(replace(now, updates=0).change({RATE: found}))


def _waits(start: float, digits: int) -> str:
    """Say what is seen before the sweep."""
    return f"Every run begins at a loss of {format_number(start, digits)}; where it ends is shown once you have chosen."


def seen(found: Swept, digits: int) -> str:
    """Say what is seen in the plot."""
    well = [one for one in found.tried if one.verdict.kind in {FALLS, OVERSHOOTS}]
    said = f"The loss after {counted(found.length)} against the learning rate, both on logarithmic scales."
    if well:
        best = min(well, key=lambda one: one.end)
        said += f" It is lowest, {format_number(best.end, digits)}, with {rate_text(best.rate, EXACT)}."
    counts = {title: sum(one.verdict.kind == kind for one in found.tried) for kind, title in TITLES.items()}
    kinds = ", ".join(f"{title} with {count}" for title, count in counts.items() if count)
    return f"{said} Of {len(found.tried)} learning rates, it {kinds}. Click a point to use its learning rate."


def _table(found: Swept, digits: int) -> Markup:
    """Return the same as a table."""
    caption = f"Loss after {counted(found.length)}"
    rows = [
        Row(
            rate_text(one.rate, EXACT),
            [format_number(one.end, digits) if math.isfinite(one.end) else "—", verdict_told(one.verdict)],
        )
        for one in found.tried
    ]
    heads = ["learning rate", "loss", "the loss"]
    return element("h2", {"class": "for-listeners"}, caption) + table(caption, heads, rows, style="ends")
