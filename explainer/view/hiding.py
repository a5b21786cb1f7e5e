"""Which numbers are not to be seen yet, because the reader wants to predict them.

The answer of a step stands in many places: in its equation, in the drawing, in tables, as the width of an
edge. So it is the display that hides it, and whatever is made of the display has a "?" there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from backprop import Trace
from backprop.names import apart
from explainer.equations.derivations import equation
from explainer.matrices.order import scalar_step
from explainer.notation.display import Display, Hidden
from explainer.view.view import View
from explainer.view.where import product_shown, step_on
from explainer.walk.steps import PAGES

INTUITION = "intuition"
"""The page on which a reader predicts where a step lands."""


def hiding(display: Display, view: View, page: str) -> Display:
    """Return a display that hides what a view asks the reader to predict on a page."""
    key = asked(view, page) if view.hide else ""
    if not key:
        return display
    known = display.trace.catalogue.recipes
    later = frozenset(_later(display, view, key)) if view.ahead else frozenset()
    answers = frozenset(_answers(display, key)) if key != view.revealed else frozenset()
    return replace(display, hidden=Hidden(key, answers & known.keys(), later))


def until_answered(display: Display, keys: Iterable[str]) -> Display:
    """Return a display that hides some terms and all that is made of them, of which nothing can be revealed."""
    return replace(display, hidden=Hidden(answers=MadeOf(display.trace, keys)))


class MadeOf(Set[str]):
    """Some terms of a trace, and all that are made of them, found as they are asked for."""

    def __init__(self, trace: Trace, keys: Iterable[str]) -> None:
        self._recipes = trace.catalogue.recipes
        self._known = dict.fromkeys(keys, True)

    def __contains__(self, key: object) -> bool:
        """Whether a term is one of them."""
        found = self._known.get(str(key))
        if found is None:
            factors = self._recipes[str(key)].factors if key in self._recipes else ()
            found = self._known[str(key)] = any(factor in self for factor in factors)
        return found

    def __eq__(self, other: object) -> bool:
        """Whether it is the same: to compare them one by one would take seconds in a large network."""
        return self is other

    __hash__ = object.__hash__

    def __iter__(self) -> Iterator[str]:
        """Go through all of them."""
        return (key for key in self._recipes if key in self)

    def __len__(self) -> int:
        """Count them."""
        return sum(1 for _ in self)


def asked(view: View, page: str) -> str:
    """Return the key of the term that a page asks for, or "" where it asks for none."""
    if page == "matrix":
        return product_shown(view)[1]
    if page == "chain_rule" and view.mode == "build":
        return view.names.gradient(view.shown_parameter)
    if page == INTUITION and not view.look:
        return view.names.new(view.shown_parameter)
    return step_on(view, page).key if page in PAGES else ""


def _answers(display: Display, key: str) -> Iterator[str]:
    """Return the terms whose numbers give the answer of a step away."""
    yield from equation(replace(display, whole=True), key).answers
    yield from equation(replace(display, whole=False), key).answers
    yield from _same(display, key, range(display.trace.structure.examples))
    scalar = scalar_step(display, key)
    if scalar != key:
        yield from _answers(display, scalar)


def _same(display: Display, key: str, examples: Sequence[int]) -> Iterator[str]:
    """Return the terms that have the number of a term, or what is as good as that; of a batch's, also of examples."""
    recipe, n, s = display.trace.recipe(key), display.trace.names, display.trace.structure
    yield from (key, n.example(key))
    match recipe.family, recipe.place:
        case (("a" | "y_hat"), (layer, example, unit)) if layer + 1 < s.depth:
            yield from (n.dz_dw(layer + 1, example, unit, above) for above in range(s.sizes[layer + 2]))
        case "delta", (*where, example, unit):
            bias = n.b(where[0], unit)
            yield n.long(key)
            if bias and len(n.by_name[bias].units(s)) == 1:
                yield from _same(display, n.gradient(bias, example if s.examples > 1 else None), examples)
        case "example_delta", (layer, example, unit):
            yield from _same(display, n.delta(layer, example, unit), examples)
        case "example_dL_da", (layer, example, unit):
            yield from _same(display, n.dL_da(layer, example, unit), examples)
        case "gradient", _ if recipe.parameter is not None:
            name = recipe.parameter.name
            yield from (n.total(name), n.mean(name), n.nudged(name))
            if s.examples > 1:
                yield from (own for e in examples for own in _same(display, n.gradient(name, e), examples))
        case (("corrected" | "penalized" | "objective"), _):
            yield from equation(display, key).answers
        case "new", _ if recipe.parameter is not None:
            name = recipe.parameter.name
            yield from (n.step(name), n.moved(name), n.loss_alone(name), n.change_alone(name))
            yield from (n.predicted_change(name), n.predicted_loss(name))
            yield from (key for key in equation(display, key).answers if display.trace.recipe(key).family != "new")
            yield from _same(display, "new_loss", examples)
        case "new_loss", _:
            yield "loss_change"


def _later(display: Display, view: View, key: str) -> Iterator[str]:
    """Return the stems of what later steps of the walk ask for: they ask for the same in every example."""
    walk, key = view.walk, scalar_step(display, key)
    here = walk.find(key)
    for step in walk.steps[here.number :] if here else ():
        yield from (apart(same)[0] for same in _same(display, step.key, (0,)))
