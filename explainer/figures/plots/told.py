"""What is seen of the loss over two parameters, in sentences."""

from __future__ import annotations

import math

import numpy as np

from explainer.figures.plots.landscape import Landscape, steepest
from explainer.notation.display import Display
from explainer.notation.numbers import MINUS, format_number
from explainer.notation.symbols import in_text


def told(display: Display, seen: Landscape) -> str:
    """Say what is seen on the map."""
    first, second = _called(display, seen)
    ends = [_signed(f"{values[0]:g} to {values[-1]:g}") for values in (seen.at_first, seen.at_second)]
    where = f"{first} from {ends[0]} and {second} from {ends[1]}"
    losses = np.where(np.isfinite(seen.losses), seen.losses, np.nan)
    if np.isnan(losses).all():
        return f"Nowhere on the map, {where}, is the loss a finite number."
    row, column = np.unravel_index(int(np.nanargmin(losses)), losses.shape)
    lowest = _signed(f"{first} = {seen.at_first[column]:.3g} and {second} = {seen.at_second[row]:.3g}")
    least, most = (format_number(float(end), display.digits) for end in (losses[row, column], np.nanmax(losses)))
    return (
        f"A map of the loss with {where}: from {least}, at {lowest}, to {most}. "
        "The dashed contour line passes through where we are."
    )


def path_told(display: Display, seen: Landscape) -> str:
    """Say what is seen of the way so far."""
    if not seen.updates:
        return "No update has been taken from here: take some, and their path is drawn."
    begun, now = (format_number(float(seen.heights[place]), display.digits) for place in (0, -1))
    updates = "1 update" if seen.updates == 1 else f"{seen.updates} updates"
    if seen.heights[-1] < seen.heights[0]:
        update, fall = steepest(seen.heights)
        most = f"; most in update {update}, by {format_number(fall, display.digits)}" if seen.updates > 1 else ""
        said = f"In {updates} the loss falls from {begun} to {now}{most}."
    else:
        said = f"In {updates} the loss goes from {begun} to {now}: it does not fall."
    others = len(display.trace.names.parameters) - 2
    if not others:
        return said
    also = "The other parameter moves too" if others == 1 else f"The other {others} parameters move too"
    return f"{said} {also}, so the path is a projection: earlier points lie off this surface."


def ways_of(display: Display, seen: Landscape) -> dict[str, str]:
    """Return the ways that a step can go: the signs of its two parts -> how it is said."""
    first, second = _called(display, seen)
    return {
        "++": f"{first} and {second} grow",
        "+-": f"{first} grows, {second} shrinks",
        "-+": f"{first} shrinks, {second} grows",
        "--": f"{first} and {second} shrink",
    }


def moves(seen: Landscape) -> bool:
    """Whether the next update changes one of the two parameters, by a finite number."""
    return 0.0 < math.hypot(*seen.step) < math.inf


def answer(display: Display, seen: Landscape, guess: str) -> str:
    """Say whether a guess of the way of the step is right, and why it goes there.

    Args:
        display: what is shown.
        seen: what is seen.
        guess: the signs of both parts of the step; where a part is 0, either will do.
    """
    fits = all(part == 0.0 or (part > 0.0) == (sign == "+") for part, sign in zip(seen.step, guess, strict=True))
    right = guess if fits else "".join("+" if part > 0.0 else "-" for part in seen.step)
    along = float(np.dot(seen.step, seen.gradient))
    if along < 0.0 and -along >= STRAIGHT * math.hypot(*seen.step) * math.hypot(*seen.gradient):
        why = "the step goes straight against the gradient, down the slope"
    else:
        why = f"the step is not straight against this gradient, for {_reason(display)}"
    return f"{'Right' if fits else 'Not so'}: {ways_of(display, seen)[right]}; {why}."


STRAIGHT = 0.9999
"""Cosine of an angle of less than a degree, which nobody sees."""


def _reason(display: Display) -> str:
    """Say what an update is made of beside the gradient of the loss."""
    s = display.trace.structure
    if s.rule == "momentum":
        return "momentum carries on what came before"
    if s.rule == "adam":
        return "Adam scales each parameter by its own history"
    if s.only is not None:
        return f"this update looks at example {s.only + 1} alone"
    return "the penalty draws weights towards 0" if s.penalized else "it is too small to be told from rounding"


def _called(display: Display, seen: Landscape) -> tuple[str, str]:
    return in_text(display.written(seen.first).html), in_text(display.written(seen.second).html)


def _signed(text: str) -> str:
    return text.replace("-", MINUS)
