"""What lines, dashes, dots and colours mean; each sample is drawn as the drawings draw it."""

from __future__ import annotations

from markupsafe import Markup

from explainer.browser.markup import element
from explainer.notation.palette import ROLES

FLOWS = {
    "forward": "Line width: weight × what enters; dashed: negative; dotted: bias.",
    "backward": "Line width: gradient; dashed: negative; dotted: bias.",
    "delta": "Line width: the largest delta of the layer to the right; dashed ring: next to nothing gets past.",
}
"""What the edges of a drawing follow -> what its lines mean."""


def legend_html() -> Markup:
    """Return what everything that is drawn means, with a sample of each."""
    rows = [
        (_line("edge", 'data-sign="+" style="--size:0.1"') + _line("edge", 'data-sign="+" style="--size:1"', 16),
         "Width: on Forward the size of weight × what enters, on Chain rule and Update the size of the gradient."),
        (_line("edge", 'data-sign="-" style="--size:0.5"'), "Dashed: that number is negative."),
        (_line("feed"), "Dotted: a bias, to every unit that it is added to."),
        (_unit(), "A unit: above its pre-activation, below its activation."),
        (_unit("subject"), "Filled, and a strong line around it: what the present step is about."),
        (_unit("cause"), "Tinted: what that is made of; where it is a factor, in the colour of the factor."),
        (_text("activation", "0.59"), "Blue and bold: an activation."),
        (_text("gradient", "0.0822"), "Orange and small: a gradient, below the parameter it belongs to."),
        *((_line(f"edge lit role-{role}", 'style="--size:0.4"'), f"{name.capitalize()}: {colour.meaning}.")
          for (role, colour), name in zip(ROLES.items(), HUES.values(), strict=True)),
        (Markup('<span data-hidden="">?</span>'), "A hidden answer: choose it to see the number."),
    ]  # fmt: skip
    items = (element("li", None, sample, element("span", None, words)) for sample, words in rows)
    return element("ul", {"class": "legend"}, *items)


HUES = {"loss": "purple", "unit": "orange", "weight": "blue", "parameter": "green"}
"""Name of a role -> what a reader would call its colour."""


def _svg(content: str) -> Markup:
    return Markup('<svg class="network" viewBox="0 0 48 24" width="48" height="24" aria-hidden="true">{}</svg>').format(
        content
    )


def _line(style: str, rest: str = "", y: int = 8) -> Markup:
    line = Markup('<path class="{}" d="M4 {y} L44 {y}" {}/>').format(style, Markup(rest), y=y)  # noqa: S704 (ours)
    return _svg(line)


def _unit(shade: str = "") -> Markup:
    half = Markup('<path class="half {}" d="M15 12 A9 9 0 0 0 33 12 Z"/>').format(shade) if shade else ""
    drawn = Markup('<circle cx="24" cy="12" r="9"/>{}<path class="divider" d="M15 12 L33 12"/>').format(half)
    return _svg(Markup('<g class="unit {}">{}</g>').format(shade, drawn))


def _text(style: str, text: str) -> Markup:
    return _svg(Markup('<text class="{}" x="24" y="17">{}</text>').format(style, text))
