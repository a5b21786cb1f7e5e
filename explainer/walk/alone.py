"""What is said beside the loss along one parameter: what is seen, where the step lands, what nudges tell."""

from __future__ import annotations

import math

from markupsafe import Markup

from explainer.browser.choices import Choice
from explainer.browser.markup import NOTHING, element
from explainer.browser.sliders import slider_alone
from explainer.browser.table import Row, table
from explainer.browser.terms import number
from explainer.equations.along import nudge_quotient
from explainer.equations.html import lines_html
from explainer.figures.slope import sample
from explainer.notation.display import FINE, NUDGED, Display
from explainer.notation.numbers import SUPERSCRIPTS, format_given, parse_number
from explainer.notation.terms import parameter_name

OTHER_RATE = 1.0
"""A learning rate at which the step of an ordinary network is seen."""

MOST_PLACES = 15
"""Decimal places of the smallest nudge in the table."""


def question(display: Display, parameter: str) -> Markup:
    """Return what the part of the page asks, and what is to be seen."""
    named = display.trace.names.by_name[parameter]
    loss, symbol = display.notation.loss.html, display.written(parameter).html
    asked = Markup("How does {} change when {} does?").format(loss, symbol)
    said = Markup("{}: the {}. All other numbers stay.").format(symbol, parameter_name(display.trace.structure, named))
    return element("h1", None, asked) + element("p", {"class": "sentence"}, said)


def seen(display: Display, parameter: str) -> Markup:
    """Say what stands in the drawing, with its numbers: its legend, and what it says to those who do not see it."""
    n = display.trace.names
    symbol, loss = display.written(parameter).html, display.notation.loss.html
    here = Markup("here: {} = {}, {} = {}").format(symbol, number(display, parameter), loss, number(display, n.loss()))
    slope = Markup("tangent, slope {}").format(number(display, n.gradient(parameter)))
    lands = Markup("lands at {}, {} = {}").format(
        number(display, n.new(parameter)), loss, number(display, n.loss_alone(parameter) + FINE)
    )
    predicted = Markup("the tangent says {}").format(number(display, n.predicted_loss(parameter) + FINE))
    items = (("point", here), ("tangent", slope), ("step", "step"), ("landing", lands), ("predicted", predicted))
    return element(
        "ul",
        {"class": "seen"},
        *(element("li", None, sample(style), element("span", None, said)) for style, said in items),
    )


def not_seen(display: Display, parameter: str) -> Markup:
    """Say that a step is too small to be seen, and let it be seen at another rate; or that it leads beyond the edge."""
    rate, symbol = display.notation.learning_rate.html, display.written(parameter).html
    label = Markup("See it at {} = {}").format(rate, format_given(OTHER_RATE))
    is_slower = display.trace.problem.learning_rate < OTHER_RATE
    button = Choice("parameter", parameter, OTHER_RATE).button(label, style="tool small") if is_slower else NOTHING
    tiny = Markup("The step is too small to be seen on this scale. {}").format(button)
    beyond = Markup("The step throws {} beyond the edge of the picture.").format(symbol)
    return element("p", {"class": "hint", "data-seen": "tiny", "hidden": True}, tiny) + element(
        "p", {"class": "hint", "data-seen": "beyond", "hidden": True}, beyond
    )


def how_near(display: Display, parameter: str, text: str) -> str:
    """Say how near a prediction of the landing comes, in shares of the step.

    Args:
        display: the trace that holds the landing.
        parameter: the parameter that takes its step.
        text: what the reader typed.
    """
    guess, n, now = parse_number(text), display.trace.names, display.trace
    if guess is None:
        return "This is not a number yet. Write it with a point or a comma, such as 0.35."
    here, new = now[parameter], now[n.new(parameter)]
    step, gone = new - here, guess - here
    if not math.isfinite(step):
        return "The step is too large to compute with: it lands nowhere."
    if step == 0.0:
        return "Right: it stays where it is." if gone == 0.0 else "It stays where it is: its step is 0."
    off = abs(guess - new) / abs(step)
    if off < NEAR:
        return "Very near: off by less than a tenth of the step."
    if gone == 0.0:
        return "It does move: by the learning rate times its gradient."
    if gone / step < 0.0:
        return "The other way: the step goes against the gradient, so its sign is turned."
    return f"The right way, but too {'far' if abs(gone) > abs(step) else 'short'}{_by_how_much(off)}."


NEAR = 0.1
"""Share of the step within which a prediction is called very near."""


def _by_how_much(off: float) -> str:
    return ", by less than half of the step" if off < 0.5 else ""


def nudges(display: Display, parameter: str) -> Markup:
    """Return the nudge with its slider, what it tells of the slope, and what smaller ones tell."""
    n, loss, symbol = display.trace.names, display.notation.loss.html, display.written(parameter).html
    gradient = display.written(n.gradient(parameter)).html
    heading = element("h2", None, "Nudge it: how steep is it really?")
    said = Markup("Raise {} by {} alone and run forward again: {} changes by {}.").format(
        symbol, display.written("nudge").html, loss, number(display, n.rise(parameter))
    )
    return element(
        "div",
        {"class": "nudges"},
        heading,
        element("p", {"class": "sentence"}, said),
        slider_alone(display, "nudge"),
        lines_html(nudge_quotient(display, parameter), display),
        element(
            "p",
            None,
            Markup("That is {} off the gradient {} = {}.").format(
                number(display, n.off(parameter)), gradient, number(display, n.gradient(parameter))
            ),
        ),
        _table(display, parameter),
        why(display),
    )


def _table(display: Display, parameter: str) -> Markup:
    n, loss, nudge = display.trace.names, display.notation.loss.html, display.written("nudge").html
    rows = [
        Row(
            f"10{str(-places).translate(SUPERSCRIPTS)}",
            [number(display, f"{of(parameter)}|{NUDGED}{places}") for of in (n.quotient, n.off)],
        )
        for places in range(1, MOST_PLACES + 1)
    ]
    headers = [nudge, Markup("Δ{}/{}").format(loss, nudge), "off the gradient"]
    caption = "What smaller and smaller nudges tell of the slope"
    return table(caption, headers, [], rows, style="quotients", widths=("4rem", "9rem", ""))


def why(display: Display) -> Markup:
    """Say why a smaller nudge comes nearer at first, and then no longer."""
    loss, nudge = display.notation.loss.html, display.written("nudge").html
    return element(
        "p",
        {"class": "after"},
        Markup(
            "A large {nudge} is off because the curve bends. A tiny one is off because a computer keeps some 16 digits "
            "of {loss}: the next number it can tell from {loss} is {spacing} away, and of two losses that are nearly "
            "equal only their last digits are left in the difference. One such step divided by {nudge} = {now} is "
            "{share}."
        ).format(
            nudge=nudge,
            loss=loss,
            spacing=number(display, "spacing"),
            now=number(display, "nudge"),
            share=number(display, "spacing_quotient"),
        ),
    )
