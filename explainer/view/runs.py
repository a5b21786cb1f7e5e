"""The updates that have been taken from where a run began, kept for whoever looks at the same run.

A link says how many updates were taken, not what they led to, and every page of a run asks for all of it. So a run is
computed once, and gone on with where more of it is asked for; its numbers take a bounded room.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

import numpy as np

from backprop import Problem, Training, train

MOST_NUMBERS = 4_000_000
"""Numbers that all runs together keep, 32 MB, and what stands around them; see ``size``."""

MOST_OF_ONE = 1_000_000
"""Numbers that one run may keep."""

MOST_UPDATES = 10_000

LARGEST = 1e6
"""Beyond this no parameter can be drawn, or be dragged back."""


class Runs:
    """Runs by where they began: those asked for last, of a bounded size together."""

    def __init__(self, most: int = MOST_NUMBERS) -> None:
        """Begin with none.

        Args:
            most: numbers of all runs together.
        """
        self._most, self.size = most, 0
        self._found: OrderedDict[Hashable, Training] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Hashable, start: Callable[[], Problem], updates: int) -> Training:
        """Return a run of at least so many updates.

        Args:
            key: everything that the run depends on.
            start: returns the problem it begins with.
            updates: how many there are to be.
        """
        with self._lock:
            found = self._found.get(key)
        # Two threads may go on with the same run; waiting for each other would be waiting for the slowest of all.
        if found is None:
            found = train(start(), updates)
        elif found.updates < updates:
            found = found.further(updates - found.updates)
        with self._lock:
            kept = self._found.pop(key, None)
            self.size -= size(kept) if kept else 0
            self._found[key] = found = max(filter(None, (kept, found)), key=lambda run: run.updates)
            self.size += size(found)
            while len(self._found) > 1 and self.size > self._most:
                self.size -= size(self._found.popitem(last=False)[1])
        return found

    def holds(self, key: Hashable, updates: int) -> bool:
        """Whether so many updates of a run are there, and would not have to be computed."""
        with self._lock:
            found = self._found.get(key)
        return found is not None and found.updates >= updates


AROUND = 16
"""Numbers that take as much room as one that was changed: its name and itself in the key of its run."""

AT_LEAST = 250
"""Numbers that take as much room as a run of the smallest network without any update."""


def size(training: Training) -> int:
    """Return how many numbers would take the room that a run takes.

    A short run of a large network has few numbers of its own, but a start with all its examples, and the name and value
    of each number that the reader changed.
    """
    start, arrays = training.start, (training.losses, training.parameters, training.first, training.second)
    given: int = start.x.size + start.y.size + training.parameters[0].size
    return AT_LEAST + AROUND * given + sum(array.size for array in arrays if array is not None)


def most_updates(parameters: int) -> int:
    """Return how many updates of a network with so many parameters may be taken here."""
    return min(MOST_UPDATES, MOST_OF_ONE // parameters)


def last_usable(training: Training) -> int:
    """Return after how many updates every parameter can still be shown: finite, and not beyond the largest.

    The start is shown whatever it is.
    """
    beyond = ~(np.abs(training.parameters[1:]) <= LARGEST).all(axis=1)
    return int(beyond.argmax()) if beyond.any() else training.updates


RUNS = Runs()
"""The runs of all readers."""
