"""The loss over two parameters, and the way down so far."""

from __future__ import annotations

import math

import numpy as np
import streamlit as st
from markupsafe import Markup

from explainer.browser.markup import element
from explainer.browser.terms import number
from explainer.figures.plots.landscape import Landscape, landscape, steepest
from explainer.figures.plots.style import PROJECTED, SIZE
from explainer.figures.plots.surface import contour_map, relief
from explainer.notation.display import Display
from explainer.notation.numbers import MINUS, format_number
from explainer.notation.spoken import letters
from explainer.screen import actions, session
from explainer.screen.charts import chart
from explainer.screen.panels import show
from explainer.screen.part import Shown
from explainer.screen.widgets import choice, radio
from explainer.view.view import usable

GUESS = "guess_of_the_step"
"""Where what the reader expects of the step is kept, beside the place that it was said of."""

ALONE = "This network has a single parameter: its loss is a curve, which stands under “Slope and step”."


def show_surface() -> Shown:
    """Show the part."""
    display, view = session.display(), session.view()
    if not view.shown_against:
        markup = element("h1", None, "Which way is down?") + element("p", {"class": "sentence"}, ALONE)
        show("intuition_surface", markup)
        return Shown(markup)
    size = PROJECTED if view.present else SIZE
    left, *middle, right = st.columns([5, 4] if view.present else [5, 4, 3], gap="small")
    with right:
        markup = _words(display)
        show("intuition_surface", markup)
        _choices(display)
        question = st.container()
        working = st.container(height=24, border=False)
    with working, st.spinner("Computing the surface"):
        seen = landscape(display.trace, view.run(view.updates), view.updates, view.shown_parameter, view.shown_against)
    with question:
        if not middle:  # projected, the map has the room alone
            show("surface_path", element("p", {"class": "after"}, path_told(display, seen)))
        guessed = _question(display, seen)
    first, second = display.written(seen.first), display.written(seen.second)
    with left:
        chart(
            contour_map(seen, first, second, size, step=guessed),
            "surface_map",
            told(display, seen),
            on_pick=lambda x, y: _put(seen, x, y),
        )
    for place in middle:
        with place:
            chart(
                relief(seen, first, second, display.notation.loss, size), "surface_in_space", path_told(display, seen)
            )
    return Shown(markup, frozenset({seen.first, seen.second}), lines=lambda _: _drawn())


def _drawn() -> tuple[object, ...]:
    """Return what the plots are made of beside the form of the network: with other numbers they are others."""
    view = session.view()
    return (view.values, view.updates, view.learning)


def _words(display: Display) -> Markup:
    """Say where we are, in numbers that follow a drag."""
    view, n = session.view(), display.trace.names
    parts = []
    for name in (view.shown_parameter, view.shown_against):
        gradient = display.written(n.gradient(name)).html
        parts.append(
            element(
                "p",
                {"class": "after"},
                Markup("{} = {}, {} = {}").format(
                    display.written(name).html, number(display, name), gradient, number(display, n.gradient(name))
                ),
            )
        )
    loss = Markup("{} = {}").format(display.notation.loss.html, number(display, "loss"))
    said = (
        "The gradient points to where the loss rises fastest, at right angles to the contour line. "
        "Arrows show directions, not lengths."
    )
    return (
        element("div", {"class": "heading"}, element("h1", None, "Which way is down?"))
        + element("p", {"class": "after"}, loss)
        + Markup("").join(parts)
        + element("p", {"class": "sentence"}, said)
    )


def _choices(display: Display) -> None:
    """Let the reader choose the two parameters, and take an update."""
    view = session.view()
    everywhere = [parameter.name for parameter in display.trace.names.parameters]

    def title(name: str) -> str:
        return letters(display.written(name))

    others = [name for name in everywhere if name != view.shown_parameter]
    with st.container(horizontal=True, gap="small"):
        choice("Across", "parameter", everywhere, view.shown_parameter, title)
        choice("Up", "against", others, view.shown_against, title)
    with st.container(horizontal=True, gap="small"):
        st.button("Take an update", on_click=session.unbroken(actions.take_update), shortcut="U", key="update")
        st.button("Take 10", on_click=session.unbroken(actions.take_update), args=(10,), key="update_10")


def _put(seen: Landscape, x: float, y: float) -> None:
    """Put the network at a place of the map."""
    if usable(seen.first, x) and usable(seen.second, y):
        session.remember()
        session.put(session.view().change({seen.first: x, seen.second: y}))


