"""What is on screen: one frozen value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from types import MappingProxyType

from backprop import DEFAULT_PRESET, Preset, Problem, Structure, Training, presets, values_by_name, with_values
from backprop.matrices import MatrixPass, matrix_pass
from backprop.names import Names, example_of, names
from backprop.network import USUAL_RULE, Learning
from backprop.parameters import LOOKED_WITH
from backprop.rules import RULES
from explainer.notation.notation import Notation
from explainer.notation.numbers import DEFAULT_DIGITS
from explainer.view import own
from explainer.view.pairs import partner
from explainer.view.runs import LARGEST, RUNS, last_usable, most_updates
from explainer.walk.steps import Walk, walk

MODES = ("", "build", "phases")
"""Ways of looking at the chain rule: along its paths, built factor by factor, in two phases."""

ROOMS = ("", "bright", "dark")
"""For which room a screen is projected: as the browser has it, or for a bright or a dark one."""

PARTS = ("", "picture", "equation", "gradients")
"""What a projected screen shows: picture and equation together where both fit, or one thing alone."""

SECTIONS = ("", "layers", "numbers", "data", "file")
"""Parts of the page on which a network is made: where to begin, and what it is made of."""

LOOKS = ("", "check", "surface", "flow")
"""Parts of the page on why a gradient points where it does: along one parameter, all measured, along two, by layer."""

PARTS_OF_TRAINING = ("", "compare", "sweep")
"""Parts of the page of training: one run, two runs side by side, many learning rates."""

PARTS_OF_PRACTICE = ("", "find", "sheet")
"""Parts of the page of practice: exercises, a derivation with a mistake in it, a sheet to be printed."""

NUMBERS = ("", "table")
"""Whose numbers an exercise is about: new ones, drawn for it, or those on the table."""

MOST_EXERCISES = 9_999_999
"""Exercises of a network that have a number; whoever counts so far has had enough of them."""

MOST_BLANKS = 4
"""Levels of an exercise, from a worked example to one with every line blank."""

PENALTIES = ("", "on", "off")
"""Whether large weights are penalized: as the network has it, or as the reader wishes."""

USUAL_L2 = 0.01

DRAWN = "shuffled"
"""The order that a seed draws."""

LIMITS: Mapping[str, tuple[float, float]] = {"learning_rate": (0.0, 1e4), "l2": (0.0, LARGEST), "nudge": (1e-15, 1.0)}
"""Numbers that are no input, target, weight or bias -> the least and the largest that can be used."""


@dataclass(frozen=True)
class View:
    """What is on screen.

    Attributes:
        preset: name of the starting network, where it is none of the reader's own.
        values: name -> number, only for numbers that differ from those of the starting network.
        network: the reader's own starting network, packed; "" for a preset. See ``own``.
        wishes: what was asked of the network and does not fit it yet, as (name, wish); in no link.
        parameter: the chosen parameter.
        step: key of the current step of the walk, or "" for the page's own beginning.
        notation: name of the notation.
        digits: decimals of ordinary numbers.
        present: whether the presenter mode is on.
        room: for which room it is projected, one of ``ROOMS``.
        part: what of a step is projected, one of ``PARTS``.
        hide: whether answers are hidden, to be predicted first.
        ahead: whether, while answers are hidden, those of later steps are hidden too.
        revealed: key of the term whose hidden answer the reader has looked at, or "".
        example: the example of the batch that is shown, from 1; 0 for all of them.
        convention: by what the loss divides, or "" for what the network's own loss does.
        orientation: whether examples are "rows" or "columns" of matrices, or "" as the notation has it.
        mode: one of ``MODES``.
        stage: how much of a chain has been built, or which of the two phases is shown; see ``walk.building``.
        product: id of the chosen step of the matrix pass, or "".
        cell: key of the chosen cell of its result, or "".
        places: decimals of what is computed by hand in the lecture notes; 0 for as many as the lecture has.
        rule: by which rule an update is made of the gradient, or "" as the network has it.
        order: a name in ``ORDERS``, or "" as the network has it.
        seed: what an order that is drawn is drawn from.
        penalty: whether large weights are penalized, one of ``PENALTIES``.
        updates: how many updates have been taken of the network with these values.
        look: which part of the page on gradients is shown, one of ``LOOKS``.
        mistake: id of the mistake that is planted into the gradients to be checked, or "".
        training: which part of the page of training is shown, one of ``PARTS_OF_TRAINING``.
        other: what differs in the run beside it, such as "learning_rate:1.0", or "" for the usual; see ``compared``.
        length: over how many updates runs are compared.
        practice: which part of the page of practice is shown, one of ``PARTS_OF_PRACTICE``.
        task: what kind of exercise is asked, a name in ``TASKS``, or "" for all kinds in turn.
        exercise: its number, from 1; the same number is the same exercise everywhere.
        numbers: whose numbers it is about, one of ``NUMBERS``.
        blanks: its level, up to ``MOST_BLANKS``; 0 for the usual one.
        sheet: what a sheet of exercises is to have, such as "copies-30.key-1"; see ``practice.worksheet.settings``.
        section: which part of making a network is shown, one of ``SECTIONS``.
        against: the parameter that the chosen one is shown with, or "" for the one it is shown with at first.
        left, right: the matrices that are tried as a product, such as "A1" or "W2.T", or "".
    """

    preset: str = DEFAULT_PRESET
    values: Mapping[str, float] = field(default_factory=dict)
    network: str = ""
    wishes: tuple[tuple[str, str], ...] = ()
    parameter: str = ""
    step: str = ""
    notation: str = ""
    digits: int = DEFAULT_DIGITS
    present: bool = False
    room: str = ""
    part: str = ""
    hide: bool = False
    ahead: bool = False
    revealed: str = ""
    example: int = 0
    convention: str = ""
    orientation: str = ""
    mode: str = ""
    stage: int = 0
    product: str = ""
    cell: str = ""
    places: int = 0
    rule: str = ""
    order: str = ""
    seed: int = 0
    penalty: str = ""
    updates: int = 0
    look: str = ""
    mistake: str = ""
    training: str = ""
    other: str = ""
    length: int = 100
    practice: str = ""
    task: str = ""
    exercise: int = 1
    numbers: str = ""
    blanks: int = 0
    sheet: str = ""
    section: str = ""
    against: str = ""
    left: str = ""
    right: str = ""

    @property
    def table(self) -> tuple[str, str]:
        """What was put on the table: a preset, or an own network."""
        return ("", self.network) if self.network else (self.preset, "")

    @property
    def origin(self) -> Preset:
        """What was put on the table, with its title and where it comes from; an own network has no name."""
        return _origin(self.table)

    @property
    def start(self) -> Problem:
        """The network as it was put on the table, before the reader changed a number."""
        return self.origin.problem

    @property
    def start_values(self) -> Mapping[str, float]:
        """Name -> number, of the network as it was put on the table."""
        return _start_values(self.table, self.learning)

    @property
    def learning(self) -> tuple[str, str, int, str]:
        """What the reader chose of how the network learns."""
        return self.rule, self.order, self.seed, self.penalty

    @property
    def ready(self) -> Problem:
        """The network as it was put on the table, with the reader's convention and way to learn, not the numbers."""
        return _problem(self.table, self.convention, self.learning)

    @cached_property
    def begun(self) -> Problem:
        """The network on the table before the updates: the start with the reader's numbers."""
        return with_values(self.ready, self.values)

    @cached_property
    def problem(self) -> Problem:
        """The network on the table, after the updates."""
        if not self.updates:
            return self.begun
        return replace(self.run(self.updates).after(self.updates), nudge=self.begun.nudge)

    @cached_property
    def reached(self) -> Mapping[str, float]:
        """What ``values`` would be if this were where a run begins: where the updates have led to."""
        if not self.updates:
            return self.values
        start = self.start_values
        return {name: value for name, value in values_by_name(self.problem).items() if value != start[name]}

    def run(self, updates: int) -> Training:
        """Return a run of at least so many updates from where this one began."""
        return RUNS.of(self._run_key, lambda: self.begun, updates)

    def has_run(self, updates: int) -> bool:
        """Whether so many updates are there already."""
        return RUNS.holds(self._run_key, updates)

    @property
    def _run_key(self) -> tuple[object, ...]:
        values = ((name, value) for name, value in self.values.items() if name not in LOOKED_WITH)
        return (self.table, self.convention, self.learning, tuple(sorted(values)))

    @property
    def most_updates(self) -> int:
        """How many updates of this network may be taken here."""
        return most_updates(len(self.names.parameters))

    def after(self, updates: int) -> View:
        """Return the view after so many updates from where the run began, or after as many of them as can be shown."""
        wanted = min(max(updates, 0), self.most_updates)
        return replace(self, updates=min(wanted, last_usable(self.run(wanted))) if wanted else 0)

    @property
    def changed(self) -> bool:
        """Whether the numbers are other ones than the network was put on the table with."""
        return bool(self.values or self.updates)

    @property
    def described(self) -> Problem:
        """The network on the table with what is said of it; a preset says it outside of its network."""
        if self.network:
            return self.problem
        origin, problem = self.origin, self.problem
        said = replace(problem.description, title=origin.title, about=origin.about, notation=origin.notation)
        return replace(problem, description=said)

    @property
    def structure(self) -> Structure:
        """The shape of the network on the table, and of its next update."""
        ready = self.ready.structure
        return ready if ready.only is None else self.problem.structure

    @property
    def names(self) -> Names:
        """The keys of the terms of the network on the table."""
        return names(self.structure)

    @property
    def walk(self) -> Walk:
        """The walk through the network, for the example that is shown."""
        return walk(self.structure, max(self.example - 1, 0))

    def walk_with(self, key: str) -> Walk | None:
        """Return the walk that explains a term, of whichever example it belongs to."""
        example = example_of(key)
        if example is not None and example >= self.structure.examples:
            return None
        found = self.walk if example is None else walk(self.structure, example)
        return found if found.find(key) else None

    @property
    def matrices(self) -> MatrixPass:
        """The pass as matrices, as they lie."""
        return matrix_pass(self.structure, self.shown_orientation, max(self.example - 1, 0))

    @property
    def shown_orientation(self) -> str:
        """How the examples lie in matrices: the reader's choice, or as the notation has it."""
        return self.orientation or Notation(self.shown_notation, self.structure).orientation

    @property
    def shown_notation(self) -> str:
        """The notation in use: the reader's choice, or the network's own."""
        return self.notation or self.origin.notation

    @property
    def shown_parameter(self) -> str:
        """The chosen parameter, or the one the network begins with."""
        return self.parameter or self.origin.parameter

    @property
    def shown_against(self) -> str:
        """The parameter that the chosen one is shown with: the reader's choice, or a near one; "" without another."""
        own = self.against if self.against != self.shown_parameter else ""
        return own or partner(self.names, self.shown_parameter)

    @property
    def bare(self) -> View:
        """The same network with its own numbers and nothing chosen: what does not depend on either is made of this."""
        return View(
            self.preset,
            network=self.network,
            notation=self.notation,
            example=self.example,
            convention=self.convention,
            rule=self.rule,
            order=self.order,
            seed=self.seed,
            penalty=self.penalty,
        )

    def change(self, changes: Mapping[str, float]) -> View:
        """Return the view with some numbers replaced; those equal to the start's are dropped.

        After updates a new run begins there, with the numbers that those have led to.
        """
        start, now, updates = self.start_values, self.values, self.updates
        new = {name: value for name, value in changes.items() if name in start}
        if updates:
            new = {name: value for name, value in new.items() if self.reached.get(name, start[name]) != value}
            if not LOOKED_WITH.issuperset(new):
                now, updates = self.reached, 0
        merged = {**now, **new}
        values = {name: value for name, value in merged.items() if value != start[name]}
        return replace(self, values=values, updates=updates)


