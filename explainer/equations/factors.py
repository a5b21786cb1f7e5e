"""How a factor is written: by its symbol, by what it is made of, or by its number."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from explainer.equations.breaking import is_open
from explainer.notation.display import Display
from explainer.notation.families import traits
from explainer.notation.markers import signed
from explainer.notation.operations import OPERATION_LATEX, product


def symbol(display: Display, key: str) -> str:
    """Write a term by its symbol, or by its parts where it has no symbol of its own."""
    recipe = display.trace.recipe(key)
    if not traits(recipe).symbol:
        return expression(display, key, lambda factor: symbol(display, factor))
    return display.written(key).latex


def value(display: Display, key: str) -> str:
    """Write a term by its number, or by the numbers of its parts where it has no symbol."""
    shown = traits(display.trace.recipe(key))
    if not shown.symbol and not shown.number:
        return with_times(expression(display, key, lambda factor: value(display, factor)))
    return signed(key)


def with_times(latex: str) -> str:
    """Between numbers a dot could be taken for a decimal point."""
    return latex.replace(r"\cdot", r"\times")


def expression(display: Display, key: str, write: Callable[[str], str]) -> str:
    """Write the operation of a term with ``write`` applied to its factors."""
    recipe = display.trace.recipe(key)
    factors = [f for f in recipe.factors if not _says_nothing(display, f)]
    if recipe.family in {"log_y_hat", "log_1_minus_y_hat"}:
        # Computed from z where that is safer; a reader knows it as the logarithm of the output.
        output = display.trace.names.a(display.trace.structure.depth - 1, *recipe.place)
        return OPERATION_LATEX["log" if recipe.family == "log_y_hat" else "log_complement"]([write(output)])
    operation = recipe.operation
    if operation == "softmax_cross_entropy_delta" and _says_nothing(display, recipe.factors[1]):
        # Targets that add up to 1 leave the plain difference of output and target.
        operation = "sigmoid_binary_cross_entropy_delta"
    return OPERATION_LATEX[operation]([write(factor) for factor in factors])


def _says_nothing(display: Display, factor: str) -> bool:
    return display.trace.recipe(factor).family in {"N", "K", "y_sum"} and display.trace[factor] == 1.0


def _formula(display: Display, key: str) -> str:
    """Write a factor by what it is made of, in symbols."""
    return expression(display, key, lambda factor: symbol(display, factor))


def factor_symbol(display: Display, key: str) -> str:
    """Write a factor of a product by its symbol, in its colour."""
    return _role(display, key, symbol(display, key))


def factor_formula(display: Display, key: str) -> str:
    """Write a factor of a product by what it is made of, in its colour.

    A sum over ways back keeps its symbol: it has had steps of its own, and each factor stays one factor.
    """
    recipe = display.trace.recipe(key)
    if traits(recipe).symbol and recipe.operation == "sum":
        return factor_symbol(display, key)
    formula = _formula(display, key)
    return _role(display, key, rf"\left( {formula} \right)" if is_open(formula) else formula)


def factor_number(display: Display, key: str) -> str:
    """Write a factor of a product by its number, in its colour."""
    return _role(display, key, signed(key))


def each(display: Display, write: Callable[[Display, str], str], keys: Iterable[str]) -> str:
    """Write a product of factors, each in the same way."""
    return product([write(display, key) for key in keys], times=write is factor_number)


def _role(display: Display, key: str, latex: str) -> str:
    """Give a factor the colour of its edge; the class also links it to the same factor elsewhere."""
    role = traits(display.trace.recipe(key)).role
    return rf"\class{{role-{role} factor-{key}}}{{{latex}}}" if role else latex
