"""Where will the loss be? A guess before ten updates, judged after them."""

from __future__ import annotations

from dataclasses import replace

from explainer.browser.markup import element
from explainer.screen import session
from explainer.screen.panels import show
from explainer.screen.training_asked import answer, answered
from explainer.screen.widgets import radio
from explainer.walk.training import GUESSES, verdict

QUESTION = "after_ten"
"""Name of the question."""

AFTER = 10
"""Updates after which a guess is judged."""


def guess() -> None:
    """Ask where the loss will be after ten more updates, and judge what the reader said ten updates ago."""
    view = session.view()
    now, before = view.updates, view.updates - AFTER
    said, earlier = answered(QUESTION, _place(now)), answered(QUESTION, _place(before))
    if earlier in GUESSES and before >= 0:
        losses = view.run(now).losses
        judged = verdict(earlier, float(losses[before]), float(losses[now]), view.digits)
        show("guess", element("p", {"class": "sentence", "role": "status"}, judged))
    radio(
        "Where will the loss be after ten more updates?" + (" Take them, and see." if said else ""),
        f"guess_{now}",  # another one each time, for a browser says of one it knows what it showed before
        GUESSES,
        said if said in GUESSES else None,
        lambda name: answer(QUESTION, _place(session.view().updates), name),
        horizontal=True,
    )


def _place(updates: int) -> object:
    """Return what the right answer depends on."""
    return session.of_run(replace(session.view(), updates=updates))
