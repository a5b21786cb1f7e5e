"""How many updates have led to what is on screen."""

from __future__ import annotations

from collections.abc import Sequence

from explainer.view.view import View


def updates_taken(history: Sequence[View], view: View) -> int:
    """Return how many updates in a row have led to the numbers of a view.

    Nothing is counted while they are taken: an earlier view was followed by an update if that makes the next
    one of it. So an update that is undone no longer counts, nor do those before a number was changed.

    Args:
        history: what undo returns to, the last one at the end.
        view: what is on screen.
    """
    taken, after = 0, view
    for before in reversed(history):
        if before.table != after.table or before.updated.values != after.values:
            break
        taken, after = taken + 1, before
    return taken
