"""One colour for each role a value plays, the same in diagram, equations and tables.

The hues are Okabe and Ito's, which colour-blind eyes tell apart; on white they are darkened, on
black lightened, until text in them has a contrast of at least 4.5 : 1.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    """What a colour means, and how it looks on a light and on a dark page."""

    meaning: str
    light: str
    dark: str


ROLES: dict[str, Role] = {
    "loss": Role("how the loss answers to the output", "#8e4585", "#df9ac8"),
    "unit": Role("how a unit's activation answers to its z", "#b04600", "#f0925a"),
    "weight": Role("the weight on a connection back", "#0063a3", "#6bbcf0"),
    "parameter": Role("what meets the chosen parameter", "#00724f", "#3ec79b"),
}


def css_variables() -> str:
    """Return the custom properties that every figure takes its colours from."""
    return "".join(f"--{name}: light-dark({role.light}, {role.dark});" for name, role in ROLES.items())
