"""An exercise: numbers, lines, and which of them are blank. The same task, number and network give the same one.

Numbers and what is asked are drawn, looked at, and drawn again until they are fit to be asked; what is blank depends
on the level alone, so that an exercise keeps its numbers while less and less of it is given.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from backprop import Problem, Structure, Trace, trace, with_values
from backprop.kept import kept
from backprop.mistakes import is_clear
from backprop.terms import Recipe
from explainer.practice.drawing import Draw
from explainer.practice.ideas import IDEAS, idea_of
from explainer.practice.nice import nice_numbers
from explainer.practice.tasks import (
    MOST_OTHERS,
    TASKS,
    Task,
    product_id,
    step_making,
    tasks_of,
    wrong_products,
)
from explainer.practice.working import given_for, parts_of


@dataclass(frozen=True)
class Level:
    """How much of an exercise is left to the reader.

    Attributes:
        title: what it is called in a list.
        blanks: how many lines at the end are blank; None for all, 0 where the idea of the last line is asked instead.
    """

    title: str
    blanks: int | None


LEVELS: Mapping[int, Level] = {
    1: Level("Worked out, with a question about it", 0),
    2: Level("Last line blank", 1),
    3: Level("Last two lines blank", 2),
    4: Level("All lines blank", None),
}
"""Number of a level -> what it leaves; a worked example asks by which rule its last line holds."""

SIGNS = ("+", "−", "0")
"""What the sign of a number can be, as it is chosen."""


@dataclass(frozen=True)
class Line:
    """A line of an exercise.

    Attributes:
        key: a term of the trace; of "shape" and "transpose" the id of a step of the matrix pass.
        blank: "" where the line is given, else what is asked of it: a "number", its "sign", the "shape" of the
            result of a matrix step, which product it is ("transpose"), or which "idea" it follows from; see ``IDEAS``.
        choices: what can be chosen where nothing is typed: signs, shapes, products ("A1.T · D2"), ids of ideas;
            ``hints.choice_html`` writes them.
        right: the right one of these; of a step of the matrix pass also where it is given.
        idea: id of the idea that the line teaches.
    """

    key: str
    blank: str
    choices: tuple[str, ...]
    right: str
    idea: str


@dataclass(frozen=True)
class Exercise:
    """An exercise.

    Attributes:
        task: id of the task; of a mixed one that which is its turn.
        number: of the exercise, from 1.
        problem: the network with its numbers.
        values: name -> number, what is changed of the network it was asked of so that it is ``problem``.
        lines: in the order of computing, with the one that is asked for last. Of a worked example the question
            about it comes after them, under the same key.
        example: the example that is followed, from 0.
        level: how much is blank, a number of ``LEVELS``.
        asked: the key of the last line.
        given: keys of the terms that the lines need and do not work out themselves.
        matrix: id of the step of the matrix pass that it is about, or "".
    """

    task: str
    number: int
    problem: Problem
    values: Mapping[str, float]
    lines: tuple[Line, ...]
    example: int
    level: int
    asked: str
    given: tuple[str, ...]
    matrix: str

    @property
    def blanks(self) -> tuple[Line, ...]:
        """The lines that are to be answered."""
        return tuple(line for line in self.lines if line.blank)


MOST_TRIES = 20
"""Draws of an exercise, of which the best is taken where none is without a fault."""

FEWER_TRIES = 6
"""Draws where the numbers are as they are, and only what is asked of them is drawn."""

MOST_KEPT = 20_000
"""Lines, values and given terms of all exercises that are kept together: about 200 exercises of large networks."""


def _size(found: Exercise) -> int:
    return len(found.lines) + len(found.values) + len(found.given)


def task_of(structure: Structure, task: str, number: int) -> str:
    """Return the task of an exercise: the mixed ones take turns, in the order in which they are learnt.

    A task that a network does not have is a mixed one.

    >>> from backprop import load_preset
    >>> [task_of(load_preset("worked").structure, "", number) for number in (1, 2, 3, 10)]
    ['forward', 'factor', 'gradient', 'forward']
    """
    possible = tasks_of(structure)
    return task if task in possible else possible[(number - 1) % len(possible)]


def exercise(base: Problem, task: str = "", number: int = 1, nice: bool = True, blanks: int = 0) -> Exercise:
    """Return an exercise.

    Args:
        base: the network that it is about.
        task: a name in ``TASKS``, or "" for mixed ones.
        number: of the exercise, from 1.
        nice: whether its numbers are drawn, to be done by hand; else they are those of ``base``.
        blanks: a number of ``LEVELS``, or 0 for what is usual of its task.
    """
    return _exercise(base, task, number, nice, blanks)


@kept(most=MOST_KEPT, size=_size)
def _exercise(base: Problem, task: str, number: int, nice: bool, blanks: int) -> Exercise:
    structure = _start(base, nice).structure
    found = _drawn(base, task_of(structure, task, number), number, nice)
    level = blanks if blanks in LEVELS else TASKS[found.task].usual
    return replace(found, level=level, lines=_faded(found, level))


@kept(most=MOST_KEPT, size=_size)
def _drawn(base: Problem, name: str, number: int, nice: bool) -> Exercise:
    """Return an exercise of which nothing is blank: the first draw without a fault, or the one with the fewest."""
    best: tuple[int, Exercise] | None = None
    for attempt in range(MOST_TRIES if nice else FEWER_TRIES):
        found, now = _draw(base, name, number, nice, attempt)
        faults = _faults(found, now)
        if best is None or faults < best[0]:
            best = faults, found
        if not faults:
            break
    assert best is not None  # there is at least one try
    return best[1]


def _draw(base: Problem, name: str, number: int, nice: bool, attempt: int) -> tuple[Exercise, Trace]:
    problem = _start(base, nice)
    s, task = problem.structure, TASKS[name]
    draw = Draw(*said(s), name, number, attempt)
    example = draw.pick(range(s.examples))
    kinds = task.kinds(s, example)
    asked = draw.pick(kinds[_turn(tuple(kinds), s, name, number)])
    values = nice_numbers(problem, example, draw) if nice else {}
    lines = task.lines(s, asked, example)
    now = trace(with_values(problem, values) if nice else problem)
    is_step = task.blank in {"shape", "transpose"}
    given = () if is_step else _cells_given(s, lines) if name == "cell" else given_for(s, lines)
    matrix = step_making(s, asked).id if is_step or name == "cell" else ""
    shown = tuple(_line(now, task, key, draw) for key in lines)
    return Exercise(name, number, now.problem, values, shown, example, 0, asked, given, matrix), now


def _start(base: Problem, nice: bool) -> Problem:
    """Return the network before any update, which is where new numbers begin; else as it is."""
    return with_values(base, {}) if nice else base


def said(s: Structure) -> tuple[object, ...]:
    """Return what exercises depend on of a structure, so that a field that is added to it changes none."""
    learning = (s.rule, s.penalized, s.only)
    return s.sizes, s.activations, s.biases, s.loss, s.examples, s.convention, *map(str, learning)


def _turn(kinds: tuple[str, ...], s: Structure, name: str, number: int) -> str:
    """Return which kind of question is next: each in turn, at first in the order of learning, then in another."""
    rounds, place = divmod(number - 1, len(kinds))
    return (Draw(*said(s), name, "round", rounds).shuffled(kinds) if rounds else kinds)[place]


def _cells_given(s: Structure, lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cells that those of a result are made of."""
    found: dict[str, None] = {}
    for key in lines:
        step = step_making(s, key)
        row, column = step.result.find(key) or (0, 0)
        for operand, cells in zip(step.operands, step.lit(row, column), strict=True):
            found |= {operand.keys[r][c]: None for r, c in sorted(cells)}
    return tuple(found)


