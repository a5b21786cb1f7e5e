"""Two runs from the same start: what differs between them, as a link says it."""

from __future__ import annotations

from dataclasses import replace

from backprop.rules import ORDERS, RULES
from explainer.notation.numbers import parse_number
from explainer.view.view import View, usable

LENGTHS = (10, 20, 50, 100, 200, 500, 1000)
"""Updates that runs may be compared over."""

TIMES = 10.0
"""How many times as large the learning rate of the other run is, where nothing is said of it."""

RATE, RULE, ORDER, PENALTY = THINGS = ("learning_rate", "rule", "order", "penalty")
"""What can differ between two runs."""


def things(view: View) -> tuple[str, ...]:
    """Return what can differ between two runs of the network on the table."""
    return tuple(thing for thing in THINGS if thing != ORDER or view.ready.structure.examples > 1)


def own_value(view: View, thing: str) -> str:
    """Return what the run of the view has there."""
    if thing == RATE:
        return repr(view.begun.learning_rate)
    now = view.ready
    order, penalty = now.learning.order or ORDERS[0], "off" if now.learning.l2 is None else "on"
    return {RULE: now.rule, ORDER: order, PENALTY: penalty}[thing]


def values(view: View, thing: str) -> tuple[str, ...]:
    """Return what the other run can have instead; of learning rates, some."""
    own = own_value(view, thing)
    if thing == RATE:
        rate = float(own) or 1.0 / TIMES
        factors = (0.01, 0.1, 0.5, 2.0, 10.0, 100.0)
        return tuple(repr(other) for other in (rounded(rate * factor) for factor in factors) if usable(RATE, other))
    every = {RULE: tuple(RULES), ORDER: ORDERS, PENALTY: ("off", "on")}[thing]
    return tuple(value for value in every if value != own)


def rounded(rate: float) -> float:
    """Return a learning rate without what rounding has left in its last digits."""
    return float(f"{rate:.12g}")


def usual(view: View, thing: str) -> str:
    """Return what the other run has where nothing is said of it."""
    if thing != RATE:
        return values(view, thing)[0]
    rate = float(own_value(view, thing))
    larger = rounded(rate * TIMES) if rate else 1.0 / TIMES
    return repr(larger if usable(RATE, larger) else rounded(rate / TIMES))


def other(view: View) -> tuple[str, str]:
    """Return what differs, and what the other run has there."""
    thing, _, value = view.other.partition(":")
    return (thing, value) if thing else (RATE, usual(view, RATE))


def read(view: View, text: str) -> View | None:
    """Return the view with another run beside it, or None where a text names none."""
    thing, _, value = text.partition(":")
    if thing not in things(view):
        return None
    if thing == RATE:
        rate = parse_number(value)
        return replace(view, other=f"{RATE}:{rate!r}") if rate is not None and usable(RATE, rate) else None
    allowed = {*values(view, thing), own_value(view, thing)}
    return replace(view, other=text) if value in allowed else None


def begun_with(view: View, thing: str, value: str) -> View:
    """Return the view of another run from where the run of a view began, before its first update.

    Numbers that only the rule or the penalty of the first run needs are not there.
    """
    start = replace(view, updates=0)
    if thing == RATE:
        return start.change({RATE: float(value)})
    learned = replace(start, **{thing: ""})  # type: ignore[arg-type]
    if own_value(learned, thing) != value:
        learned = replace(start, **{thing: value})  # type: ignore[arg-type]
    return replace(learned, values={name: v for name, v in view.values.items() if name in learned.start_values})


def other_view(view: View) -> View:
    """Return the view of the other run, before its first update."""
    return begun_with(view, *other(view))


def taken_over(view: View) -> View:
    """Return the view after as many updates of the other run; what it was before is then the other one."""
    thing, value = other(view)
    before = own_value(view, thing)
    return replace(begun_with(view, thing, value), other=f"{thing}:{before}").after(view.updates)
