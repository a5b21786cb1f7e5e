"""The network as a form: every name where it stands on the page, and room for its number.

It is drawn once for a sheet, whose exercises have numbers of their own, and in one colour: a layer's shared bias is
told by its dots, not by a hue.
"""

from __future__ import annotations

from xml.etree import ElementTree as Tree

from markupsafe import Markup

from explainer.browser.markup import element
from explainer.figures.network.diagram import network_svg
from explainer.figures.network.drawing import Drawing
from explainer.notation.display import Display

KEPT = {"class", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "d", "dy", "width", "height"}
"""Attributes that say what something is and where it stands; what waits for a hand or follows a number is left out."""

NETWORK = "network"
"""Id of the drawing, and its class."""


def form(display: Display) -> tuple[Markup, Markup]:
    """Return the drawing of a network without any of its numbers, and one that shows the same where the first stands.

    Thirty variants of a sheet show it; it need not be there thirty times.
    """
    drawn = Tree.fromstring(network_svg(Drawing(display, close=True)))  # noqa: S314 (a drawing of ours)
    # Where it is shown again, a style sheet sees nothing that stands around it.
    root = Tree.Element("g", {"id": NETWORK, "class": NETWORK})
    for part in drawn:
        _copy(part, root)
    attributes = {
        "class": "drawing",
        "viewBox": drawn.attrib["viewBox"],
        "role": "img",
        "aria-label": drawn.attrib["aria-label"],
    }
    first = Markup(Tree.tostring(root, encoding="unicode"))  # noqa: S704 (a drawing of ours, written by the library)
    again = element("use", {"href": f"#{NETWORK}"})
    return element("svg", attributes, first), element("svg", attributes, again)


def _copy(part: Tree.Element, into: Tree.Element) -> None:
    """Copy an element without numbers, and without what only a pointer finds."""
    if "data-term" in part.attrib or "hit" in part.get("class", "").split():
        return
    kept = {name: value for name, value in part.attrib.items() if name in KEPT}
    style = part.get("style", "")
    if style.startswith("font-size"):  # of a name that has to be small to fit
        kept["style"] = style
    made = Tree.SubElement(into, part.tag, kept)
    made.text, made.tail = part.text, part.tail
    for inner in part:
        _copy(inner, made)
