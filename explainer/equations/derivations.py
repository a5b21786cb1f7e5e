"""Three linked lines for any term: its symbols, its numbers put in, its value.

How an operation is written is applied twice, once to the symbols of the factors and once to their
numbers, so that the two lines cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from markupsafe import Markup

from backprop import NetworkError, Path, chain
from explainer.equations.adding_up import adding_up
from explainer.equations.equation import Equation, Line
from explainer.equations.factors import (
    each,
    expression,
    factor_formula,
    factor_number,
    factor_symbol,
    symbol,
    value,
    with_times,
)
from explainer.equations.rows import MAX_SUMMANDS, most_summands, scaled_sum, shortened, summed
from explainer.notation.display import FINE, Display
from explainer.notation.families import traits
from explainer.notation.markers import number, signed
from explainer.notation.operations import squared

MAX_WRITTEN_PATHS = 8
"""Paths that are written out in full; with more, delta stands for what is above a unit."""


def equation(display: Display, key: str) -> Equation:
    """Return the linked lines for a term of the trace."""
    return adding_up(display, _derived(display, key))


def _derived(display: Display, key: str) -> Equation:
    family = display.trace.recipe(key).family
    if family == "gradient":
        return _gradient(display, key) if display.trace.structure.examples == 1 else _batch_gradient(display, key)
    if display.has_long_road(key):
        return _two_roads(display, key)
    if family == "new":
        return _update(display, key)
    if family in WITH_PARTS:
        return _in_turn(display, [*WITH_PARTS[family](display, key), key])
    if family == "new_loss":
        return _new_loss(display)
    return _plain(display, key)


def _alone_before(display: Display, key: str) -> list[str]:
    """Return the gradient of one example alone that a penalized gradient is made of, where it is made of one."""
    first = display.trace.recipe(key).factors[0]
    return [first] if display.trace.recipe(first).family == "alone" else []


WITH_PARTS: Mapping[str, Callable[[Display, str], list[str]]] = {
    "objective": lambda display, key: ["penalty"],
    "penalized": _alone_before,
    "corrected": lambda display, key: [display.trace.recipe(key).factors[0]],
}
"""Family of a term -> (display, key) -> the terms that are derived in the same step, before it."""


def _in_turn(display: Display, keys: Sequence[str]) -> Equation:
    """Several terms one after the other, each with its lines; the last is what the others are for."""
    lines = [line for key in keys for line in _plain(display, key).lines]
    return Equation(keys[-1], tuple(lines), tuple(keys))


def _plain(display: Display, key: str) -> Equation:
    """A term straight from its recipe: symbols, numbers, value."""
    recipe = display.trace.recipe(key)
    if recipe.operation == "sum":
        symbols = [_summand(display, f, factor_symbol, symbol) for f in recipe.factors]
        numbers = [_summand(display, f, factor_number, value) for f in recipe.factors]
        left, most = display.written(key).latex, most_summands(display, recipe.factors)
        lines = [
            Line(left, summed(symbols, most), "symbols"),
            Line("", summed(numbers, most), "numbers"),
        ]
    elif recipe.operation == "penalty":
        lines = _penalty_lines(display, key)
    elif recipe.family == "alone":
        lines = _operation_lines(display, key)
    else:
        lines = _product_lines(display, key) if recipe.operation == "product" else _operation_lines(display, key)
    return Equation(key, (*lines, Line("", number(key), "value")), (key,))


def _product_lines(display: Display, key: str) -> list[Line]:
    left, factors = display.written(key).latex, display.trace.recipe(key).factors
    return [
        Line(left, each(display, factor_symbol, factors), "symbols"),
        Line("", each(display, factor_formula, factors), "formula"),
        Line("", each(display, factor_number, factors), "numbers"),
    ]


def _penalty_lines(display: Display, key: str) -> list[Line]:
    """Half of lambda times the sum of all squared weights."""
    strength, *weights = display.trace.recipe(key).factors
    symbols, numbers = (
        scaled_sum(rf"\frac{{{write(display, strength)}}}{{2}}", [squared(write(display, w)) for w in weights])
        for write in (symbol, value)
    )
    return [Line(display.written(key).latex, symbols, "symbols"), Line("", numbers, "numbers")]


AS_IT_IS = {"same", "one", "identity", "identity_derivative", "none", "none_derivative"}
"""Operations whose result is the number that would be put in: it is written once."""


def _operation_lines(display: Display, key: str) -> list[Line]:
    symbols = Line(display.written(key).latex, expression(display, key, lambda f: symbol(display, f)), "symbols")
    if display.trace.recipe(key).operation in AS_IT_IS:
        return [symbols]
    return [symbols, Line("", with_times(expression(display, key, lambda f: value(display, f))), "numbers")]


def _summand(display: Display, key: str, write: Callable[[Display, str], str], whole: Callable[..., str]) -> str:
    """Write a summand: one that is a product without a symbol factor by factor, each in its colour."""
    recipe = display.trace.recipe(key)
    coloured = recipe.operation == "product" and any(traits(display.trace.recipe(f)).role for f in recipe.factors)
    return each(display, write, recipe.factors) if coloured and not traits(recipe).symbol else whole(display, key)


def _two_roads(display: Display, key: str) -> Equation:
    """Delta of an output that has a short road, and below it the long road to the same number."""
    short, long = _plain(display, key), display.trace.names.long(key)
    recipe = display.trace.recipe(long)
    parts = recipe.factors if recipe.operation == "sum" else (long,)
    every = [display.trace.recipe(part).factors for part in parts]
    symbols, formulas, numbers = (
        " + ".join(each(display, write, factors) for factors in every)
        for write in (factor_symbol, factor_formula, factor_number)
    )
    label = "The long way, through every output" if len(parts) > 1 else "The long way"
    lines = (
        *short.lines,
        Line(display.written(key).latex, symbols, "symbols", label),
        Line("", formulas, "formula"),
        Line("", numbers, "numbers"),
        Line("", number(long), "value"),
    )
    return Equation(key, lines, (key, long))


def _gradient(display: Display, key: str) -> Equation:
    """The chain rule of a parameter: one path, or one after the other and then their sum."""
    try:
        paths = chain(display.trace, _parameter(display, key)).paths
    except NetworkError:
        return _plain(display, key)
    return _along(display, key, paths)


def _parameter(display: Display, key: str) -> str:
    """Return the name of the parameter that a term is about."""
    parameter = display.trace.recipe(key).parameter
    assert parameter is not None  # asked of gradients and updates alone
    return parameter.name


def _along(display: Display, key: str, paths: Sequence[Path]) -> Equation:
    """The paths that a term is the sum of."""
    left = display.written(key).latex
    if len(paths) == 1:
        lines = _path_lines(display, paths[0], left)
        return Equation(key, (*lines, Line("", number(key), "value")), (key, paths[0].key))
    if len(paths) > MAX_WRITTEN_PATHS:
        return _plain(display, key)
    lines = []
    for path in paths:
        symbols, _, numbers = _path_lines(display, path, "", route_name(display, path))
        lines += [symbols, Line("", f"{numbers.body} = {number(path.key)}", "numbers")]
    total = " + ".join(signed(path.key) for path in paths)
    answers = (key, *(path.key for path in paths))
    return Equation(key, (*lines, Line(left, f"{total} = {number(key)}", "value")), answers)


def _batch_gradient(display: Display, key: str) -> Equation:
    """A gradient over a batch: what one example adds and then the sum, or the mean over all examples."""
    if display.whole:
        return _mean(display, key)
    name = _parameter(display, key)
    own = display.trace.names.gradient(name, display.example)
    try:
        paths = [path for path in chain(display.trace, name).paths if path.example == display.example]
        of_example = _along(display, own, paths)
    except NetworkError:
        of_example = _plain(display, own)
    parts = [signed(part) for part in display.trace.recipe(key).factors]
    label = f"Together with the other {len(parts) - 1}: the gradient of the batch"
    total = Line(display.written(key).latex, " + ".join(shortened(parts)), "numbers", label)
    lines = (*of_example.lines, total, Line("", number(key), "value"))
    return Equation(key, lines, (*of_example.answers, key))


def two_phases(display: Display, key: str) -> Equation:
    """A gradient as what one phase leaves at the parameter's unit times what the other left on its edge."""
    n = display.trace.names
    if display.trace.structure.examples > 1 and display.whole:
        return equation(display, key)
    found = adding_up(display, _plain(display, n.back(n.gradient(_parameter(display, key), display.example))))
    return replace(found, lines=tuple(line for line in found.lines if line.kind != "formula"))


