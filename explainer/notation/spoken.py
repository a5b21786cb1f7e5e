"""What every number and unit is called when it is read aloud: its letters, and which one of them it is."""

from __future__ import annotations

from backprop.terms import catalogue
from explainer.notation.notation import Notation
from explainer.notation.symbols import Applied, Derivative, Written
from explainer.notation.terms import meaning, parameter_name, unit_name


def letters(written: Written) -> str:
    """Return a symbol as it is said; what tells layers and examples apart is said in words beside it.

    >>> from explainer.notation.symbols import Symbol
    >>> letters(Symbol("w", "5")), letters(Symbol("a", "h1"))
    ('w5', 'a h1')
    """
    if isinstance(written, Derivative):
        return f"{written.d}{letters(written.of)}/{written.d}{letters(written.by)}"
    if isinstance(written, Applied):
        return f"{letters(written.of)} at {' plus '.join(map(letters, written.at))}"
    return written.base + (" " if written.sub[:1].isalpha() else "") + written.sub


def spoken(notation: Notation, key: str) -> str:
    """Return what a term is called: "weight w5 from hidden unit 1 to the output"."""
    s = notation.structure
    recipe, said = catalogue(s).recipes[key], letters(notation.written(key))
    if recipe.family == "parameter" and recipe.parameter is not None:
        kind, _, where = parameter_name(s, recipe.parameter).partition(" ")
        return f"{kind} {said} {where}"
    if recipe.family in {"x", "y"}:
        of_example = f" of example {recipe.place[0] + 1}" if s.examples > 1 else ""
        return f"{'input' if recipe.family == 'x' else 'target'} {said}{of_example}"
    what, _, _ = meaning(s, recipe).partition(":")
    return f"{what} {said}" if recipe.family in {"learning_rate", "nudge", "setting"} else f"{said}, {what}"


def spoken_unit(notation: Notation, layer: int, unit: int) -> str:
    """Return what a unit is called, by the two numbers that stand in it: "z h1 and a h1 of hidden unit 1"."""
    z, a = letters(notation.z(layer, None, unit)), letters(notation.a(layer, None, unit))
    return f"{z} and {a} of {unit_name(notation.structure, layer, unit)}"
