"""A symbol as it stands on a page, and what it means in the notation of that page.

A reader points at letters, not at keys. So a symbol is looked up by its letters, in the order in which they
stand: ``w5``, ``∂L∂w5``. That reaches every symbol on every page, in a drawing, an equation, a table or a
sentence, and none of them has to carry anything.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from backprop import Structure
from backprop.matrices import Matrix, matrix_pass
from backprop.names import example_of
from backprop.terms import catalogue
from explainer.notation.families import FAMILIES
from explainer.notation.notation import Notation
from explainer.notation.symbols import Applied, Derivative, Symbol, Written
from explainer.notation.terms import meaning, unit_name

MOST_TERMS = 20_000
"""Terms of a network of which every example's symbols are looked up; of larger ones, those of one example."""

LONGEST = 40
"""Characters of a symbol."""

SIGNS = {
    "σ": "sigmoid: the function 1 / (1 + e^(−z)), which turns any number into one between 0 and 1",
    "σ′": "slope of the sigmoid, σ(1 − σ)",
    "f′": "slope of the activation function",
    "ℓ′": "derivative of the loss, cell by cell",
    "e": "Euler's number, 2.71828…: e to the power of z is the exponential function",
    "log": "natural logarithm, to the base e",
    "tanh": "hyperbolic tangent: turns any number into one between −1 and 1",
    "max": "the larger of the two",
    "ReLU": "rectified linear unit: the larger of 0 and z",
    "leaky": "leaky ReLU: a positive number as it is, a small share of a negative one",
    "id": "identity: passes a number on as it is",
    "softmax": "softmax: turns all outputs into shares that add up to 1",
    "∂": "partial derivative: how much one number changes when another one does and all others are kept",
    "⊙": "product cell by cell (Hadamard product): nothing is added up",
    "∑": "sum of all of them",
    "Σ": "sum of all of them",
    "T": "transposed: rows become columns",
    "?": "hidden, to be predicted first",
}
"""Signs that mean the same in every notation."""

LAST = ("gradient_via", "path", "mean_gradient", "long_delta", "loss_of_example")
"""Families whose terms are written like another one's, which is what a reader means."""

MATRICES = {
    "x": "all inputs, as a matrix",
    "y": "all targets, as a matrix",
    "z": "all pre-activations of {layer}, as a matrix",
    "a": "all activations of {layer}, as a matrix",
    "y_hat": "all outputs, as a matrix",
    "weight": "all weights that lead into {layer}, as a matrix",
    "bias": "all biases of {layer}, as a row",
    "dL_da": "derivatives of the loss by all activations of {layer}, as a matrix",
    "delta": "all deltas of {layer}, as a matrix: the derivatives of the loss by its pre-activations",
    "jacobian": "derivatives of every output by every pre-activation of the output layer",
    "gradient": "gradients of all weights that lead into {layer}, as a matrix",
    "bias_gradient": "gradients of all biases of {layer}, as a row",
}
"""Kind of a matrix -> what it holds."""


@dataclass(frozen=True)
class Entry:
    """What a symbol means.

    Attributes:
        name: the symbol as HTML.
        words: what it is.
        key: the term it stands for, or "" where it stands for no single number.
    """

    name: Markup
    words: str
    key: str = ""


def letters(text: str) -> str:
    """Return a text as symbols are looked up: without blanks and fraction lines, a hat on its letter.

    >>> letters("∂L/∂w 5"), letters("y^") == letters("ŷ")
    ('∂L∂w5', True)
    """
    kept = "".join(c for c in text if not c.isspace() and c not in "/\u200b\u2061\u2062\u2063")
    return unicodedata.normalize("NFC", kept.replace("^", "\u0302"))[:LONGEST]


def letters_of(written: Written) -> str:
    """Return the letters of a symbol in the order in which they stand on a page."""
    if isinstance(written, Derivative):
        quotient = f"{written.d}{letters_of(written.of)}{written.d}{letters_of(written.by)}"
        return letters(f"({quotient}){written.sup}" if written.sup else quotient)
    if isinstance(written, Applied):
        return letters(f"{letters_of(written.of)}({'+'.join(map(letters_of, written.at))})")
    return letters(written.base + written.sub + written.sup)


