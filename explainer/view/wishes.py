"""What was asked of a network and does not fit it yet: kept until it does, and tried again with every change.

The network on the table always fits together; what is computed and drawn is that one. A wish is a name, such as
``loss`` or ``activation2`` (layers count from 1), and what it is to be, as a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from backprop import NetworkError, Problem, conventions_of
from backprop.activations import LEAKY_SLOPE
from backprop.building import (
    with_bias,
    with_examples,
    with_inputs,
    with_layer,
    with_names,
    with_slope,
    with_units,
    with_wishes,
    without_layer,
)
from backprop.numerals import NumeralError, read_number
from backprop.validation import PROBABILITIES, loss_complaints
from explainer.notation.called import called, usual_name
from explainer.notation.terms import FUNCTIONS, LOSSES
from explainer.view import moves
from explainer.view.view import View

FUNCTION_WISHES = ("loss", "convention", "activation")
"""Kinds of wishes that perhaps fit only together."""

MOST_MENDS = 2


class Refused(NamedTuple):
    """A wish that does not fit, and the sentence that says why not."""

    name: str
    why: str


@dataclass(frozen=True)
class Mend:
    """A change that would let everything fit.

    Attributes:
        title: what it is called.
        wishes: what it asks for.
    """

    title: str
    wishes: tuple[tuple[str, str], ...]


# ---- what a network is, by the name of a wish ----


def apart(name: str) -> tuple[str, int]:
    """Return the kind of a wish and the number of the layer, input or output it is about; 0 for the whole network.

    >>> apart("activation2"), apart("loss")
    (('activation', 2), ('loss', 0))
    """
    kind = name.rstrip("0123456789")
    number = name.removeprefix(kind)
    return kind, int(number) if number else 0


def has(problem: Problem, name: str) -> str:
    """Return what a network is, under the name of a wish."""
    kind, number = apart(name)
    return HAS[kind](problem, number)


def _slope(problem: Problem, number: int) -> str:
    slope = problem.network.layers[number - 1].slope
    return repr(LEAKY_SLOPE if slope is None else slope)


IN_OUT, OUT_IN = "in_out", "out_in"


HAS: Mapping[str, Callable[[Problem, int], str]] = {
    "inputs": lambda problem, _: str(problem.structure.sizes[0]),
    "examples": lambda problem, _: str(problem.structure.examples),
    "units": lambda problem, number: str(problem.structure.sizes[number]),
    "activation": lambda problem, number: problem.structure.activations[number - 1],
    "bias": lambda problem, number: problem.structure.biases[number - 1],
    "slope": _slope,
    "weights_are": lambda problem, _: problem.description.weights_are or IN_OUT,
    "loss": lambda problem, _: problem.network.loss,
    "convention": lambda problem, _: problem.convention,
    "input_name": lambda problem, number: called(problem.description.input_names, "x", number),
    "output_name": lambda problem, number: called(problem.description.output_names, "y", number),
}
"""Kind of a wish -> (network, number) -> what it is now."""


def shown(view: View, name: str) -> str:
    """Return what is asked for under a name, or else what the network on the table has."""
    wishes = dict(view.wishes)
    return wishes[name] if name in wishes else has(view.problem, name)


# ---- what a reader does ----


def asked(view: View, *wishes: tuple[str, str]) -> View | None:
    """Ask something of the network: it is done as soon as everything fits together; None where nothing changes.

    Args:
        view: what is on screen.
        wishes: names, and what is wished; several that are asked for at once.
    """
    problem, kept = view.problem, dict(view.wishes)
    for name, wish in wishes:
        for other in _overtaken(name):
            kept.pop(other, None)
        kept.pop(name, None)
        kept[name] = wish
    others = tuple((name, wish) for name, wish in kept.items() if has(problem, name) != wish)
    new = tuple(wish for wish in wishes if wish in others)
    everything, refused = tried(problem, others)
    if refused and new:
        alone, refused = tried(problem, new)
        everything, others = (problem, others) if refused else (alone, tuple(w for w in others if w not in new))
    else:
        others = others if refused else ()
    return _with(view, problem, everything, others)


def _overtaken(name: str) -> Iterator[str]:
    """Yield the names of wishes that mean nothing any more when something is wished."""
    kind, number = apart(name)
    if kind == "loss":
        yield "convention"
    if kind == "activation":
        yield f"slope{number}"


def with_layer_after(view: View, after: int) -> View | None:
    """Put in a hidden layer after a layer, from 0; after -1 it comes first.

    Raises:
        NetworkError: if there is no room for it.
    """
    return changed(view, lambda problem: with_layer(problem, after), lambda n: n + 1 if n > after + 1 else n)


def without_layer_at(view: View, layer: int) -> View | None:
    """Take out a hidden layer, from 0.

    Raises:
        NetworkError: if it has to stay.
    """

    def place(n: int) -> int:
        return 0 if n == layer + 1 else n - 1 if n > layer + 1 else n

    return changed(view, lambda problem: without_layer(problem, layer), place)


OF_LAYERS = ("units", "activation", "bias", "slope")


def changed(
    view: View, change: Callable[[Problem], Problem], place: Callable[[int], int] = lambda number: number
) -> View | None:
    """Change the network on the table, and try again what was asked for before.

    Args:
        view: what is on screen.
        change: what is done to the network.
        place: number of a layer -> its number after that, or 0 where it is gone.

    Raises:
        NetworkError: if the change itself does not fit.
    """
    before = view.problem
    problem = change(before)
    moved = []
    for name, wish in view.wishes:
        kind, number = apart(name)
        if kind in OF_LAYERS:
            number = place(number)
            if number:
                moved.append((f"{kind}{number}", wish))
        else:
            moved.append((name, wish))
    everything, refused = tried(problem, tuple(moved))
    return _with(view, before, problem if refused else everything, tuple(moved) if refused else ())


def settled(view: View) -> View | None:
    """Try again what was asked for, after numbers have changed; None where it still does not fit."""
    if not view.wishes:
        return None
    everything, refused = tried(view.problem, view.wishes)
    return None if refused else moves.rebuild(view, everything)


def _with(view: View, before: Problem, problem: Problem, wishes: tuple[tuple[str, str], ...]) -> View | None:
    if problem is before:
        return None if wishes == view.wishes else replace(view, wishes=wishes)
    found = moves.rebuild(view, problem)
    return found and replace(found, wishes=wishes)


# ---- whether it fits ----


def refusal(view: View) -> Refused | None:
    """Return which wish does not fit and why not, or None where there is none."""
    _, refused = tried(view.problem, view.wishes)
    return refused


def unfit(view: View) -> str:
    """Say why the numbers that a reader has put in mean nothing to the loss, or return ""."""
    return next(loss_complaints(view.problem), "")


def tried(problem: Problem, wishes: tuple[tuple[str, str], ...]) -> tuple[Problem, Refused | None]:
    """Return a network with everything that was asked for, and what of it does not fit, or None.

    Some wishes fit only after others, in whatever order they were made.
    """
    together = {name: wish for name, wish in wishes if apart(name)[0] in FUNCTION_WISHES}
    steps: list[tuple[str, Callable[[Problem], Problem]]] = []
    if together:
        newest = list(together)[-1]
        steps.append((newest, lambda problem: _with_functions(problem, together)))
    steps += [(name, _one(name, wish)) for name, wish in wishes if name not in together]
    while steps:
        refused, left = None, []
        for name, step in steps:
            try:
                problem = step(problem)
            except NetworkError as error:
                refused = refused or Refused(name, str(error))
                left.append((name, step))
        if len(left) == len(steps):
            return problem, refused
        steps = left
    return problem, None


def _one(name: str, wish: str) -> Callable[[Problem], Problem]:
    kind, number = apart(name)
    return lambda problem: CHANGES[kind](problem, number, wish)


def _with_functions(problem: Problem, wishes: Mapping[str, str]) -> Problem:
    loss = wishes.get("loss", problem.network.loss)
    usual = problem.network.convention if loss == problem.network.loss else ""
    activations = [
        wishes.get(f"activation{number}", activation)
        for number, activation in enumerate(problem.structure.activations, start=1)
    ]
    convention = wishes.get("convention", usual)
    return with_wishes(problem, loss, "" if convention == conventions_of(loss)[0] else convention, activations)


def _with_slope(problem: Problem, number: int, wish: str) -> Problem:
    try:
        slope = read_number(wish) if wish.strip() else None
    except NumeralError as error:
        raise NetworkError(f"The slope of layer {number} is “{wish[:40]}”, which {error}.") from None
    return with_slope(problem, number - 1, slope)


def _named(names: tuple[str, ...], letter: str, count: int, number: int, name: str) -> tuple[str, ...]:
    """Return the names with one of them replaced; an empty one is back to its symbol, and so perhaps are all."""
    usual = tuple(usual_name(letter, place) for place in range(1, count + 1))
    present = list(names or usual)
    wanted = name.strip() or usual[number - 1]
    if wanted in (*present[: number - 1], *present[number:]):
        raise NetworkError(f"Another one is called “{wanted[:40]}” already; no two may be alike.")
    present[number - 1] = wanted
    return () if tuple(present) == usual else tuple(present)


def _with_input_name(problem: Problem, number: int, name: str) -> Problem:
    said = problem.description
    inputs = _named(said.input_names, "x", problem.structure.sizes[0], number, name)
    return with_names(problem, inputs, said.output_names)


def _with_output_name(problem: Problem, number: int, name: str) -> Problem:
    said = problem.description
    outputs = _named(said.output_names, "y", problem.structure.outputs, number, name)
    return with_names(problem, said.input_names, outputs)


def _written(problem: Problem, weights_are: str) -> Problem:
    said = replace(problem.description, weights_are="" if weights_are == IN_OUT else weights_are)
    return replace(problem, description=said)


CHANGES: Mapping[str, Callable[[Problem, int, str], Problem]] = {
    "inputs": lambda problem, _, wish: with_inputs(problem, int(wish)),
    "examples": lambda problem, _, wish: with_examples(problem, int(wish)),
    "units": lambda problem, number, wish: with_units(problem, number - 1, int(wish)),
    "bias": lambda problem, number, wish: with_bias(problem, number - 1, wish),
    "slope": _with_slope,
    "weights_are": lambda problem, _, wish: _written(problem, wish),
    "input_name": _with_input_name,
    "output_name": _with_output_name,
}
"""Kind of a wish -> (network, number, wish) -> the network with it."""


# ---- what would help ----


def mends(view: View) -> tuple[Mend, ...]:
    """Return the changes that would let everything fit and leave alone what was asked for last, and the way back."""
    if not view.wishes:
        return ()
    problem, (newest, _) = view.problem, view.wishes[-1]
    found = []
    for mend in _mends(view):
        others = tuple((name, wish) for name, wish in view.wishes if name not in dict(mend.wishes))
        keeps = newest not in dict(mend.wishes) or len(mend.wishes) > 1
        if keeps and tried(problem, (*others, *mend.wishes))[1] is None:
            found.append(mend)
    back = Mend("Keep what is drawn", tuple((name, has(problem, name)) for name, _ in view.wishes))
    return (*found[:MOST_MENDS], back)


def _mends(view: View) -> Iterator[Mend]:
    structure, loss = view.structure, shown(view, "loss")
    last = structure.depth
    for activation in PROBABILITIES.get(loss, ()):
        yield Mend(f"Use {FUNCTIONS[activation]} in the last layer", ((f"activation{last}", activation),))
    for number in range(1, last):
        if shown(view, f"activation{number}") == "softmax":
            here = has(view.problem, f"activation{number}")
            yield Mend(
                "Use softmax in the last layer instead",
                ((f"activation{number}", here), (f"activation{last}", "softmax")),
            )
    # Of other losses, first those that are as near to this one as they can be: with logarithms, or without.
    for name, title in sorted(LOSSES.items(), key=lambda other: (other[0] in PROBABILITIES) != (loss in PROBABILITIES)):
        if name != "none":
            yield Mend(f"Take {title} as the loss", (("loss", name),))
    one_output, one_example = (f"units{last}", "1"), ("examples", "1")
    yield Mend("Keep one output", (one_output,))
    yield Mend("Keep one example", (one_example,))
    yield Mend("Keep one output and one example", (one_output, one_example))


def wishes_from(text: str) -> tuple[tuple[str, str], ...]:
    """Return the wishes that a text asks for; a browser can send anything.

    >>> wishes_from("units2=3,loss=none")
    (('units2', '3'), ('loss', 'none'))
    """
    return tuple((name, wish) for name, _, wish in (part.partition("=") for part in text.split(",")))


WHOLE = re.compile(r"[1-9][0-9]?[0-9]?")


def is_possible(view: View, name: str, wish: str) -> bool:
    """Whether there is such a thing as is wished for, be it that it fits or not."""
    kind, number = apart(name)
    if kind not in HAS or f"{kind}{number or ''}" != name:
        return False
    sizes = view.structure.sizes
    named = {"input_name": sizes[0], "output_name": sizes[-1]}
    most = view.structure.depth if kind in OF_LAYERS else named.get(kind, 0)
    if not (1 <= number <= most if most else number == 0):
        return False
    allowed: Mapping[str, Callable[[], bool]] = {
        **dict.fromkeys(("inputs", "examples", "units"), lambda: WHOLE.fullmatch(wish) is not None),
        "activation": lambda: wish in FUNCTIONS,
        "bias": lambda: wish in {"none", "unit", "shared"},
        "weights_are": lambda: wish in {IN_OUT, OUT_IN},
        "loss": lambda: wish in LOSSES,
        "convention": lambda: wish in conventions_of(shown(view, "loss")),
    }
    return kind not in allowed or allowed[kind]()
