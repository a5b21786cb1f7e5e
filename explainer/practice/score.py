"""What a reader's answers come to: how a line went, the score, the streak, and how much is left blank.

All of it is read from the log of answers, name -> every text that was given for it, in their order. What belongs to a
line stands beside its answers, under names of its own, and what came of it is noted once it is done: an exercise that
is no longer on screen need not be judged again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal, Protocol

Log = Mapping[str, Sequence[str]]
"""Name -> all texts that were given for it."""

Outcome = Literal["first", "later", "mended"]
"""What came of a line, or of an exercise: right at first, after another try or a hint, or mended for the reader."""

OUTCOMES: tuple[Outcome, ...] = ("first", "later", "mended")
"""From the best to the worst; an exercise is as good as the worst of its lines."""

State = Literal["open", "wrong", "right", "mended"]

EXERCISE = "exercise/"
HINTS, MEND, WENT, DONE = "/hints", "/mend", "/went", "/done"
"""Endings of names: the hints that were taken of a line, that it was to be mended, what came of it, and of all."""

MOST_HINTS = 3

TO_RISE = 2
"""Exercises that are right at first, one after the other, after which one more line is blank."""


def exercise_name(task: str, *depends: object) -> str:
    """Return the name of an exercise in the log, with which the names of its lines begin.

    Args:
        task: which kind it is.
        depends: all that its right answers depend on.
    """
    return f"{EXERCISE}{task}/{sha256(repr(depends).encode()).hexdigest()[:12]}"


def line_name(exercise: str, blank: str, key: str) -> str:
    """Return the name under which the answers to what is asked of a line stand."""
    return f"{exercise}/{blank}/{key}"


class Judged(Protocol):
    """What has to be known of an answer that was judged."""

    @property
    def counts(self) -> bool:
        """Whether it is a try."""

    @property
    def is_right(self) -> bool:
        """Whether it is right."""


@dataclass(frozen=True)
class Went:
    """How a line went so far.

    Attributes:
        state: whether it is open, wrong, right or mended.
        text: what stands in its box.
        tries: answers that counted.
        hints: that were taken.
    """

    state: State = "open"
    text: str = ""
    tries: int = 0
    hints: int = 0

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.state in {"right", "mended"}

    @property
    def outcome(self) -> Outcome | None:
        """What came of it, or None while it is open."""
        if self.state == "mended":
            return "mended"
        if self.state == "right":
            return "first" if self.tries == 1 and not self.hints else "later"
        return None


NOT_YET = Went()


def went(log: Log, name: str, judge: Callable[[str], Judged]) -> Went:
    """Return how a line went: its first right answer stands, and nothing that comes after it.

    A text that is empty undoes the one before; it is no try.
    """
    hints = min(len(log.get(name + HINTS, ())), MOST_HINTS)
    tries, text, state = 0, "", "open"
    for text in log.get(name, ()):
        found = judge(text) if text else None
        tries += found is not None and found.counts
        if found and found.is_right:
            # What needs no try by itself is one where it is right.
            return Went("right", text, max(tries, 1), hints)
        state = "wrong" if found and found.counts else "open"
    if log.get(name + MEND):
        return Went("mended", text, tries, hints)
    return Went("wrong" if state == "wrong" else "open", text, tries, hints)


def notes(lines: Mapping[str, Went], exercise: str) -> Iterator[tuple[str, str]]:
    """Yield (name, text) of what is to be noted in the log of an exercise: what came of each line, and of all.

    Args:
        lines: the name of each line that is asked for -> how that went.
        exercise: its name.
    """
    outcomes = {name: line.outcome for name, line in lines.items()}
    yield from ((name + WENT, outcome) for name, outcome in outcomes.items() if outcome)
    found = [outcome for outcome in outcomes.values() if outcome]
    if found and len(found) == len(outcomes):
        yield exercise + DONE, max(found, key=OUTCOMES.index)


@dataclass(frozen=True)
class Score:
    """What all answers of a session come to.

    Attributes:
        first: lines that were right at first.
        later: after another try, or a hint.
        mended: that were mended for the reader.
        row: how many were right at first without a break, up to now.
    """

    first: int = 0
    later: int = 0
    mended: int = 0
    row: int = 0

    @property
    def said(self) -> str:
        """It as a sentence."""
        parts = (
            (self.first, "right at first"),
            (self.later, "after another try or a hint"),
            (self.mended, "mended"),
        )
        counted = ", ".join(f"{count} {how}" for count, how in parts if count)
        if not counted:
            return "No line is done yet."
        return f"{counted}; {self.row} in a row." if self.row > 1 else f"{counted}."


def score(log: Log) -> Score:
    """Return what all answers of a session come to."""
    outcomes = [texts[0] for name, texts in log.items() if _is_of_exercises(name, WENT) and texts]
    row = next((place for place, outcome in enumerate(reversed(outcomes)) if outcome != "first"), len(outcomes))
    first, later, mended = map(outcomes.count, OUTCOMES)
    return Score(first, later, mended, row)


def level(log: Log, exercise: str, usual: int, most: int) -> int:
    """Return how much of an exercise is left blank: more, once exercises of its kind are right at first.

    It follows from those that were done before, so that nothing changes while the reader is at it. After one that was
    mended it is less again.

    Args:
        log: of the answers.
        exercise: the name of the one on screen.
        usual: the level at which its kind begins, and below which it does not fall.
        most: the highest level.
    """
    kind, found, in_a_row = exercise.rpartition("/")[0] + "/", usual, 0
    for name, texts in log.items():
        if name.startswith(f"{exercise}/"):
            break
        if not (name.startswith(kind) and name.endswith(DONE) and texts):
            continue
        in_a_row = in_a_row + 1 if texts[0] == "first" else 0
        if texts[0] == "mended":
            found = max(found - 1, usual)
        elif in_a_row == TO_RISE:
            found, in_a_row = min(found + 1, most), 0
    return found


def _is_of_exercises(name: str, ending: str) -> bool:
    return name.startswith(EXERCISE) and name.endswith(ending)
