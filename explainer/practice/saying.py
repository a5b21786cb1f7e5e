"""What is said of an answer, with the terms it names as they are written here."""

from __future__ import annotations

from markupsafe import Markup

from backprop.judging import Judgement, Said
from explainer.browser.markup import together
from explainer.notation.display import Display


def said_html(display: Display, judgement: Judgement) -> Markup:
    """Return what is said of an answer; nothing of what was typed is in it."""
    return together((sentence_html(display, said) for said in judgement.said), " ")


def sentence_html(display: Display, said: Said) -> Markup:
    """Return one sentence, its places filled with the symbols of terms."""
    return Markup(said.template).format(*(display.written(key).html for key in said.keys))  # noqa: S704 (it is ours)
