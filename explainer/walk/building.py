"""A chain built before the reader's eyes: factor by factor, then formula by formula, then number by number."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from backprop import Parameter, Structure
from backprop.names import names
from backprop.terms import path_factors, path_routes
from explainer.browser.markup import NOTHING
from explainer.equations.derivations import equation
from explainer.equations.equation import Equation, Line
from explainer.equations.factors import factor_formula, factor_number, factor_symbol
from explainer.notation.display import Display
from explainer.notation.families import traits
from explainer.notation.operations import product
from explainer.walk.narration import Narration, meaning
from explainer.walk.reasons import reason


@dataclass(frozen=True)
class Built:
    """A chain at one stage.

    Attributes:
        equation: what has been built so far.
        words: what was done last, and why.
        factors: the keys of the factors that are in their place.
    """

    equation: Equation
    words: Narration
    factors: tuple[str, ...]


def last_stage(structure: Structure, parameter: str, mode: str = "build") -> int:
    """Return the number of the stage at which the chain of a parameter is complete, with its value.

    Of the two phases the second completes it.
    """
    return 1 if mode == "phases" else 3 * len(_factors(structure, parameter, 0)) + 1


def _factors(structure: Structure, parameter: str, example: int) -> tuple[str, ...]:
    """Return the factors of the first path of an example, from the loss down."""
    n = names(structure)
    found = n.by_name[parameter]
    return path_factors(structure, n, found, example, path_routes(structure, found)[0])


def build(display: Display, parameter: str, stage: int) -> Built:
    """Return the chain of a parameter as far as it is built.

    Args:
        display: trace, notation, precision.
        parameter: whose chain.
        stage: 0 is the bare question; of n factors, stages 1 to n put them in their places, the next n
            replace each by its formula, the next n by its number, and the last gives the value.
    """
    structure = display.trace.structure
    factors, key = _factors(structure, parameter, display.example), display.trace.names.gradient(parameter)
    count = len(factors)
    if stage >= last_stage(structure, parameter):
        return Built(equation(display, key), _words(display, parameter, "value", key), factors)
    placed = factors[: min(stage, count)]
    lines = [_line(display, parameter, [factor_symbol(display, f) for f in placed], "symbols", len(placed) < count)]
    for kind, write, before, start in (
        ("formula", factor_formula, factor_symbol, count),
        ("numbers", factor_number, factor_formula, 2 * count),
    ):
        done = min(stage - start, count)
        if done > 0:
            pieces = [write(display, f) if place < done else before(display, f) for place, f in enumerate(factors)]
            lines.append(_line(display, parameter, pieces, kind))
    lines[0] = replace(lines[0], left=display.written(_built_key(display, parameter)).latex)
    if stage == 0:
        words = _words(display, parameter, "question", key)
    else:
        kind = ("place", "formula", "number")[(stage - 1) // count]
        words = _words(display, parameter, kind, factors[(stage - 1) % count])
    return Built(Equation(key, tuple(lines), (key,)), words, placed)


def _built_key(display: Display, parameter: str) -> str:
    """Return the term whose chain is built: the gradient, or what one example adds to it."""
    return display.trace.names.gradient(parameter, None if display.whole else display.example)


def _line(display: Display, parameter: str, pieces: list[str], kind: str, unfinished: bool = False) -> Line:
    """Write what has been built, and leave a place for what has not: factors, or other paths and examples."""
    p, s = display.trace.names.by_name[parameter], display.trace.structure
    others = len(path_routes(s, p)) > 1 or (s.examples > 1 and display.whole)
    shown = [*pieces, *(["?"] if unfinished else [])]
    rest = r" + \cdots" if others else ""
    return Line("", product(shown, times=kind == "numbers") + rest, kind)


def _words(display: Display, parameter: str, kind: str, key: str) -> Narration:
    loss = display.notation.loss.html
    question = Markup("How much does {} change when {} changes? Build the chain.").format(
        loss, display.written(parameter).html
    )
    written = display.written(key).html
    title = Markup("{}: {}").format(display.written(display.trace.names.gradient(parameter)).html, TITLES[kind])
    match kind:
        case "question":
            sentence = Markup("Start at {} and go back to {}, one factor at a time.").format(
                loss, display.written(parameter).html
            )
        case "place":
            sentence = Markup("{}: {}").format(written, traits(display.trace.recipe(key)).place)
        case "formula":
            sentence = Markup("{}: {}").format(written, reason(display, key))
        case "number":
            sentence = Markup("Put the numbers into {}.").format(written)
        case _:
            sentence = Markup("Multiply. {}").format(_rest(display, display.trace.names.by_name[parameter])).strip()
    return Narration(title, question, sentence, meaning(display, parameter) if kind == "value" else NOTHING)


TITLES = {
    "question": "the question",
    "place": "one more factor",
    "formula": "a factor by its formula",
    "number": "a factor by its number",
    "value": "the value",
}


def _rest(display: Display, p: Parameter) -> str:
    """Say what else belongs to the gradient beside the chain that was built."""
    s = display.trace.structure
    if s.examples > 1:
        return "Every example has such a product; together they make the gradient of the batch."
    paths = len(path_routes(s, p))
    return f"This was one of {paths} paths; the gradient is their sum." if paths > 1 else ""
