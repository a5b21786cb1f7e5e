"""A page of the walk put together: picture, equation and table of a step, the numbers, the walk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from markupsafe import Markup

from explainer.browser.choices import Choice
from explainer.browser.markup import NOTHING, element
from explainer.browser.terms import terms_in
from explainer.equations.breaking import terms
from explainer.equations.derivations import equation
from explainer.equations.equation import Equation
from explainer.equations.html import lines_html
from explainer.figures.network.diagram import network_svg
from explainer.figures.network.drawing import Drawing, all_gradients, edge_marks
from explainer.matrices.order import in_matrices
from explainer.notation.display import Display
from explainer.screen import session
from explainer.screen.check_answers import asked_beside
from explainer.screen.dock import dock
from explainer.screen.live import keep_true
from explainer.screen.panels import show
from explainer.screen.scene import Scene, show_scene
from explainer.view.view import View
from explainer.view.where import step_on
from explainer.walk.explanation import below_lines
from explainer.walk.lit import lit_by
from explainer.walk.narration import narrate
from explainer.walk.steps import Step
from explainer.walk.tables import gradient_table, is_long, outcome
from explainer.words.legend import FLOWS

MOST_TOGETHER = 9
"""Parameters up to which picture and equation fit beside each other on a projected screen."""

MOST_SUMMANDS_TOGETHER = 10
"""Summands on all lines of an equation up to which it fits there: each of a sum has a line of its own."""

MOST_WITH_GRADIENTS = 12
"""Parameters up to which labels in the drawing hold their gradients."""

MOST_LINES = 4
"""Lines of an equation that leave room for a table below them on a projected screen."""

Table = Callable[[Display, Step], Markup]


@dataclass(frozen=True)
class PageSpec:
    """What a page shows beside the equation of its step.

    Attributes:
        path: of the page.
        flow: what the widths of the edges follow, "forward" or "backward".
        gradients: whether the diagram carries the gradients.
        unit_step: where choosing a unit leads, "z" or "delta".
        table: the table beside the diagram.
    """

    path: str
    flow: str
    gradients: bool
    unit_step: str
    table: Table


@dataclass(frozen=True)
class Made:
    """What a page of the walk is made of.

    Attributes:
        scene: what its step shows.
        here: the names of the numbers that the step is made of.
        marks: the terms whose size some width follows.
    """

    scene: Scene
    here: frozenset[str]
    marks: tuple[str, ...]


def render(page: PageSpec) -> None:
    """Show a page of the walk: the network, the equation of the step beside it, a table below that."""
    view = session.view()
    step = step_on(view, page.path)
    taken = view.updates if page.path == "update" else 0

    def lines(shown: Display) -> Equation:
        return session.made("lines", lambda: equation(shown, step.key), step.key)

    made = session.made(
        "walk", lambda: _make(page, session.display(), view, step, lines(session.display()), taken), taken
    )
    seen = show_scene(replace(made.scene, asked=asked_beside(session.display(), step.key)))
    controls = dock(session.display(), page.path, made.here, made.scene.parts)

    def by_then(shown: Display) -> object:
        # What is said of the run is no number: of how many updates were taken, and whose turn is next. Nor is what
        # is said of the reader's own number.
        taken = page.path == "update" and session.view().updates
        return lines(shown), taken, asked_beside(shown, step.key)

    keep_true(session.made("terms", lambda: terms_in(seen, controls)), made.marks, by_then)


def _make(page: PageSpec, display: Display, view: View, step: Step, lines: Equation, taken: int) -> Made:
    """Make what a page of the walk shows, of its view alone and the number of updates that have been taken."""
    lit = lit_by(display, step.key)
    drawing = Drawing(
        display,
        page.gradients and not view.present and has_room_for_gradients(display),
        page.flow,
        lit,
        step.parameter if page.flow == "backward" else view.parameter,
        page.unit_step,
        close=view.present,
        subject=step.key,
    )
    words = narrate(display, step)
    scene = Scene(
        page.path,
        words,
        network_svg(drawing) + _below(display, page, view),
        _true_at_rest(display, step, lines_html(lines, display)),
        NOTHING if view.present else _matrix_link(display, step, view),
        NOTHING if view.present else page.table(display, step),
        page.path == "chain_rule" and is_long(display),
        outcome(display, step.key, taken, view.start.learning_rate) if page.path == "update" else NOTHING,
        gradient_table(display, step.parameter, unit=step.place) if view.present and page.gradients else NOTHING,
        gradient_table(display, step.parameter, 1, step.place)
        if view.present and page.path == "chain_rule"
        else NOTHING,
        len(lines.lines) > MOST_LINES,
        fits(display, lines) and (page.path != "update" or len(lines.lines) <= MOST_LINES),
        below=_true_at_rest(display, step, below_lines(display, lines, words.after)),
    )
    marks = edge_marks(drawing) if page.flow == "forward" else all_gradients(display)
    return Made(scene, numbers_of_step(display, lit, view.shown_parameter), marks)


def _true_at_rest(display: Display, step: Step, derived: Markup) -> Markup:
    """Return the lines of a step; of the gradient of an example in its turn they are gone while a number moves.

    A number that moves ends the run, and a new one begins with the first example, whose terms are others.
    """
    in_turn = display.trace.problem.memory.updates and display.trace.recipe(step.key).family in {"alone", "penalized"}
    is_of_one = display.trace.structure.only is not None
    return element("div", {"data-still": True}, derived) if in_turn and is_of_one else derived


def fits(display: Display, lines: Equation) -> bool:
    """Whether picture and equation fit beside each other on a projected screen."""
    is_small = len(display.trace.names.parameters) <= MOST_TOGETHER and display.trace.structure.depth <= 2
    return is_small and sum(len(terms(line.body)) for line in lines.lines) <= MOST_SUMMANDS_TOGETHER


def has_room_for_gradients(display: Display) -> bool:
    """Whether labels of the drawing hold gradients too; else the table alone does, and the labels are larger."""
    return len(display.trace.names.parameters) <= MOST_WITH_GRADIENTS and display.trace.structure.depth <= 2


def numbers_of_step(display: Display, lit: frozenset[str], parameter: str) -> frozenset[str]:
    """Return the names of the numbers that a step is made of, and of the chosen parameter."""
    recipes = display.trace.catalogue.recipes
    return frozenset({parameter, *lit, *(factor for key in lit for factor in recipes[key].factors)})


def _below(display: Display, page: PageSpec, view: View) -> Markup:
    """Say what the lines of a drawing mean, and whose numbers that of a batch shows; an outcome needs the place."""
    count = display.trace.structure.examples
    gradients = f"; gradients are those of all {count}" if page.gradients else ""
    whose = f"The units show example {display.example + 1}{gradients}." if count > 1 else ""
    said = (*((FLOWS[page.flow],) if page.path != "update" and not view.present else ()), whose)
    return element("p", {"class": "hint"}, " ".join(filter(None, said))) if any(said) else NOTHING


def _matrix_link(display: Display, step: Step, view: View) -> Markup:
    """Return the way to the same number in the matrices, where it stands in one."""
    key = in_matrices(display, step.key)
    if not view.matrices.making(key):
        return NOTHING
    return " " + Choice("cell", key).button("In matrix form →")


def render_start(below: Markup, beside: Markup, lines: Callable[[Display], object] | None = None) -> None:
    """Show the diagram of the start page, with nothing lit.

    Args:
        below: what stands below it.
        beside: what is on the page already, whose numbers are kept true with those of the diagram.
        lines: what on the page follows no term; see ``keep_true``.
    """

    def make() -> tuple[Markup, tuple[str, ...]]:
        drawing = Drawing(session.display(), captions=True)
        return network_svg(drawing), edge_marks(drawing)

    figure, marks = session.made("start", make)
    show("diagram", figure + below)
    keep_true(session.made("terms", lambda: terms_in(figure, beside)), marks, lines)
