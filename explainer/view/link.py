"""A view as a link, and a link as a view.

Reading a link never fails. A value that cannot be used falls back to the default, and one sentence
names all of them; it is text of a bounded length, and whoever shows it escapes it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from backprop import DEFAULT_PRESET, NetworkError, conventions_of, mistakes_of, presets
from backprop.kept import kept
from backprop.matrices import ORIENTATIONS
from backprop.names import example_of
from backprop.network import LARGEST_SEED
from backprop.rules import ORDERS, RULES
from backprop.terms import catalogue
from explainer.notation.notation import notations
from explainer.notation.numbers import DIGITS, parse_number
from explainer.practice.tasks import tasks_of
from explainer.practice.worksheet.settings import from_text
from explainer.view import compared, own
from explainer.view.runs import LARGEST
from explainer.view.view import (
    DRAWN,
    HAND_PLACES,
    LOOKS,
    MODES,
    MOST_BLANKS,
    MOST_EXERCISES,
    NUMBERS,
    PARTS,
    PARTS_OF_PRACTICE,
    PARTS_OF_TRAINING,
    PENALTIES,
    ROOMS,
    SECTIONS,
    TRANSPOSED,
    View,
    usable,
)

UPDATES = "updates"
"""What a link calls the number of updates; it is read last, for they depend on all numbers."""

MOST_KEPT = 20_000_000
"""Bytes of the links that are kept, with what they describe."""

MOST_STAGES = 99
"""Stages of a chain that a link can name; the longest chain has fewer."""

MOST_NAMED = 4
"""Parts of a link that could not be used and are named; of more, how many."""

LONGEST_NAMED = 20
"""Characters of such a part that are repeated."""


@dataclass(frozen=True)
class Option:
    """Something in a link that is not a number of the network.

    Attributes:
        read: the view so far, a text -> the view with it, or None where the text cannot be used; where a sentence
            says more than that, it is a ``NetworkError``.
        write: a view -> its text.
    """

    read: Callable[[View, str], View | None]
    write: Callable[[View], str]


def _one_of(name: str, allowed: Callable[[View], Container[str]], usual: str = "") -> Option:
    """A text of those that are allowed in the view so far; ``usual`` is what its default may be called in a link."""

    def read(view: View, text: str) -> View | None:
        if text in allowed(view):
            return replace(view, **{name: text})  # type: ignore[arg-type]
        return replace(view, **{name: ""}) if text == usual else None  # type: ignore[arg-type]

    return Option(read, lambda view: getattr(view, name))


def _number_of(name: str, allowed: Callable[[View], Iterable[int]]) -> Option:
    """A whole number of those that are allowed in the view so far."""

    def read(view: View, text: str) -> View | None:
        found = next((number for number in allowed(view) if str(number) == text), None)
        return None if found is None else replace(view, **{name: found})  # type: ignore[arg-type]

    return Option(read, lambda view: str(getattr(view, name)))


def _switch(name: str) -> Option:
    """Something that is on or off: 1 or 0."""

    def read(view: View, text: str) -> View | None:
        return replace(view, **{name: text == "1"}) if text in {"0", "1"} else None  # type: ignore[arg-type]

    return Option(read, lambda view: str(int(getattr(view, name))))


def _read_preset(view: View, name: str) -> View | None:
    """Return a view of a preset, or of a small network to begin from, which is the reader's own from then on."""
    if name in presets():
        return replace(view, preset=name)
    return replace(view, network=own.begun(name)) if name in own.beginnings() else None


def _read_network(view: View, text: str) -> View:
    """Return a view of the reader's own network."""
    return replace(view, preset=DEFAULT_PRESET, network=own.from_link(text))


def _read_step(view: View, key: str) -> View | None:
    """Return the view at a step of the walk; a step of one example shows that example."""
    example = example_of(key)
    at = view if example is None or (example == 0 and not view.example) else replace(view, example=example + 1)
    found = at.walk.find(key) if at.example <= view.structure.examples else None
    return replace(at, step=key, parameter=found.parameter or view.parameter) if found else None


def _read_seed(view: View, text: str) -> View | None:
    """Return the view with another seed, a whole number, where the order of the examples is drawn."""
    if (view.order or view.start.learning.order) != DRAWN:
        return None
    fits = text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_SEED)) and int(text) < LARGEST_SEED
    return replace(view, seed=int(text)) if fits else None


