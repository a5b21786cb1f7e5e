"""The pieces that every drawing is made of: numbers, symbols, and what can be chosen.

Whatever text gets into a drawing gets there by these pieces, which escape it; the rest is geometry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import sqrt
from typing import NamedTuple

from markupsafe import Markup, escape

from explainer.browser.choices import Choice
from explainer.browser.markup import Attributes, attributes_text, element
from explainer.browser.terms import term_attributes
from explainer.figures.shapes import Box, Edge, cut
from explainer.notation.display import HIDDEN, Display

CHARACTER = 0.48
"""Width of one character of a number, as a share of its type size."""

HIDDEN_WIDTH = 40.0
"""Width of the box in which a hidden number stands."""

OUTLINE = 2.5
"""What a circle's line and some air take of the room inside, at each side."""


class Fit(NamedTuple):
    """The usual type size of a number, and the width that it has to stay within.

    Long numbers are set smaller: ``--length`` is how many characters the number has now, and
    ``--type`` is where a style sheet can ask for another usual size.
    """

    size: float
    room: float

    def style(self, text: str) -> str:
        """Return the attribute that keeps a number of any length within its room."""
        return (
            f'style="--length: {len(text)}; '
            f'font-size: min(var(--type, {self.size:g}px), {self.room / CHARACTER:.1f}px / var(--length))"'
        )


def number_text(display: Display, key: str, x: float, y: float, style: str = "number", fit: Fit | None = None) -> str:
    """Return the number of a term as text at a point; the browser keeps it true."""
    text, attributes = display.text(key), attributes_text(term_attributes(display, key))
    if display.hides(key):
        return _hidden(x, y, style, attributes, fit)
    fitted = f" {fit.style(text)}" if fit else ""
    return f'<text class="{style}" x="{x:.1f}" y="{y:.1f}"{attributes}{fitted}>{escape(text)}</text>'


def _hidden(x: float, y: float, style: str, attributes: Markup, fit: Fit | None) -> str:
    """Return a box with a question mark, as large as a number of the usual length."""
    size, room = fit or Fit(13.0, HIDDEN_WIDTH)
    width, height, sides = min(HIDDEN_WIDTH, room - 2), min(size, 14.0) + 2, style.split()
    left = x if "start" in sides else x - width if "end" in sides else x - width / 2
    box = rectangle(Box(left, y - height + 3, left + width, y + 3), 3)
    middle = left + width / 2
    text = f'<text class="number" x="{middle:.1f}" y="{y:.1f}" style="font-size: {min(size, 14.0):g}px">{HIDDEN}</text>'
    return f'<g class="hidden-number"{attributes}>{box}{text}</g>'


def symbol_text(display: Display, key: str, x: float, y: float, style: str = "name") -> str:
    """Return how a term is written, as text at a point."""
    return f'<text class="{style}" x="{x:.1f}" y="{y:.1f}">{display.written(key).svg}</text>'


def called_text(name: str, x: float, y: float, style: str, size: float, room: float) -> str:
    """Return what a reader calls something, cut to the room there is; the whole name is said under the pointer."""
    attributes: Attributes = {"class": style, "x": f"{x:.1f}", "y": f"{y:.1f}", "style": f"font-size: {size:g}px"}
    return element("text", attributes, element("title", None, name), cut(name, size, room))


def rectangle(box: Box, corner: float = 6.0) -> str:
    """Return a box with round corners."""
    width, height = box.right - box.left, box.bottom - box.top
    return f'<rect x="{box.left:.1f}" y="{box.top:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{corner:g}"/>'


def classes(*names: str) -> str:
    """Return the classes of an element, without those that are empty."""
    return " ".join(filter(None, names))


def circle(x: float, y: float, radius: float, style: str = "") -> str:
    """Return a circle."""
    classes = f'class="{style}" ' if style else ""
    return f'<circle {classes}cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'


def ends(edge: Edge) -> str:
    """Return the attributes of a line along an edge."""
    (x1, y1), (x2, y2) = edge.start, edge.end
    return f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'


def room_in_circle(radius: float, away: float) -> float:
    """Return how wide a text inside a circle may be that reaches this far up or down from the centre."""
    return 2 * (sqrt(radius**2 - away**2) - OUTLINE)


def choosable(choice: Choice, label: str, content: str, style: str, pressed: bool) -> str:
    """Return a group that is a button for pointer, keyboard and ear.

    Args:
        choice: what choosing it leads to.
        label: what it is called when read aloud.
        content: its drawing.
        style: its classes.
        pressed: whether it is what is chosen now.
    """
    return (
        f'<g class="{style}" role="button" tabindex="0" data-choose="{escape(str(choice))}" '
        f'aria-label="{escape(label)}" aria-pressed="{str(pressed).lower()}">{content}</g>'
    )


PRESSED = re.compile(
    r' role="button" tabindex="0" data-choose="[^"]*" aria-label="[^"]*" aria-pressed="[^"]*"|'
    r' data-choose="[^"]*"| data-roving=""'
)
BUTTON = re.compile(r"<button [^>]*>")
"""What makes a part of a drawing, or of a table, a button."""


def still(drawing: Markup, scrolls: bool = False) -> Markup:
    """Return a drawing, or a table, in which nothing can be chosen.

    Args:
        drawing: its markup.
        scrolls: whether it may be too wide for its frame, which keys can then move once it has the focus.
    """
    text = BUTTON.sub("<span>", PRESSED.sub("", drawing)).replace("</button>", "</span>")
    text = text.replace("<svg ", '<svg tabindex="0" ', 1) if scrolls else text
    return Markup(text)  # noqa: S704 (markup of which some is left out)


def picture(style: str, width: float, height: float, label: str, parts: Iterable[str], toward: str = "") -> Markup:
    """Return the whole drawing.

    It fills its frame, but is never set smaller than the style sheet's ``--least`` times its natural
    size, so that it can be read; where that does not fit, the frame scrolls.

    Args:
        style: its classes.
        width: in pixels, at its natural size.
        height: in pixels.
        label: what it shows, in words.
        parts: its elements.
        toward: the factor that a frame which scrolls brings into view; else all that is lit.
    """
    attributes: Attributes = {
        "class": style,
        "style": f"--w: {width:.0f}; --h: {height:.0f}",
        "viewBox": f"0 0 {width:.0f} {height:.0f}",
        "role": "group",
        "aria-label": label,
        "data-toward": toward or None,
        "data-roving": "",
    }
    return Markup(f"<svg{attributes_text(attributes)}>{''.join(parts)}</svg>")  # noqa: S704 (made of these pieces)
