"""Where will the loss be? A guess before ten updates, judged after them."""

from __future__ import annotations

from dataclasses import replace

from explainer.browser.markup import element
from explainer.screen import session
from explainer.screen.panels import show
from explainer.screen.widgets import radio
from explainer.view.view import View
from explainer.walk.training import GUESSES, verdict

AFTER = 10
"""Updates after which a guess is judged."""


def guess() -> None:
    """Ask where the loss will be after ten more updates, or judge what the reader has said."""
    now, asked = session.view(), session.kept().guess
    given = asked if asked and _same_run(asked[1], now) else None
    if given and now.updates == given[1].updates + AFTER:
        losses = now.run(now.updates).losses
        before, after = float(losses[given[1].updates]), float(losses[now.updates])
        show(
            "guess", element("p", {"class": "sentence", "role": "status"}, verdict(given[0], before, after, now.digits))
        )
    said = given[0] if given and now.updates == given[1].updates else None
    radio(
        "Where will the loss be after ten more updates?" + (" Take them, and see." if said else ""),
        "guess_ten",
        GUESSES,
        said,
        lambda name: session.change(guess=(name, session.view()), acted=True),
        horizontal=True,
    )


def _same_run(one: View, other: View) -> bool:
    """Whether two views are of one run, after however many updates."""
    return session.of_run(replace(one, updates=0)) == session.of_run(replace(other, updates=0))
