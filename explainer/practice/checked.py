"""Boxes for numbers that a reader has computed elsewhere, and what is said of them; never what the number would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from backprop.judging import judge, rule_sentence
from explainer.browser.answers import State, answer_box
from explainer.browser.choices import Choice
from explainer.browser.markup import NOTHING, element, together
from explainer.browser.table import place
from explainer.equations.derivations import made_of
from explainer.equations.html import pieces_html
from explainer.notation.display import Display
from explainer.notation.spoken import spoken
from explainer.practice.checking import MARKS, Group, Shared, Tally
from explainer.practice.saying import said_html

SEEN, QUESTION = "You got", "What did you get?"
"""What stands beside a box where there is little room, and what is said of it."""

VERDICT = "verdict"
"""Id of what is said of the answer to a step."""

PAGE = "check"
"""Path of the page with a box for each term."""

NEW_LOSS = "from a forward pass with the new parameters"

STATES: Mapping[str, State] = {"right": "right", "carried": "right", "wrong": "wrong", "unread": "open"}
"""State of a mark -> that of a box."""


class Verdict(NamedTuple):
    """What came of an answer.

    Attributes:
        kind: of its judgement, one of ``MARKS``.
        said: what is said of it.
    """

    kind: str
    said: Markup

    @property
    def is_right(self) -> bool:
        """Whether it was right, from the true numbers or from the reader's own."""
        return MARKS[self.kind].state in {"right", "carried"}


@dataclass(frozen=True)
class Box:
    """A box, and what is known of it.

    Attributes:
        name: under which its answers are kept.
        text: what was answered last, or "".
        verdict: what came of that; None where there is no answer.
    """

    name: str
    text: str = ""
    verdict: Verdict | None = None


def _box(box: Box, said: str, described: str) -> Markup:
    state: State = STATES[MARKS[box.verdict.kind].state] if box.verdict else ""
    return answer_box(box.name, said, box.text, state, described)


def _verdict(verdict: Verdict | None, id: str, name: str = "p") -> Markup:
    """Return what is said of an answer, or its empty place."""
    if verdict is None:
        return element(name, {"class": "verdict", "id": id})
    mark = MARKS[verdict.kind]
    sign = element("span", {"class": "sign", "aria-hidden": "true"}, mark.sign)
    return element(name, {"class": f"verdict {mark.state}", "id": id}, sign, " ", verdict.said)


def verdict(display: Display, key: str, text: str, own: Mapping[str, float]) -> Verdict:
    """Judge an answer, and say what is to be said of it.

    Args:
        display: what is shown.
        key: the term that was asked for.
        text: what the reader typed.
        own: the reader's own values of other terms, which later ones may have been made of.
    """
    found = judge(display.trace, key, text, own, display.digits)
    return Verdict(found.kind, said_html(display, found))


def asked_html(display: Display, key: str, box: Box) -> Markup:
    """Return a box beside the equation of a step, and what is said of what stands in it.

    Args:
        display: what is shown.
        key: the term that the step is about.
        box: what the reader has answered.
    """
    rule = rule_sentence(display.digits)
    described = "rule " + VERDICT if box.verdict else "rule"
    asked = element(
        "span",
        {"class": "asked"},
        element("span", {"class": "question", "title": rule, "aria-hidden": "true"}, SEEN),
        _box(box, f"{QUESTION} {spoken(display.notation, key)}", described),
        element("span", {"class": "for-listeners", "id": "rule"}, rule),
        _to_all(key),
    )
    return asked + element("div", {"role": "status"}, _verdict(box.verdict, VERDICT) if box.verdict else NOTHING)


def _to_all(key: str) -> Markup:
    """Return the way to the page with a box for each term, and there to this one."""
    said = "Check all numbers of the pass on one page"
    attributes = {
        **{"type": "button", "class": "link", "data-act": f"page:{PAGE}", "data-head-for": _place_of(key)},
        **{"aria-label": f"All: {said.lower()}", "title": said},
    }
    return element("button", attributes, "All →")