def _mean(display: Display, key: str) -> Equation:
    """A gradient over a batch as one product for each example, added up and scaled."""
    structure, n, name = display.trace.structure, display.trace.names, _parameter(display, key)
    parts = _of_examples(display, name)
    numbers = [_part(display, part, factor_number) for part in parts]
    by_number = value(display, n.scale(structure.convention)) if structure.scaled else ""
    lines = [
        Line(display.written(key).latex, _mean_in_symbols(display, name, MAX_SUMMANDS), "symbols"),
        Line("", scaled_sum(by_number, numbers), "numbers"),
        Line("", scaled_sum(by_number, [signed(part) for part in parts]), "numbers"),
    ]
    if structure.scaled:
        lines.append(Line("", rf"{by_number} \times {signed(n.total(name))}", "numbers"))
    answers = (key, *parts, *((n.total(name),) if structure.scaled else ()))
    return Equation(key, (*lines, Line("", number(key), "value")), answers)


def _of_examples(display: Display, name: str) -> list[str]:
    """Return what each example adds to the gradient of a parameter, before the mean is taken."""
    structure, n = display.trace.structure, display.trace.names
    own = [n.gradient(name, e) for e in range(structure.examples)]
    return [n.example(key) for key in own] if structure.scaled else own


def _mean_in_symbols(display: Display, name: str, most: int) -> str:
    structure, n = display.trace.structure, display.trace.names
    scale = symbol(display, n.scale(structure.convention)) if structure.scaled else ""
    return scaled_sum(scale, [_part(display, part, _shortest) for part in _of_examples(display, name)], most)


