"""What is said of an answer, with the terms it names as they are written here."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from backprop.judging import Judgement, Said
from backprop.operations import LEAF
from explainer.browser.markup import together
from explainer.browser.mathml import mathml
from explainer.equations.factors import expression, symbol
from explainer.notation.display import Display
from explainer.notation.symbols import Symbol


def said_html(display: Display, judgement: Judgement) -> Markup:
    """Return what is said of an answer; nothing of what was typed is in it."""
    return together((sentence_html(display, said) for said in judgement.said), " ")


def sentence_html(display: Display, said: Said) -> Markup:
    """Return one sentence, its places filled with the symbols of terms."""
    return Markup(said.template).format(*(name_html(display, key) for key in said.keys))  # noqa: S704 (it is ours)


def name_html(display: Display, key: str) -> Markup:
    """Return the symbol of a term, or what it is made of where no notation has a letter for it."""
    written = display.written(key)
    if display.trace.recipe(key).operation == LEAF or written != Symbol(key):
        return written.html
    return mathml(expression(display, key, partial(symbol, display)), display)
