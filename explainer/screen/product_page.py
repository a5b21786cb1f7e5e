"""What the page of the matrices shows of one product."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from explainer.browser.choices import Choice
from explainer.browser.markup import NOTHING, element
from explainer.equations.equation import Equation
from explainer.equations.html import lines_html
from explainer.matrices.conventions import conventions_html
from explainer.matrices.names import matrix_name
from explainer.matrices.order import scalar_step
from explainer.matrices.tables import product_html, road_html
from explainer.matrices.words import explanation, question
from explainer.notation.display import Display
from explainer.screen.walk_page import numbers_of_step
from explainer.view.view import View
from explainer.view.where import product_shown
from explainer.walk.lit import lit_by

MOST_ROWS = 2
"""Rows of a product that can be projected together with what one of its entries is made of."""


@dataclass(frozen=True)
class Product:
    """What is shown of a product.

    Attributes:
        road: all products, as a way through the pass.
        asked: its question, and how it is to be read.
        product: the matrices.
        derivation: the equation of the chosen cell.
        link: the way to the same number in the network.
        conventions: how the loss may divide.
        title: what the place is called.
        parts: what of it can be projected.
        here: the names of the numbers that the chosen cell is made of.
    """

    road: Markup
    asked: Markup
    product: Markup
    derivation: Markup
    link: Markup
    conventions: Markup
    title: Markup
    parts: tuple[str, ...]
    here: frozenset[str]


def make_product(display: Display, view: View, lines: Equation) -> Product:
    """Make what the page shows of its product, of its view alone."""
    step, cell = product_shown(view)
    lit = lit_by(display, scalar_step(display, cell))
    fits = max(matrix.shape[0] for matrix in (*step.operands, step.result)) <= MOST_ROWS
    return Product(
        road=road_html(display, view.matrices, step),
        asked=element("h1", None, question(display, step))
        + element("p", {"class": "sentence"}, explanation(display, step)),
        product=product_html(display, view.matrices, step, cell),
        derivation=lines_html(lines, display),
        link=_in_network(display, view, cell),
        conventions=conventions_html(display),
        title=Markup("{}: {}").format(matrix_name(display, step.result), display.written(cell).html),
        parts=(*([""] if fits else []), "picture", "equation"),
        here=numbers_of_step(display, lit, view.shown_parameter),
    )


def _in_network(display: Display, view: View, cell: str) -> Markup:
    """Return the way to the same number in the network, where there is a step for it."""
    scalar = scalar_step(display, cell)
    link = Choice("step", scalar).button("The same number in the network →") if view.walk_with(scalar) else NOTHING
    return element("p", None, link)
