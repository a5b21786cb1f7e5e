"""Three linked lines for any term: its symbols, its numbers put in, its value.

One catalogue says how each operation of the trace is written. It is applied twice, once to the
symbols of the factors and once to their numbers, so that the two lines cannot disagree.
Numbers stand in the LaTeX as ``⟦key⟧``; whoever renders a line decides what becomes of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from backprop import NetworkError, Path, chain
from explainer.display import FINE, Display
from explainer.palette import FAMILY_ROLES

Writer = Callable[[list[str]], str]

MAX_WRITTEN_PATHS = 8
"""Paths that are written out in full; with more, delta stands for what is above a unit."""

MAX_ON_A_LINE = 4
"""Summands on one line; more are carried over to the next."""


def _product(factors: list[str]) -> str:
    return r" \cdot ".join(factors)


def _softmax(z: list[str]) -> str:
    return rf"\frac{{e^{{{z[0]}}}}}{{{' + '.join(f'e^{{{other}}}' for other in z[1:])}}}"


def _over_counts(body: str, counts: list[str]) -> str:
    """Divide by N (and K), unless there is only one: dividing by 1 says nothing."""
    return rf"\frac{{1}}{{{' '.join(counts)}}} {body}" if counts else body


OPERATION_LATEX: dict[str, Writer] = {
    "same": lambda f: f[0],
    "one": lambda f: "1",
    "product": _product,
    "sum": lambda f: " + ".join(f),
    "difference": lambda f: f"{f[0]} - {f[1]}",
    "sigmoid": lambda f: rf"\frac{{1}}{{1 + e^{{-{f[0]}}}}}",
    "sigmoid_derivative": lambda f: rf"{f[0]} \left( 1 - {f[0]} \right)",
    "tanh": lambda f: rf"\tanh \left( {f[0]} \right)",
    "tanh_derivative": lambda f: rf"1 - {f[0]}^2",
    "relu": lambda f: rf"\max \left( 0, {f[0]} \right)",
    "relu_derivative": lambda f: rf"\left[ {f[0]} > 0 \right]",
    "leaky_relu": lambda f: rf"\max \left( 0.01 \cdot {f[0]}, {f[0]} \right)",
    "leaky_relu_derivative": lambda f: rf"\left( 1 \text{{ if }} {f[0]} > 0 \text{{, else }} 0.01 \right)",
    "identity": lambda f: f[0],
    "identity_derivative": lambda f: "1",
    "softmax": _softmax,
    "softmax_derivative": lambda f: rf"{f[0]} \left( 1 - {f[0]} \right)",
    "softmax_cross_derivative": lambda f: rf"- {f[0]} {f[1]}",
    "log": lambda f: rf"\log {f[0]}",
    "log_complement": lambda f: rf"\log \left( 1 - {f[0]} \right)",
    "log_sigmoid": lambda f: rf"- \log \left( 1 + e^{{-{f[0]}}} \right)",
    "log_sigmoid_complement": lambda f: rf"- \log \left( 1 + e^{{{f[0]}}} \right)",
    "log_softmax": lambda f: rf"{f[0]} - \log \left( {' + '.join(f'e^{{{z}}}' for z in f[1:])} \right)",
    "half_squared_error": lambda f: _half(f[2:], rf"\left( {f[1]} - {f[0]} \right)^2"),
    "half_squared_error_derivative": lambda f: _over_counts(rf"\left( {f[0]} - {f[1]} \right)", f[2:]),
    "mean_squared_error": lambda f: _over_counts(rf"\left( {f[1]} - {f[0]} \right)^2", f[2:]),
    "mean_squared_error_derivative": lambda f: _over_counts(rf"2 \left( {f[0]} - {f[1]} \right)", f[2:]),
    "cross_entropy": lambda f: _over_counts(rf"\left( - {f[1]} \right) \cdot {f[0]}", f[2:]),
    "cross_entropy_derivative": lambda f: _over_counts(rf"\left( - \frac{{{f[1]}}}{{{f[0]}}} \right)", f[2:]),
    "binary_cross_entropy": lambda f: _over_counts(
        rf"\left( - {f[2]} \cdot {f[0]} - \left( 1 - {f[2]} \right) \cdot {f[1]} \right)", f[3:]
    ),
    "binary_cross_entropy_derivative": lambda f: _over_counts(
        rf"\left( \frac{{1 - {f[1]}}}{{1 - {f[0]}}} - \frac{{{f[1]}}}{{{f[0]}}} \right)", f[2:]
    ),
    "softmax_cross_entropy_delta": lambda f: _over_counts(
        rf"\left( {f[0]} \left( {f[1]} \right) - {f[2]} \right)", f[3:]
    ),
    "sigmoid_binary_cross_entropy_delta": lambda f: _over_counts(rf"\left( {f[0]} - {f[1]} \right)", f[2:]),
    "sigmoid_cross_entropy_delta": lambda f: _over_counts(rf"\left( - {f[1]} \left( 1 - {f[0]} \right) \right)", f[2:]),
}
"""How each operation is written, given its factors in LaTeX."""


def _half(counts: list[str], body: str) -> str:
    return rf"\frac{{1}}{{2 {' '.join(counts)}}} {body}" if counts else rf"\frac{{1}}{{2}} {body}"


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
        return _gradient(display, key)
    if family == "new":
        return _update(display, key)
    if family == "new_loss":
        return _new_loss(display)
    return _plain(display, key)


def _symbol(display: Display, key: str) -> str:
    """Write a term by its symbol, or by its parts where it has no symbol of its own."""
    recipe = display.trace.recipe(key)
    if recipe.family in PARTS:
        return _expression(display, key, lambda factor: _symbol(display, factor))
    return display.written(key).latex


PARTS = {
    "product", "loss_part", "loss_of_example", "log_y_hat", "log_1_minus_y_hat", "dL_da_via", "gradient_via", "y_sum",
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
    return _expression(display, key, lambda factor: _symbol(display, factor))


OPEN = {"sum", "difference", "tanh_derivative", "softmax_cross_derivative"}
"""Operations that need parentheses around them to be a factor of a product."""


def _formulas(display: Display, keys: Iterable[str]) -> str:
    """Write a product of factors, each by what it is made of."""
    closed = []
    for key in keys:
        formula, recipe = _formula(display, key), display.trace.recipe(key)
        is_open = recipe.operation in OPEN and len(recipe.factors) + (recipe.operation != "sum") > 1
        closed.append(_role(display, key, rf"\left( {formula} \right)" if is_open else formula))
    return _product(closed)


def _role(display: Display, key: str, latex: str) -> str:
    """Give a factor the colour of its edge; the class also links it to the same factor elsewhere."""
    role = FAMILY_ROLES.get(display.trace.recipe(key).family)
    return rf"\class{{role-{role} factor-{key}}}{{{latex}}}" if role else latex


def _plain(display: Display, key: str) -> Equation:
    """A term straight from its recipe: symbols, numbers, value."""
    recipe = display.trace.recipe(key)
    if recipe.operation == "sum":
        symbols = [_role_of_part(display, f, _symbol(display, f)) for f in recipe.factors]
        numbers = [_role_of_part(display, f, _value(display, f)) for f in recipe.factors]
        lines = [*_sum(display.written(key).latex, symbols, "symbols"), *_sum("", numbers, "numbers")]
    else:
        factors = recipe.operation == "product"
        write_symbol = (
            (lambda f: _role(display, f, _symbol(display, f))) if factors else (lambda f: _symbol(display, f))
        )
        write_number = (lambda f: _role(display, f, signed(f))) if factors else (lambda f: _value(display, f))
        lines = [
            Line(display.written(key).latex, f"= {_expression(display, key, write_symbol)}", "symbols"),
            *([Line("", f"= {_formulas(display, recipe.factors)}", "formula")] if factors else []),
            Line("", f"= {_with_times(_expression(display, key, write_number))}", "numbers"),
        ]
    return Equation(key, (*lines, Line("", f"= {number(key)}", "value")), (key,))


def _role_of_part(display: Display, key: str, latex: str) -> str:
    """Colour a summand that is a product of factors like the weight it runs through."""
    return rf"\class{{role-weight}}{{{latex}}}" if display.trace.recipe(key).family == "dL_da_via" else latex


def _sum(left: str, summands: list[str], kind: str) -> list[Line]:
    """Write a sum, carried over to further lines where it is long."""
    rows = [summands[start : start + MAX_ON_A_LINE] for start in range(0, len(summands), MAX_ON_A_LINE)]
    lines = [Line(left, f"= {' + '.join(rows[0])}", kind)]
    return [*lines, *(Line("", rf"\phantom{{=}} + {' + '.join(row)}", kind) for row in rows[1:])]


def _gradient(display: Display, key: str) -> Equation:
    """The chain rule of a parameter: one path, or one after the other and then their sum."""
    try:
        found = chain(display.trace, key.removeprefix("dL_d"))
    except NetworkError:
        return _plain(display, key)
    left = display.written(key).latex
    if len(found.paths) == 1:
        lines = _path_lines(display, found.paths[0], left)
        return Equation(key, (*lines, Line("", f"= {number(key)}", "value")), (key, found.paths[0].key))
    if len(found.paths) > MAX_WRITTEN_PATHS:
        return _plain(display, key)
    lines = []
    for path in found.paths:
        symbols, _, numbers = _path_lines(display, path, "", route_name(display, path))
        lines += [symbols, Line("", f"{numbers.right} = {number(path.key)}", "numbers")]
    total = " + ".join(signed(path.key) for path in found.paths)
    answers = (key, *(path.key for path in found.paths))
    return Equation(key, (*lines, Line(left, f"= {total} = {number(key)}", "value")), answers)


def route_name(display: Display, path: Path) -> str:
    """Say in HTML through which units a path runs."""
    layer = display.trace.structure.depth - len(path.units)
    units = [display.notation.a(layer + n, path.example, unit).html for n, unit in enumerate(path.units)]
    example = f"[{path.example + 1}] " if display.trace.structure.examples > 1 else ""
    return f"{example}{' ← '.join(reversed(units))}"


def _path_lines(display: Display, path: Path, left: str, label: str = "") -> list[Line]:
    symbols = _product([_role(display, f, display.written(f).latex) for f in path.factors])
    formulas = _formulas(display, path.factors)
    numbers = r" \times ".join(_role(display, f, signed(f)) for f in path.factors)
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
