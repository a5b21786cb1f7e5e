"""One run: update after update, and the loss and every parameter on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from backprop import Training
from backprop.divergence import fault_of
from explainer.browser.markup import NOTHING, element
from explainer.figures.plots.histories import History, histories_figure
from explainer.figures.plots.losses import losses_figure
from explainer.figures.plots.style import PROJECTED, SIZE
from explainer.notation.spoken import letters
from explainer.screen import session
from explainer.screen.charts import chart
from explainer.screen.learning_choice import learning_choice
from explainer.screen.panels import show
from explainer.screen.part import Shown
from explainer.screen.training_bar import run_bar
from explainer.screen.training_guess import guess
from explainer.screen.training_table import show_table
from explainer.screen.widgets import choice, segments
from explainer.view.runs import LARGEST, last_usable
from explainer.view.view import View
from explainer.walk.outcomes import fault_told
from explainer.walk.training import axis_end, called, course, history_told, predictions, standing, told, why_it_ends

MOST_AHEAD = 100
"""Updates beyond the present one that a curve shows."""

HEIGHT, PROJECTED_HEIGHT = 310, 330
"""Of a plot, in pixels."""

ALL = -1
"""Stands for every layer where one can be chosen."""


@dataclass(frozen=True)
class Run:
    """A run as it is shown.

    Attributes:
        view: where the reader is in it.
        training: all of it that is there, at least as far as it is shown.
        last: after how many updates what is shown ends.
        end: where the axis of the updates ends.
        epoch: updates of an epoch, where the order is by example; else 0.
        ended: why no further update can be taken, or "".
    """

    view: View
    training: Training
    last: int
    end: int
    epoch: int
    ended: str


def run_of(view: View) -> Run:
    """Return the run of a view; what lies ahead of it is left out where answers are hidden."""
    here, end = view.updates, axis_end(view.updates, view.most_updates)
    last = min(end, here + MOST_AHEAD)
    training = view.run(max(last, min(here + 1, view.most_updates)))
    usable = last_usable(training)
    ended = why_it_ends(here, view.most_updates, usable > here)
    by_example = (view.ready.learning.order or "batch") != "batch"
    epoch = view.structure.examples if by_example else 0
    return Run(view, training, here if view.hide else min(last, usable), end, epoch, ended)


def show_run() -> Shown:
    """Show the part."""
    view, display = session.view(), session.display()
    run = run_of(view)
    ahead = not (view.hide or run.ended)
    heading = element("h1", None, "What does the update do, again and again?")
    said = element("p", {"class": "sentence"}, standing(display, view.updates, run.epoch, ahead))
    ended = (
        element("p", {"class": "sentence fault", "role": "status"}, run.ended, _fault(run)) if run.ended else NOTHING
    )
    below = element("p", {"class": "sentence"}, predictions(display))
    markup = heading + said + below + ended
    with st.container(key="run_head"):
        left, right = st.columns(2, gap="medium") if not view.present else (st.container(), None)
        with left:
            show("training_run", markup)
        if right:
            with right:
                learning_choice()
    run_bar(run.epoch, bool(run.ended))
    with st.container(key="at_rest", gap="small"):
        layer = ALL
        if not view.present:
            with st.container(key="run_looks", horizontal=True, vertical_alignment="center", gap="small"):
                if not run.ended and not session.kept().clock:
                    guess()
                scale()
                layer = layer_shown(run)
        left, right = st.columns(2, gap="medium")
        with left:
            _losses(run)
        with right:
            places = _histories(run, layer)
        if not view.present:
            show_table(run.training, run.last, run.view.updates, places)
    return Shown(markup, frozenset(), (), lambda _: followed())


def _fault(run: Run) -> Markup:
    """Say which number of the next update could not be used, and why, where that is what ends the run."""
    fault = fault_of(run.training, LARGEST)
    if not fault or fault.update > run.view.updates + 1:
        return NOTHING
    return " " + fault_told(fault, session.display())


def followed() -> object:
    """Return what the part shows that follows no term."""
    now = session.view()
    return now.values, now.updates, now.learning, now.convention, session.kept().clock is None


def _size() -> tuple[int, int]:
    """Return the size of type and the height of a plot."""
    return (PROJECTED, PROJECTED_HEIGHT) if session.view().present else (SIZE, HEIGHT)


def _remembered(name: str, value: object) -> None:
    session.change(plots={**session.kept().plots, name: value}, acted=True)


def scale() -> None:
    """Let the reader choose the scale of the loss."""
    titles = {False: "Linear", True: "Logarithmic"}
    segments("Scale of the loss", "log", titles, _is_log(), lambda value: _remembered("log", value))


def _is_log() -> bool:
    return bool(session.kept().plots.get("log"))


def layer_shown(run: Run) -> int:
    """Let the reader choose whose parameters are shown, and return the layer, or ``ALL``."""
    layers = range(run.view.structure.depth)
    wanted = session.kept().plots.get("layer", ALL)
    layer = wanted if wanted in layers else ALL
    titles = {ALL: "All parameters", **{number: f"Layer {number + 1}" for number in layers}}
    if len(layers) > 1:
        with st.container(width=190):
            choice(
                "Parameters shown",
                "plotted",
                [ALL, *layers],
                layer,
                titles.__getitem__,
                lambda value: _remembered("layer", value),
                hidden=True,
            )
    return layer


def _losses(run: Run) -> None:
    losses, here = run.training.losses[: run.last + 1], run.view.updates
    size, height = _size()
    what, about = called(run.view.structure), (run.view.table, run.view.values)
    drawn = losses_figure(losses, here, run.end, _is_log(), run.epoch, size, about, what)
    chart(drawn, "losses", told(course(losses[: here + 1]), run.view.digits, what) + _ahead(run), height)


def _ahead(run: Run) -> str:
    return f" The dotted line goes on to update {run.last:,}." if run.last > run.view.updates else ""


def _histories(run: Run, layer: int) -> Sequence[int]:
    """Show the parameters over the updates, and return the places of those that are shown."""
    view, display = run.view, session.display()
    parameters = view.names.parameters
    places = [place for place, p in enumerate(parameters) if layer in (ALL, p.layer)]
    written = [display.written(parameters[place].name) for place in places]
    strong = next((n for n, place in enumerate(places) if parameters[place].name == view.shown_parameter), None)
    values = run.training.parameters[: run.last + 1, places]
    histories = [History(str(symbol.html), values[:, n]) for n, symbol in enumerate(written)]
    size, height = _size()
    about = (view.table, view.values, layer)
    drawn = histories_figure(histories, strong, view.updates, run.end, run.epoch, size, about)
    said = history_told([letters(symbol) for symbol in written], values[: view.updates + 1], strong, view.digits)
    chart(drawn, "histories", said, height)
    return places