# ---- lines ----


def _line(now: Trace, task: Task, key: str, draw: Draw) -> Line:
    """Return a line as it is given, with what could be chosen of it."""
    s = now.structure
    if task.blank == "shape":
        result = step_making(s, key).result
        return _choice(key, "shape", shape_text(*result.shape), _shapes(s, *result.shape), draw)
    if task.blank == "transpose":
        step = step_making(s, key)
        return _choice(key, "transpose", product_id(*step.operands[:2]), wrong_products(step), draw)
    if task.blank == "sign":
        return Line(key, "", SIGNS, sign_of(now[key]), "sign")
    idea = "cell" if task is TASKS["cell"] else idea_of(s, now.recipe(key))
    return Line(key, "", (), "", idea)


def _choice(key: str, idea: str, right: str, wrong: tuple[str, ...], draw: Draw) -> Line:
    return Line(key, "", draw.shuffled((right, *wrong[:MOST_OTHERS])), right, idea)


def shape_text(rows: int, columns: int) -> str:
    """Return a shape as it is chosen."""
    return f"{rows} × {columns}"


def _shapes(s: Structure, rows: int, columns: int) -> tuple[str, ...]:
    """Return shapes that a matrix of this shape does not have: turned, and with other counts of the network."""
    counts = dict.fromkeys((*s.sizes, s.examples, 1, 2, 3))
    pairs = [(columns, rows), *((rows, c) for c in counts), *((c, columns) for c in counts), *((c, c) for c in counts)]
    return tuple(dict.fromkeys(shape_text(*pair) for pair in pairs if pair != (rows, columns)))


