"""What the gradients are for: what a nudge of each parameter does, and the update, term by term."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np

from backprop.arrays import Array, present
from backprop.names import Names
from backprop.network import Structure
from backprop.operations import LEAF
from backprop.parameters import all_gradients, learning_numbers
from backprop.passes import Passes
from backprop.rules import RULES, setting
from backprop.terms.family import Family, Made
from backprop.weights import Parameter, Weight


def nudge_terms(n: Names) -> Iterator[Family]:
    """Yield what a gradient means in numbers: how much the loss changes when its parameter is raised a little."""
    yield Family(
        "nudged",
        (n.parameters,),
        key=lambda p: n.nudged(p.name),
        made=lambda p: ("product", ("nudge", n.gradient(p.name))),
        values=lambda t: t.problem.nudge * all_gradients(t.backward),
    )


def update_terms(s: Structure, n: Names) -> Iterator[Family]:
    """Yield the way from the gradients to the new parameters, the new loss and how much it changed."""
    yield from _learning_numbers(s)
    if s.only is not None and "N" in s.counts:
        yield from _alone(n, s.only)
    if s.penalized:
        yield from _penalty(n)
    yield from {"momentum": _momentum, "adam": _adam}.get(s.rule, _nothing)(n)
    yield Family(
        "step",
        (n.parameters,),
        key=lambda p: n.step(p.name),
        made=lambda p: ("product", ("learning_rate", n.direction(p.name))),
        values=lambda t: t.update.step,
    )
    yield Family(
        "new",
        (n.parameters,),
        key=lambda p: n.new(p.name),
        made=lambda p: ("difference", (p.name, n.step(p.name))),
        values=lambda t: t.update.values - t.update.step,
    )
    yield Family(
        "new_loss",
        (),
        key=lambda: "new_loss",
        made=lambda: ("loss_after_update", tuple(n.new(p.name) for p in n.parameters)),
        values=lambda t: np.array(t.new_loss),
    )
    yield Family(
        "loss_change",
        (),
        key=lambda: "loss_change",
        made=lambda: ("difference", ("new_loss", "loss")),
        values=lambda t: np.array(t.new_loss - t.loss),
    )


def _nothing(n: Names) -> Iterator[Family]:
    yield from ()


def _leaf(*_: object) -> Made:
    return LEAF, ()


def _learning_numbers(s: Structure) -> Iterator[Family]:
    """Yield the numbers that the rule and the penalty need."""
    names = (*RULES[s.rule], *(["l2"] if s.penalized else []))
    for name in names:
        yield Family("setting", ((name,),), str, _leaf, partial(_learning_number, name))


def _learning_number(name: str, t: Passes) -> Array:
    return np.array(learning_numbers(t.problem)[name])


def _alone(n: Names, only: int) -> Iterator[Family]:
    """Yield the gradient of the example whose turn it is: N times what it adds to that of the batch."""
    yield Family(
        "alone",
        (n.parameters,),
        key=lambda p: n.alone(p.name),
        made=lambda p: ("product", ("N", n.gradient(p.name, only))),
        values=lambda t: t.update.alone,
    )


def _penalty(n: Names) -> Iterator[Family]:
    """Yield the penalty of large weights, the loss with it, and what it adds to the gradient of each weight."""
    weights = tuple(p for p in n.parameters if isinstance(p, Weight))
    some = slice(len(weights))  # weights stand before biases
    yield Family(
        "penalty",
        (),
        key=lambda: "penalty",
        made=lambda: ("penalty", ("l2", *(p.name for p in weights))),
        values=lambda t: np.array(_penalty_of(t, some)),
    )
    yield Family(
        "objective",
        (),
        key=lambda: "objective",
        made=lambda: ("sum", ("loss", "penalty")),
        values=lambda t: np.array(t.loss + _penalty_of(t, some)),
    )
    yield Family(
        "decay",
        (weights,),
        key=lambda p: n.decay(p.name),
        made=lambda p: ("product", ("l2", p.name)),
        values=lambda t: t.update.decay[some],
    )
    yield Family(
        "penalized",
        (weights,),
        key=lambda p: n.penalized(p.name),
        made=lambda p: ("sum", (n.of_update(p.name), n.decay(p.name))),
        values=lambda t: t.update.penalized[some],
    )


def _penalty_of(t: Passes, weights: slice) -> float:
    return (t.problem.learning.l2 or 0.0) / 2.0 * float((t.update.values[weights] ** 2).sum())


def _momentum(n: Names) -> Iterator[Family]:
    """Yield the velocity: a share of the one before, and the gradient."""
    yield from _remembered(n, "velocity", "first")
    yield Family(
        "kept_memory",
        (("velocity",), n.parameters),
        key=lambda kind, p: n.kept_memory(kind, p.name),
        made=lambda kind, p: ("product", ("momentum", n.memory(kind, p.name))),
        values=lambda t: setting(t.problem.learning, "momentum") * t.update.before("first"),
    )
    yield Family(
        "new_memory",
        (("velocity",), n.parameters),
        key=lambda kind, p: n.new_memory(kind, p.name),
        made=lambda kind, p: ("sum", (n.kept_memory(kind, p.name), _into_rule(n, p))),
        values=partial(_left_behind, "first"),
    )


def _adam(n: Names) -> Iterator[Family]:
    """Yield both moments, their corrections, and the direction that is made of them."""
    yield Family("update_number", (), lambda: "t", _leaf, lambda t: np.array(t.problem.memory.updates + 1.0))
    yield from _adam_moment(n, "moment1", "first", "beta1", lambda p: _into_rule(n, p), lambda t: t.update.penalized)
    yield Family(
        "squared",
        (n.parameters,),
        key=lambda p: n.squared(p.name),
        made=lambda p: ("squared", (_into_rule(n, p),)),
        values=lambda t: t.update.penalized**2,
    )
    yield from _adam_moment(
        n, "moment2", "second", "beta2", lambda p: n.squared(p.name), lambda t: t.update.penalized**2
    )
    yield Family(
        "root",
        (n.parameters,),
        key=lambda p: n.root(p.name),
        made=lambda p: ("root_plus", (n.corrected("moment2", p.name), "epsilon")),
        values=_root,
    )
    yield Family(
        "direction",
        (n.parameters,),
        key=lambda p: n.direction(p.name),
        made=lambda p: ("quotient", (n.corrected("moment1", p.name), n.root(p.name))),
        values=lambda t: t.update.moved[0],
    )


def _adam_moment(
    n: Names,
    kind: str,
    place: str,
    beta: str,
    added: Callable[[Parameter], str],
    of: Callable[[Passes], Array],
) -> Iterator[Family]:
    """Yield one moment: a share of what it was, a share of what is added, and its correction.

    Args:
        n: the names.
        kind: of the moment, as its keys have it.
        place: of it in the memory of a problem.
        beta: the name of the share that is kept.
        added: a parameter -> the key of what is added.
        of: passes -> those values.
    """
    complement, correction = f"one_minus_{beta}", f"correction_{beta}"

    of_it = partial(_left_behind, place)

    def share(t: Passes) -> float:
        return setting(t.problem.learning, beta)

    def corrected_by(t: Passes) -> float:
        return 1.0 - share(t) ** (t.problem.memory.updates + 1)

    yield Family(
        "complement",
        ((beta,),),
        lambda _: complement,
        lambda _: ("complement", (beta,)),
        lambda t: np.array(1.0 - share(t)),
    )
    yield Family(
        "correction",
        ((beta,),),
        lambda _: correction,
        lambda _: ("complement_of_power", (beta, "t")),
        lambda t: np.array(corrected_by(t)),
    )
    yield from _remembered(n, kind, place)
    yield Family(
        "kept_memory",
        ((kind,), n.parameters),
        key=lambda kind, p: n.kept_memory(kind, p.name),
        made=lambda kind, p: ("product", (beta, n.memory(kind, p.name))),
        values=lambda t: share(t) * t.update.before(place),
    )
    yield Family(
        "added_memory",
        ((kind,), n.parameters),
        key=lambda kind, p: n.added_memory(kind, p.name),
        made=lambda kind, p: ("product", (complement, added(p))),
        values=lambda t: (1.0 - share(t)) * of(t),
    )
    yield Family(
        "new_memory",
        ((kind,), n.parameters),
        key=lambda kind, p: n.new_memory(kind, p.name),
        made=lambda kind, p: ("sum", (n.kept_memory(kind, p.name), n.added_memory(kind, p.name))),
        values=of_it,
    )
    yield Family(
        "corrected",
        ((kind,), n.parameters),
        key=lambda kind, p: n.corrected(kind, p.name),
        made=lambda kind, p: ("quotient", (n.new_memory(kind, p.name), correction)),
        values=lambda t: of_it(t) / corrected_by(t),
    )


def _remembered(n: Names, kind: str, place: str) -> Iterator[Family]:
    """Yield what the updates before have left behind for each parameter."""
    yield Family(
        "memory",
        ((kind,), n.parameters),
        key=lambda kind, p: n.memory(kind, p.name),
        made=_leaf,
        values=lambda t: t.update.before(place),
    )


def _left_behind(place: str, t: Passes) -> Array:
    return present(getattr(t.update.memory, place))


def _into_rule(n: Names, p: Parameter) -> str:
    return n.into_rule(p.name, penalized=isinstance(p, Weight))


def _root(t: Passes) -> Array:
    learning = t.problem.learning
    corrected = _left_behind("second", t) / (1.0 - setting(learning, "beta2") ** (t.problem.memory.updates + 1))
    root: Array = np.sqrt(corrected) + setting(learning, "epsilon")
    return root
