"""An exercise on screen: the picture with what is asked lit, and the card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st
from markupsafe import Markup

from backprop import Trace
from backprop.judging import Judgement, judge, rule_sentence
from backprop.matrices import matrix_pass
from explainer.figures.network.diagram import network_svg
from explainer.figures.network.drawing import Drawing
from explainer.figures.pieces import still
from explainer.matrices.tables import product_html
from explainer.notation.display import Display
from explainer.practice.attempt import Row, attempt
from explainer.practice.card import Card, card_html, hints_html, numbers_html
from explainer.practice.exercises import LEVELS, Exercise
from explainer.practice.hints import hints
from explainer.practice.score import exercise_name, level, notes, score
from explainer.practice.tasks import TASKS, step_making, tasks_of
from explainer.screen import session
from explainer.screen.live import keep_true
from explainer.screen.panels import show
from explainer.screen.widgets import choice
from explainer.view.hiding import until_answered
from explainer.view.live import display_of, takes_long
from explainer.view.practising import practised
from explainer.view.view import View
from explainer.walk.lit import lit_by

WIDEST = 900.0
"""Width of a drawing up to which all of it is shown, however small its frame is."""

MOST_GIVEN = 40
"""Numbers that are listed; of more those in the picture have to do."""

WHOSE_NUMBERS = {"": "New numbers", "table": "Numbers on the table"}

OF_A_NUMBER = {"number", "sign"}
"""What may be asked of a line that its number would tell."""

FORWARD = {"z", "a", "y_hat", "loss", "loss_of_example"}
"""Families of what is computed on the way to the loss, and the loss."""


def show_exercise() -> None:
    """Show the exercise that the view asks for."""
    view, log = session.view(), session.kept().answers
    numbers, exercise, name = at_level(view, log)
    display = session.made("exercise", lambda: display_of(numbers), of=numbers)

    def judged(trace: Trace, key: str, text: str, own: Mapping[str, float], digits: int) -> Judgement:
        made_of = key, text, tuple(own.items())
        return session.made("judged", lambda: judge(trace, key, text, own, digits), *made_of, of=numbers)

    rows = attempt(display, exercise, log, name, judged)
    _note(name, rows)
    asked = tuple(row.line.key for row in rows if row.is_open and row.line.blank in OF_A_NUMBER)
    shown = until_answered(display, asked)
    card = _card(shown, view, exercise, rows)
    about = (card.present or rows[-1]).line.key
    picture = session.made("picture", lambda: _picture(shown, exercise, about), about, asked, of=numbers)
    if not view.present:
        _options(view, exercise)
    with st.container(key="figures"):
        left, right = st.columns([3, 4], gap="small")
        with left:
            with st.container(key="exercise_picture"):
                show("diagram", picture + numbers_html(shown, _listed(shown, exercise)))
            with st.container(key="exercise_hints"):
                show("hints", hints_html(card))
        with right, st.container(key="exercise_card"):
            show("exercise", card_html(shown, card))
    keep_true((), ())


def at_level(view: View, log: Mapping[str, tuple[str, ...]]) -> tuple[View, Exercise, str]:
    """Return a view with the numbers of its exercise, the exercise as far as it is blank, and its name in the log."""
    numbers, exercise = practised(view)
    numbers = replace(numbers, hide=False, example=exercise.example + 1 if view.structure.examples > 1 else 0)
    depends = (
        view.table,
        sorted(numbers.values.items()),
        numbers.updates,
        view.learning,
        view.convention,
        exercise.number,
    )
    name = exercise_name(exercise.task, *map(repr, depends))
    if not view.blanks:
        _, exercise = practised(replace(view, blanks=level(log, name, TASKS[exercise.task].usual, max(LEVELS))))
    return numbers, exercise, name


def _card(display: Display, view: View, exercise: Exercise, rows: tuple[Row, ...]) -> Card:
    card = Card(
        exercise, rows, rule_sentence(view.digits), score=score(session.kept().answers).said, projected=view.present
    )
    present = card.present
    if present is None:
        return card
    return replace(card, hints=hints(display, exercise, present.line)[: present.went.hints])


def _note(name: str, rows: tuple[Row, ...]) -> None:
    """Note in the log what came of lines that are done by now."""
    log = session.kept().answers
    found = notes({row.name: row.went for row in rows if row.is_asked}, name)
    new = {noted: (text,) for noted, text in found if noted not in log}
    if new:
        session.change(answers={**log, **new})


def _options(view: View, exercise: Exercise) -> None:
    """Show what can be chosen: which kind of exercise, whose numbers, how much is blank."""
    tasks = {"": "All kinds in turn", **{name: TASKS[name].title for name in tasks_of(view.ready.structure)}}
    levels = {0: "More blank as it goes well", **{number: level.title for number, level in LEVELS.items()}}
    with st.container(key="exercise_options", horizontal=True, vertical_alignment="bottom"):
        task = view.task if view.task in tasks else ""
        choice("What to practise", "task", list(tasks), task, tasks.__getitem__, hidden=True)
        choice("What is blank", "blanks", list(levels), view.blanks, levels.__getitem__, hidden=True)
        choice("Whose numbers", "numbers", list(WHOSE_NUMBERS), view.numbers, WHOSE_NUMBERS.__getitem__, hidden=True)


def _picture(display: Display, exercise: Exercise, key: str) -> Markup:
    """Draw the network with what a line asks for lit; of a cell of a matrix the product that it stands in."""
    s, blank = display.trace.structure, TASKS[exercise.task].blank
    if exercise.matrix and blank == "number":
        step = step_making(s, key, exercise.example)
        return still(product_html(display, matrix_pass(s, "rows", exercise.example), step, key))
    drawing = Drawing(display)
    if not exercise.matrix:
        recipe = display.trace.recipe(key)
        # Of a batch of many examples nobody wants to wait for what all of them add to the gradient of every weight.
        flow = "forward" if recipe.family in FORWARD or takes_long(s) else "backward"
        parameter = recipe.parameter.name if recipe.parameter else ""
        drawing = Drawing(display, flow=flow, lit=lit_by(display, key), subject=key, parameter=parameter)
    return still(network_svg(drawing), scrolls=drawing.plan.width > WIDEST)


def _listed(display: Display, exercise: Exercise) -> tuple[str, ...]:
    """Return what is given, as far as it can be listed: not that there is one example, or one output."""
    counts = display.trace.structure.counts
    listed = tuple(
        key for key in exercise.given if not display.hides(key) and (key not in counts or display.trace[key] != 1)
    )
    return listed if len(listed) <= MOST_GIVEN else ()
