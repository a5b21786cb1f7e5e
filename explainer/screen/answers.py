"""What a reader answers: kept as it was given, all of it; what it is worth is computed from that."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice

from explainer.browser.messages import LONGEST_TEXT
from explainer.screen.session import change, kept

MOST_NAMES = 3000
"""Questions whose answers are kept; of more, those that were answered last."""

MOST_TRIES = 50
"""Answers to one question that are kept; of more, the last ones."""

LONGEST_NAME = 200


def answers() -> Mapping[str, tuple[str, ...]]:
    """Return what was asked, by its name -> all that was answered to it, in its order; "" where it was taken back."""
    return kept().answers


def answer(detail: str) -> None:
    """Take down an answer, as ``name:text``; the same once more says nothing new."""
    name, _, text = detail.partition(":")
    given = answers().get(name, ())
    text = text.strip()[:LONGEST_TEXT]
    if not name or len(name) > LONGEST_NAME or text == (given[-1] if given else ""):
        return
    others = {asked: all_given for asked, all_given in answers().items() if asked != name}
    kept_names = islice(others.items(), max(0, len(others) + 1 - MOST_NAMES), None)
    change(answers={**dict(kept_names), name: (*given, text)[-MOST_TRIES:]}, acted=True)


def forget(prefix: str) -> None:
    """Forget the answers to all questions whose name begins so."""
    change(answers={name: given for name, given in answers().items() if not name.startswith(prefix)})
