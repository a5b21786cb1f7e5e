"""A link as a picture that a telephone reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import segno
from markupsafe import Markup

from explainer.browser.markup import Attributes, element

MOST_BYTES = 251
"""Of a text whose code has 61 modules at a side, which a telephone still tells apart where each is 0.4 mm wide."""

MODULE_MM = 0.4

QUIET = 4
"""Modules of white around it that a reader needs."""

MASK = 3
"""Pattern that is laid over the code; to look for the best of all eight takes five times as long as all else."""


def fits(text: str) -> bool:
    """Whether there is a text, short enough to be read from paper."""
    return 0 < len(text.encode()) <= MOST_BYTES


@lru_cache(maxsize=1024)
def qr(text: str, label: str) -> Markup:
    """Return a drawing of a text that fits.

    Args:
        text: what it says.
        label: what is said to who does not see it.
    """
    code = segno.make(text, error="m", boost_error=False, micro=False, mask=MASK)
    whole = code.symbol_size(border=0)[0] + 2 * QUIET
    attributes: Attributes = {
        "class": "qr",
        "viewBox": f"0 0 {whole} {whole}",
        "width": f"{whole * MODULE_MM:.1f}mm",
        "role": "img",
        "aria-label": label,
        "shape-rendering": "crispEdges",
    }
    return element("svg", attributes, element("path", {"d": _runs(code.matrix)}))


def _runs(matrix: Sequence[bytearray]) -> str:
    """Return the dark modules as boxes, each as wide as a run of them."""
    return "".join(
        f"M{run.start() + QUIET} {y}h{len(run[0])}v1h-{len(run[0])}z"
        for y, row in enumerate(matrix, QUIET)
        for run in DARK.finditer(bytes(row))
    )


DARK = re.compile(b"\x01+")