def sign_of(value: float) -> str:
    """Return the sign of a number as it is chosen.

    >>> sign_of(0.5), sign_of(-2.0), sign_of(0.0)
    ('+', '−', '0')
    """
    return SIGNS[0] if value > 0.0 else SIGNS[1] if value < 0.0 else SIGNS[2]


def _faded(found: Exercise, level: int) -> tuple[Line, ...]:
    """Return the lines of an exercise with as many blank at their end as a level says."""
    blank, count = TASKS[found.task].blank, LEVELS[level].blanks
    first = 0 if count is None else max(0, len(found.lines) - count)
    lines = (*found.lines[:first], *(replace(line, blank=blank) for line in found.lines[first:]))
    return (*lines, _question(found)) if count == 0 else lines


def _question(found: Exercise) -> Line:
    """Return the question about a worked example: by which idea its last line holds."""
    last, draw = found.lines[-1], Draw(*said(found.problem.structure), found.task, found.number, "idea")
    return replace(_choice(last.key, last.idea, last.idea, IDEAS[last.idea].others, draw), blank="idea")


# ---- whether it is fit to be asked ----

LEAST, MOST = 0.002, 100.0
"""Sizes between which a number of an exercise lies."""

ANY_SIZE = {"moved", "new_memory", "corrected"}
"""Families of terms that are small by nature: steps, and means of squares."""

LEAST_SLOPE = 0.09
"""Slope of a sigmoid below which the unit is nearly saturated, and of any other unit."""

DIFFERENT = 0.005
"""Share of a number by which it differs from what it is made of, so that it takes a step to find it."""


def _faults(found: Exercise, now: Trace) -> int:
    """Return how much speaks against a draw; 0 for nothing."""
    if found.matrix and TASKS[found.task].blank != "number":
        return 0
    lines = [line.key for line in found.lines]
    faults = sum(_of_value(now, now.recipe(key), now[key]) for key in (*lines, *found.given))
    if TASKS[found.task].blank == "number":
        faults += sum(1 for key in lines if _is_repeated(now, key))
        faults += 0 if faults else sum(1 for key in lines if not is_clear(now, key))
    return faults


def _of_value(now: Trace, recipe: Recipe, value: float) -> int:
    """Return how much speaks against one number: it is nothing, tiny, huge, or the slope of a saturated unit."""
    if not math.isfinite(value):
        return 10
    if recipe.operation == "leaf" or recipe.family in ANY_SIZE:
        return 0
    if recipe.family == "da_dz":
        return int(abs(value) < LEAST_SLOPE) if value else 3
    return int(not LEAST <= abs(value) <= MOST) if value else 3


def _is_repeated(now: Trace, key: str) -> bool:
    """Whether a term is by chance a number that it is made of, and not since that is passed on as it is."""
    recipe = now.recipe(key)
    is_passed_on = recipe.operation in PASSED_ON or idea_of(now.structure, recipe) == "bias"
    if is_passed_on or any(now[factor] in {0.0, 1.0} for factor in recipe.factors):
        return False
    return any(math.isclose(now[key], now[part], rel_tol=DIFFERENT) for part in parts_of(now.structure, key))


PASSED_ON = {"same", "identity", "relu", "leaky_relu"}
"""Operations that leave a number as it is."""
