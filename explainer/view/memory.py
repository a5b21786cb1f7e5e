"""What was made of a view is kept for the next reader who has the same on screen.

A class that follows its teacher asks for the same figures thirty times. What is shown is a function of the view alone,
so it is made once and no reader's numbers reach another: who asks under another view gets what is made of that.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Set
from dataclasses import dataclass, field, fields, is_dataclass
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")

MOST_CHARACTERS = 16_000_000
"""Of all that is kept; a step of a page has about a hundred thousand."""


@dataclass
class Place:
    """Where one thing is kept, or is being made while others who want it wait."""

    lock: Lock = field(default_factory=Lock)
    made: list[Any] = field(default_factory=list)
    characters: int = 0


class Memory:
    """Things by what they were made of: those asked for last, of a bounded size together."""

    def __init__(self, most: int = MOST_CHARACTERS) -> None:
        """Begin with nothing.

        Args:
            most: characters of all things together.
        """
        self.most = most
        self.characters = 0
        self._lock = Lock()
        self._places: OrderedDict[Hashable, Place] = OrderedDict()

    def __len__(self) -> int:
        """Return how many things are kept."""
        return len(self._places)

    def made(self, of: Hashable, make: Callable[[], T]) -> T:
        """Return what is made of something; of many who ask at the same time one makes it, and the others wait.

        Args:
            of: everything that the thing depends on.
            make: makes it.
        """
        with self._lock:
            place = self._places.setdefault(of, Place())
            self._places.move_to_end(of)
        with place.lock:
            if not place.made:
                try:
                    place.made.append(make())
                finally:
                    self._count(of, place)
        made: T = place.made[0]
        return made

    def _count(self, of: Hashable, place: Place) -> None:
        """Count what has been made, and forget what was asked for longest ago; what has failed is not kept."""
        with self._lock:
            if self._places.get(of) is not place:
                return
            if not place.made:
                del self._places[of]
                return
            place.characters = characters(of) + characters(place.made[0])
            self.characters += place.characters
            while self.characters > self.most:
                self.characters -= self._places.popitem(last=False)[1].characters


def characters(thing: object) -> int:
    """Return about how large something is: the characters of all texts in it."""
    if isinstance(thing, str):
        return len(thing)
    if isinstance(thing, Mapping):
        return sum(characters(key) + characters(value) for key, value in thing.items())
    if isinstance(thing, tuple | list | Set):
        return sum(map(characters, thing))
    if is_dataclass(thing):
        return sum(characters(getattr(thing, f.name)) for f in fields(thing))
    return 1
