"""What a run of updates has done to the loss, in sentences: how it went, how it ends, where a reader is in it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup

from backprop import Structure
from backprop.arrays import Array
from backprop.precision import decimals
from explainer.browser.markup import NOTHING, element
from explainer.browser.terms import number
from explainer.notation.display import FINE, Display
from explainer.notation.numbers import format_number, round_above

SAME = 1e-12
"""Relative difference up to which two losses are one: less is rounding, and no course."""

OFTEN = 0.1
"""Share of the updates from which a loss that goes the other way is said to go up and down."""

LEAST_END = 20
"""Updates that the axis of a run has room for, at least."""

ROOM_AHEAD = 10
"""Updates after the present one that it has room for, at least."""


@dataclass(frozen=True)
class Course:
    """How the loss went over some updates.

    Attributes:
        first, last: the losses at both ends.
        updates: how many there were.
        falls, rises: after how many of them the loss was lower, or higher, than before.
    """

    first: float
    last: float
    updates: int
    falls: int
    rises: int

    @property
    def direction(self) -> str:
        """Return "falls", "rises" or "stays" from end to end; "" where one of the ends is no finite number."""
        if not (math.isfinite(self.first) and math.isfinite(self.last)):
            return ""
        if math.isclose(self.first, self.last, rel_tol=SAME):
            return "stays"
        return "falls" if self.last < self.first else "rises"

    @property
    def swings(self) -> bool:
        """Whether it goes up and down, and not only one way."""
        return min(self.falls, self.rises) > OFTEN * self.updates


def course(losses: Array) -> Course:
    """Return how the loss went over a run, from its losses after 0, 1, 2, ... updates.

    >>> course(np.array([0.5, 0.3, 0.4, 0.2])).direction
    'falls'
    """
    before, after = losses[:-1], losses[1:]
    with np.errstate(invalid="ignore"):
        moved = ~np.isclose(before, after, rtol=SAME, atol=0.0)
        falls, rises = int((moved & (after < before)).sum()), int((moved & (after > before)).sum())
    return Course(float(losses[0]), float(losses[-1]), len(losses) - 1, falls, rises)


def called(structure: Structure) -> str:
    """Return what the loss is called: without targets it is only a value."""
    return "value" if structure.loss == "none" else "loss"


def counted(updates: int, what: str = "update") -> str:
    """Return a number of updates in words: "1 update", "1,000 updates"."""
    return f"{updates:,} {what}" + ("s" if updates != 1 else "")


def least_decimals(first: float, last: float, digits: int) -> int | None:
    """Return the decimals that it takes to tell two numbers apart, or None where the usual ones do.

    >>> least_decimals(0.27481108, 0.27474, 4), least_decimals(0.5, 0.25, 4)
    (6, None)
    """
    change = abs(last - first)
    if not math.isfinite(change) or change <= SAME * abs(first):
        return None
    needed = min(decimals(change, 2), 12)
    return needed if needed > digits else None


def told(run: Course, digits: int, what: str = "loss") -> str:
    """Say how the loss went over a run.

    Args:
        run: how it went.
        digits: decimals of ordinary numbers.
        what: what the loss is called; without targets it is only a value.

    >>> told(course(np.array([0.2748, 0.1, 0.0312])), 4)
    'The loss falls from 0.2748 to 0.03120 in 2 updates.'
    """
    least = least_decimals(run.first, run.last, digits)
    first, last = (format_number(loss, digits, least) for loss in (run.first, run.last))
    if not run.updates:
        return f"No update has been taken yet. The {what} is {first}."
    over = counted(run.updates)
    if not run.direction:
        said = _without_end(run, first, what)
    elif run.direction == "stays" and (run.falls or run.rises):
        said = f"The {what} is {last} again after {over}."
    elif run.direction == "stays":
        said = f"The {what} stands still at {first} for {over}."
    else:
        said = f"The {what} {run.direction} from {first} to {last} in {over}."
    return " ".join(filter(None, (said, _way(run))))


def _without_end(run: Course, first: str, what: str) -> str:
    """Say what became of a loss that is no finite number."""
    if not math.isfinite(run.first):
        return f"The {what} is not a finite number from the beginning."
    became = "is not a number" if math.isnan(run.last) else "is beyond the largest number that can be computed"
    return f"The {what} was {first} at the start and {became} after {counted(run.updates)}."


def _way(run: Course) -> str:
    """Say what the two ends do not: that it went up and down."""
    if run.swings:
        return f"It goes up and down: {counted(run.rises)} of {run.updates:,} made it larger."
    against = run.rises if run.direction == "falls" else run.falls
    if run.direction in {"falls", "rises"} and against:
        return f"On the way {counted(against)} made it {'larger' if run.direction == 'falls' else 'smaller'}."
    return ""


def axis_end(updates: int, most: int) -> int:
    """Return where the axis of a run ends: a round number, so that it stands still while updates are taken.

    >>> [axis_end(updates, 10_000) for updates in (0, 11, 45, 120, 3000, 9995)]
    [20, 50, 100, 200, 5000, 10000]
    """
    return min(round_above(max(updates + ROOM_AHEAD, LEAST_END)), most)


def window(updates: int, last: int, rows: int) -> range:
    """Return the rows of a table around the present update, as many as are wanted and there.

    >>> window(0, 100, 5), window(50, 100, 5), window(100, 100, 5)
    (range(0, 5), range(48, 53), range(96, 101))
    """
    begin = max(min(updates - rows // 2, last - rows + 1), 0)
    return range(begin, min(begin + rows, last + 1))


ABOUT_THE_SAME = 0.01
"""Relative change up to which a loss is about the same."""

GUESSES = {"lower": "lower", "same": "about the same (within 1 %)", "higher": "higher"}
"""Where a reader thinks the loss will be -> what that is called."""


def where_it_went(before: float, after: float) -> str:
    """Return which guess was right; what is no number any more has gone beyond all of them, upwards.

    >>> where_it_went(0.5, 0.499), where_it_went(0.5, 0.4), where_it_went(0.5, float("nan"))
    ('same', 'lower', 'higher')
    """
    if abs(after - before) <= ABOUT_THE_SAME * abs(before):
        return "same"
    return "lower" if after < before else "higher"


def verdict(guess: str, before: float, after: float, digits: int) -> str:
    """Say whether a guess of where the loss would be was right."""
    right = where_it_went(before, after)
    least = least_decimals(before, after, digits)
    went = f"from {format_number(before, digits, least)} to {format_number(after, digits, least)}"
    said = f"You said {GUESSES[guess]}"
    return f"{said}, and it is: {went}." if guess == right else f"{said}; it is {GUESSES[right]}: {went}."


def standing(display: Display, updates: int, epoch: int, ahead: bool) -> Markup:
    """Say where a run stands: the loss, what the next update does to it, and what the network says by now.

    Args:
        display: what is shown, after these updates.
        updates: how many have been taken.
        epoch: how many of them are an epoch, where that is said; else 0.
        ahead: whether what the next one does may be seen.
    """
    after = Markup(" after <b>{}</b>{}").format(counted(updates), _epochs(updates, epoch)) if updates else ""
    what = called(display.trace.structure)
    # While a number moves, its numbers are those of a start that no update has been taken from.
    still = element("span", {"data-still": True}, after) if after else NOTHING
    said = Markup("The {} is {}{}.").format(what, number(display, f"loss{FINE}"), still)
    if ahead:
        new, change = number(display, f"new_loss{FINE}"), number(display, "loss_change")
        said += Markup(" The next update makes it {} ({}).").format(new, change)
    return said


def _epochs(updates: int, epoch: int) -> str:
    if not epoch:
        return ""
    done, turns = divmod(updates, epoch)
    return f" ({counted(done, 'epoch')}{f' and {turns} of {epoch} examples' if turns else ''})"


def predictions(display: Display) -> Markup:
    """Say what the network says of the example that is shown, beside what it should say."""
    n, s = display.trace.names, display.trace.structure
    example = display.example
    of = f"Of example {example + 1} the" if s.examples > 1 else "The"
    pairs = []
    for unit in range(s.sizes[-1]):
        output = Markup("{} = {}").format(
            display.written(n.a(s.depth - 1, example, unit)).html, number(display, n.a(s.depth - 1, example, unit))
        )
        wanted = Markup(" (target {})").format(number(display, n.y(example, unit))) if s.loss != "none" else ""
        pairs.append(output + wanted)
    return Markup("{} network says {}.").format(of, Markup(", ").join(pairs))


def why_it_ends(updates: int, most: int, usable: bool) -> str:
    """Say why no further update can be taken, or "" where one can.

    Args:
        updates: how many have been taken.
        most: how many of this network may be taken here.
        usable: whether every parameter can still be shown after the next one.
    """
    if updates >= most:
        whole = f"The run ends here: of this network {counted(most)} can be taken."
        return f"{whole} A number that is changed begins a new run."
    if not usable:
        return "The run ends here: the next update would throw a parameter beyond 1,000,000."
    return ""


def history_told(names: Sequence[str], values: Array, chosen: int | None, digits: int) -> str:
    """Say where the chosen parameter has gone, or else the one that has changed most.

    Args:
        names: of the parameters, as they are said.
        values: shape (updates + 1, parameters).
        chosen: the place of the chosen one, or None where it is not among them.
        digits: decimals of ordinary numbers.
    """
    updates = len(values) - 1
    if not updates:
        return f"No update has been taken yet: {counted(len(names), 'parameter')} at the start."
    moved = np.abs(values[-1] - values[0])
    most = int(moved.argmax())
    if moved[most] == 0.0:
        return f"No parameter has changed in {counted(updates)}."
    first = most if chosen is None else chosen
    said = f"In {counted(updates)} {names[first]} {_moved(values[:, first], digits)}."
    if len(names) == 1:
        return said
    if first == most:
        return f"{said} No other parameter has changed more."
    return f"{said} {names[most]} has changed most: it {_moved(values[:, most], digits)}."


def _moved(values: Array, digits: int) -> str:
    first, last = float(values[0]), float(values[-1])
    if first == last:
        return f"stays at {format_number(first, digits)}"
    least = least_decimals(first, last, digits)
    return f"goes from {format_number(first, digits, least)} to {format_number(last, digits, least)}"
