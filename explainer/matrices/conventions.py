"""By what a loss may divide, and what that does to every gradient."""

from __future__ import annotations

from markupsafe import Markup

from backprop import CONVENTIONS, conventions_of
from explainer.browser.markup import element
from explainer.browser.mathml import mathml
from explainer.browser.table import CURRENT, Row, table
from explainer.browser.terms import number
from explainer.notation.display import Display
from explainer.notation.operations import OPERATION_LATEX
from explainer.notation.symbols import Symbol

TITLES = {
    "half_mean": "2·N",
    "mean": "N",
    "mean_all": "N·K",
    "half_mean_all": "2·N·K",
    "half_sum": "2 (half the sum)",
    "sum": "1 (plain sum)",
}
"""Name of a convention -> what the loss divides by, as a list says it; N examples, K outputs."""


def formula(display: Display, convention: str) -> str:
    """Return the loss under a convention, as LaTeX in the letters of the notation."""
    notation, loss = display.notation, display.trace.structure.loss
    last = display.trace.structure.depth - 1
    y_hat, y = Symbol(notation.a(last, None, 0).base).latex, Symbol(notation.y(0, 0).base).latex
    chosen = CONVENTIONS[convention]
    terms = {
        "cross_entropy": rf"- {y} \log {y_hat}",
        "binary_cross_entropy": rf"- {y} \log {y_hat} - (1 - {y}) \log (1 - {y_hat})",
    }.get(loss, rf"({y_hat} - {y})^2")
    counts = [*(["2"] if chosen.half else []), *chosen.over]
    divided = OPERATION_LATEX["one_over"](counts) if counts else ""
    return rf"{notation.loss.latex} = {divided} \sum {f'({terms})' if loss.endswith('entropy') else terms}"


def conventions_html(display: Display) -> Markup:
    """Return every convention of the loss with the number in front and what it does to every gradient."""
    n, rows = display.trace.names, []
    for name in conventions_of(display.trace.structure.loss):
        # A formula is no name that can be listened to.
        head = element("span", {"class": "for-listeners"}, f"divided by {TITLES[name]}") + mathml(
            formula(display, name), display
        )
        cells = [number(display, n.scale(name)), Markup("× {}").format(number(display, n.factor(name)))]
        rows.append(Row(head, cells, CURRENT if name == display.trace.structure.convention else {}))
    caption = "Every gradient is scaled by one factor (N examples, K outputs)."
    headers = ("How this loss divides", "Factor in every gradient", "Compared with this network’s loss")
    return table(caption, headers, rows, style="conventions")
