"""What a reader expects before it is shown: kept beside the question it answers, and forgotten with another one."""

from __future__ import annotations

from hashlib import sha256

from explainer.screen import actions, session

LOOK = "look"
"""What is kept of a reader who does not want to guess."""


def answered(name: str, place: object) -> str | None:
    """Return what was answered to a question where it stands now, or None.

    Args:
        name: of the question.
        place: all that the right answer depends on.
    """
    asked, _, answer = session.kept().typed.get(name, "").partition("|")
    return answer if asked == _digest(place) else None


def answer(name: str, place: object, said: str) -> None:
    """Keep an answer."""
    actions.keep_typed(name, f"{_digest(place)}|{said}")


def _digest(place: object) -> str:
    return sha256(repr(place).encode()).hexdigest()[:16]
