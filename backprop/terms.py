"""Every named term of a trace: its key, how it is made, and where its value lies.

Terms come in families (all z of a layer, all deltas of a layer, ...). A family declares its
keys and factors once per structure and reads its values from the arrays of a trace; the two
stand side by side below, in the same order of indices, so that neither can drift.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product as every
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from backprop.arrays import Array
from backprop.losses import LOSSES, SHORT_ROADS
from backprop.names import Names, Parameter, names
from backprop.network import Structure
from backprop.operations import LEAF
from backprop.parameters import value_of

if TYPE_CHECKING:
    from backprop.trace import Trace

MAX_PATHS = 64
"""Paths of one parameter that are still written out one by one; a reader follows no more."""


class Recipe(NamedTuple):
    """How a term is made: its key, its operation, the keys of its factors.

    ``family`` and ``place`` say what the term is, for whoever wants to show it: the family's
    name and the indices of the term in it, counted from 0.
    """

    key: str
    operation: str
    factors: tuple[str, ...]
    family: str
    place: tuple[int | Parameter, ...]


@dataclass(frozen=True, eq=False)
class Family:
    """Recipes, and the function that reads their values from a trace in the same order."""

    recipes: Sequence[Recipe]
    values: Callable[[Trace], Array]


@dataclass(frozen=True, eq=False)
class Catalogue:
    """All terms of one structure, in the order in which they are computed."""

    families: tuple[Family, ...]
    recipes: dict[str, Recipe]

    def values(self, of: Trace) -> dict[str, float]:
        """Return key -> value for every term of a trace."""
        with np.errstate(all="ignore"):
            numbers = np.concatenate([np.ravel(family.values(of)) for family in self.families])
        return dict(zip(self.recipes, numbers.tolist(), strict=True))


@lru_cache(maxsize=64)
def catalogue(structure: Structure) -> Catalogue:
    """Return the catalogue of a structure, made once."""
    families = tuple(_families(structure, names(structure)))
    recipes = [recipe for family in families for recipe in family.recipes]
    return Catalogue(families, {recipe.key: recipe for recipe in recipes})


def _family(
    name: str,
    sizes: tuple[int, ...],
    recipe: Callable[..., tuple[str, str, tuple[str, ...]]],
    values: Callable[[Trace], Array],
    tag: tuple[int, ...] = (),
) -> Family:
    """Declare one term for every combination of indices below ``sizes``, last index fastest."""
    return Family([Recipe(*recipe(*place), name, (*tag, *place)) for place in every(*map(range, sizes))], values)


def _families(s: Structure, n: Names) -> Iterator[Family]:
    yield from _given(s, n)
    for layer in range(s.depth):
        yield from _forward_terms(s, n, layer)
    yield from _loss_terms(s, n)
    for layer in range(s.depth - 1, -1, -1):
        yield from _backward_terms(s, n, layer)
    for parameter in n.parameters:
        yield from _gradient_terms(s, n, parameter)
    yield from _path_terms(s, n)
    yield from _update_terms(n)


def _given(s: Structure, n: Names) -> Iterator[Family]:
    """Leaves: inputs, targets, parameters, learning rate, and the counts N and K."""
    yield _family("x", (s.examples, s.sizes[0]), lambda e, i: (n.x(e, i), LEAF, ()), lambda t: t.problem.x)
    yield _family("y", (s.examples, s.outputs), lambda e, k: (n.y(e, k), LEAF, ()), lambda t: t.problem.y)
    for layer in range(s.depth):
        # Weights are named unit by unit, so their matrix is read column by column.
        yield Family(
            [Recipe(p.name, LEAF, (), "parameter", (p,)) for p in n.parameters if p.layer == layer and p.is_weight],
            lambda t, layer=layer: t.problem.network.layers[layer].W.T,
        )
        if s.biases[layer] != "none":
            yield Family(
                [
                    Recipe(p.name, LEAF, (), "parameter", (p,))
                    for p in n.parameters
                    if p.layer == layer and not p.is_weight
                ],
                lambda t, layer=layer: t.problem.network.layers[layer].b,
            )
    yield Family(
        [Recipe(key, LEAF, (), key, ()) for key in ("learning_rate", "N", "K")],
        lambda t: np.array([t.problem.learning_rate, s.examples, s.outputs], dtype=float),
    )


def _forward_terms(s: Structure, n: Names, layer: int) -> Iterator[Family]:
    """Products w * a, their sum z, and the activation."""
    n_in, n_out = s.sizes[layer : layer + 2]
    activation = s.activations[layer]
    tag = (layer,)
    yield _family(
        "product", (s.examples, n_out, n_in),
        lambda e, j, i: (
            f"product_{n.w(layer, i, j)}{n.at(e)}", "product", (n.a(layer - 1, e, i), n.w(layer, i, j))
        ),
        lambda t: t.a(layer - 1)[:, None, :] * t.problem.network.layers[layer].W.T, tag,
    )  # fmt: skip
    yield _family(
        "z", (s.examples, n_out),
        lambda e, j: (
            n.z(layer, e, j), "sum",
            (
                *(f"product_{n.w(layer, i, j)}{n.at(e)}" for i in range(n_in)),
                *((n.b(layer, j),) if s.biases[layer] != "none" else ()),
            ),
        ),
        lambda t: t.forward.z[layer], tag,
    )  # fmt: skip
    yield _family(
        "y_hat" if layer == s.depth - 1 else "a", (s.examples, n_out),
        lambda e, j: (
            n.a(layer, e, j), activation,
            (n.z(layer, e, j), *(n.z(layer, e, k) for k in range(n_out) if activation == "softmax")),
        ),
        lambda t: t.forward.a[layer], tag,
    )  # fmt: skip


def _loss_terms(s: Structure, n: Names) -> Iterator[Family]:
    """What each output adds to the loss, their sums, and dL/dy_hat."""
    last, grid = s.depth - 1, (s.examples, s.outputs)
    kind, activation = LOSSES[s.loss], s.activations[-1]
    counts = ("N", "K") if s.loss == "mean_squared_error" else ("N",)

    def logarithm(stem: str, name: str, values: Callable[[Trace], Array], safe: dict[str, str], plain: str) -> Family:
        def recipe(e: int, k: int) -> tuple[str, str, tuple[str, ...]]:
            if activation not in safe:
                return f"{stem}{k + 1}{n.at(e)}", plain, (n.a(last, e, k),)
            row = tuple(n.z(last, e, j) for j in range(s.outputs)) if activation == "softmax" else ()
            return f"{stem}{k + 1}{n.at(e)}", safe[activation], (n.z(last, e, k), *row)

        return _family(name, grid, recipe, values)

    made_of: list[str] = []
    if kind.uses_log:
        made_of.append("log_y_hat")
        safe = {"sigmoid": "log_sigmoid", "softmax": "log_softmax"}
        yield logarithm("log_y_hat", "log_y_hat", lambda t: t.outputs.log, safe, "log")
    if kind.uses_log_complement:
        made_of.append("log_1_minus_y_hat")
        safe = {"sigmoid": "log_sigmoid_complement"}
        yield logarithm("log_1_minus_y_hat", "log_1_minus_y_hat", lambda t: t.outputs.log_complement, safe, "log_complement")  # fmt: skip

    def contribution(e: int, k: int, key: str) -> tuple[str, str, tuple[str, ...]]:
        values = tuple(f"{stem}{k + 1}{n.at(e)}" for stem in made_of) or (n.a(last, e, k),)
        return key, s.loss, (*values, n.y(e, k), *counts)

    if grid == (1, 1):
        yield _family("loss", grid, lambda e, k: contribution(e, k, "loss"), lambda t: t.contributions)
    else:
        yield _family("loss_part", grid, lambda e, k: contribution(e, k, f"loss_{k + 1}{n.at(e)}"), lambda t: t.contributions)  # fmt: skip
        parts = [tuple(f"loss_{k + 1}{n.at(e)}" for k in range(s.outputs)) for e in range(s.examples)]
        if s.examples > 1:
            yield _family("loss_of_example", (s.examples,), lambda e: (f"loss{n.at(e)}", "sum", parts[e]), lambda t: t.contributions.sum(axis=1))  # fmt: skip
            parts = [tuple(f"loss{n.at(e)}" for e in range(s.examples))]
        yield _family("loss", (), lambda: ("loss", "sum", parts[0]), lambda t: np.array(t.loss))
    yield _family(
        "dL_dy_hat", grid,
        lambda e, k: (n.dL_da(last, e, k), f"{s.loss}_derivative", (n.a(last, e, k), n.y(e, k), *counts)),
        lambda t: t.backward.dL_da[last],
    )  # fmt: skip


def _backward_terms(s: Structure, n: Names, layer: int) -> Iterator[Family]:
    """Local derivatives, dL/da as a sum over what it feeds, and delta."""
    n_in, n_out = s.sizes[layer : layer + 2]
    activation, last = s.activations[layer], layer == s.depth - 1
    grid, tag = (s.examples, n_out), (layer,)
    if not last:
        above = s.sizes[layer + 2]
        yield _family(
            "dL_da_via", (s.examples, n_out, above),
            lambda e, j, k: (
                f"dL_d{n.a_stem(layer, j)}_via{layer + 2}_{k + 1}{n.at(e)}", "product",
                (n.delta(layer + 1, e, k), n.dz_da(layer + 1, j, k)),
            ),
            lambda t: t.backward.delta[layer + 1][:, None, :] * t.problem.network.layers[layer + 1].W, tag,
        )  # fmt: skip
        yield _family(
            "dL_da", grid,
            lambda e, j: (
                n.dL_da(layer, e, j), "sum",
                tuple(f"dL_d{n.a_stem(layer, j)}_via{layer + 2}_{k + 1}{n.at(e)}" for k in range(above)),
            ),
            lambda t: t.backward.dL_da[layer], tag,
        )  # fmt: skip
    if activation == "softmax":
        yield _family(
            "da_dz_cross", (s.examples, n_out, n_out),
            lambda e, k, j: (
                n.da_dz(layer, e, k, j),
                *(("softmax_derivative", (n.a(layer, e, k),)) if k == j
                  else ("softmax_cross_derivative", (n.a(layer, e, k), n.a(layer, e, j)))),
            ),
            lambda t: t.backward.da_dz[layer], tag,
        )  # fmt: skip
    else:
        # sigma' and tanh' are shortest in terms of a; the piecewise ones look at z.
        seen = n.a if activation in {"sigmoid", "tanh"} else n.z
        yield _family(
            "da_dz", grid,
            lambda e, j: (n.da_dz(layer, e, j), f"{activation}_derivative", (seen(layer, e, j),)),
            lambda t: t.backward.da_dz[layer], tag,
        )  # fmt: skip
    if last and (activation, s.loss) in SHORT_ROADS:
        yield from _two_roads(s, n, layer)
    else:
        yield _family(
            "delta", grid,
            lambda e, j: (n.delta(layer, e, j), "product", (n.dL_da(layer, e, j), n.da_dz(layer, e, j))),
            lambda t: t.backward.delta[layer], tag,
        )  # fmt: skip
    if s.examples > 1:
        yield _family(
            "example_delta", grid,
            lambda e, j: (f"example_{n.delta(layer, e, j)}", "product", ("N", n.delta(layer, e, j))),
            lambda t: s.examples * t.backward.delta[layer], tag,
        )  # fmt: skip
    if layer:
        yield _family(
            "dz_da", (n_out, n_in),
            lambda j, i: (n.dz_da(layer, i, j), "same", (n.w(layer, i, j),)),
            lambda t: t.problem.network.layers[layer].W.T, tag,
        )  # fmt: skip
    yield _family(
        "dz_dw", (s.examples, n_out, n_in),
        lambda e, j, i: (n.dz_dw(layer, e, i, j), "same", (n.a(layer - 1, e, i),)),
        lambda t: np.broadcast_to(t.a(layer - 1)[:, None, :], (s.examples, n_out, n_in)), tag,
    )  # fmt: skip
    if s.biases[layer] != "none":
        yield _family("dz_db", (n_out,), lambda j: (n.dz_db(layer, j), "one", ()), lambda t: np.ones(n_out), tag)


def _two_roads(s: Structure, n: Names, layer: int) -> Iterator[Family]:
    """Delta of a paired output: the short road that is used, and the long one beside it."""
    activation, grid, tag = s.activations[layer], (s.examples, s.outputs), (layer,)
    is_softmax = activation == "softmax"
    if is_softmax:
        yield _family(
            "y_sum", (s.examples,),
            lambda e: (f"y_sum{n.at(e)}", "sum", tuple(n.y(e, k) for k in range(s.outputs))),
            lambda t: t.problem.y.sum(axis=1),
        )  # fmt: skip
    yield _family(
        "delta", grid,
        lambda e, j: (
            n.delta(layer, e, j), f"{activation}_{s.loss}_delta",
            (n.a(layer, e, j), *((f"y_sum{n.at(e)}",) if is_softmax else ()), n.y(e, j), "N"),
        ),
        lambda t: t.backward.delta[layer], tag,
    )  # fmt: skip
    if not is_softmax:
        yield _family(
            "long_delta", grid,
            lambda e, j: (f"long_{n.delta(layer, e, j)}", "product", (n.dL_da(layer, e, j), n.da_dz(layer, e, j))),
            lambda t: t.backward.dL_da[layer] * t.backward.da_dz[layer], tag,
        )  # fmt: skip
        return
    yield _family(
        "long_delta_via", (s.examples, s.outputs, s.outputs),
        lambda e, j, k: (
            f"long_{n.delta(layer, e, j)}_via{k + 1}", "product", (n.dL_da(layer, e, k), n.da_dz(layer, e, k, j))
        ),
        lambda t: (t.backward.dL_da[layer][:, :, None] * t.backward.da_dz[layer]).transpose(0, 2, 1), tag,
    )  # fmt: skip
    yield _family(
        "long_delta", grid,
        lambda e, j: (
            f"long_{n.delta(layer, e, j)}", "sum",
            tuple(f"long_{n.delta(layer, e, j)}_via{k + 1}" for k in range(s.outputs)),
        ),
        lambda t: (t.backward.dL_da[layer][:, :, None] * t.backward.da_dz[layer]).sum(axis=1), tag,
    )  # fmt: skip


def _gradient_terms(s: Structure, n: Names, p: Parameter) -> Iterator[Family]:
    """dL/dw of a parameter: one product per unit and example that it touches, then the sum."""
    layer, key = p.layer, f"dL_d{p.name}"
    units = range(s.sizes[layer + 1]) if p.unit is None else (p.unit,)
    if p.is_weight:

        def pieces(t: Trace) -> Array:
            return (t.backward.delta[layer][:, p.unit] * t.a(layer - 1)[:, p.source])[:, None]
    else:

        def pieces(t: Trace) -> Array:
            return t.backward.delta[layer][:, list(units)]

    def recipe(e: int, j: int) -> tuple[str, tuple[str, ...]]:
        factor = n.dz_dw(layer, e, p.source, j) if p.source is not None else n.dz_db(layer, j)
        return "product", (n.delta(layer, e, j), factor)

    batch, shared = s.examples > 1, p.unit is None
    if shared:
        yield Family(
            [Recipe(f"{key}_via{j + 1}{n.at(e)}", *recipe(e, j), "gradient_via", (p, e, j)) for e in range(s.examples) for j in units],
            pieces,
        )  # fmt: skip
    through = [tuple(f"{key}_via{j + 1}{n.at(e)}" for j in units) for e in range(s.examples)]
    if batch:
        yield Family(
            [
                Recipe(f"{key}{n.at(e)}", *(("sum", through[e]) if shared else recipe(e, units[0])), "gradient_of_example", (p, e))
                for e in range(s.examples)
            ],
            lambda t: pieces(t).sum(axis=1),
        )  # fmt: skip
        total = ("sum", tuple(f"{key}{n.at(e)}" for e in range(s.examples)))
    else:
        total = ("sum", through[0]) if shared else recipe(0, units[0])
    yield Family([Recipe(key, *total, "gradient", (p,))], lambda t: t.gradient(p))


def path_count(s: Structure, p: Parameter) -> int:
    """Number of paths from the loss to a parameter, over all units and examples."""
    above = s.sizes[p.layer + 2 :]
    own = s.sizes[p.layer + 1] if p.unit is None else 1
    return int(np.prod(above, dtype=int)) * own * s.examples


def _path_terms(s: Structure, n: Names) -> Iterator[Family]:
    """The product of all factors along each path, for parameters with few enough paths."""
    for layer in range(s.depth):
        for p in n.parameters:
            if p.layer != layer or path_count(s, p) > MAX_PATHS:
                continue
            units = tuple(range(s.sizes[layer + 1])) if p.unit is None else (p.unit,)
            routes = [(j, *rest) for j in units for rest in every(*map(range, s.sizes[layer + 2 :]))]
            yield Family(
                [
                    Recipe(n.path(p.name, e, route), "product", path_factors(s, n, p, e, route), "path", (p, e, route))
                    for e in range(s.examples)
                    for route in routes
                ],
                lambda t, p=p, units=units: _path_values(t, p, units),
            )


def path_factors(s: Structure, n: Names, p: Parameter, example: int, route: tuple[int, ...]) -> tuple[str, ...]:
    """Return the keys of the factors along one path, from the loss down to the parameter.

    Args:
        s: the structure.
        n: its names.
        p: the parameter at the end of the path.
        example: the example, from 0.
        route: the units the path runs through, from the parameter's layer up to the output.
    """
    last, top = s.depth - 1, route[-1]
    if (s.activations[-1], s.loss) in SHORT_ROADS:
        factors = [n.delta(last, example, top)]
    else:
        factors = [n.dL_da(last, example, top), n.da_dz(last, example, top)]
    for layer in range(last, p.layer, -1):
        upper, lower = route[layer - p.layer], route[layer - p.layer - 1]
        factors += [n.dz_da(layer, lower, upper), n.da_dz(layer - 1, example, lower)]
    end = n.dz_dw(p.layer, example, p.source, route[0]) if p.source is not None else n.dz_db(p.layer, route[0])
    return (*factors, end)


def _path_values(t: Trace, p: Parameter, units: tuple[int, ...]) -> Array:
    """Return the product along every path, shape (examples, units of p, ..., outputs)."""
    flow = t.flow(p.layer)[:, list(units)]
    if p.source is None:
        return flow
    entering = t.a(p.layer - 1)[:, p.source]
    return flow * entering.reshape(-1, *[1] * (flow.ndim - 1))


def _update_terms(n: Names) -> Iterator[Family]:
    """The step learning_rate * gradient, the new parameter, and the loss after the update."""
    every_parameter = n.parameters
    yield Family(
        [Recipe(f"step_{p.name}", "product", ("learning_rate", f"dL_d{p.name}"), "step", (p,)) for p in every_parameter],
        lambda t: np.array([t.problem.learning_rate * t.gradient(p) for p in every_parameter], dtype=float),
    )  # fmt: skip
    yield Family(
        [Recipe(f"new_{p.name}", "difference", (p.name, f"step_{p.name}"), "new", (p,)) for p in every_parameter],
        lambda t: np.array([value_of(t.updated, p) for p in every_parameter], dtype=float),
    )  # fmt: skip
    yield Family(
        [
            Recipe("new_loss", "loss_after_update", tuple(f"new_{p.name}" for p in every_parameter), "new_loss", ()),
            Recipe("loss_change", "difference", ("new_loss", "loss"), "loss_change", ()),
        ],
        lambda t: np.array([t.new_loss, t.new_loss - t.loss]),
    )
