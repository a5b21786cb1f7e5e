"""A term in one line: what it is made of, the numbers put in, its value; each number by the name it has elsewhere.

A derivation that a reader follows line by line names every number once: a derivative that is nothing else than an
activation or a weight is written as that, and what has no symbol of its own as what it is made of.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from backprop.terms import Recipe
from explainer.equations.adding_up import Claim, in_forms, settle
from explainer.equations.arithmetic import worth
from explainer.equations.breaking import is_open
from explainer.equations.factors import expression, with_times
from explainer.equations.rows import MAX_SUMMANDS, summed
from explainer.notation.display import Display, term_of
from explainer.notation.families import traits
from explainer.notation.markers import forms_in, number, signed
from explainer.notation.operations import product

RENAMED = "same"
"""The operation of a term that is another one under a name of its own."""


@dataclass(frozen=True)
class OneLine:
    """One term with all that a reader needs to check it.

    Attributes:
        key: the term.
        left: LaTeX of its symbol.
        symbols: LaTeX of what it is made of.
        numbers: LaTeX of the same with the numbers put in, with as many digits as it takes for the line to hold.
        holds: whether the numbers put in give its value, worked out as they are printed.
        workable: whether the numbers put in can be worked out: all of them are there.
    """

    key: str
    left: str
    symbols: str
    numbers: str
    holds: bool
    workable: bool

    @property
    def value(self) -> str:
        """LaTeX of its number."""
        return number(self.key)

    @property
    def made_of(self) -> tuple[str, ...]:
        """The terms whose numbers are put in."""
        return _keys(self.numbers)


def one_line(display: Display, key: str) -> OneLine:
    r"""Return a term in one line.

    >>> from backprop import load_preset, trace
    >>> from explainer.notation.notation import Notation
    >>> record = trace(load_preset("worked"))
    >>> one_line(Display(record, Notation("worked", record.structure)), "dL_dw5").numbers
    '⟪delta2_1⟫ \\times ⟪a1_1⟫'
    """
    symbols, numbers = _made_of(display, key, _symbol), with_times(_made_of(display, key, _number))
    workable = worth(numbers) is not None
    forms = settle(display, [Claim(numbers, key)]) if workable else {}
    put_in = in_forms(numbers, forms or {})
    return OneLine(key, display.written(key).latex, symbols, put_in, forms is not None, workable)


def made_of(display: Display, key: str) -> tuple[str, ...] | None:
    """Return the terms whose numbers are put in to work out a term in one line; None where they have no room in it."""
    numbers = with_times(_made_of(display, key, _number))
    return _keys(numbers) if worth(numbers) is not None else None


def _keys(numbers: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(term_of, forms_in(numbers))))


def has_line(recipe: Recipe) -> bool:
    """Whether a term is worked out in a line of its own: it is made of others and has a symbol."""
    return recipe.operation != RENAMED and not traits(recipe).given and not _is_part(recipe)


def _is_part(recipe: Recipe) -> bool:
    """Whether a term is written as what it is made of; so is a step, which an update takes in the same line."""
    return recipe.family == "step" or not (traits(recipe).symbol or traits(recipe).number)


Writer = Callable[[Display, str], str]


def _made_of(display: Display, key: str, write: Writer) -> str:
    recipe = display.trace.recipe(key)
    if recipe.operation == "sum":
        return summed([write(display, factor) for factor in recipe.factors], MAX_SUMMANDS)
    if recipe.operation == "product":
        return product([_in_brackets(write(display, factor)) for factor in recipe.factors])
    return expression(display, key, lambda factor: write(display, factor))


def _in_brackets(latex: str) -> str:
    """Put brackets around what needs them to be a factor."""
    return rf"\left( {latex} \right)" if is_open(latex) else latex


def _symbol(display: Display, key: str) -> str:
    recipe = display.trace.recipe(key)
    if recipe.operation == RENAMED:
        return _symbol(display, recipe.factors[0])
    return _made_of(display, key, _symbol) if _is_part(recipe) else display.written(key).latex


def _number(display: Display, key: str) -> str:
    recipe = display.trace.recipe(key)
    if recipe.operation == RENAMED:
        return _number(display, recipe.factors[0])
    return _made_of(display, key, _number) if _is_part(recipe) else signed(key)
