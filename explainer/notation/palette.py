"""Every colour: one for each role a value plays, the same in diagram, equations and tables, and a few tones.

The hues are Okabe and Ito's, which colour-blind eyes tell apart; on white they are darkened, on
black lightened, until text in them has a contrast of at least 4.5 : 1.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Colour:
    """What a colour means, and how it looks on a light and on a dark page."""

    meaning: str
    light: str
    dark: str


ROLES: dict[str, Colour] = {
    "loss": Colour("how much the loss changes when the output does, or what has come back of it", "#8e4585", "#df9ac8"),
    "unit": Colour("how much a unit's activation changes when its z does", "#b04600", "#f0925a"),
    "weight": Colour("a weight, on the way forward or back", "#0063a3", "#6bbcf0"),
    "parameter": Colour("what the chosen parameter is multiplied by", "#00724f", "#3ec79b"),
}
"""Name of a role -> the colour of the factors that play it."""

TONES: dict[str, Colour] = {
    "text": Colour("what is written, as the theme has it", "#171c26", "#eef2f7"),
    "page": Colour("what everything stands on, as the theme has it", "#ffffff", "#10141b"),
    "ground": Colour("what the walk stands on, as the theme has it", "#f3f6fa", "#1a212c"),
    "subject": Colour("what the step is about", "#ffeaa6", "#3d3209"),
    "rule": Colour("a line that only separates", "#c6ceda", "#4a5667"),
    "quiet": Colour("what stands beside what matters", "#525c6b", "#a9b4c4"),
    "value": Colour("an activation, and where the focus is", "#0063a3", "#6bbcf0"),
    "gradient": Colour("a gradient in a drawing", "#8a3700", "#f0925a"),
    "dot": Colour("a step of the walk", "#828ea0", "#7f8da1"),
    "picked": Colour("the alternative that is picked", "#00573c", "#a6ebcf"),
    "wrong": Colour("what does not fit, or cannot be used", "#b3261e", "#ff8a80"),
    "remark": Colour("what is out of the ordinary", "#8a2a00", "#ffb59b"),
}
"""Name of a tone -> a colour that no factor has."""


def css_variables() -> str:
    """Return the custom properties that everything we draw takes its colours from."""
    return "".join(
        f"--{name}: light-dark({colour.light}, {colour.dark});" for name, colour in {**ROLES, **TONES}.items()
    )
