"""What a browser sends back, washed once: it can send anything.

Only finite numbers and short texts under names get through, and a bounded number of them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from backprop.files import MAX_BYTES

MOST_CHARACTERS = 200_000
"""Of a question; the page with the most numbers, a product of the largest network's matrices, asks with 152,000."""

MOST_KEYS = 8000
"""Terms in a question; that page has 7,209."""

MOST_ITEMS = 6000
"""Names with a number or a text in a message; the largest network has fewer numbers that can be changed."""

LONGEST_TEXT = 200
"""Characters of a text typed into a box."""

LONGEST_ACT = MAX_BYTES + 20
"""Characters of an act; a text may be as long as a file, and one that is longer has to look it. The line has a limit
of its own for all of them together."""

LONGEST_PART = 8_192
"""Characters of a part of a link; an own network takes up to eight thousand."""


MOST_DRAWN = 1e9
"""As far as a curve can be drawn; no parameter that can be used lies a thousandth as far from 0."""


@dataclass(frozen=True)
class Edit:
    """What a reader changed: numbers by name, texts typed into boxes, and whether they let go."""

    seq: int
    values: Mapping[str, float]
    texts: Mapping[str, str]
    done: bool


def edit_from(message: Any) -> Edit | None:
    """Return the edit in a message from a component, or None where it is not one."""
    if not isinstance(message, dict) or not isinstance(message.get("seq"), int):
        return None
    return Edit(
        message["seq"],
        _numbers(message.get("values")),
        _texts(message.get("texts"), LONGEST_TEXT),
        bool(message.get("done")),
    )


@dataclass(frozen=True)
class Acts:
    """What a reader did by keys, buttons or choices, each numbered so that none is lost and none is done twice.

    A message holds every act that its sender does not know to be taken over, because of several messages that meet
    Streamlit passes on the last alone. It names the session that the numbers are of: when the server was away, the
    browser says to the next session once more what it said last to the one before.
    """

    session: str
    first: int
    texts: tuple[str, ...]

    @property
    def last(self) -> int:
        """Number of the last of them."""
        return self.first + len(self.texts) - 1

    def after(self, taken: int) -> tuple[str, ...]:
        """Return those that come after the one that was taken over last."""
        return self.texts[max(taken + 1 - self.first, 0) :]


def acts_from(message: Any) -> Acts | None:
    """Return the acts in a message from a component, or None where there are none."""
    if not isinstance(message, dict):
        return None
    session, first, acts = message.get("session"), message.get("first"), message.get("acts")
    if not isinstance(session, str) or not isinstance(acts, list):
        return None
    if not isinstance(first, int) or not 0 < first <= sys.maxsize:
        return None
    return Acts(session, first, tuple(_act(text) if isinstance(text, str) else "" for text in acts[:MOST_ITEMS]))


def _act(text: str) -> str:
    """Return an act that is no longer than it may be; half of a character, which JSON can say, is none."""
    return text[:LONGEST_ACT].encode(errors="replace").decode()


@dataclass(frozen=True)
class Curve:
    """The loss as a function of one parameter, as a page wants to draw it.

    Attributes:
        parameter: its name.
        low: where the picture begins.
        high: where it ends, to the right of that.
    """

    parameter: str
    low: float
    high: float


@dataclass(frozen=True)
class Question:
    """What a page asks while a number moves.

    Attributes:
        seq: number of the question; the answer carries it too.
        link: the page's query parameters.
        edits: name -> number, what has been changed since.
        terms: keys whose text is shown, each once.
        marks: keys whose size some width follows, each once.
        curve: the curve that is drawn, or None.
    """

    seq: int
    link: Mapping[str, str]
    edits: Mapping[str, float]
    terms: tuple[str, ...]
    marks: tuple[str, ...]
    curve: Curve | None = None


def question_from(message: str) -> Question | None:
    """Return the question in a message over the live path, or None where it is not one."""
    try:
        asked = json.loads(message) if len(message) <= MOST_CHARACTERS else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(asked, dict) or not _is_count(asked.get("seq")):
        return None
    edits, keys = _numbers(asked.get("edits")), (_keys(asked.get("terms")), _keys(asked.get("marks")))
    return Question(asked["seq"], _texts(asked.get("link"), LONGEST_PART), edits, *keys, _curve(asked.get("curve")))


def _curve(asked: Any) -> Curve | None:
    """Return the curve that is asked for, or None where it is none that could be drawn."""
    if not isinstance(asked, dict) or not isinstance(asked.get("parameter"), str):
        return None
    ends = _numbers({name: asked.get(name) for name in ("low", "high")})
    if len(ends) < 2 or not -MOST_DRAWN <= ends["low"] < ends["high"] <= MOST_DRAWN:
        return None
    return Curve(asked["parameter"], **ends)


def _numbers(mapping: Any) -> dict[str, float]:
    return {name: float(value) for name, value in _items(mapping) if _is_finite(value)}


def _texts(mapping: Any, longest: int) -> dict[str, str]:
    return {name: text[:longest] for name, text in _items(mapping) if isinstance(text, str)}


def _keys(listed: Any) -> tuple[str, ...]:
    keys = listed[:MOST_KEYS] if isinstance(listed, list) else []
    return tuple(dict.fromkeys(key for key in keys if isinstance(key, str)))


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= sys.maxsize


def _is_finite(value: Any) -> bool:
    # A whole number can be too large for a float; nan is not smaller than anything.
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= sys.float_info.max


def _items(mapping: Any) -> list[tuple[str, Any]]:
    return list(mapping.items())[:MOST_ITEMS] if isinstance(mapping, dict) else []
