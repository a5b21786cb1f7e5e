"""Three linked lines for any term: its symbols, its numbers put in, its value.

How an operation is written is applied twice, once to the symbols of the factors and once to their
numbers, so that the two lines cannot disagree.
Numbers stand in the LaTeX as ``⟦key⟧``; whoever renders a line decides what becomes of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from backprop import NetworkError, Path, chain
from explainer.display import FINE, Display
from explainer.operations import OPERATION_LATEX, product
from explainer.palette import FAMILY_ROLES

MAX_WRITTEN_PATHS = 8
"""Paths that are written out in full; with more, delta stands for what is above a unit."""

MAX_SUMMANDS = 13  # twelve inputs and a bias
"""Summands that are written out; of more the first ones and the last."""

MAX_ON_A_LINE = 4
"""Summands on one line; more are carried over to the next."""

MAX_PRODUCTS_ON_A_LINE = 3
"""The same where they are products of numbers, which are wider."""


def number(key: str) -> str:
    """Stand for a number on its own."""
    return f"⟦{key}⟧"


def signed(key: str) -> str:
    """Stand for a number inside an expression, in parentheses when it is negative."""
    return f"⟪{key}⟫"


@dataclass(frozen=True)
class Line:
    """One line of a derivation.

    Attributes:
        left: LaTeX of what is derived; empty where the line goes on from the one above.
        right: LaTeX of the line, its relation sign included.
        kind: "symbols", "formula", "numbers", "value" or "continued".
        label: HTML beside the line that says which path it belongs to, or above it what it is about.
    """

    left: str
    right: str
    kind: str
    label: str = ""


@dataclass(frozen=True)
class Equation:
    """The derivation of one term.

    Attributes:
        key: the term.
        lines: from symbols to value.
        answers: keys whose numbers give the answer away.
    """

    key: str
    lines: tuple[Line, ...]
    answers: tuple[str, ...]


def equation(display: Display, key: str) -> Equation:
    """Return the linked lines for a term of the trace."""
    family = display.trace.recipe(key).family
    if family == "gradient":
        return _gradient(display, key) if display.trace.structure.examples == 1 else _batch_gradient(display, key)
    if f"long_{key}" in display.trace.catalogue.recipes:
        return _two_roads(display, key)
    if family == "new":
        return _update(display, key)
    if family == "new_loss":
        return _new_loss(display)
    return _plain(display, key)


def symbol(display: Display, key: str) -> str:
    """Write a term by its symbol, or by its parts where it has no symbol of its own."""
    recipe = display.trace.recipe(key)
    if recipe.family in PARTS:
        return _expression(display, key, lambda factor: symbol(display, factor))
    return display.written(key).latex


PARTS = {
    "product", "loss_part", "loss_of_example", "log_y_hat", "log_1_minus_y_hat", "dL_da_via", "gradient_via", "y_sum",
    "long_delta_via", "example_dL_da_via", "scale", "sum_gradient",
}  # fmt: skip
"""Families without a symbol: they are written as what they are made of."""


def _value(display: Display, key: str) -> str:
    """Write a term by its number, or by the numbers of its parts where it has no symbol."""
    if display.trace.recipe(key).family in PARTS - {"log_y_hat", "log_1_minus_y_hat"}:
        return _with_times(_expression(display, key, lambda factor: _value(display, factor)))
    return signed(key)


def _with_times(latex: str) -> str:
    """Between numbers a dot could be taken for a decimal point."""
    return latex.replace(r"\cdot", r"\times")


def _expression(display: Display, key: str, write: Callable[[str], str]) -> str:
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
    return _expression(display, key, lambda factor: symbol(display, factor))


OPEN = {"sum", "difference", "tanh_derivative", "softmax_cross_derivative"}
"""Operations that need parentheses around them to be a factor of a product."""


def factor_symbol(display: Display, key: str) -> str:
    """Write a factor of a product by its symbol, in its colour."""
    return _role(display, key, symbol(display, key))


def factor_formula(display: Display, key: str) -> str:
    """Write a factor of a product by what it is made of, in its colour."""
    formula, recipe = _formula(display, key), display.trace.recipe(key)
    is_open = recipe.operation in OPEN and len(recipe.factors) + (recipe.operation != "sum") > 1
    return _role(display, key, rf"\left( {formula} \right)" if is_open else formula)


def factor_number(display: Display, key: str) -> str:
    """Write a factor of a product by its number, in its colour."""
    return _role(display, key, signed(key))


def _each(display: Display, write: Callable[[Display, str], str], keys: Iterable[str]) -> str:
    """Write a product of factors, each in the same way."""
    return product([write(display, key) for key in keys], times=write is factor_number)


def _role(display: Display, key: str, latex: str) -> str:
    """Give a factor the colour of its edge; the class also links it to the same factor elsewhere."""
    role = FAMILY_ROLES.get(display.trace.recipe(key).family)
    return rf"\class{{role-{role} factor-{key}}}{{{latex}}}" if role else latex


def _plain(display: Display, key: str) -> Equation:
    """A term straight from its recipe: symbols, numbers, value."""
    recipe = display.trace.recipe(key)
    if recipe.operation == "sum":
        symbols = [_role_of_part(display, f, symbol(display, f)) for f in recipe.factors]
        numbers = [_role_of_part(display, f, _value(display, f)) for f in recipe.factors]
        left, most = display.written(key).latex, _most_summands(display, recipe.factors)
        lines = [*_sum(left, _shortened(symbols, most), "symbols"), *_sum("", _shortened(numbers, most), "numbers")]
    else:
        lines = _product_lines(display, key) if recipe.operation == "product" else _operation_lines(display, key)
    return Equation(key, (*lines, Line("", f"= {number(key)}", "value")), (key,))


def _product_lines(display: Display, key: str) -> list[Line]:
    left, factors = display.written(key).latex, display.trace.recipe(key).factors
    return [
        Line(left, f"= {_each(display, factor_symbol, factors)}", "symbols"),
        Line("", f"= {_each(display, factor_formula, factors)}", "formula"),
        Line("", f"= {_each(display, factor_number, factors)}", "numbers"),
    ]


def _operation_lines(display: Display, key: str) -> list[Line]:
    symbols = _expression(display, key, lambda f: symbol(display, f))
    numbers = _expression(display, key, lambda f: _value(display, f))
    return [
        Line(display.written(key).latex, f"= {symbols}", "symbols"),
        Line("", f"= {_with_times(numbers)}", "numbers"),
    ]


def _role_of_part(display: Display, key: str, latex: str) -> str:
    """Colour a summand that is a product of factors like the weight it runs through."""
    return rf"\class{{role-weight}}{{{latex}}}" if display.trace.recipe(key).family == "dL_da_via" else latex


def _sum(left: str, summands: list[str], kind: str) -> list[Line]:
    """Write a sum, carried over to further lines where it is long."""
    most = MAX_PRODUCTS_ON_A_LINE if any(r"\times" in summand for summand in summands) else MAX_ON_A_LINE
    rows = [summands[start : start + most] for start in range(0, len(summands), most)]
    lines = [Line(left, f"= {' + '.join(rows[0])}", kind)]
    return [*lines, *(Line("", rf"\phantom{{=}} + {' + '.join(row)}", kind) for row in rows[1:])]


def _two_roads(display: Display, key: str) -> Equation:
    """Delta of an output that has a short road, and below it the long road to the same number."""
    short, long = _plain(display, key), f"long_{key}"
    recipe = display.trace.recipe(long)
    parts = recipe.factors if recipe.operation == "sum" else (long,)
    every = [display.trace.recipe(part).factors for part in parts]
    symbols, formulas, numbers = (
        " + ".join(_each(display, write, factors) for factors in every)
        for write in (factor_symbol, factor_formula, factor_number)
    )
    label = "The long way, through every output" if len(parts) > 1 else "The long way"
    lines = (
        *short.lines,
        Line(display.written(key).latex, f"= {symbols}", "symbols", label),
        Line("", f"= {formulas}", "formula"),
        Line("", f"= {numbers}", "numbers"),
        Line("", f"= {number(long)}", "value"),
    )
    return Equation(key, lines, (key, long))


def _gradient(display: Display, key: str) -> Equation:
    """The chain rule of a parameter: one path, or one after the other and then their sum."""
    try:
        paths = chain(display.trace, key.removeprefix("dL_d")).paths
    except NetworkError:
        return _plain(display, key)
    return _along(display, key, paths)


def _along(display: Display, key: str, paths: Sequence[Path]) -> Equation:
    """The paths that a term is the sum of."""
    left = display.written(key).latex
    if len(paths) == 1:
        lines = _path_lines(display, paths[0], left)
        return Equation(key, (*lines, Line("", f"= {number(key)}", "value")), (key, paths[0].key))
    if len(paths) > MAX_WRITTEN_PATHS:
        return _plain(display, key)
    lines = []
    for path in paths:
        symbols, _, numbers = _path_lines(display, path, "", route_name(display, path))
        lines += [symbols, Line("", f"{numbers.right} = {number(path.key)}", "numbers")]
    total = " + ".join(signed(path.key) for path in paths)
    answers = (key, *(path.key for path in paths))
    return Equation(key, (*lines, Line(left, f"= {total} = {number(key)}", "value")), answers)


def _batch_gradient(display: Display, key: str) -> Equation:
    """A gradient over a batch: what one example adds and then the sum, or the mean over all examples."""
    if display.whole:
        return _mean(display, key)
    name, at = key.removeprefix("dL_d"), display.trace.names.at(display.example)
    own = f"{key}{at}"
    try:
        paths = [path for path in chain(display.trace, name).paths if path.example == display.example]
        of_example = _along(display, own, paths)
    except NetworkError:
        of_example = _plain(display, own)
    parts = [signed(part) for part in display.trace.recipe(key).factors]
    total = _sum(display.written(key).latex, _shortened(parts), "numbers")
    label = f"Together with the other {len(parts) - 1}: the gradient of the batch"
    lines = (*of_example.lines, replace(total[0], label=label), *total[1:], Line("", f"= {number(key)}", "value"))
    return Equation(key, lines, (*of_example.answers, key))


def two_phases(display: Display, key: str) -> Equation:
    """A gradient as what one phase leaves at the parameter's unit times what the other left on its edge."""
    n = display.trace.names
    if display.trace.structure.examples > 1 and display.whole:
        return _mean(display, key)
    found = _plain(display, f"{key}{n.at(display.example)}")
    return replace(found, lines=tuple(line for line in found.lines if line.kind != "formula"))


