"""How each operation of the trace is written: LaTeX of the factors -> LaTeX of the result.

It is applied to symbols and to numbers alike, so that the lines of an equation cannot disagree.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

Writer = Callable[[list[str]], str]


def product(factors: list[str], times: bool = False) -> str:
    """Multiply; between numbers a dot could be taken for a decimal point, so they get a cross."""
    return (r" \times " if times else r" \cdot ").join(factors)


def _softmax(z: list[str]) -> str:
    return rf"\frac{{e^{{{z[0]}}}}}{{{' + '.join(f'e^{{{other}}}' for other in z[1:])}}}"


def _fraction(over: str, counts: list[str]) -> str:
    """Divide by N (and K), unless there is only one: dividing by 1 says nothing."""
    divisor = r" \cdot ".join(counts)
    return rf"\frac{{{over}}}{{{divisor}}}" if counts else over


def _over_counts(body: str, counts: list[str]) -> str:
    return f"{_fraction('1', counts)} {body}" if counts else body


def _sum_over_counts(body: str, counts: list[str]) -> str:
    """Divide a sum, or what begins with a sign; on its own it needs no brackets."""
    return _over_counts(rf"\left( {body} \right)" if counts else body, counts)


def _half(counts: list[str], body: str) -> str:
    return f"{_fraction('1', ['2', *counts])} {body}"


def squared(factor: str) -> str:
    """Square a factor; LaTeX knows no second exponent, and that of a fraction would stand at its top."""
    return rf"\left( {factor} \right)^2" if "^" in factor or r"\frac" in factor else f"{factor}^2"


OPERATION_LATEX: dict[str, Writer] = {
    "same": lambda f: f[0],
    "one_over": lambda f: _fraction("1", f),
    "two_over": lambda f: _fraction("2", f),
    "quotient": lambda f: rf"\frac{{{f[0]}}}{{{f[1]}}}",
    "one": lambda f: "1",
    "product": product,
    "sum": lambda f: " + ".join(f),
    "difference": lambda f: f"{f[0]} - {f[1]}",
    "complement": lambda f: rf"\left( 1 - {f[0]} \right)",
    "complement_of_power": lambda f: f"1 - {f[0]}^{{{f[1]}}}",
    "squared": lambda f: squared(f[0]),
    "root_plus": lambda f: rf"\sqrt{{{f[0]}}} + {f[1]}",
    "sigmoid": lambda f: rf"\frac{{1}}{{1 + e^{{-{f[0]}}}}}",
    "sigmoid_derivative": lambda f: rf"{f[0]} \left( 1 - {f[0]} \right)",
    "tanh": lambda f: rf"\tanh \left( {f[0]} \right)",
    "tanh_derivative": lambda f: f"1 - {squared(f[0])}",
    "relu": lambda f: rf"\max \left( 0, {f[0]} \right)",
    "relu_derivative": lambda f: rf"\left[ {f[0]} > 0 \right]",
    "leaky_relu": lambda f: rf"\max \left( {f[1]} \cdot {f[0]}, {f[0]} \right)",
    "leaky_relu_derivative": lambda f: rf"\left( 1 \text{{ if }} {f[0]} > 0 \text{{, else }} {f[1]} \right)",
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
    "half_squared_error_derivative": lambda f: _sum_over_counts(f"{f[0]} - {f[1]}", f[2:]),
    "mean_squared_error": lambda f: _over_counts(rf"\left( {f[1]} - {f[0]} \right)^2", f[2:]),
    "mean_squared_error_derivative": lambda f: _over_counts(rf"2 \left( {f[0]} - {f[1]} \right)", f[2:]),
    "none": lambda f: f[0],
    "none_derivative": lambda f: "1",
    "cross_entropy": lambda f: _over_counts(rf"\left( - {f[1]} \right) \cdot {f[0]}", f[2:]),
    "cross_entropy_derivative": lambda f: _sum_over_counts(rf"- \frac{{{f[1]}}}{{{f[0]}}}", f[2:]),
    "binary_cross_entropy": lambda f: _over_counts(
        rf"\left( - {f[2]} \cdot {f[0]} - \left( 1 - {f[2]} \right) \cdot {f[1]} \right)", f[3:]
    ),
    "binary_cross_entropy_derivative": lambda f: _sum_over_counts(
        rf"\frac{{1 - {f[1]}}}{{1 - {f[0]}}} - \frac{{{f[1]}}}{{{f[0]}}}", f[2:]
    ),
    "softmax_cross_entropy_delta": lambda f: _sum_over_counts(rf"{f[0]} \left( {f[1]} \right) - {f[2]}", f[3:]),
    "sigmoid_binary_cross_entropy_delta": lambda f: _sum_over_counts(f"{f[0]} - {f[1]}", f[2:]),
    "sigmoid_cross_entropy_delta": lambda f: _sum_over_counts(rf"- {f[1]} \left( 1 - {f[0]} \right)", f[2:]),
}
"""How each operation is written, given its factors in LaTeX."""

REASONS = {
    "half_squared_error_derivative": Markup(
        "the square brings down a 2, which cancels the ½, and the inner derivative of {y} − {a} by {a} is −1. "
        "So −({y} − {a}) = {a} − {y}."
    ),
    "mean_squared_error_derivative": Markup(
        "the square brings down a 2, and the inner derivative of {y} − {a} by {a} is −1. "
        "So −2({y} − {a}) = 2({a} − {y})."
    ),
    "none_derivative": Markup("what is differentiated is {a} itself, so its slope is 1."),
    "cross_entropy_derivative": Markup("the derivative of log {a} is 1/{a}; the factor −{y} stays in front of it."),
    "binary_cross_entropy_derivative": Markup(
        "the derivative of log {a} is 1/{a}, and that of log(1 − {a}) is −1/(1 − {a}): its inner derivative is −1."
    ),
    "sigmoid_derivative": Markup(
        "the derivative of the sigmoid is e<sup>−z</sup>/(1 + e<sup>−z</sup>)², which is σ(1 − σ), and σ({z}) is {a}."
    ),
    "tanh_derivative": Markup("the derivative of tanh is 1 − tanh², and tanh({z}) is {a}."),
    "relu_derivative": Markup("the slope of ReLU is 1 where {z} is above 0, and 0 elsewhere."),
    "leaky_relu_derivative": Markup("the slope of leaky ReLU is 1 where {z} is above 0, and {s} elsewhere."),
    "identity_derivative": Markup("the identity passes {z} on as it is, so its slope is 1."),
    "softmax_derivative": Markup(
        "{z} stands above and below the fraction of softmax: the quotient rule gives {a} − {a}² = {a}(1 − {a})."
    ),
    "softmax_cross_derivative": Markup(
        "{z} stands only below the fraction of softmax: the quotient rule gives minus {a} times {b}."
    ),
    "softmax_cross_entropy_delta": Markup(
        "the −{y}/{a} of the cross-entropy cancels the {a} of softmax. Over all outputs, with targets that add up to "
        "1, {a} − {y} is left."
    ),
    "sigmoid_binary_cross_entropy_delta": Markup(
        "the slope {a}(1 − {a}) of the sigmoid cancels what the cross-entropy divides by: {a} − {y} is left."
    ),
    "sigmoid_cross_entropy_delta": Markup(
        "the slope {a}(1 − {a}) of the sigmoid cancels the {a} that the cross-entropy divides by: −{y}(1 − {a}) is "
        "left."
    ),
}
"""Operation of a local derivative -> where its formula comes from.

Filled in are {a}, the activation, {z}, what it is taken by, {b}, the other activation, and {y}, the target.
"""
