"""Two runs from the same start, of which one thing differs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import streamlit as st
from markupsafe import Markup

from backprop import Training, loss
from backprop.arrays import Array
from backprop.divergence import Fault, fault_of, verdict_of
from explainer.browser.markup import element, together
from explainer.browser.table import Row, table
from explainer.browser.terms import number
from explainer.figures.plots.style import PROJECTED, SIZE
from explainer.figures.plots.two_runs import leaves, needs_log, start_figure, two_runs_figure
from explainer.notation.display import Display
from explainer.notation.numbers import format_number, parse_number
from explainer.screen import actions, session
from explainer.screen.charts import chart
from explainer.screen.learning_choice import ORDER_TITLES, PENALTY_TITLES, RULE_TITLES
from explainer.screen.panels import show
from explainer.screen.part import Shown
from explainer.screen.training_asked import LOOK, answer, answered
from explainer.screen.widgets import choice, entered
from explainer.view import compared
from explainer.view.compared import ORDER, PENALTY, RATE, RULE
from explainer.view.runs import LARGEST
from explainer.view.view import View, usable
from explainer.walk.outcomes import compared as told
from explainer.walk.outcomes import fault_told, lower, rate_text, verdict_told
from explainer.walk.training import counted

THINGS: Mapping[str, str] = {
    RATE: "the learning rate",
    RULE: "the update rule",
    ORDER: "what an update is made of",
    PENALTY: "the weight decay",
}
"""What can differ between two runs -> what it is called."""

TITLES: Mapping[str, Mapping[str, str]] = {RULE: RULE_TITLES, ORDER: ORDER_TITLES, PENALTY: PENALTY_TITLES}

NAMES: Mapping[str, Mapping[str, str]] = {
    RULE: {**RULE_TITLES, "gradient_descent": "gradient descent", "momentum": "momentum"},
    ORDER: {"batch": "the whole batch", "each_example": "one example each", "shuffled": "one drawn example each"},
    PENALTY: {"off": "no weight decay", "on": "weight decay"},
}
"""What differs -> what a run is called by it."""

EXACT = 12
"""Digits of a learning rate that a reader chose."""

QUESTION = "which_is_lower"
"""Where it is kept which run the reader expects to be lower."""

HEIGHT = 310
"""Of the plot, in pixels."""

MOST_ROWS = 12
"""Parameters in the table; of more, those that differ most."""


@dataclass(frozen=True, eq=False)
class Pair:
    """Two runs as they are shown.

    Attributes:
        view: the view that the first one is of.
        length: over how many updates they are compared.
        runs: both, at least that long.
        names: what they are called.
        thing, value: what differs, and what the second one has there.
    """

    view: View
    length: int
    runs: tuple[Training, Training]
    names: tuple[str, str]
    thing: str
    value: str

    @property
    def losses(self) -> tuple[Array, Array]:
        """The losses of both, after 0, 1, 2, ... updates."""
        first, second = (run.losses[: self.length + 1] for run in self.runs)
        return first, second

    @cached_property
    def faults(self) -> tuple[Fault | None, Fault | None]:
        """Where each diverged, if it did."""
        first, second = (fault_of(run, LARGEST) for run in self.runs)
        return (
            first if first and first.update <= self.length else None,
            second if second and second.update <= self.length else None,
        )

    @property
    def diverged(self) -> tuple[int | None, int | None]:
        """At which update that was."""
        first, second = self.faults
        return first.update if first else None, second.update if second else None

    @property
    def place(self) -> tuple[object, ...]:
        """All that they depend on."""
        return followed(), self.length, self.thing, self.value, self.view.table


def followed() -> tuple[object, ...]:
    """Return what the part shows that follows no term."""
    now = session.view()
    return tuple(sorted(now.values.items())), now.learning, now.convention, now.updates


def pair_of(view: View) -> Pair:
    """Return the two runs of a view."""
    length = view.length
    thing, value = compared.other(view)
    runs = (view.run(length), compared.other_view(view).run(length))
    names = (name_of(thing, compared.own_value(view, thing)), name_of(thing, value))
    return Pair(view, length, runs, names, thing, value)


def name_of(thing: str, value: str) -> str:
    """Return what a run is called by what it has."""
    return f"learning rate {rate_text(float(value), EXACT)}" if thing == RATE else NAMES[thing][value]


def show_compare() -> Shown:
    """Show the part."""
    view, display = session.view(), session.display()
    heading = _heading(display)
    show("training_compare", heading)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        if not view.present:
            _choices(view)
    with right, st.container(key="at_rest", gap="small"):
        with st.spinner("Taking the updates of both"):
            pair = pair_of(view)
        guessed = answered(QUESTION, pair.place)
        size = PROJECTED if view.present else SIZE
        begin = float(pair.losses[0][0])
        drawn = two_runs_figure(pair.losses, pair.names, size) if guessed else start_figure(begin, pair.length, size)
        chart(drawn, "two_runs", _seen(pair) if guessed else _waits(begin, display.digits), HEIGHT)
        if guessed and not view.present:
            show("two_ends", _ends(display, pair))
    with left:
        if guessed:
            _answer(display, pair, guessed)
        else:
            _question(pair)
    return Shown(heading, lines=lambda _: followed())


def _heading(display: Display) -> Markup:
    """Say where both runs begin."""
    view = session.view()
    begin = number(display, "loss") if not view.updates else format_number(loss(view.begun), display.digits)
    sentence = Markup("Both begin with the same numbers, at a loss of {}. One thing differs: {}.").format(
        begin, THINGS[compared.other(view)[0]]
    )
    return element("h1", None, "What does one change make?") + element("p", {"class": "sentence"}, sentence)


def _choices(view: View) -> None:
    """Let the reader choose what differs, what the other run has there, and how far both go."""
    thing, value = compared.other(view)

    def differ(chosen: str) -> None:
        actions.set_option(other="" if chosen == RATE else f"{chosen}:{compared.usual(view, chosen)}")

    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        choice("What differs", "differs", compared.things(view), thing, THINGS.__getitem__, differ)
        choice("Updates of each", "length", compared.LENGTHS, view.length, str)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        offered = compared.values(view, thing)
        own = float(compared.own_value(view, RATE))
        choice(
            "In the second run",
            "other_value",
            offered if value in offered else (*offered, value),
            value,
            lambda value: _times(own, float(value)) if thing == RATE else TITLES[thing][value],
            lambda value: actions.set_option(other=f"{thing}:{value}"),
        )
        if thing == RATE:
            _exact(value)


def _times(own: float, rate: float) -> str:
    """Return a learning rate, and how it compares with another one."""
    text = rate_text(rate, EXACT)
    return f"{text}  ({rate_text(rate / own)} times)" if own and rate else text


def _exact(current: str) -> None:
    """Show a box for any learning rate."""
    shown = rate_text(float(current), EXACT) if 1e-5 <= float(current) < 1e6 else f"{float(current):g}"
    st.session_state["other_rate"] = shown

    def changed() -> None:
        text = entered("other_rate", shown)
        rate = None if text is None else parse_number(text)
        if rate is not None and usable(RATE, rate):
            actions.set_option(other=f"{RATE}:{rate!r}")

    st.text_input("or exactly", key="other_rate", max_chars=24, on_change=session.unbroken(changed), width=110)


def _question(pair: Pair) -> None:
    """Ask which run ends lower."""
    markup = element("p", {"class": "sentence ask"}, f"Which one is lower after {counted(pair.length)}?")
    show("two_runs_question", markup)
    ways = {f"{('First', 'Second')[which]}: {name}": str(which) for which, name in enumerate(pair.names)}
    with st.container(horizontal=True, gap="small"):
        for title, said in {**ways, "Show both": LOOK}.items():
            st.button(title, key=f"lower_{said}", on_click=session.unbroken(answer), args=(QUESTION, pair.place, said))


def _answer(display: Display, pair: Pair, guessed: str) -> None:
    """Say which one it is, and whether that was guessed; what diverged, where, and why."""
    which = lower(*pair.losses)
    judged = ""
    if guessed != LOOK:
        said = ("first", "second")[int(guessed)]
        judged = f"You said the {said}, and it is. " if which == int(guessed) else f"You said the {said}; it is not. "
    first, second = (verdict_told(verdict_of(run, LARGEST, pair.length)) for run in pair.runs)
    sentence = judged + told(*pair.losses, pair.names, display.digits, pair.diverged)
    sentence += f" The loss of the first {first}; that of the second {second}."
    faults = [
        element("p", {"class": "sentence fault"}, f"{('First', 'Second')[number]} run: ", fault_told(fault, display))
        for number, fault in enumerate(pair.faults)
        if fault
    ]
    show("two_runs_answer", element("p", {"class": "sentence", "role": "status"}, sentence) + together(faults))
    st.button(
        f"Go on with the second: {pair.names[1]}", key="take_over", on_click=session.unbroken(take_over), type="primary"
    )


def take_over() -> None:
    """Give the network what the second run has; the first becomes the second, and one undo goes back."""
    session.remember()
    session.put(compared.taken_over(session.view()))


def _waits(start: float, digits: int) -> str:
    """Say what is seen before the reader has said what to expect."""
    return f"Both runs begin at {format_number(start, digits)}; their curves appear once you have chosen one."


def _seen(pair: Pair) -> str:
    """Say what is seen in the plot."""
    digits = pair.view.digits
    parts = []
    for name, losses in zip(pair.names, pair.losses, strict=True):
        usable_losses = losses[np.isfinite(losses)]
        if len(usable_losses) < len(losses):
            parts.append(f"with {name} its curve ends after update {len(usable_losses) - 1}, where the run diverges")
        else:
            first, last = (format_number(float(losses[place]), digits) for place in (0, -1))
            parts.append(f"with {name} it goes from {first} to {last}")
        if leaves(losses):
            parts[-1] += ", and leaves the plot at the top"
    scale = " The loss has a logarithmic scale." if needs_log(*pair.losses) else ""
    return f"The loss over {counted(pair.length)}: {'; '.join(parts)}.{scale}"


def _ends(display: Display, pair: Pair) -> Markup:
    """Return the table of the parameters after the last update of both runs."""
    last = [pair.length if at is None else max(at - 1, 0) for at in pair.diverged]
    start, *ends = pair.runs[0].parameters[0], *(run.parameters[at] for run, at in zip(pair.runs, last, strict=True))
    with np.errstate(all="ignore"):
        apart = np.nan_to_num(np.abs(ends[0] - ends[1]), nan=np.inf)
    parameters = pair.view.names.parameters
    shown = sorted(np.argsort(-apart, kind="stable")[:MOST_ROWS].tolist())
    rows = [
        Row(
            display.written(parameters[place].name).html,
            [format_number(float(values[place]), display.digits) for values in (start, *ends)],
        )
        for place in shown
    ]
    some = "" if len(shown) == len(parameters) else f", the {MOST_ROWS} of {len(parameters)} that differ most"
    caption = f"Parameters after {counted(pair.length)}{some}"
    whose = (
        f"{which}: {name}" + ("" if at is None else f", before it diverges, after {counted(end)}")
        for which, name, at, end in zip(("first", "second"), pair.names, pair.diverged, last, strict=True)
    )
    heads = ["parameter", "start", *whose]
    return (
        element("h2", {"class": "for-listeners"}, caption)
        + element("p", {"class": "after"}, caption)
        + table(caption, heads, rows, style="ends")
    )