def _mean(display: Display, key: str) -> Equation:
    """A gradient over a batch as one product for each example, added up and scaled."""
    structure, n, name = display.trace.structure, display.trace.names, key.removeprefix("dL_d")
    prefix = "example_" if structure.scaled else ""
    parts = [f"{prefix}{key}{n.at(e)}" for e in range(structure.examples)]
    scale = f"scale_{structure.convention}"
    symbols = [_part(display, part, _shortest) for part in parts]
    numbers = [_part(display, part, factor_number) for part in parts]
    by_symbol, by_number = (symbol(display, scale), _value(display, scale)) if structure.scaled else ("", "")
    lines = [
        *_scaled_sum(display.written(key).latex, by_symbol, symbols, "symbols"),
        *_scaled_sum("", by_number, numbers, "numbers"),
        *_scaled_sum("", by_number, [signed(part) for part in parts], "numbers"),
    ]
    if structure.scaled:
        lines.append(Line("", rf"= {by_number} \times {signed(f'sum_dL_d{name}')}", "numbers"))
    answers = (key, *parts, *((f"sum_dL_d{name}",) if structure.scaled else ()))
    return Equation(key, (*lines, Line("", f"= {number(key)}", "value")), answers)


def _shortest(display: Display, key: str) -> str:
    """Write a factor by its symbol, or by what it is the same as: dz/dw is the activation that enters."""
    return (factor_formula if display.trace.recipe(key).operation == "same" else factor_symbol)(display, key)


