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
"""Numbers that all runs together keep, 32 MB; of the longest run of the largest network there are a million."""

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
        self._most = most
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
            self._found[key] = found
            self._found.move_to_end(key)
            while len(self._found) > 1 and sum(map(size, self._found.values())) > self._most:
                self._found.popitem(last=False)
        return found

    def holds(self, key: Hashable, updates: int) -> bool:
        """Whether so many updates of a run are there, and would not have to be computed."""
        with self._lock:
            found = self._found.get(key)
        return found is not None and found.updates >= updates


def size(training: Training) -> int:
    """Return how many numbers a run keeps."""
    arrays = (training.losses, training.parameters, training.first, training.second)
    return sum(array.size for array in arrays if array is not None)


def most_updates(parameters: int) -> int:
    """Return how many updates of a network with so many parameters may be taken here."""
    return min(MOST_UPDATES, MOST_OF_ONE // parameters)


def last_usable(training: Training) -> int:
    """Return after how many updates every parameter can still be shown: finite, and not beyond the largest."""
    beyond = ~(np.abs(training.parameters) <= LARGEST).all(axis=1)
    return int(beyond.argmax()) - 1 if beyond.any() else training.updates


RUNS = Runs()
"""The runs of all readers."""