def look_up(notation: Notation, example: int, texts: Iterable[str]) -> Entry | None:
    """Return what the first text that is a symbol means.

    Args:
        notation: how the page writes terms.
        example: the example of the batch that the page shows.
        texts: what stands where the reader points, the largest piece first: a derivative before its parts.
            A text such as ``=z1_1`` is the key of a term, whose number the reader points at.
    """
    known, recipes = _symbols(notation, example), catalogue(notation.structure).recipes
    for text in texts:
        key = text[1:] if text.startswith("=") else ""
        if key and key in recipes:
            return _entry(notation, key)
        found = known.get(letters(text))
        if isinstance(found, str):
            return _entry(notation, found)
        if found or letters(text) in SIGNS:
            return found or Entry(Markup("{}").format(text), SIGNS[letters(text)])
    return None


def _entry(notation: Notation, key: str) -> Entry:
    recipe = catalogue(notation.structure).recipes[key]
    has_symbol = (FAMILIES[recipe.family].symbol and notation.written(key).plain != key) or recipe.family in {"N", "K"}
    return Entry(notation.written(key).html if has_symbol else Markup(""), meaning(notation.structure, recipe), key)


@lru_cache(maxsize=8)
def _symbols(notation: Notation, example: int) -> dict[str, str | Entry]:
    """Return letters -> the key of a term, or the entry of a matrix."""
    found = catalogue(notation.structure)
    families = sorted((f for f in found.families if FAMILIES[f.name].symbol), key=lambda f: f.name in LAST)
    of_one = len(found.recipes) > MOST_TERMS
    symbols: dict[str, str | Entry] = {}
    for family in families:
        for key in family.keys():  # noqa: SIM118 (no mapping)
            if not of_one or example_of(key) in {None, example}:
                symbols.setdefault(letters_of(notation.written(key)), key)
    for entry in (*_matrices(notation), *_of_all_examples(notation)):
        symbols.setdefault(letters(entry.name.striptags()), entry)
    symbols.setdefault(letters_of(notation.example_loss(None)), Entry(notation.example_loss(None).html, OWN_LOSS))
    return symbols


def _of_all_examples(notation: Notation) -> Iterable[Entry]:
    """Yield what stands for a value of a unit in whichever example, as above the column of a matrix."""
    s = notation.structure
    for layer, size in enumerate(s.sizes, start=-1):
        for unit in range(size):
            name = unit_name(s, layer, unit)
            yield Entry(
                notation.a(layer, None, unit).html, f"{name if layer < 0 else f'activation of {name}'}, {EVERY}"
            )
            if layer >= 0:
                yield Entry(notation.z(layer, None, unit).html, f"pre-activation of {name}, {EVERY}")


EVERY = "in every example"

OWN_LOSS = "loss of one example alone"


def _matrices(notation: Notation) -> Iterable[Entry]:
    structure: Structure = notation.structure
    last = structure.depth - 1
    for matrix in matrix_pass(structure, notation.orientation).matrices.values():
        if matrix.kind in MATRICES:
            layer = f"layer {matrix.layer + 1}" if 0 <= matrix.layer < last else "the output layer"
            name = _matrix_name(notation, matrix)
            kind = "y_hat" if matrix.kind == "a" and matrix.layer == last else matrix.kind
            yield Entry(name.html, MATRICES[kind].format(layer=layer))


def _matrix_name(notation: Notation, matrix: Matrix) -> Written:
    if matrix.kind == "jacobian":
        a, z = (notation.matrix(kind, matrix.layer) for kind in ("a", "z"))
        assert isinstance(a, Symbol)
        assert isinstance(z, Symbol)  # both have letters everywhere
        return notation.derivative(a, z)
    return notation.matrix("a" if matrix.kind == "x" else matrix.kind, matrix.layer, matrix.by_example)
