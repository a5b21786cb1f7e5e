"""What the network has just done, with its numbers: where every walk begins."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from backprop import Structure
from backprop.losses import LOSSES
from explainer.browser.markup import element, together
from explainer.browser.terms import number
from explainer.notation.display import Display
from explainer.notation.terms import loss_title


def measured(s: Structure) -> str:
    """Say what the loss measures of output and target."""
    if LOSSES[s.loss].squared:
        return loss_title(s).replace("error", "difference")
    return "the cross-entropy of the two"


def opening(display: Display) -> Markup:
    """Say what the network answered, what it should have answered, and what the loss is."""
    n, s, e = display.trace.names, display.trace.structure, display.example
    if not s.targets:
        said = Markup("It answered {}.").format(number(display, n.a(s.depth - 1, e, 0)))
        asked = Markup("No target judges that: what is differentiated is the output itself, here called {} = {}.")
        return _opening(said, asked.format(display.notation.loss.html, number(display, "loss")))
    outputs = [number(display, n.a(s.depth - 1, e, k)) for k in range(s.outputs)]
    targets = [number(display, n.y(e, k)) for k in range(s.outputs)]
    wanted = "the targets are" if s.outputs > 1 else "the target is"
    answered = f"To example {e + 1} of {s.examples} it answered" if s.examples > 1 else "It answered"
    said = Markup("{} {}; {} {}.").format(answered, _listed(outputs), wanted, _listed(targets))
    what = f"{measured(s)}{f', over all {s.examples} examples' if s.examples > 1 else ''}"
    loss = Markup("How wrong that is, is one number, the loss: {}, {} = {}. To learn is to make it smaller.").format(
        what, display.notation.loss.html, number(display, "loss")
    )
    return _opening(said, loss)


def _opening(said: Markup, loss: Markup) -> Markup:
    return element("p", {"class": "opening"}, element("strong", None, said), " ", loss)


MOST_LISTED = 6
"""Numbers that a sentence lists; of more it says how many others there are."""


def _listed(numbers: Sequence[Markup]) -> Markup:
    """Return numbers as a sentence lists them."""
    more = len(numbers) - MOST_LISTED + 1
    *others, last = (*numbers[: MOST_LISTED - 1], Markup("{} more").format(more)) if more > 1 else numbers
    return Markup("{} and {}").format(together(others, ", "), last) if others else last
