"""Chain rule: how much the loss changes with each parameter: along its paths, built up, or in two phases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from markupsafe import Markup

from explainer.browser.markup import NOTHING, element
from explainer.browser.terms import terms_in
from explainer.equations.derivations import two_phases
from explainer.equations.equation import Equation
from explainer.equations.html import lines_html
from explainer.figures.graph.graph import graph_svg
from explainer.figures.network.drawing import all_gradients
from explainer.figures.phases.phases import backward_phase_svg, forward_phase_svg
from explainer.notation.display import Display
from explainer.screen import session
from explainer.screen.check_answers import asked_beside
from explainer.screen.dock import dock
from explainer.screen.live import keep_true
from explainer.screen.scene import Scene, show_scene
from explainer.screen.walk_page import Made, PageSpec, fits, numbers_of_step, render
from explainer.view.where import step_on
from explainer.walk.building import build, last_stage
from explainer.walk.explanation import below_lines
from explainer.walk.lit import lit_by
from explainer.walk.narration import Narration, narrate_phases
from explainer.walk.tables import gradient_table


def render_paths() -> None:
    """Show the equation of the current step beside the network, and every gradient."""
    render(
        PageSpec(
            path="chain_rule",
            flow="backward",
            gradients=True,
            unit_step="delta",
            table=lambda display, step: gradient_table(display, step.parameter, unit=step.place),
        )
    )


def render_build() -> None:
    """Show a chain that is built piece by piece, beside the computation graph that it is read from."""
    view = session.view()

    def make() -> Made:
        display = session.display()
        built = build(display, view.shown_parameter, view.stage)
        lit = frozenset(built.factors)
        # Before the first factor is in its place, the graph shows the way that is to be gone.
        way = lit_by(display, view.names.gradient(view.shown_parameter))
        newest = built.factors[-1] if built.factors else ""
        graph = graph_svg(display, lit or way, view.shown_parameter, newest)
        return _make(graph, built.words, built.equation, way)

    def lines(shown: Display) -> Equation:
        return session.made("built", lambda: build(shown, view.shown_parameter, view.stage).equation, view.stage)

    last = last_stage(view.structure, view.shown_parameter)
    _render(session.made("build", make), lines, f"piece {min(view.stage, last)} of {last}")


def render_phases() -> None:
    """Show one of the two phases: what the forward pass collects, or the network run backwards."""
    view = session.view()
    parameter = view.shown_parameter
    key = view.names.gradient(parameter)

    def lines(shown: Display) -> Equation:
        return session.made("phase", lambda: two_phases(shown, key), key)

    def make() -> Made:
        display, step = session.display(), step_on(view, "chain_rule")
        lit = lit_by(display, key) if step.parameter else frozenset({step.key})
        draw = backward_phase_svg if view.stage else forward_phase_svg
        return _make(draw(display, parameter, lit), narrate_phases(display, parameter), lines(display), lit)

    _render(session.made("phases", make), lines, f"phase {min(view.stage, 1) + 1} of 2")


def _make(picture: Markup, words: Narration, lines: Equation, lit: frozenset[str]) -> Made:
    """Make what shows one drawing, and beside it the equation that belongs to it."""
    display, view = session.display(), session.view()
    scene = Scene(
        "chain_rule",
        words,
        picture + _of_one_example(display),
        lines_html(lines, display),
        gradients=gradient_table(display, view.shown_parameter) if view.present else NOTHING,
        fits=fits(display, lines),
        below=below_lines(display, lines, words.after),
    )
    return Made(scene, numbers_of_step(display, lit, view.shown_parameter), all_gradients(display))


def _render(made: Made, lines: Callable[[Display], Equation], count: str) -> None:
    """Show one drawing, and beside it the equation that belongs to it."""
    view = session.view()
    key = view.names.gradient(view.shown_parameter)

    def by_then(shown: Display) -> object:
        return lines(shown), asked_beside(shown, key)

    seen = show_scene(replace(made.scene, asked=asked_beside(session.display(), key)))
    controls = dock(session.display(), "chain_rule", made.here, made.scene.parts, made.scene.words.title, count)
    keep_true(session.made("terms", lambda: terms_in(seen, controls)), made.marks, by_then)


def _of_one_example(display: Display) -> Markup:
    """Say which example of a batch a drawing follows, and which numbers are of that example alone."""
    count = display.trace.structure.examples
    if count == 1:
        return NOTHING
    said = f"This drawing follows example {display.example + 1}: its derivatives are of that example alone"
    beside = f", the equation adds up all {count}." if display.whole else "."
    return element("p", {"class": "hint"}, said + beside)


{"": render_paths, "build": render_build, "phases": render_phases}[session.view().mode]()
