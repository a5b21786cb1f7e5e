"""Moves: a view, and something a reader chooses, give another view. Nothing is kept here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from backprop import DEFAULT_PRESET, Problem, presets
from backprop.names import example_of, of_example
from backprop.terms import catalogue
from explainer.browser.choices import Choice, Kind
from explainer.matrices.order import positions
from explainer.view import own
from explainer.view.link import from_link, to_link
from explainer.view.view import View, usable
from explainer.view.where import product_place, product_shown, step_on
from explainer.walk.building import last_stage
from explainer.walk.steps import PAGES

MATRIX_PAGE = "matrix"
NETWORK_PAGE = "your_network"


def follow(view: View, page: str, choice: Choice) -> View | None:
    """Return what a choice leads to, or None where there is no such thing.

    Args:
        view: what is on screen.
        page: the path of the page it is on.
        choice: what was chosen.
    """
    if choice.rate is None:
        return MOVES[choice.kind](view, page, choice.key)
    if not usable("learning_rate", choice.rate):
        return None
    return MOVES[choice.kind](view.change({"learning_rate": choice.rate}), page, choice.key)


def page_wanted(choice: Choice) -> str:
    """Return the page that a choice leads to where no step says it, or ""."""
    return MATRIX_PAGE if choice.kind in {"product", "cell"} else ""


def go_to(view: View, page: str, key: str) -> View | None:
    """Go to a step of the walk, if there is one for that term; a step of another example shows that one."""
    example = example_of(key)
    if example is not None and example < view.structure.examples and example != max(view.example - 1, 0):
        view = replace(view, example=example + 1)
    step = view.walk.find(key)
    return replace(view, step=step.key, parameter=step.parameter or view.parameter, stage=0) if step else None


def choose_parameter(view: View, page: str, name: str) -> View | None:
    """Choose a parameter; the page shows its own step for it."""
    n = view.names
    parameter = n.by_name.get(name)
    if not parameter:
        return None
    unit = n.z(parameter.layer, max(view.example - 1, 0), parameter.units(view.structure)[0])
    step = {"chain_rule": n.gradient(name), "update": n.new(name), "forward": unit}.get(page, "")
    made = view.matrices.making(n.gradient(name)) if page == MATRIX_PAGE else None
    product, cell = (made.id, n.gradient(name)) if made else ("", "")
    return replace(view, parameter=name, step=step, stage=0, product=product, cell=cell)


def choose_product(view: View, page: str, product: str) -> View | None:
    """Show a step of the matrix pass."""
    return replace(view, step="", product=product, cell="") if view.matrices.find(product) else None


def choose_cell(view: View, page: str, key: str) -> View | None:
    """Choose a cell of the product that is shown, or go to the product that makes it."""
    shown, _ = product_shown(view)
    step = shown if page == MATRIX_PAGE and shown.result.find(key) else view.matrices.making(key)
    if not step:
        return None
    parameter = catalogue(view.structure).recipes[key].parameter
    return replace(view, step="", product=step.id, cell=key, parameter=parameter.name if parameter else view.parameter)


def reveal(view: View, page: str, key: str) -> View | None:
    """Show the hidden answer of one step; the next one's stays hidden."""
    return replace(view, revealed=key) if key in catalogue(view.structure).recipes else None


def _in_mode(mode: str) -> Callable[[View, str, str], View | None]:
    def choose_mode(view: View, page: str, name: str) -> View | None:
        """Look at the chain rule of a parameter in one of its modes, from the beginning."""
        if name not in view.names.by_name:
            return None
        return replace(view, mode=mode, parameter=name, step=view.names.gradient(name), stage=0)

    return choose_mode


MOVES: dict[Kind, Callable[[View, str, str], View | None]] = {
    "step": go_to,
    "parameter": choose_parameter,
    "product": choose_product,
    "cell": choose_cell,
    "build": _in_mode("build"),
    "phases": _in_mode("phases"),
    "reveal": reveal,
}
"""Kind of a choice -> (view, page, key) -> what it leads to."""


def choose_example(view: View, example: int) -> View | None:
    """Show one example of the batch, from 1, or 0 for all, staying at the same step."""
    if not 0 <= example <= view.structure.examples:
        return None
    return replace(view, example=example, step=of_example(view.step, max(example - 1, 0)), cell="")


def open_preset(view: View, name: str) -> View | None:
    """Put another starting network on the table; how things are shown stays."""
    return _on_the_table(view, View(preset=name)) if name in presets() else None


def open_network(view: View, problem: Problem) -> View | None:
    """Put an own network on the table; how things are shown stays."""
    return _on_the_table(view, View(network=own.pack(problem)))


AS_BEGUN: dict[str, Any] = {"convention": "", "rule": "", "order": "", "seed": 0, "penalty": "", "updates": 0}
"""What a network has in itself once it is put on the table as it is."""


def _on_the_table(view: View, new: View) -> View | None:
    if new.table == view.table:
        return None
    stays = {name: getattr(view, name) for name in ("digits", "present", "hide", "ahead", "section", "look")}
    return replace(new, **stays)


def rebuild(view: View, problem: Problem) -> View | None:
    """Put the network on the table in another form; what was chosen and is still there stays.

    Args:
        view: what is on screen.
        problem: the network as it is now, in the reader's numbers.
    """
    said = problem.description
    notation = said.notation or ("" if view.network else view.origin.notation)
    kept = replace(problem, description=replace(said, notation=notation))
    new = replace(view, preset=DEFAULT_PRESET, network=own.pack(kept), values={}, wishes=(), **AS_BEGUN)
    if new.table == view.table and not view.changed and not view.wishes:
        return None
    opened, _ = from_link(to_link(new))
    return opened


def move(view: View, page: str, distance: int) -> View | None:
    """Go so many steps along the walk, to its ends at most; on the matrix page along the products."""
    if page == MATRIX_PAGE:
        return _along_products(view, distance)
    if page == "chain_rule" and view.mode:
        return _along_the_chain(view, distance)
    return _along_the_walk(view, page, distance)


def _along_the_walk(view: View, page: str, distance: int) -> View | None:
    steps = view.walk.steps
    here = step_on(view, page) if page in PAGES else steps[0]
    place = min(max(here.number + distance, 1), len(steps))
    return go_to(view, page, steps[place - 1].key)


def _along_the_chain(view: View, distance: int) -> View | None:
    """Show the next stage of a chain, or the one before; from the end of a chain go on to the next one."""
    chains = [step for step in view.walk.on("chain_rule") if step.parameter]
    here = next(place for place, step in enumerate(chains) if step.parameter == view.shown_parameter)
    last = last_stage(view.structure, view.shown_parameter, view.mode)
    stage = min(view.stage, last) + distance
    if 0 <= stage <= last and abs(distance) == 1:
        return replace(view, stage=stage)
    there = min(max(here + distance, 0), len(chains) - 1)
    if there == here and abs(distance) == 1:
        return None
    name, forward = chains[there].parameter, distance > 0
    # One step beyond an end comes to the nearer end of the next chain; a leap comes to the very end.
    at_the_end = forward == (abs(distance) > 1)
    stage = last_stage(view.structure, name, view.mode) if at_the_end else 0
    return replace(view, parameter=name, step=chains[there].key, stage=stage)


def _along_products(view: View, distance: int) -> View:
    place, count = product_place(view)
    product, cell = positions(view.matrices)[min(max(place - 1 + distance, 0), count - 1)]
    return replace(view, product=product, cell=cell)
