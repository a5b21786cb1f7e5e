"""A trace as it is shown: the text of any term, and how large it is beside the others."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, fields, replace

from backprop import Structure, Trace
from backprop.names import Names, apart, names
from backprop.passes import Nudged
from backprop.precision import decimals
from backprop.rounding import is_rounding
from backprop.terms import catalogue
from explainer.notation.families import traits
from explainer.notation.notation import Notation
from explainer.notation.numbers import (
    DEFAULT_DIGITS,
    MINUS,
    decimals_in,
    format_after_step,
    format_given,
    format_number,
)
from explainer.notation.symbols import Written

FINE = "|fine"
"""Ending of a key whose number is to be shown finely enough to see what one update changed."""

RISE, FALL = "|rise", "|fall"
"""Endings of a key whose number is told in words, which stay true live: how far something rises if it goes on as
steeply as here, or how far it falls because this is taken from it."""

WORDS = {RISE: ("rises by about", "falls by about"), FALL: ("falls by", "rises by")}
"""Ending of a key -> what is said before its number where that is positive, and where it is negative."""

NUDGED = "nudged"
"""Beginning of a form in which a number is that of another nudge, of so many decimal places: nudged5 is 10⁻⁵."""

FINEST_QUOTIENT = 10
"""Decimals of a quotient, to be seen coming nearer."""

OF_NUDGES = {field.name for field in fields(Nudged)} - {"nudge"}
"""Families of terms that have that form."""

SMALL = "|small"
"""Ending of the key of a mark that is 1 where a term is next to nothing, and 0 where it is not."""

NEXT_TO_NOTHING = 0.01
"""Below this a local derivative lets so little past that a unit is called saturated."""

FORMS = re.compile(rf"fine|rise|fall|{NUDGED}([1-9]|1[0-5])|-?\d{{1,3}}")
"""Forms beside the usual one; a number is that of decimals, at least, which the line it stands in needs to add up."""


def term_of(key: str) -> str:
    """Return the key of a term without the form that its number is shown in."""
    return key.partition("|")[0]


def form_of(key: str) -> str:
    """Return the form that a number is shown in, or "" for the usual one."""
    return key.partition("|")[2]


def in_form(key: str, least: int) -> str:
    """Return a key whose number is shown with so many decimals at least."""
    return f"{term_of(key)}|{least}"


def changed_by(structure: Structure, key: str) -> str:
    """Return the key of what says how an update, or a nudge, changes a term; of one that none changes it is none."""
    n, recipe = names(structure), catalogue(structure).recipes[key]
    if key in {"loss", "new_loss"}:
        return "loss_change"
    if recipe.parameter is None or recipe.family not in CHANGES:
        return n.new(key)
    return CHANGES[recipe.family](n, recipe.parameter.name)


CHANGES: Mapping[str, Callable[[Names, str], str]] = {
    "raised": lambda n, name: "nudge",
    "raised_loss": Names.rise,
    "loss_alone": Names.change_alone,
    "predicted_loss": Names.predicted_change,
}
"""Family of what has been changed -> what says by how much."""


def is_known(structure: Structure, key: str) -> bool:
    """Whether there is such a term, and its number can be shown in the form that the key asks for."""
    (bare, _, form), recipes = key.partition("|"), catalogue(structure).recipes
    if not form or bare not in recipes or not FORMS.fullmatch(form):
        return bare in recipes and not form
    if form.startswith(NUDGED):
        return recipes[bare].family in OF_NUDGES
    return form != "fine" or changed_by(structure, bare) in recipes


HIDDEN = "?"
"""What stands where a number is hidden."""


@dataclass(frozen=True)
class Hidden:
    """Numbers that a reader wants to predict before they see them.

    Attributes:
        asked: the key of the term that is asked for, or "" where none can be revealed.
        answers: keys of the terms whose numbers give it away; choosing one of them reveals all.
        later: stems of the keys of terms that are asked for later, in every example; see ``names.apart``.
    """

    asked: str = ""
    answers: Set[str] = frozenset()
    later: frozenset[str] = frozenset()


NOTHING_HIDDEN = Hidden()


@dataclass(frozen=True)
class Display:
    """A trace, in a notation, at a precision.

    Attributes:
        trace: where every number comes from.
        notation: how its terms are written.
        digits: decimals of ordinary numbers.
        example: the example of the batch that is shown, from 0.
        whole: whether gradients are shown for the whole batch rather than for that example.
        hidden: numbers that are not to be seen yet, wherever they stand.
    """

    trace: Trace
    notation: Notation
    digits: int = DEFAULT_DIGITS
    example: int = 0
    whole: bool = True
    hidden: Hidden = NOTHING_HIDDEN

    def hides(self, key: str) -> bool:
        """Whether a term's number is not to be seen yet."""
        bare = term_of(key)
        return bare in self.hidden.answers or bool(self.hidden.later and apart(bare)[0] in self.hidden.later)

    @property
    def form(self) -> tuple[bool, ...]:
        """What the form of equations depends on beside the structure: for softmax, whether targets add up to 1."""
        if self.trace.structure.activations[-1] != "softmax":
            return ()
        return tuple((self.trace.problem.y.sum(axis=1) == 1.0).tolist())

    def text(self, key: str) -> str:
        """Return a term's value as text, in the form that its key may ask for: see ``FORMS``."""
        if self.hides(key):
            return HIDDEN
        form, key = form_of(key), term_of(key)
        if f"|{form}" in WORDS:
            return self._in_words(key, *WORDS[f"|{form}"])
        if form.startswith(NUDGED):
            return format_number(self._nudged(key, int(form.removeprefix(NUDGED))), self.digits, FINEST_QUOTIENT)
        least = self._fine(key) if form == "fine" else int(form) if form else None
        recipe, value = self.trace.recipe(key), self.trace[key]
        while recipe.operation == "same":
            recipe = self.trace.recipe(recipe.factors[0])
        if traits(recipe).given:
            exact = decimals(abs(value), self.digits)
            if round(value, max(exact, exact if least is None else least)) == value:
                return format_given(value, self.digits, least)
        if not traits(recipe).bare and is_rounding(self.trace, key):
            return "0"
        if recipe.family == "new" and recipe.parameter is not None:
            step = self.trace[self.trace.names.step(recipe.parameter.name)]
            return format_after_step(value, step, self.digits, least or 0)
        return format_number(value, self.digits, least)

    def _nudged(self, key: str, places: int) -> float:
        """Return what a term would be with another nudge."""
        recipe = self.trace.recipe(key)
        assert recipe.parameter is not None  # see ``is_known``
        return float(getattr(self.trace.nudged(recipe.parameter), recipe.family)[places - 1])

    def _in_words(self, key: str, positive: str, negative: str) -> str:
        """Say which way something goes, and how far."""
        text = self.text(key)
        if math.isnan(self.trace[key]):
            return "cannot be told"
        if text == "0":
            return "does not change"
        return f"{negative if text.startswith(MINUS) else positive} {text.removeprefix(MINUS)}"

    def _fine(self, key: str) -> int:
        """Return the decimals that show what an update changed, whether or not that is hidden."""
        return decimals_in(replace(self, hidden=NOTHING_HIDDEN).text(changed_by(self.trace.structure, key)))

    def has_long_road(self, key: str) -> bool:
        """Whether a term is a delta that stands in the trace by the long road too."""
        return self.trace.names.long(key) in self.trace.catalogue.recipes

    def texts(self, keys: Iterable[str]) -> dict[str, str]:
        """Return the text of every key."""
        return {key: self.text(key) for key in keys}

    def marks(self, keys: Iterable[str]) -> dict[str, float]:
        """Return for each key a value from -1 to 1: its size and sign beside the largest of them; 0 if hidden."""
        keys = tuple(keys)
        values, largest = self._sizes(keys)
        if largest == 0.0:
            return dict.fromkeys(keys, 0.0)
        return {key: round(value / largest, 4) for key, value in zip(keys, values, strict=True)}

    def flags(self, keys: Iterable[str]) -> dict[str, float]:
        """Return for each key that asks whether a term is next to nothing 1 where it is, and 0 where not, or hidden."""
        return {key: float(not self.hides(key) and abs(self.trace[term_of(key)]) < NEXT_TO_NOTHING) for key in keys}

    def largest(self, keys: Iterable[str]) -> float:
        """Return the size of the largest of some terms that are not hidden; 0 where one of them is not finite."""
        return self._sizes(tuple(keys))[1]

    def _sizes(self, keys: tuple[str, ...]) -> tuple[list[float], float]:
        """Return some values, 0 where hidden, and the size of the largest of them, 0 where one is not finite."""
        values: list[float] = self.trace.many(keys).tolist()
        if self.hidden != NOTHING_HIDDEN:
            values = [0.0 if self.hides(key) else value for key, value in zip(keys, values, strict=True)]
        sizes = list(map(abs, values))
        return values, max(sizes) if sizes and all(map(math.isfinite, sizes)) else 0.0

    def written(self, key: str) -> Written:
        """Return how a term is written."""
        return self.notation.written(term_of(key))