def _question(display: Display, seen: Landscape) -> bool:
    """Ask which way the step goes, and say whether that has been answered here."""
    first, second = letters(display.written(seen.first)), letters(display.written(seen.second))
    ways = {
        "++": f"{first} and {second} grow",
        "+-": f"{first} grows, {second} shrinks",
        "-+": f"{first} shrinks, {second} grows",
        "--": f"{first} and {second} shrink",
    }
    if not (math.hypot(*seen.step) > 0.0 and all(map(math.isfinite, seen.step))):
        said = "The next update changes neither of the two."
        show("surface_answer", element("p", {"class": "sentence"}, said))
        return False
    place = str(hash((tuple(sorted(session.view().values.items())), seen.updates, seen.first, seen.second)))
    kept_place, _, guess = session.kept().typed.get(GUESS, "").rpartition("|")
    here = kept_place == place and guess in ways
    radio(
        "Which way does the step go from here?",
        "surface_guess",
        ways,
        guess if here else None,
        lambda way: actions.keep_typed(GUESS, f"{place}|{way}"),
    )
    if here:
        show(
            "surface_answer", element("p", {"class": "sentence", "role": "status"}, _answer(display, seen, guess, ways))
        )
    return here


def _answer(display: Display, seen: Landscape, guess: str, ways: dict[str, str]) -> str:
    """Say whether a guess is right, and why the step goes where it goes."""
    right = "".join("+" if part > 0 else "-" for part in seen.step)
    fits = all(part == 0.0 or (part > 0) == (sign == "+") for part, sign in zip(seen.step, guess, strict=True))
    size = math.hypot(*seen.step) * math.hypot(*seen.gradient)
    along = float(np.dot(seen.step, seen.gradient))
    begun = "Right" if fits else "Not so"
    if size > 0.0 and along <= -0.9999 * size:
        why = "the step goes straight against the gradient, down the slope"
    else:
        why = f"the step is not straight against this gradient, for {_reason(display)}"
    return f"{begun}: {ways[right]}; {why}."


def _reason(display: Display) -> str:
    """Say what an update is made of beside the gradient of the loss."""
    s = display.trace.structure
    if s.rule == "momentum":
        return "momentum carries on what came before"
    if s.rule == "adam":
        return "Adam scales each parameter by its own history"
    if s.only is not None:
        return f"this update looks at example {s.only + 1} alone"
    return "the penalty draws weights towards 0" if s.penalized else "it is rounded"


def told(display: Display, seen: Landscape) -> str:
    """Say what is seen on the map."""
    first, second = letters(display.written(seen.first)), letters(display.written(seen.second))

    def text(value: float) -> str:
        return format_number(value, display.digits)

    ends = [_signed(f"{values[0]:g} to {values[-1]:g}") for values in (seen.at_first, seen.at_second)]
    where = f"{first} from {ends[0]} and {second} from {ends[1]}"
    losses = np.where(np.isfinite(seen.losses), seen.losses, np.nan)
    if np.isnan(losses).all():
        return f"Nowhere on the map, {where}, is the loss a finite number."
    row, column = np.unravel_index(int(np.nanargmin(losses)), losses.shape)
    lowest = _signed(f"{first} = {seen.at_first[column]:.3g} and {second} = {seen.at_second[row]:.3g}")
    least, most = text(float(losses[row, column])), text(float(np.nanmax(losses)))
    return (
        f"A map of the loss with {where}: from {least}, at {lowest}, to {most}. "
        "The dashed contour line passes through where we are. Click a place to put the network there."
    )


def _signed(text: str) -> str:
    return text.replace("-", MINUS)


def path_told(display: Display, seen: Landscape) -> str:
    """Say what is seen of the way so far."""
    count = len(display.trace.names.parameters)
    others = f"The other {count - 2} parameters move too" if count > 2 else ""
    if not seen.updates:
        return "No update has been taken from here: take some, and their path is drawn."
    begun, now = (format_number(float(seen.heights[place]), display.digits) for place in (0, -1))
    updates = "1 update" if seen.updates == 1 else f"{seen.updates} updates"
    if seen.heights[-1] < seen.heights[0]:
        update, fall = steepest(seen.heights)
        said = f"In {updates} the loss falls from {begun} to {now}"
        said += f"; most in update {update}, by {format_number(fall, display.digits)}." if seen.updates > 1 else "."
    else:
        said = f"In {updates} the loss goes from {begun} to {now}: it does not fall."
    if not others:
        return said
    return f"{said} {others}, so the path is a projection: earlier points lie off this surface."
