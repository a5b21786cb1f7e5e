"""Numbers that a reader has computed elsewhere: which terms of the pass there are to check, and what came of them.

The terms are those that the walk explains, in the order in which they are computed; what is only another name of a
number is left out.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from markupsafe import Markup

from backprop import NetworkError, Structure, Trace, Weight
from backprop.judging.factors import Factor, find_factors
from backprop.judging.reading import read_answer
from backprop.names import Names, names
from backprop.numerals import Numeral, NumeralError
from backprop.terms import Recipe, catalogue
from explainer.browser.markup import NOTHING
from explainer.notation.display import Display
from explainer.walk.steps import Step
from explainer.walk.tables import in_rows

Kind = Literal["forward", "loss", "backward", "gradients", "update", "after"]

TITLES: Mapping[Kind, str] = {
    "forward": "Forward",
    "loss": "The loss",
    "backward": "Backward",
    "gradients": "Gradients",
    "update": "New parameters",
    "after": "After the update",
}
"""What a group of terms is, in the order of the pass -> its title."""

ONLY_NAMES = {"dz_da", "dz_dw", "dz_db"}
"""Families that are a number that was given, or computed, under another name: nobody computes them."""

OF_NO_LAYER = ("loss", "after")


@dataclass(frozen=True)
class Group:
    """Terms of one kind and one layer, in the order in which they are computed.

    Attributes:
        kind: what they are.
        layer: from 0; of the loss, the last.
        keys: the terms.
    """

    kind: Kind
    layer: int
    keys: tuple[str, ...]

    @property
    def place(self) -> str:
        """By which it is found on its page, such as "forward-1"."""
        return f"{self.kind}-{self.layer + 1}"

    def title(self, structure: Structure) -> str:
        """Return what it is called."""
        if self.kind in OF_NO_LAYER:
            return TITLES[self.kind]
        return f"{TITLES[self.kind]}, {layer_name(structure, self.layer)}"


def layer_name(structure: Structure, layer: int) -> str:
    """Return what a layer is called, from 0."""
    if layer == structure.depth - 1:
        return "output layer"
    return "hidden layer" if structure.depth == 2 else f"hidden layer {layer + 1}"


def groups(structure: Structure, steps: Iterable[Step]) -> tuple[Group, ...]:
    """Return the terms of some steps in groups, from the inputs to the loss, back, and to the new parameters."""
    found: dict[tuple[Kind, int], list[str]] = {}
    recipes = catalogue(structure).recipes
    for step in steps:
        recipe = recipes[step.key]
        if recipe.family not in ONLY_NAMES:
            found.setdefault((_kind(step, recipe), step.layer), []).append(step.key)
    order = list(TITLES)
    return tuple(
        Group(kind, layer, tuple(keys))
        for (kind, layer), keys in sorted(found.items(), key=lambda item: order.index(item[0][0]))
    )


def _kind(step: Step, recipe: Recipe) -> Kind:
    if recipe.family in {"loss", "loss_of_example", "objective"}:
        return "loss"
    if recipe.family == "new_loss":
        return "after"
    if step.page == "forward":
        return "forward"
    if step.page == "update":
        return "update"
    return "gradients" if step.parameter else "backward"


def steps_beside(display: Display, steps: Sequence[Step], parameter: str) -> tuple[Sequence[Step], Markup]:
    """Return the steps whose terms are shown together, and the ways to the others.

    All are, where the parameters are few; else those of the layer of one parameter, or of the unit it leads to.

    Args:
        display: what is shown.
        steps: all steps of the walk.
        parameter: the chosen parameter.
    """
    shown, _, ways = in_rows(display, parameter, (0, 0))
    if not ways:
        return steps, NOTHING
    n, s = display.trace.names, display.trace.structure
    chosen = n.by_name[parameter]
    layer, unit, names = chosen.layer, chosen.units(s)[0], {p.name for p in shown}
    whole = names.issuperset(p.name for p in n.weights(layer))

    def belongs(step: Step) -> bool:
        return step.layer == layer and (whole or (step.parameter in names if step.parameter else step.unit == unit))

    return [step for step in steps if belongs(step)], ways


def keys_of(listed: Iterable[Group]) -> Iterator[str]:
    """Yield the terms of some groups, one after the other."""
    for group in listed:
        yield from group.keys


# ---- what was typed ----


def box_name(table: tuple[str, str], key: str) -> str:
    """Return the name under which the answers for a term are kept: those of another network are not these.

    Args:
        table: what was put on the table, a preset or an own network.
        key: of the term.

    >>> box_name(("worked", ""), "dL_dw5")
    'check/worked/dL_dw5'
    """
    return f"{place_of(table)}{key}"


def place_of(table: tuple[str, str]) -> str:
    """Return what the names of all boxes of a network begin with."""
    preset, network = table
    return f"check/{preset or sha256(network.encode()).hexdigest()[:16]}/"


def texts_of(answers: Mapping[str, Sequence[str]], table: tuple[str, str]) -> dict[str, str]:
    """Return key -> what was typed last, of the terms of one network for which something was typed.

    >>> texts_of({"check/worked/z1_1": ("0.1", "0.3775"), "check/iris/loss": ("1",)}, ("worked", ""))
    {'z1_1': '0.3775'}
    """
    place = place_of(table)
    found = {name.removeprefix(place): given[-1] for name, given in answers.items() if name.startswith(place) and given}
    return {key: text for key, text in found.items() if text.strip()}


def own_values(texts: Mapping[str, str]) -> dict[str, float]:
    """Return key -> number, of the texts that are one: what a reader went on with.

    >>> own_values({"z1_1": "0,38", "a1_1": "about a half"})
    {'z1_1': 0.38}
    """
    return {key: number.value for key, number in read(texts).items()}


def read(texts: Mapping[str, str]) -> dict[str, Numeral]:
    """Return key -> what was written, of the texts that are a number."""
    found = {}
    for key, text in texts.items():
        with suppress(NumeralError):
            found[key] = read_answer(text)
    return found


# ---- a block that is pasted ----

NOTHING_TAKEN = "Nothing was taken over."


def filled(
    structure: Structure, listed: Sequence[Group], key: str, cells: Sequence[Sequence[str]], turned: bool
) -> dict[str, str]:
    """Return key -> text: a block of cells put into the boxes from one on, downwards; an empty cell leaves its box.

    A block that has the shape of the weights of a layer, and begins with the first of them, goes where its rows and
    columns say.

    Args:
        structure: the shape of the network.
        listed: the groups that are shown, in their order.
        key: the term whose box the block was put into.
        cells: row by row.
        turned: whether in a matrix of weights a row is a unit, and not what comes in.

    Raises:
        NetworkError: if there are more numbers than boxes; then nothing is taken.
    """
    order = list(keys_of(listed))
    if key not in order:
        return {}
    room = _as_matrix(structure, key, cells, turned) or order[order.index(key) :]
    flat = [cell.strip() for row in cells for cell in row]
    if len(flat) > len(room):
        boxes = "is one box" if len(room) == 1 else f"are {len(room)} boxes"
        raise NetworkError(f"The block has {len(flat)} numbers; from this box on there {boxes}. {NOTHING_TAKEN}")
    return {name: cell for name, cell in zip(room, flat, strict=False) if cell}


def _as_matrix(structure: Structure, key: str, cells: Sequence[Sequence[str]], turned: bool) -> list[str]:
    """Return the terms that the cells of a matrix of weights belong to, row by row, or none if it is no such block."""
    recipe, n = catalogue(structure).recipes[key], names(structure)
    keys = {"gradient": Names.gradient, "new": Names.new}
    if recipe.family not in keys or not isinstance(recipe.parameter, Weight):
        return []
    layer = recipe.parameter.layer
    n_in, n_out = structure.sizes[layer : layer + 2]
    rows, columns = (n_out, n_in) if turned else (n_in, n_out)
    if recipe.parameter != n.weights(layer)[0] or [len(row) for row in cells] != [columns] * rows:
        return []
    places = ((column, row) if turned else (row, column) for row in range(rows) for column in range(columns))
    return [keys[recipe.family](n, n.w(layer, *place)) for place in places]


# ---- a factor that is too much everywhere ----


@dataclass(frozen=True)
class Shared:
    """A factor that explains several answers at once.

    Attributes:
        keys: whose answers those are.
        factors: the factor, in all its readings.
    """

    keys: tuple[str, ...]
    factors: tuple[Factor, ...]


FEWEST_SHARED = 2
"""Answers that a factor has to explain, none of them 0, before it is said of all of them at once."""


def shared_factor(trace: Trace, group: Group, typed: Mapping[str, str]) -> Shared | None:
    """Return the factor by which all gradients of a group are off, or those of its weights alone, or of its biases.

    Args:
        trace: where the right values are.
        group: gradients of one layer.
        typed: key -> what the reader typed.
    """
    if group.kind != "gradients":
        return None
    given = read({key: typed[key] for key in group.keys if key in typed})
    weights = tuple(key for key in given if isinstance(trace.recipe(key).parameter, Weight))
    biases = tuple(key for key in given if key not in weights)
    s = trace.structure
    for keys in dict.fromkeys((tuple(given), weights, biases)):
        exact = [trace[key] for key in keys]
        if sum(value != 0.0 for value in exact) >= FEWEST_SHARED and all(map(math.isfinite, exact)):
            factors = find_factors([given[key] for key in keys], exact, s.examples, s.outputs)
            if factors:
                return Shared(keys, factors)
    return None


# ---- what came of it ----


@dataclass(frozen=True)
class Mark:
    """How a verdict is shown beside its box, and counted.

    Attributes:
        sign: for the eye.
        word: for the ear, and in what is counted.
        state: a class in the style sheet.
    """

    sign: str
    word: str
    state: str


RIGHT = Mark("✓", "right", "right")
ROUNDED = Mark("≈", "right but for rounding", "right")
CARRIED = Mark("↳", "right from your own numbers", "carried")
SO_FAR = Mark("…", "right so far", "unread")
WRONG = Mark("✗", "not right", "wrong")
UNREAD = Mark("?", "not read", "unread")
UNKNOWN = Mark("∞", "not judged", "unread")

MARKS: Mapping[str, Mark] = {
    "right": RIGHT,
    "last_digit": ROUNDED,
    "carried": CARRIED,
    "more_digits": SO_FAR,
    "near": WRONG,
    "mistake": WRONG,
    "other_term": WRONG,
    "wrong": WRONG,
    "unclear": UNREAD,
    "no_number": UNREAD,
    "cannot": UNKNOWN,
}
"""Kind of a judgement -> how it is shown."""


@dataclass(frozen=True)
class Tally:
    """What came of the answers to the terms that are shown together.

    Attributes:
        of: how many terms there are.
        counts: mark -> how many answers have it, of those that are there, in the order of ``MARKS``.
        first_wrong: key of the first answer that is not right, in the order of computing, or "".
    """

    of: int
    counts: Mapping[Mark, int]
    first_wrong: str

    @property
    def given(self) -> int:
        """How many answers there are."""
        return sum(self.counts.values())


def tally(order: Sequence[str], kinds: Mapping[str, str]) -> Tally:
    """Count what came of the answers.

    Args:
        order: the terms there are, in the order of computing.
        kinds: key -> kind of the judgement, of those with an answer.
    """
    marks = {key: MARKS[kinds[key]] for key in order if key in kinds}
    counted = Counter(marks.values())
    counts = {mark: counted[mark] for mark in dict.fromkeys(MARKS.values()) if counted[mark]}
    return Tally(len(order), counts, next((key for key, mark in marks.items() if mark is WRONG), ""))
