"""An exercise as a reader has worked on it so far: its lines, how each went, and what is said of the last answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from backprop import Trace
from backprop.judging import Judgement
from backprop.judging import judge as judge_anew
from backprop.judging.reading import read_answer
from backprop.numerals import NumeralError
from explainer.browser.markup import NOTHING
from explainer.notation.display import Display
from explainer.practice.exercises import Exercise, Line
from explainer.practice.saying import said_html
from explainer.practice.score import NOT_YET, Judged, Log, Went, line_name, went

CHOSEN = {True: "Right.", False: "Not this one. Take a hint, or try again."}
"""What is said to an answer that was chosen among others."""

MENDED = "Mended: this is the exact number, rounded."


@dataclass(frozen=True)
class Row:
    """A line of an exercise and how it went.

    Attributes:
        line: what it is.
        name: under which its answers are kept.
        went: how it went so far; of a line that is given nothing has.
        said: what is said to the last answer.
        text: what stands in its box.
    """

    line: Line
    name: str = ""
    went: Went = NOT_YET
    said: str = NOTHING
    text: str = ""

    @property
    def is_asked(self) -> bool:
        """Whether it is blank."""
        return bool(self.line.blank)

    @property
    def is_open(self) -> bool:
        """Whether something is left to do."""
        return self.is_asked and not self.went.is_done


@dataclass(frozen=True)
class Choice:
    """An answer that was chosen, judged."""

    is_right: bool
    counts: bool = True


Judge = Callable[[Trace, str, str, Mapping[str, float], int], Judgement]
"""Judges an answer: the trace, the key of a term, the text, the reader's own values of others, and the digits."""


def attempt(display: Display, exercise: Exercise, log: Log, name: str, judge: Judge = judge_anew) -> tuple[Row, ...]:
    """Return the lines of an exercise as a reader has worked on them.

    An answer is right that follows from the reader's own earlier ones, those by now or those at first: what was
    right stays so when an earlier line is mended.

    Args:
        display: the trace with the numbers of the exercise, nothing hidden.
        exercise: what is asked.
        log: of the reader's answers.
        name: of the exercise in the log.
        judge: judges an answer that is typed; see ``backprop.judging``.
    """
    rows: list[Row] = []
    first: dict[str, float] = {}
    last: dict[str, float] = {}
    for line in exercise.lines:
        if not line.blank:
            rows.append(Row(line))
            continue
        of_line = line_name(name, line.blank, line.key)
        judged = _judging(display, line, first, last, judge)
        found = went(log, of_line, judged)
        rows.append(Row(line, of_line, found, _said(display, found, judged), _text(display, line, found)))
        if line.blank == "number":
            numbers = [number for number in map(_number, log.get(of_line, ())) if number is not None]
            if numbers:
                first[line.key], last[line.key] = numbers[0], numbers[-1]
    return tuple(rows)


def _judging(
    display: Display, line: Line, first: Mapping[str, float], last: Mapping[str, float], judge: Judge
) -> Callable[[str], Judged]:
    """Return what judges an answer to a line, after the earlier lines that the reader has answered by now."""
    if line.blank != "number":
        return lambda text: Choice(text == line.right)
    own = (dict(last), *([dict(first)] if first != last else []))

    def judged(text: str) -> Judgement:
        found = (judge(display.trace, line.key, text, values, display.digits) for values in own)
        by_now = next(found)
        return by_now if by_now.is_right else next((one for one in found if one.is_right), by_now)

    return judged


def _said(display: Display, found: Went, judged: Callable[[str], Judged]) -> str:
    if found.state == "mended":
        return MENDED
    if not found.text:
        return NOTHING
    answer = judged(found.text)
    if isinstance(answer, Judgement):
        return said_html(display, answer)
    return CHOSEN[answer.is_right]


def _text(display: Display, line: Line, found: Went) -> str:
    if found.state != "mended":
        return found.text
    return display.text(line.key) if line.blank == "number" else line.right


def _number(text: str) -> float | None:
    try:
        return read_answer(text).value
    except NumeralError:
        return None
