"""How a reader gets on with finding a mistake: the line, its right value, which mistake it was; and the score.

All of it is read from the log of answers, name -> every text that was given for it, in their order. What came of a
derivation is noted in that log once it is done, so that one that is no longer on screen need not be made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from explainer.practice.score import Judged, Log

FIND = "find/"
LINE, VALUE, WHICH, HINTS, SHOWN, DONE = "/line", "/value", "/which", "/hints", "/shown", "/done"
"""Endings of names: the lines that were chosen, the values for it, the mistakes it was said to be, the hints that were
taken, what was shown rather than found, and what came of all."""

MOST_HINTS = 3

Outcome = Literal["first", "later", "shown"]
"""What came of a derivation: all found at the first try and without a hint, after more of them, or shown."""

OUTCOMES: tuple[Outcome, ...] = ("first", "later", "shown")

Stage = Literal["line", "value", "which", "told"]
"""What is asked next: which line it is, what it should be, which mistake it was; or nothing any more."""


@dataclass(frozen=True)
class Search:
    """How far a reader has come with a derivation.

    Attributes:
        chosen: the lines that were chosen, from 0, up to the wrong one.
        text: the value that was given last.
        values: values that counted as a try.
        is_right: whether the last of them is right.
        which: id of the mistake that it was said to be first, or "".
        hints: that were taken.
        shown: what was shown rather than found: "line", "value" or both.
        place: which line is wrong.
    """

    chosen: tuple[int, ...]
    text: str
    values: int
    is_right: bool
    which: str
    hints: int
    shown: frozenset[str]
    place: int

    @property
    def has_line(self) -> bool:
        """Whether the wrong line is known."""
        return self.place in self.chosen or "line" in self.shown

    @property
    def has_value(self) -> bool:
        """Whether its right value is known."""
        return self.is_right or "value" in self.shown

    @property
    def stage(self) -> Stage:
        """What is asked next."""
        if not self.has_line:
            return "line"
        return "value" if not self.has_value else "told" if self.which else "which"

    @property
    def outcome(self) -> Outcome | None:
        """What came of it, or None while something is asked."""
        if self.stage != "told":
            return None
        if self.shown:
            return "shown"
        return "first" if (len(self.chosen), self.values, self.hints) == (1, 1, 0) else "later"


def find_name(*depends: object) -> str:
    """Return the name of a derivation in the log, with which all names of what is answered to it begin.

    Args:
        depends: all that it depends on.
    """
    return FIND + sha256(repr(depends).encode()).hexdigest()[:12]


def search(log: Log, name: str, lines: int, place: int, judge: Callable[[str], Judged]) -> Search:
    """Return how far a reader has come.

    Args:
        log: of the answers.
        name: of the derivation in it.
        lines: how many lines it has.
        place: which of them is wrong, from 0.
        judge: text -> what is to be said of it as the right value.
    """
    chosen, values, text, is_right = list[int](), 0, "", False
    for given in log.get(name + LINE, ()):
        if given.isascii() and given.isdigit() and len(given) < 4 and 0 < int(given) <= lines and place not in chosen:
            chosen.append(int(given) - 1)
    for text in log.get(name + VALUE, ()):
        found = judge(text) if text else None
        values += found is not None and (found.counts or found.is_right)
        is_right = found is not None and found.is_right
        if is_right:
            break
    which = next(iter(log.get(name + WHICH, ())), "")
    hints = min(len(log.get(name + HINTS, ())), MOST_HINTS)
    shown = frozenset(log.get(name + SHOWN, ()))
    return Search(tuple(chosen), text, values, is_right, which, hints, shown, place)


def notes(name: str, found: Search) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of what is to be noted in the log: what came of a derivation that is done."""
    if found.outcome:
        yield name + DONE, found.outcome


def score_said(log: Log) -> str:
    """Say what all derivations of a session come to."""
    outcomes = [texts[0] for name, texts in log.items() if name.startswith(FIND) and name.endswith(DONE) and texts]
    if not outcomes:
        return "No mistake is found yet."
    said = {"first": "at the first try", "later": "after another try or a hint", "shown": "shown"}
    counted = (f"{outcomes.count(outcome)} {said[outcome]}" for outcome in OUTCOMES if outcome in outcomes)
    return f"Mistakes found: {', '.join(counted)}."