def _read_exercise(view: View, text: str) -> View | None:
    """Return the view with the exercise of a number."""
    fits = text.isascii() and text.isdigit() and len(text) <= len(str(MOST_EXERCISES)) and int(text) > 0
    return replace(view, exercise=int(text)) if fits else None


def _read_sheet(view: View, text: str) -> View | None:
    """Return the view with another sheet of exercises."""
    found = from_text(text, tasks_of(view.ready.structure))
    return None if found is None else replace(view, sheet=text)


def _cells(view: View) -> Container[str]:
    step = view.matrices.find(view.product)
    return {key for row in step.result.keys for key in row} if step else ()


def _tried(view: View) -> Container[str]:
    return {name + turned for name in view.matrices.matrices for turned in ("", TRANSPOSED)}


OPTIONS: dict[str, Option] = {
    "preset": Option(_read_preset, lambda view: view.preset),
    "network": Option(_read_network, lambda view: own.in_link(view.network) if view.network else ""),
    "convention": _one_of("convention", lambda view: conventions_of(view.start.network.loss)),
    "notation": _one_of("notation", lambda view: notations()),
    "digits": _number_of("digits", lambda view: DIGITS),
    "present": _switch("present"),
    "room": _one_of("room", lambda view: ROOMS),
    "part": _one_of("part", lambda view: PARTS),
    "hide": _switch("hide"),
    "ahead": _switch("ahead"),
    "revealed": _one_of("revealed", lambda view: catalogue(view.structure).recipes),
    "parameter": _one_of("parameter", lambda view: view.names.by_name),
    "example": _number_of("example", lambda view: range(view.structure.examples + 1)),
    "orientation": _one_of("orientation", lambda view: ORIENTATIONS),
    "mode": _one_of("mode", lambda view: MODES, usual="paths"),
    "stage": _number_of("stage", lambda view: range(MOST_STAGES + 1)),
    "places": _number_of("places", lambda view: HAND_PLACES),
    "rule": _one_of("rule", lambda view: RULES),
    "order": _one_of("order", lambda view: ORDERS),
    "seed": Option(_read_seed, lambda view: str(view.seed)),
    "penalty": _one_of("penalty", lambda view: PENALTIES),
    "look": _one_of("look", lambda view: LOOKS, usual="slope"),
    "mistake": _one_of("mistake", lambda view: mistakes_of(view.structure)),
    "training": _one_of("training", lambda view: PARTS_OF_TRAINING, usual="run"),
    "other": Option(compared.read, lambda view: view.other),
    "length": _number_of("length", lambda view: compared.LENGTHS),
    "practice": _one_of("practice", lambda view: PARTS_OF_PRACTICE, usual="exercises"),
    "task": _one_of("task", lambda view: tasks_of(view.structure)),
    "exercise": Option(_read_exercise, lambda view: str(view.exercise)),
    "numbers": _one_of("numbers", lambda view: NUMBERS, usual="new"),
    "blanks": _number_of("blanks", lambda view: range(MOST_BLANKS + 1)),
    "sheet": Option(_read_sheet, lambda view: view.sheet),
    "step": Option(_read_step, lambda view: view.step),
    "product": _one_of("product", lambda view: {step.id for step in view.matrices.steps}),
    "cell": _one_of("cell", _cells),
    "section": _one_of("section", lambda view: SECTIONS, usual="begin"),
    "against": _one_of("against", lambda view: view.names.by_name),
    "left": _one_of("left", _tried),
    "right": _one_of("right", _tried),
}
"""Name in a link -> how it is read and written; what an option looks at stands above it."""


def to_link(view: View) -> dict[str, str]:
    """Return the query parameters of a view; defaults are left out, so a fresh page has none."""
    usual = View()
    link = {name: option.write(view) for name, option in OPTIONS.items() if option.write(view) != option.write(usual)}
    numbers = {name: repr(float(value)) for name, value in view.values.items()}
    return {**link, **numbers, **({UPDATES: str(view.updates)} if view.updates else {})}


def from_link(query: Mapping[str, str]) -> tuple[View, str]:
    """Return the view a link describes, and a sentence on what of it could not be used, or "".

    One with updates is kept once it was read: to take a thousand of them would take as long as all else of a page.
    """
    if UPDATES not in query or not own.is_known(query.get("network", "")):
        return _read(query)
    opened = _with_updates(tuple(query.items()))
    return opened.view, opened.note


