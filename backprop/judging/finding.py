"""What is found out about an answer, and how it is said: sentences with places for the names of terms."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    """A sentence for a reader.

    Attributes:
        template: the sentence, with ``{}`` where a term is named.
        keys: the terms, in the order of those places.
    """

    template: str
    keys: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.template.format(*self.keys)


@dataclass(frozen=True)
class Finding:
    """An explanation that fits a wrong number: a near miss, a named mistake, or another term.

    Attributes:
        id: "sign", "power_of_ten", "reciprocal", "zero" or "cut" of a near miss, "term" of another term, else the id of
            the mistake.
        template: the sentence, with ``{}`` for each key.
        keys: the terms that it is about.
    """

    id: str
    template: str
    keys: tuple[str, ...] = ()

    @property
    def said(self) -> Said:
        """The finding as a sentence."""
        return Said(self.template, self.keys)


def listed(count: int, last: str = "and") -> str:
    """Return places for the names of so many terms, as they are listed in a sentence.

    >>> listed(1), listed(2), listed(3)
    ('{}', '{} and {}', '{}, {} and {}')
    """
    places = ["{}"] * count
    return f" {last} ".join(filter(None, (", ".join(places[:-1]), places[-1]))) if places else ""
