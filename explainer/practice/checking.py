"""Numbers that a reader has computed elsewhere: which terms of the pass there are to check, and what came of them.

The terms are those that the walk explains, in the order in which they are computed; what is only another name of a
number is left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from backprop import Structure
from backprop.terms import Recipe, catalogue
from explainer.notation.numbers import parse_number
from explainer.walk.steps import Step

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
    read = {key: parse_number(text) for key, text in texts.items()}
    return {key: value for key, value in read.items() if value is not None}


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
    """What came of all answers of a pass.

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