@dataclass(frozen=True)
class _Opened:
    """A link with updates, as it was read.

    Attributes:
        view: what it describes.
        note: a sentence on what of it could not be used, or "".
        size: bytes that all of it takes, the link too.
    """

    view: View
    note: str
    size: int


@kept(most=MOST_KEPT, size=lambda opened: opened.size)
def _with_updates(query: tuple[tuple[str, str], ...]) -> _Opened:
    view, note = _read(dict(query))
    problem = view.problem  # the view keeps it from now on, whatever becomes of the run
    numbers = problem.x.size + problem.y.size + 3 * len(view.names.parameters)
    characters = len(view.network) + sum(len(name) + len(text) for name, text in query)
    return _Opened(view, note, 2_000 + 8 * numbers + 100 * len(view.values) + characters)


def is_at_hand(query: Mapping[str, str]) -> bool:
    """Whether a link is read at once: neither is its network unpacked, nor are its updates taken."""
    known = UPDATES not in query or _with_updates.holds(tuple(query.items()))
    return known and own.is_at_hand(query.get("network", ""))


def _read(query: Mapping[str, str]) -> tuple[View, str]:
    """Read a link.

    Of a network that cannot be used nothing else is: the rest of the link says something of that network.
    """
    view, unknown = View(), {}
    for name, option in OPTIONS.items():
        text = query.get(name, "")
        try:
            found = option.read(view, text) if text else view
        except NetworkError as error:
            return View(), f"{error} The usual network is shown instead."
        if found is None:
            unknown[name] = text
        view = found or view
    if query.get("network") and query.get("preset"):
        unknown["preset"] = query["preset"]
    start = view.start_values
    changes: dict[str, float] = {}
    for name, text in query.items():
        if name in OPTIONS or name == UPDATES:
            continue
        value = parse_number(text) if name in start else None
        if value is None or not usable(name, value):
            unknown[name] = text
        else:
            changes[name] = value
    updates = query.get(UPDATES, "")
    if updates and not (updates.isascii() and updates.isdigit()):
        unknown[UPDATES], updates = updates, ""
    view, note = _after(view.change(changes), updates)
    return view, " ".join(filter(None, (_note(unknown), note)))


def _after(view: View, text: str) -> tuple[View, str]:
    """Return the view after as many updates as a link has digits for, and a sentence where there are not so many."""
    if not text:
        return view, ""
    # So long a number would take its time to be read, and is too large whatever it is.
    wanted = int(text) if len(text) < LONGEST_NAMED else view.most_updates + 1
    found = view.after(wanted)
    if found.updates == wanted:
        return found, ""
    if found.updates == view.most_updates:
        return found, f"Of this network {found.updates} updates can be taken here; these are shown."
    why = f"the next one would throw a parameter beyond {LARGEST:.0f}"
    return found, f"Of the {_short(text)} updates of this link, {found.updates} can be taken, for {why}."


def with_options(view: View, **options: object) -> View | None:
    """Return a view with some options replaced, or None where one of them is not to be had of its network.

    Of another convention the matrices have other cells: what is chosen and is no longer there is forgotten.
    """
    opened, _ = from_link(to_link(replace(view, **options)))  # type: ignore[arg-type]
    opened = replace(opened, wishes=view.wishes)
    return opened if all(getattr(opened, name) == value for name, value in options.items()) else None


def _note(unknown: Mapping[str, str]) -> str:
    """Say which parts of a link could not be used."""
    if not unknown:
        return ""
    named = [f"{_short(name)} “{_short(text)}”" for name, text in islice(unknown.items(), MOST_NAMED)]
    if len(unknown) > MOST_NAMED:
        named.append(f"{len(unknown) - MOST_NAMED} more")
    listed = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
    instead = "the usual value is" if len(unknown) == 1 else "the usual values are"
    return f"Of this link, {listed} cannot be used here; {instead} shown instead."


def _short(text: str) -> str:
    """Return a text from a link as a sentence can hold it."""
    kept = "".join(c if c.isprintable() else "·" for c in text[: LONGEST_NAMED + 1])
    return kept if len(kept) <= LONGEST_NAMED else f"{kept[:LONGEST_NAMED]}…"
