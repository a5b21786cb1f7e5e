"""The network as a drawing that stands alone: no style sheet, no script, nothing from elsewhere.

A page's drawing takes its look from style sheets, by classes and by properties that follow the numbers. Here every
element is given what it looks like on a light page, in attributes that every program understands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.etree import ElementTree as Tree

from explainer.exports.about import About, harmless
from explainer.figures.network.diagram import description, network_svg
from explainer.figures.network.drawing import Drawing
from explainer.notation.display import Display
from explainer.notation.palette import TONES

SVG = "http://www.w3.org/2000/svg"
SANS = "'Source Sans 3', 'Source Sans Pro', Helvetica, Arial, sans-serif"
SERIF = "'STIX Two Text', Cambria, 'Latin Modern Roman', Georgia, serif"

INK, PAPER, GROUND, QUIET, RULE, VALUE = (
    TONES[name].light for name in ("text", "page", "ground", "quiet", "rule", "value")
)

Look = Mapping[str, str]

TEXT: Look = {"fill": INK, "text-anchor": "middle", "font-size": "15px"}
SHAPE: Look = {"fill": PAPER, "stroke": INK, "stroke-width": "1.8"}
HALO: Look = {"paint-order": "stroke", "stroke": PAPER, "stroke-width": "3"}

LOOKS: tuple[tuple[str, str, Look], ...] = (
    ("text", "", TEXT),
    ("circle", "", SHAPE),
    ("rect", "", SHAPE),
    ("text", "start", {"text-anchor": "start"}),
    ("text", "end", {"text-anchor": "end"}),
    ("text", "name", {"fill": QUIET, "font-size": "14px"}),
    ("text", "small", {"font-size": "12.5px"}),
    ("text", "activation", {"font-weight": "700", "fill": VALUE}),
    ("text", "strong", {"font-weight": "700", "font-size": "17px", "fill": INK}),
    ("text", "beside", {"font-size": "13px", **HALO}),
    ("text", "called", {"fill": QUIET}),
    ("text", "caption", {"fill": QUIET, "font-size": "13px"}),
    ("tspan", "letter", {"font-size": "1.1em", "font-family": SERIF, "font-style": "italic"}),
    ("tspan", "index", {"font-size": "0.8em"}),
    ("line", "divider", {"stroke": RULE}),
    ("line", "edge", {"stroke": QUIET, "stroke-opacity": "0.55"}),
    ("line", "crowded", {"stroke-opacity": "0.28"}),
    ("path", "feed", {"fill": "none", "stroke": QUIET, "stroke-dasharray": "2 4"}),
    ("path", "mark", {"fill": QUIET}),
)
"""Element, class -> what it looks like; later ones count more."""

INSIDE: tuple[tuple[str, str, Look], ...] = (
    ("input", "circle", {"fill": GROUND, "stroke": QUIET}),
    ("parameter", "rect", {"stroke": RULE, "stroke-width": "1.2"}),
    ("bare-label", "rect", {"fill": "none", "stroke": "none"}),
    ("bare-label", "text", HALO),
)
"""Class of a group, element -> what that looks like inside."""

SMALL_ACTIVATION = "12px"
WIDTHS = {"edge": (1.2, 5.0), "edge crowded": (0.8, 4.0)}
"""Classes of an edge -> its least width, and what the largest number adds."""

KEPT = {"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "d", "dy", "width", "height"}
"""Attributes that say where something stands."""

SIZE = re.compile(r"--size:([\d.]+)")
FITTED = re.compile(r"--length: (\d+); font-size: min\(var\(--type, ([\d.]+)px\), ([\d.]+)px")
FONT_SIZE = re.compile(r"^font-size: ([\d.]+px)$")


def picture(display: Display, about: About) -> str:
    """Return the network with its numbers, as on a page on which nothing is chosen, as a file of its own."""
    drawing = Drawing(display, captions=True)
    drawn = Tree.fromstring(network_svg(drawing))  # noqa: S314 (a drawing of ours)
    _, _, width, height = drawn.attrib["viewBox"].split()
    root = Tree.Element(
        "svg",
        {
            "xmlns": SVG,
            "width": width,
            "height": height,
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "font-family": SANS,
        },
    )
    Tree.SubElement(root, "title").text = harmless(about.title)
    Tree.SubElement(root, "desc").text = "\n".join((description(drawing), *about.lines))
    Tree.SubElement(root, "rect", {"width": width, "height": height, "fill": PAPER})
    for part in drawn:
        _copy(part, root, frozenset())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{Tree.tostring(root, encoding="unicode")}\n'


def _copy(part: Tree.Element, into: Tree.Element, groups: frozenset[str]) -> None:
    """Copy an element with what it looks like; what only a pointer finds stays behind."""
    classes = set(part.get("class", "").split())
    if "hit" in classes:
        return
    if part.tag == "g":
        if "parameter" in classes and "boxed" not in classes:
            classes.add("bare-label")
        made = Tree.SubElement(into, "g")
        for inner in part:
            _copy(inner, made, groups | classes)
        return
    kept = {name: value for name, value in part.attrib.items() if name in KEPT}
    made = Tree.SubElement(into, part.tag, {**kept, **_look(part, classes, groups)})
    made.text, made.tail = part.text, part.tail
    for inner in part:
        _copy(inner, made, groups)


def _look(part: Tree.Element, classes: set[str], groups: frozenset[str]) -> dict[str, str]:
    """Return what an element looks like."""
    look: dict[str, str] = {}
    for tag, name, found in LOOKS:
        if part.tag == tag and (not name or name in classes):
            look |= found
    for group, tag, found in INSIDE:
        if part.tag == tag and group in groups:
            look |= found
    if {"activation", "small"} <= classes:
        look["font-size"] = SMALL_ACTIVATION
    style = part.get("style", "")
    if "edge" in classes:
        size = SIZE.search(style)
        least, most = WIDTHS["edge crowded" if "crowded" in classes else "edge"]
        look["stroke-width"] = f"{least + most * float(size[1] if size else 0.0):.2f}"
        if part.get("data-sign") == "-":
            look["stroke-dasharray"] = "7 5"
    if fitted := FITTED.search(style):
        length, usual, room = int(fitted[1]), float(fitted[2]), float(fitted[3])
        look["font-size"] = f"{min(usual, room / length):.4g}px"
    elif size := FONT_SIZE.search(style):
        look["font-size"] = size[1]
    return look
