"""Updates that are taken by the clock: a run that is played, or one too long to wait for without a word."""

from __future__ import annotations

from time import monotonic

from explainer.screen.session import Clock, change, kept, stop_run, view

PACES = (1, 10, 100)
"""Updates a second at which a run can be played."""

USUAL_PACE = 10

BEAT_S = 0.5
"""How often a run that is played is drawn: a plot takes a browser some fifty milliseconds."""

PIECE = 50
"""Updates after which a run that goes as fast as it can looks at the time."""


def play(on: bool) -> None:
    """Let updates be taken at the reader's pace, until there are no more, or stop that."""
    stop_run()
    if on:
        change(clock=Clock(view(), view().most_updates, plays=True))
    change(acted=True)


def start(until: int) -> None:
    """Let updates be taken as fast as they can be, until there are so many."""
    stop_run()
    change(clock=Clock(view(), min(until, view().most_updates), plays=False), acted=True)


def pace() -> int:
    """Return how many updates a second are taken while a run is played."""
    return int(kept().plots.get("pace", USUAL_PACE))


def beat() -> float:
    """Return how many seconds pass between two pieces of a run."""
    clock = kept().clock
    return max(BEAT_S, 1.0 / pace()) if clock and clock.plays else BEAT_S / 10


def go_on() -> None:
    """Take the updates of one beat; where there are no more, the clock stops."""
    clock, now = kept().clock, view()
    if not clock:
        return
    wanted, until = round(pace() * beat()) if clock.plays else PIECE, monotonic() + BEAT_S / 2
    found = now.after(min(now.updates + wanted, clock.until))
    while not clock.plays and monotonic() < until and now.updates < found.updates < clock.until:
        further = now.after(min(found.updates + PIECE, clock.until))
        if further.updates == found.updates:
            break
        found = further
    change(view=found)
    if found.updates in (now.updates, clock.until):
        stop_run()