def _part(display: Display, key: str, write: Callable[[Display, str], str]) -> str:
    """Write what one example adds: a product, or for a shared bias a sum over its units."""
    recipe = display.trace.recipe(key)
    if recipe.operation == "product":
        return _each(display, write, recipe.factors)
    return rf"\left( {' + '.join(write(display, f) for f in recipe.factors)} \right)"


def _scaled_sum(left: str, scale: str, summands: list[str], kind: str) -> list[Line]:
    """Write scale * (a + b + ...), in rows where it is long."""
    rows = _sum(left, _shortened(summands), kind)
    if not scale:
        return rows
    opening = rf"= {scale} \left( " if len(rows) == 1 else rf"= {scale} ( "
    closing = r" \right)" if len(rows) == 1 else " )"
    rows[0] = replace(rows[0], right=opening + rows[0].right.removeprefix("= "))
    return [*rows[:-1], replace(rows[-1], right=rows[-1].right + closing)]


def _shortened(summands: list[str], most: int = MAX_SUMMANDS) -> list[str]:
    """Leave out the middle of a very long sum."""
    return summands if len(summands) <= most else [*summands[: most - 2], r"\cdots", summands[-1]]


def _most_summands(display: Display, factors: Iterable[str]) -> int:
    """Return how many summands are written out, where each may be written as a sum of its own parts."""
    recipes = map(display.trace.recipe, factors)
    longest = max((len(r.factors) for r in recipes if r.family in PARTS and r.operation == "sum"), default=1)
    return max(3, MAX_SUMMANDS // longest)


def route_name(display: Display, path: Path) -> str:
    """Say in HTML through which units a path runs."""
    layer = display.trace.structure.depth - len(path.units)
    units = [display.notation.a(layer + n, path.example, unit).html for n, unit in enumerate(path.units)]
    return " ← ".join(reversed(units))


def _path_lines(display: Display, path: Path, left: str, label: str = "") -> list[Line]:
    symbols, formulas, numbers = (
        _each(display, write, path.factors) for write in (factor_symbol, factor_formula, factor_number)
    )
    return [
        Line(left, f"{'= ' if left else ''}{symbols}", "symbols", label),
        Line("", f"= {formulas}", "formula"),
        Line("", f"= {numbers}", "numbers"),
    ]


def _update(display: Display, key: str) -> Equation:
    """A parameter's update: w - learning_rate * gradient."""
    name = key.removeprefix("new_")
    rate, gradient = display.notation.learning_rate.latex, f"dL_d{name}"
    before = display.written(name).latex
    lines = (
        Line(display.written(key).latex, rf"= {before} - {rate} \cdot {display.written(gradient).latex}", "symbols"),
        Line("", rf"= {signed(name)} - {signed('learning_rate')} \times {signed(gradient)}", "numbers"),
        Line("", f"= {signed(name)} - {signed(f'step_{name}')}", "numbers"),
        Line("", f"= {number(key)}", "value"),
    )
    return Equation(key, lines, (key, f"step_{name}"))


def _new_loss(display: Display) -> Equation:
    """The loss before and after, which only a second forward pass can tell."""
    after, before = display.written("new_loss").latex, display.notation.loss.latex
    lines = (
        Line(before, f"= {number('loss' + FINE)}", "symbols", "Before the update"),
        Line(after, f"= {number('new_loss' + FINE)}", "value", "After it, by a forward pass with the new parameters"),
        Line(f"{after} - {before}", f"= {number('loss_change')}", "value"),
    )
    return Equation("new_loss", lines, ("new_loss", "loss_change"))