HINT = "A column or a block that is copied from a spreadsheet fills the boxes from the one on that it is pasted into."


def head_html(display: Display, found: Tally) -> Markup:
    """Return what stands above the boxes: what the page is for, which answers are right, and what came of all."""
    clear = {"type": "button", "class": "tool", "data-act": f"clear:{PAGE}", "aria-disabled": _if(not found.given)}
    notes = {"class": "notes quiet", "role": "status", "data-notes": "refused", "data-hint": HINT}
    return element(
        "div",
        {"class": "check-head"},
        element("h1", None, "Check my numbers"),
        element(
            "p",
            {"class": "sentence"},
            "Type what you got, for as many terms as you like. Each number is judged, and later ones from your own "
            "earlier ones too; what it would be is not told. ",
            rule_sentence(display.digits),
        ),
        element("p", notes, HINT),
        element(
            "div",
            {"class": "summary"},
            element("p", {"role": "status"}, summary_html(display, found)),
            element("button", clear, "Clear all"),
        ),
    )


def _if(holds: bool) -> str | None:
    return "true" if holds else None


def shared_html(shared: Shared) -> Markup:
    """Say by which factor several answers are off, in all its readings."""
    readings = " or: ".join(factor.meaning for factor in shared.factors)
    return Markup("All {} numbers that are given here are {} times the right ones: {}.").format(
        len(shared.keys), shared.factors[0].formula, readings
    )


OFF_BY_IT = Verdict("mistake", Markup("Off by the factor that is named above."))
"""Of an answer that is explained with others."""


def _place_of(key: str) -> str:
    """Return by what the row of a term is found on its page."""
    return f"term-{key}"


def check_html(
    display: Display,
    listed: Sequence[Group],
    boxes: Mapping[str, Box],
    notes: Mapping[str, Markup],
    ways: Markup = NOTHING,
) -> Markup:
    """Return every term of the pass with its box, group by group.

    Args:
        display: what is shown.
        listed: the groups that are shown.
        boxes: key -> its box, of every term in them.
        notes: place of a group -> what is said of all its answers together.
        ways: to the terms that are not shown.
    """
    parts = (_group(display, group, boxes, notes.get(group.place, NOTHING)) for group in listed)
    return ways + element("div", {"class": "pass"}, *parts)


def _group(display: Display, group: Group, boxes: Mapping[str, Box], note: Markup) -> Markup:
    rows = (_row(display, key, boxes[key], row) for row, key in enumerate(group.keys))
    return element(
        "section",
        {**place(group.place), "data-grid": True},
        element("h2", None, group.title(display.trace.structure)),
        element("p", {"class": "note", "role": "status"}, note) if note else NOTHING,
        element("ul", None, *rows),
    )


def _row(display: Display, key: str, box: Box, row: int) -> Markup:
    described = f"of-{key}"
    said = spoken(display.notation, key)
    formula = made_of(display, key)
    step = Choice("step", key).button(display.written(key).html, name=f"Go to the step of {said}")
    return element(
        "li",
        place(_place_of(key)),
        step,
        element("span", {"class": "made"}, *(pieces_html(f"= {formula}", display) if formula else [NEW_LOSS])),
        _box(box, said, described if box.verdict else ""),
        _verdict(box.verdict, described, "span"),
    )


def summary_html(display: Display, found: Tally) -> Markup:
    """Say what came of all answers, and lead to the first that is not right."""
    if not found.given:
        return Markup("None of the {} numbers is given yet.").format(found.of)
    counted = together((f"{count} {mark.word}" for mark, count in found.counts.items()), ", ")
    said = Markup("{} of {} given: {}.").format(found.given, found.of, counted)
    if not found.first_wrong:
        return said
    symbol = display.written(found.first_wrong).html
    way = Choice("step", found.first_wrong).button("See how it is computed →")
    return said + Markup(" The first that is not right is {}. {}").format(symbol, way)