def _origin(table: tuple[str, str]) -> Preset:
    preset, network = table
    return own.origin_of(network) if network else presets()[preset]


@lru_cache(maxsize=64)
def _problem(table: tuple[str, str], convention: str, learning: tuple[str, str, int, str]) -> Problem:
    problem = _origin(table).problem
    learned = replace(problem, learning=_learning(problem.learning, *learning))
    return learned.with_convention(convention) if convention else learned


def _learning(own: Learning, rule: str, order: str, seed: int, penalty: str) -> Learning:
    """Return how a network learns, with what the reader chose of that."""
    if rule and rule != (own.rule or USUAL_RULE):
        own = replace(own, rule=rule, settings=())
    if order or (seed and own.order == DRAWN):
        order = order or own.order
        own = replace(own, order=order, seed=seed if order == DRAWN else None)
    if penalty:
        own = replace(own, l2=None if penalty == "off" else USUAL_L2 if own.l2 is None else own.l2)
    return own


@lru_cache(maxsize=64)  # asked for at every event of a drag
def _start_values(table: tuple[str, str], learning: tuple[str, str, int, str]) -> Mapping[str, float]:
    return MappingProxyType(values_by_name(_problem(table, "", learning)))


SETTINGS = {name: setting for rule in RULES.values() for name, setting in rule.items()}
"""Every number that a rule of the update may need."""


def usable(name: str, value: float) -> bool:
    """Return whether a number may stand under a name: finite, and of a size that can be drawn; see ``LIMITS``."""
    if name in SETTINGS:
        return SETTINGS[name].fits(value)
    least, most = LIMITS.get(name, (-LARGEST, LARGEST))
    return least <= value <= most


NEEDED: Mapping[str, str] = {
    "learning_rate": "a number from 0 to 10000",
    "nudge": "a number from 10⁻¹⁵ to 1",
    "l2": "a number from 0 to 1000000",
    **{name: f"a number {setting.needed}" for name, setting in SETTINGS.items()},
}
"""Numbers that are no input, target, weight or bias -> what can be used for them."""


def needed(name: str) -> str:
    """Say which numbers may stand under a name."""
    return NEEDED.get(name, "a number between −1000000 and 1000000")


HAND_PLACES = (2, 3, 4, 6)
"""Decimals that can be computed with by hand."""

TRANSPOSED = ".T"
"""Ending of the name of a matrix that is tried transposed."""
