"""The card of an exercise: what is asked, its lines with boxes where they are blank, and the ways on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from explainer.browser.answers import State, answer_act, answer_box, onward_to, way_button
from explainer.browser.markup import NOTHING, Attributes, element, style, together
from explainer.browser.mathml import mathml
from explainer.browser.terms import number
from explainer.equations.derivations import equation
from explainer.equations.html import run_on_html
from explainer.matrices.names import plain
from explainer.notation.display import Display
from explainer.notation.spoken import spoken
from explainer.practice.attempt import Row
from explainer.practice.exercises import LEVELS, Exercise, Line
from explainer.practice.hints import asked_html, choice_html, line_html, spoken_exercise
from explainer.practice.score import HINTS, MEND, MOST_HINTS, NOT_YET
from explainer.practice.tasks import TASKS

RULE = "exercise_rule"
"""Id of the sentence on how an answer is rounded."""

MARKS = {"right": ("✓", "right"), "wrong": ("✗", "not yet"), "mended": ("=", "mended")}
"""State of a line -> the sign that stands beside it, and its word."""

STATES: Mapping[str, State] = {"right": "right", "wrong": "wrong", "open": "", "mended": "open"}
"""State of a line -> that of its box."""

OF_STEPS = {"shape", "transpose"}
"""What is asked of a step of the matrix pass rather than of a term."""

DONE = "All lines are done. Go on with the next exercise."

NEXT = "practise:next"
"""The act of going on to the next exercise."""


@dataclass(frozen=True)
class Card:
    """An exercise as it stands.

    Attributes:
        exercise: what is asked.
        rows: its lines and how each went.
        rule: how an answer is to be rounded.
        hints: those that the reader has taken for the present line.
        score: what all answers come to.
        projected: whether it is to be read from the last row.
    """

    exercise: Exercise
    rows: tuple[Row, ...]
    rule: str = ""
    hints: tuple[str, ...] = ()
    score: str = ""
    projected: bool = False

    @property
    def present(self) -> Row | None:
        """The line that the buttons are about: the first one that is wrong, else the first that is open."""
        left = [row for row in self.rows if row.is_open]
        return next((row for row in left if row.went.state == "wrong"), left[0] if left else None)

    @property
    def first_open(self) -> Row | None:
        """The first line that is open, where the reader goes on."""
        return next((row for row in self.rows if row.is_open), None)

    @property
    def is_typed(self) -> bool:
        """Whether numbers are typed into it."""
        return any(row.line.blank == "number" for row in self.rows)


def card_html(display: Display, card: Card) -> Markup:
    """Return the card.

    Args:
        display: the trace with the numbers of the exercise; what is asked for is hidden in it.
        card: the exercise as it stands.
    """
    exercise, present = card.exercise, card.present
    which = f"Exercise {exercise.number} · {TASKS[exercise.task].title} · {LEVELS[exercise.level].title}"
    return element(
        "section",
        {"class": style("exercise_card", "projected" if card.projected else ""), "aria-label": "Exercise"},
        element("p", {"class": "which"}, element("span", None, which), element("span", {"role": "status"}, card.score)),
        element("h1", None, _asked(display, exercise, card.rows[-1].line)),
        element("p", {"class": "for-listeners"}, spoken_exercise(display, exercise)),
        element("p", {"class": "rule", "id": RULE}, card.rule) if card.is_typed else NOTHING,
        _lines(display, card, present),
        _ways(card, present),
    )


def _asked(display: Display, exercise: Exercise, last: Line) -> Markup:
    """Return what an exercise asks; of one that is worked out, what is asked about it."""
    if last.blank == "idea":
        return Markup("All is worked out. By which rule does the last line, {}, hold?").format(
            line_html(display, exercise, last)
        )
    return asked_html(display, exercise)


MOST_PROJECTED = 4
"""Lines that are projected together, in type that reads from the last row."""


def _lines(display: Display, card: Card, present: Row | None) -> Markup:
    """The lines, or where they are projected the present one with those before it."""
    rows, count = card.rows, len(card.rows)
    at = rows.index(present) if present else count - 1
    first = max(0, min(at - MOST_PROJECTED + 2, count - MOST_PROJECTED)) if card.projected else 0
    shown = rows[first : first + MOST_PROJECTED] if card.projected else rows
    left_out = f"Lines {first + 1} to {first + len(shown)} of {count}." if len(shown) < count else ""
    lines = (_row(display, card, row, row is present) for row in shown)
    listed = element("ol", {"class": "exercise_lines", "start": first + 1, "data-scrolled": True}, *lines)
    return (element("p", {"class": "hint"}, left_out) if left_out else NOTHING) + listed


def _row(display: Display, card: Card, row: Row, is_present: bool) -> Markup:
    if not row.is_asked:
        return element("li", {"class": "given"}, _given(display, card.exercise, row.line))
    where = f"said_{row.line.key}_{row.line.blank}"
    sign, word = MARKS.get(row.went.state, ("", ""))
    mark = element("span", {"class": "mark", "role": "img", "aria-label": word}, sign) + " " if sign else NOTHING
    attributes: Attributes = {
        "class": style("asked", "chosen" if row.line.choices else ""),
        "data-state": row.went.state,
        "aria-current": "step" if is_present else None,
        "data-chosen": is_present,
    }
    return element(
        "li",
        attributes,
        element("div", {"class": "ask"}, _left(display, card.exercise, row.line), _box(display, row, card, where)),
        element("p", {"class": "said", "id": where, "role": "status"}, mark, row.said),
    )


def _given(display: Display, exercise: Exercise, line: Line) -> Markup:
    """Return a line that is given: worked out, or as what could be chosen."""
    if TASKS[exercise.task].blank in OF_STEPS:
        name, right = line_html(display, exercise, line), choice_html(display, exercise, line, line.right)
        return Markup("{}: {}").format(name, right)
    return run_on_html(equation(display, line.key), display)


def _left(display: Display, exercise: Exercise, line: Line) -> Markup:
    """Return what stands before a box."""
    if line.blank == "number":
        shown = mathml(f"{display.written(line.key).latex} =", display)
    else:
        shown = Markup("{}:").format("Rule" if line.blank == "idea" else line_html(display, exercise, line))
    return element("span", {"class": "left", "aria-hidden": "true"}, shown)


def _said(display: Display, exercise: Exercise, line: Line) -> str:
    """Return what a box is called when it is read aloud."""
    if line.blank == "idea":
        return "Rule by which the last line holds"
    if line.blank == "number":
        return spoken(display.notation, line.key)
    return f"{line.blank} of {plain(line_html(display, exercise, line))}"


def _box(display: Display, row: Row, card: Card, where: str) -> Markup:
    said = _said(display, card.exercise, row.line)
    done = row.went.is_done
    onward = _onward(card.first_open) if done else ""
    if row.line.blank == "number":
        return answer_box(row.name, said, row.text, STATES[row.went.state], f"{where} {RULE}", done, onward)
    buttons = (
        element(
            "button",
            {
                "type": "button",
                "class": "tool",
                "data-act": answer_act(row.name, choice),
                "aria-pressed": "true" if choice == row.text else "false",
                "aria-disabled": "true" if done else None,
                "data-onward": onward or None,
            },
            choice_html(display, card.exercise, row.line, choice),
        )
        for choice in row.line.choices
    )
    named: Attributes = {"class": "choices", "role": "group", "aria-label": said, "aria-describedby": where}
    return element("span", named, *buttons)


def _ways(card: Card, present: Row | None) -> Markup:
    """The buttons: they stand where they are, and are off while there is nothing for them."""
    name, went = (present.name, present.went) if present else ("", NOT_YET)
    left, is_wrong = (MOST_HINTS - went.hints, went.state == "wrong") if present else (0, False)
    can_mend = is_wrong or (present is not None and not left)
    box, about = _onward(present), name or card.exercise.asked
    return element(
        "div",
        {"class": "tools exercise_ways"},
        way_button("hint", f"Hint ({left} left)", answer_act(name + HINTS, str(went.hints + 1)), left > 0),
        # Once the answer is taken back, or mended, the focus goes on to a box.
        way_button("again", "Try again", answer_act(name, ""), is_wrong, "" if is_wrong else box),
        way_button("mend", "Mend it and go on", answer_act(name + MEND, "1"), can_mend, box),
        way_button("walk", "Show the walk with these numbers", f"practise:walk:{about}", True),
        way_button("next", "Next exercise", NEXT, True, _onward(card.first_open), "" if present else "primary"),
    )


def _onward(row: Row | None) -> str:
    """Return where the focus goes on to: the box of a line, or where none is left the next exercise."""
    if row is None:
        return onward_to("act", NEXT)
    if row.line.blank != "number":
        return onward_to("act", answer_act(row.name, row.line.choices[0]))
    return onward_to("answer", row.name)


def hints_html(card: Card) -> Markup:
    """Return the hints that were taken; they have a place of their own, so that nothing moves."""
    said = NOTHING
    if card.present is None:
        said = element("p", None, DONE)
    elif card.hints:
        said = element("ol", None, *(element("li", None, hint) for hint in card.hints))
    return element("div", {"class": "hints", "role": "status"}, said)


def numbers_html(display: Display, keys: tuple[str, ...]) -> Markup:
    """Return numbers that are given, each behind its symbol."""
    said = (Markup("{}&nbsp;=&nbsp;{}").format(display.written(key).html, number(display, key)) for key in keys)
    return element("p", {"class": "given_numbers hint"}, "Given: ", together(said, ", "), ".") if keys else NOTHING