FEWEST_SUMMANDS = 5
"""Summands that are written out where there is one line for a term."""


def made_of(display: Display, key: str) -> str:
    """Write in one line of LaTeX what a term is made of, in symbols; of the loss after an update there is none."""
    recipe = display.trace.recipe(key)
    if recipe.family == "new_loss":
        return ""
    if recipe.family == "new":
        return _update(display, key).lines[0].body
    if recipe.family == "gradient" and display.trace.structure.examples > 1:
        return _mean_in_symbols(display, _parameter(display, key), FEWEST_SUMMANDS)
    if recipe.operation == "product":
        return each(display, _shortest, _telling(display, key))
    if recipe.operation == "sum":
        return summed([_in_short(display, f) for f in recipe.factors], FEWEST_SUMMANDS)
    return _plain(display, key).lines[0].body


def _telling(display: Display, key: str) -> list[str]:
    """Return the factors of a product without a slope that is always 1."""
    return [f for f in display.trace.recipe(key).factors if display.trace.recipe(f).operation != "one"]


def _in_short(display: Display, key: str) -> str:
    """Write a summand by its symbol, or the factors of one that has none."""
    recipe = display.trace.recipe(key)
    if recipe.operation == "product" and not traits(recipe).symbol:
        return each(display, _shortest, _telling(display, key))
    return symbol(display, key)


def _shortest(display: Display, key: str) -> str:
    """Write a factor by its symbol, or by what it is the same as: dz/dw is the activation that enters."""
    return (factor_formula if display.trace.recipe(key).operation == "same" else factor_symbol)(display, key)


def _part(display: Display, key: str, write: Callable[[Display, str], str]) -> str:
    """Write what one example adds: a product, or for a shared bias a sum over its units."""
    recipe = display.trace.recipe(key)
    if recipe.operation == "product":
        return each(display, write, recipe.factors)
    return rf"\left( {' + '.join(write(display, f) for f in recipe.factors)} \right)"


def route_name(display: Display, path: Path) -> Markup:
    """Say in HTML through which units a path runs."""
    layer = display.trace.structure.depth - len(path.units)
    units = [display.notation.a(layer + n, path.example, unit).html for n, unit in enumerate(path.units)]
    return Markup(" ← ").join(reversed(units))


def _path_lines(display: Display, path: Path, left: str, label: str = "") -> list[Line]:
    symbols, formulas, numbers = (
        each(display, write, path.factors) for write in (factor_symbol, factor_formula, factor_number)
    )
    return [
        Line(left, symbols, "symbols", label, "=" if left else ""),
        Line("", formulas, "formula"),
        Line("", numbers, "numbers"),
    ]


def _update(display: Display, key: str) -> Equation:
    """A parameter's update: w - learning_rate * direction, which in plain gradient descent is the gradient."""
    n, name = display.trace.names, _parameter(display, key)
    rate, direction, step = display.notation.learning_rate.latex, n.direction(name), n.step(name)
    before, after_rate = display.written(name).latex, rf"{signed(name + FINE)} - {signed('learning_rate')} \times "
    has_symbol = traits(display.trace.recipe(direction)).symbol
    lines = (
        Line(display.written(key).latex, rf"{before} - {rate} \cdot {symbol(display, direction)}", "symbols"),
        *(() if has_symbol else (Line("", after_rate + value(display, direction), "numbers"),)),
        Line("", after_rate + signed(direction), "numbers"),
        Line("", f"{signed(name)} - {signed(step)}", "numbers"),
        Line("", number(key), "value"),
    )
    return Equation(key, lines, (key, step, *(() if has_symbol else (direction,))))


def _new_loss(display: Display) -> Equation:
    """The loss before and after, which only a second forward pass can tell."""
    after, before = display.written("new_loss").latex, display.notation.loss.latex
    lines = (
        Line(before, number("loss" + FINE), "symbols", "Before the update"),
        Line(after, number("new_loss" + FINE), "value", "After it, by a forward pass with the new parameters"),
        Line(f"{after} - {before}", number("loss_change"), "value"),
    )
    return Equation("new_loss", lines, ("new_loss", "loss_change"))
