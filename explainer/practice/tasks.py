"""The tasks of the exercise book: what each asks, of which networks, and the lines that lead there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from backprop import SharedBias, Structure, Weight
from backprop.losses import SHORT_ROADS
from backprop.matrices import Matrix, MatrixStep, matrix_pass
from backprop.names import Names, names
from backprop.network import USUAL_RULE
from backprop.terms import catalogue
from explainer.practice.working import BACKWARD, FORWARD, GRADIENTS, MOST_SUMMANDS, is_long, lines_to

Kinds = Mapping[str, tuple[str, ...]]
"""Kind of a question, mostly the idea that it is about -> the keys that can be asked for, or ids of matrix steps."""


@dataclass(frozen=True)
class Task:
    """A task of the exercise book.

    Attributes:
        title: what it is called in a list.
        sentence: what it asks, for any network.
        blank: how its lines are answered: by a "number", a "sign", a "shape" or a product ("transpose").
        usual: the level of fading that it has where none is chosen; see ``LEVELS``.
        kinds: structure, example -> what can be asked.
        lines: structure, what is asked, example -> the lines that lead there, itself last.
    """

    title: str
    sentence: str
    blank: str
    usual: int
    kinds: Callable[[Structure, int], Kinds]
    lines: Callable[[Structure, str, int], tuple[str, ...]]

    def applies(self, structure: Structure) -> bool:
        """Whether a network of this shape has something to be asked for."""
        return bool(self.kinds(structure, 0))


NEAR = 3
"""Layers from the output down in which the way back is asked for; below those numbers get small and work long."""

MOST_OTHERS = 3
"""Lines beside the one that is asked where they stand side by side rather than lead to it."""


def tasks_of(structure: Structure) -> tuple[str, ...]:
    """Return the ids of the tasks that a network has, in the order in which they are learnt.

    >>> from backprop.gallery import gallery
    >>> tasks_of(gallery()["neuron"].structure)
    ('forward', 'factor', 'gradient', 'update', 'cell', 'shape', 'transpose', 'sign')
    """
    return _tasks_of(structure)


@lru_cache(maxsize=64)
def _tasks_of(structure: Structure) -> tuple[str, ...]:
    return tuple(name for name, task in TASKS.items() if task.applies(structure))


def _kinds(found: Mapping[str, Iterable[str]], s: Structure) -> Kinds:
    """Return what can be asked for, without what takes too long by hand, and kinds that nothing belongs to."""
    short = {kind: tuple(key for key in dict.fromkeys(keys) if not is_long(s, key)) for kind, keys in found.items()}
    return {kind: keys for kind, keys in short.items() if keys}


def _near(s: Structure) -> range:
    return range(max(0, s.depth - NEAR), s.depth)


def _is_pair(s: Structure) -> bool:
    return (s.activations[-1], s.loss) in SHORT_ROADS


# ---- forward ----


def _forward(s: Structure, e: int) -> Kinds:
    n, units = names(s), [(layer, j) for layer in range(s.depth) for j in range(s.sizes[layer + 1])]
    return _kinds(
        {
            "weighted_sum": (n.z(layer, e, j) for layer, j in units),
            "activation": (n.a(layer, e, j) for layer, j in units if s.activations[layer] != "identity"),
            "loss": [n.loss(e)] if s.targets and s.outputs <= MOST_SUMMANDS else [],
        },
        s,
    )


def _forward_lines(s: Structure, asked: str, e: int) -> tuple[str, ...]:
    return lines_to(s, asked, e, FORWARD)


# ---- one factor ----


def _factor(s: Structure, e: int) -> Kinds:
    n, last = names(s), s.depth - 1
    sloped = [layer for layer in _near(s) if s.activations[layer] != "identity"]
    entered = [layer for layer in _near(s) if s.sizes[layer] > 1]
    return _kinds(
        {
            "loss_derivative": _of_loss(s, n, e),
            "local_derivative": (n.da_dz(layer, e, j) for layer in sloped for j in range(s.sizes[layer + 1])),
            "enters": (n.dz_dw(p.layer, e, p.source, p.unit) for layer in entered for p in n.weights(layer)),
            "pair": (n.back(n.delta(last, e, j)) for j in range(s.outputs) if _is_pair(s)),
        },
        s,
    )


def _of_loss(s: Structure, n: Names, e: int) -> Iterator[str]:
    """Yield the derivatives of the loss by the outputs, but those that are 1 or that a pair has no need of."""
    if s.targets and not _is_pair(s):
        yield from (n.back(n.dL_da(s.depth - 1, e, k)) for k in range(s.outputs))


# ---- a whole gradient ----


def _gradient(s: Structure, e: int) -> Kinds:
    n, last = names(s), s.depth - 1

    def of(layer: int) -> Iterator[str]:
        return (n.back(n.gradient(p.name, e)) for p in n.weights(layer))

    hidden = [layer for layer in _near(s) if layer < last]
    return _kinds({"output": of(last), "hidden": (key for layer in hidden[::-1] for key in of(layer))}, s)


def _gradient_lines(s: Structure, asked: str, e: int) -> tuple[str, ...]:
    return lines_to(s, asked, e, FORWARD | BACKWARD)


# ---- the update ----


def _update(s: Structure, e: int) -> Kinds:
    n = names(s)
    biases = (n.new(p.name) for layer in _near(s) for p in n.biases(layer))
    return _kinds({"weight": (n.new(p.name) for layer in _near(s) for p in n.weights(layer)), "bias": biases}, s)


def _update_lines(s: Structure, asked: str, e: int) -> tuple[str, ...]:
    own = {"gradient"} if s.examples == 1 else set()
    return lines_to(s, asked, e, own | {"alone", "penalized", "new_memory", "corrected"})


# ---- a sum ----


def _sum(s: Structure, e: int) -> Kinds:
    n = names(s)
    branching = [layer for layer in _near(s) if layer < s.depth - 1 and s.sizes[layer + 2] > 1]
    shared = [p for layer in _near(s) for p in n.biases(layer) if isinstance(p, SharedBias) and len(p.units(s)) > 1]
    few = range(2, MOST_SUMMANDS + 1)
    return _kinds(
        {
            "shared_bias": (n.back(n.gradient(p.name, e)) for p in shared),
            "paths": (n.back(n.dL_da(layer, e, j)) for layer in branching for j in range(s.sizes[layer + 1])),
            "batch": (n.gradient(p.name) for layer in _near(s) for p in n.weights(layer) if s.examples in few),
        },
        s,
    )


def _sum_lines(s: Structure, asked: str, e: int) -> tuple[str, ...]:
    if catalogue(s).recipes[asked].family == "gradient" and s.examples > 1:
        return lines_to(s, asked, e, GRADIENTS)
    return lines_to(s, asked, e, {"delta", "example_delta"})


# ---- matrices ----


def _direct(s: Structure) -> Iterator[MatrixStep]:
    """Yield the steps that make each matrix of the pass once."""
    for step in matrix_pass(s).steps:
        if step.way in {"", "directly"} and not step.result.transposed:
            yield step


def _cell(s: Structure, e: int) -> Kinds:
    found: dict[str, list[str]] = {"z": [], "dL_da": [], "gradient": []}
    for step in _direct(s):
        if step.form == "product" and step.result.kind in found and step.operands[0].shape[1] <= MOST_SUMMANDS:
            found[step.result.kind] += [key for row in step.result.keys[:MOST_SUMMANDS] for key in row]
    return {kind: tuple(keys) for kind, keys in found.items() if keys}


def step_making(s: Structure, key: str, example: int = 0) -> MatrixStep:
    """Return the step of the matrix pass with this id, or whose result holds a term."""
    matrices = matrix_pass(s, "rows", example)
    found = matrices.find(key) or matrices.making(key)
    assert found is not None  # asked of what the pass was asked for
    return found


def _cell_lines(s: Structure, asked: str, e: int) -> tuple[str, ...]:
    row = next(row for row in step_making(s, asked).result.keys if asked in row)
    return (*[key for key in row if key != asked][:MOST_OTHERS], asked)


def _shape(s: Structure, e: int) -> Kinds:
    found: dict[str, list[str]] = {"forward": [], "backward": [], "gradient": []}
    for step in _direct(s):
        found[step.phase].append(step.id)
    return {kind: tuple(ids) for kind, ids in found.items() if ids}


def _before(ids: Iterable[str], asked: str) -> tuple[str, ...]:
    """Return some steps up to one of them."""
    listed = list(ids)
    return tuple(listed[max(0, listed.index(asked) - MOST_OTHERS + 1) : listed.index(asked) + 1])


def _shape_lines(s: Structure, asked: str, e: int) -> tuple[str, ...]:
    return _before((step.id for step in _direct(s)), asked)


def _transpose(s: Structure, e: int) -> Kinds:
    found: dict[str, list[str]] = {"dL_da": [], "gradient": []}
    for step in _direct(s):
        if len(wrong_products(step)) >= MOST_OTHERS:
            found[step.result.kind].append(step.id)
    return {kind: tuple(ids) for kind, ids in found.items() if ids}


def _transpose_lines(s: Structure, asked: str, e: int) -> tuple[str, ...]:
    return _before((step.id for step in _direct(s) if len(wrong_products(step)) >= MOST_OTHERS), asked)


def product_id(left: Matrix, right: Matrix) -> str:
    """Return what a product of two matrices is called as a choice: "A1.T · D2"."""
    return " · ".join(f"{m.name}{'.T' if m.transposed else ''}" for m in (left, right))


def wrong_products(step: MatrixStep) -> tuple[str, ...]:
    """Return the products of the same matrices, turned or exchanged, that are not what a step makes.

    Those whose shapes fit come first. None where the step is no product, or nothing is turned in it.
    """
    if step.form != "product" or not any(m.transposed for m in step.operands[:2]):
        return ()
    one, other = step.operands[:2]
    fitting: list[str] = []
    others: list[str] = []
    for first, second in ((one, other), (other, one)):
        for left, right in product((first, first.T), (second, second.T)):
            if left.shape[1] != right.shape[0]:
                others.append(product_id(left, right))
            elif not _is_same(left, right, one, other):
                fitting.append(product_id(left, right))
    return (*fitting, *others)


def _is_same(left: Matrix, right: Matrix, one: Matrix, other: Matrix) -> bool:
    """Whether two products that fit are the same numbers: of a single row nobody can say how it is turned."""
    if min(*one.shape, *other.shape) > 1 or (left.shape[0], right.shape[1]) != (one.shape[0], other.shape[1]):
        return (left.keys, right.keys) == (one.keys, other.keys)
    return _cells_of(left, right) == _cells_of(one, other)


def _cells_of(left: Matrix, right: Matrix) -> list[list[set[frozenset[str]]]]:
    """Return which terms meet in each cell of a product."""
    columns = tuple(zip(*right.keys, strict=True))
    return [[set(map(frozenset, zip(row, column, strict=True))) for column in columns] for row in left.keys]


# ---- a sign ----


def _sign(s: Structure, e: int) -> Kinds:
    n = names(s)
    weights = [p.name for layer in _near(s) for p in n.parameters if isinstance(p, Weight) and p.layer == layer]
    return _kinds(
        {
            "gradient": (n.back(n.gradient(w, e)) for w in weights),
            "moved": (n.moved(w) for w in weights if _is_plain(s)),
        },
        s,
    )


def _is_plain(s: Structure) -> bool:
    """Whether an update goes against the gradient and nothing else."""
    return s.rule == USUAL_RULE and not s.penalized and s.only is None


def _sign_lines(s: Structure, asked: str, e: int) -> tuple[str, ...]:
    recipe = catalogue(s).recipes[asked]
    if recipe.family == "moved" and recipe.parameter is not None:
        gradient = names(s).gradient(recipe.parameter.name)
        return (gradient, asked) if s.examples == 1 else (asked,)
    return lines_to(s, asked, e, {"delta", "example_delta"})


TASKS: Mapping[str, Task] = {
    "forward": Task(
        "Forward value",
        "What does a unit receive, what does it pass on, how large is the loss?",
        "number", 2, _forward, _forward_lines,
    ),
    "factor": Task(
        "One factor",
        "How large is one factor of the chain: a derivative of one step?",
        "number", 2, _factor, _forward_lines,
    ),
    "gradient": Task(
        "Whole gradient",
        "How much does the loss change with a weight? From the loss down, factor by factor.",
        "number", 3, _gradient, _gradient_lines,
    ),
    "update": Task(
        "Update",
        "What does a parameter become in one update?",
        "number", 2, _update, _update_lines,
    ),
    "sum": Task(
        "Sum",
        "What comes together: over paths, over the units of a shared bias, or over the examples?",
        "number", 3, _sum, _sum_lines,
    ),
    "cell": Task(
        "Matrix cell",
        "What stands in one cell of a matrix of the pass?",
        "number", 2, _cell, _cell_lines,
    ),
    "shape": Task(
        "Shape",
        "How many rows and columns does a matrix of the pass have?",
        "shape", 2, _shape, _shape_lines,
    ),
    "transpose": Task(
        "Which transpose",
        "Which product has the right shape, and means what it should?",
        "transpose", 2, _transpose, _transpose_lines,
    ),
    "sign": Task(
        "Sign only",
        "Is a derivative positive or negative, and which way does a weight move?",
        "sign", 2, _sign, _sign_lines,
    ),
}  # fmt: skip
"""Id -> task, in the order in which they are learnt."""
