"""What a step puts on screen, and how it is laid out: beside each other to work with, or projected."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from markupsafe import Markup

from explainer.browser.markup import NOTHING, element
from explainer.screen import actions, session
from explainer.screen.learning_choice import learning_choice, learning_title
from explainer.screen.panels import show
from explainer.screen.switches import looks
from explainer.walk.narration import Narration


@dataclass(frozen=True)
class Scene:
    """What a step shows.

    Attributes:
        page: the path of its page.
        words: its question and its sentence.
        picture: the one drawing.
        equation: its lines.
        asked: a box for what the reader got, with what came of that, or nothing.
        below: why the equation holds, or what it means.
        beside: a way on, after the sentence.
        table: what stands below, or nothing.
        has_long_table: whether the table needs the room below the picture.
        outcome: what an update would do, or nothing.
        gradients: every gradient with its bar, to be projected alone.
        bars: the same to be projected below the equation, where there is room.
        is_long: whether the equation has so many lines that they need more of the width.
        fits: whether picture and equation fit beside each other on a projected screen.
    """

    page: str
    words: Narration
    picture: Markup
    equation: Markup
    beside: Markup = NOTHING
    table: Markup = NOTHING
    has_long_table: bool = False
    outcome: Markup = NOTHING
    gradients: Markup = NOTHING
    bars: Markup = NOTHING
    is_long: bool = False
    fits: bool = True
    asked: Markup = NOTHING
    below: Markup = NOTHING

    @property
    def derived(self) -> Markup:
        """The equation with what stands below it."""
        foot = element("div", {"class": "foot"}, self.asked, self.below) if self.asked else self.below
        return self.equation + foot

    @property
    def parts(self) -> tuple[str, ...]:
        """What of it can be projected, names in ``PARTS``."""
        together, gradients = ("",) * self.fits, ("gradients",) * bool(self.gradients)
        return (*together, "picture", "equation", *gradients)

    @property
    def said(self) -> Markup:
        """Its question and its sentence."""
        sentence = element("p", {"class": "sentence"}, self.words.sentence, self.beside)
        return element("h1", None, self.words.question) + sentence


def show_scene(scene: Scene) -> Markup:
    """Show a step, and return all markup that is on screen with it."""
    with st.container(key="figures"):
        return _project(scene) if session.view().present else _lay_out(scene)


def _lay_out(scene: Scene) -> Markup:
    """Show everything that belongs to the step: the picture at the left, all else at the right."""
    left, right = st.columns([5, 4] if scene.is_long else [3, 2], gap="small")
    derivation = scene.said + scene.derived
    with left:
        show("diagram", scene.picture)
        if scene.outcome:
            update_buttons(scene.outcome)
    with right:
        looks(scene.page)
        show("derivation", derivation)
    if scene.table:
        with left if scene.has_long_table else right:
            show("table", scene.table)
    return scene.picture + derivation + scene.table + scene.outcome


def _project(scene: Scene) -> Markup:
    """Show what the room looks at, large: picture and equation together, or one thing alone."""
    part = actions.part_shown(scene.parts)
    show("heading", scene.said)
    if part == "picture":
        show("diagram", scene.picture)
        return scene.said + scene.picture
    if part == "gradients":
        show("table", scene.gradients)
        return scene.said + scene.gradients
    if part == "equation":
        return scene.said + _project_equation(scene)
    left, right = st.columns([2, 1], gap="xsmall")
    with left:
        show("diagram", scene.picture)
    with right:
        equation = _project_equation(scene)
        bars = NOTHING if scene.is_long else scene.bars
        if bars:
            show("table", bars)
    return scene.said + scene.picture + equation + bars


def _project_equation(scene: Scene) -> Markup:
    show("derivation", scene.derived)
    if scene.outcome:
        update_buttons(scene.outcome)
    return scene.derived + scene.outcome


def update_buttons(outcome: Markup) -> None:
    """Show the button that takes an update, and what it does to the loss."""
    with st.container(key="update_buttons", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "Take the update",
            on_click=session.unbroken(actions.take_update),
            type="primary",
            shortcut="U",
            key="update",
        )
        with st.container(width="stretch"):
            show("outcome", outcome)
        if not session.view().present:
            with st.popover(learning_title()):
                learning_choice()
