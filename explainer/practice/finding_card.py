"""The card of a derivation with a mistake in it: its lines to choose from, and what is asked and said of the wrong one.

The numbers of its lines are none of the network on the table, so they name no term.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

from backprop.judging import Said
from backprop.mistakes import MISTAKES
from explainer.browser.answers import State, answer_act, answer_box, onward_to, way_button
from explainer.browser.markup import NOTHING, Attributes, element, style, together
from explainer.browser.mathml import mathml
from explainer.browser.terms import unnamed
from explainer.equations.breaking import factors, terms
from explainer.equations.one_line import OneLine
from explainer.equations.plain import plain
from explainer.notation.display import Display, form_of
from explainer.notation.markers import MARKER, forms_in
from explainer.notation.spoken import spoken
from explainer.practice.finding import Finding
from explainer.practice.saying import sentence_html
from explainer.practice.search import HINTS, LINE, MOST_HINTS, SHOWN, VALUE, WHICH, Search

SAID, RULE, JUDGED, MISTAKE = "find_said", "find_rule", "find_judged", "find_mistake"
"""Ids of what is said to the line that was chosen, how the value is to be rounded, what is said to that, and of what
asks for the mistake."""

HEADING = "Which line is wrong?"

NEXT, WALK = "practise:next", "practise:walk"
"""What the buttons do that lead to the next derivation, and to a step of the walk with these numbers."""

MOST_GIVEN = 24
"""Given numbers that are listed; of more only those that have been worked out before."""

NOTHING_SEEN = (
    "In this network, with these numbers, no mistake of our table changes a line so much that it could be seen in its "
    "digits. Go on to the next derivation, or choose another network."
)

TOO_LARGE = (
    "This network has too many units, or too many examples, for a mistake in it to be found by looking. "
    "Choose a smaller one, or take examples away."
)

FORWARD, UPDATE = {"z", "a", "y_hat"}, {"new"}
"""Families of terms of the forward pass, and of the update."""


@dataclass(frozen=True)
class Verdict:
    """What is said of a value that was given.

    Attributes:
        state: what came of it.
        said: in sentences.
        rule: how it is to be rounded.
    """

    state: State = ""
    said: str = NOTHING
    rule: str = ""


def finding_html(
    found: Finding, name: str, now: Search, verdict: Verdict, title: str, score: str, projected: bool = False
) -> Markup:
    """Return the card.

    Args:
        found: the derivation.
        name: of the derivation in the log of answers.
        now: how far the reader has come.
        verdict: what is said of the value that was given last.
        title: which derivation it is.
        score: what all of them come to so far.
        projected: whether it is to be read from the last row.
    """
    rows = (_row(found, name, now, place, line) for place, line in enumerate(found.lines))
    return element(
        "section",
        {"class": style("finding", "projected" if projected else ""), "aria-label": "Find the mistake"},
        element("p", {"class": "which"}, element("span", None, title), element("span", None, score)),
        element("h1", None, HEADING),
        element("p", None, _opening(found)),
        _given(found),
        element(
            "div",
            {"class": "find_table"},
            element("ol", {"class": "find_lines"}, *rows),
            element(
                "div",
                {"class": "find_beside"},
                element("div", {"class": "said", "id": SAID, "role": "status"}, *_said(found, now)),
                *_asked(found, name, now, verdict),
                _ways(found, name, now),
            ),
        ),
    )


def nothing_html(sentence: str) -> Markup:
    """Return the card where there is no derivation: why, and the way on."""
    ways = element("div", {"class": "tools ways"}, way_button("next", "Next derivation", NEXT, True))
    return element("section", {"class": "finding"}, element("h1", None, HEADING), element("p", None, sentence), ways)


def _opening(found: Finding) -> Markup:
    return Markup(
        "Here {} is worked out. One line is wrong on purpose: its value does not follow from the numbers in it. The "
        "lines after it go on from that value and are right in themselves. Choose the wrong line."
    ).format(found.display.written(found.target).html)


def _given(found: Finding) -> Markup:
    display = found.true
    worked = [key for key in found.given if display.trace.recipe(key).factors]
    keys = found.given if len(found.given) <= MOST_GIVEN else tuple(worked)
    if not keys:
        return NOTHING
    said = (Markup("{}&nbsp;=&nbsp;{}").format(display.written(key).html, display.text(key)) for key in keys)
    finer = any(form_of(form) for line in found.lines for form in forms_in(line.numbers))
    more = " Where a line takes more digits to hold, more are put in." if finer else ""
    return element("p", {"class": "hint"}, "Given, and right: ", together(said, ", "), ".", more)


STATES: Mapping[str, str] = {"": "", "wrong": ". This is the wrong line", "follows": ". This line follows"}
"""State of a line -> what is added to it when it is read aloud."""


def _row(found: Finding, name: str, now: Search, place: int, line: OneLine) -> Markup:
    is_found = now.has_line and place == found.place
    state = "wrong" if is_found else "follows" if place in now.chosen else ""
    attributes: Attributes = {
        "type": "button",
        "class": "find_line",
        "data-act": answer_act(name + LINE, str(place + 1)),
        "aria-label": f"Line {place + 1}: {line_said(found.display, line)}{STATES[state]}",
        "aria-disabled": "true" if now.has_line else None,
        "data-onward": onward_to("answer", name + VALUE) if now.has_line else None,
    }
    return element("li", {"data-state": state or None}, element("button", attributes, line_html(found.display, line)))


def line_html(display: Display, line: OneLine) -> Markup:
    """Return a line, in pieces that may go on below."""
    pieces = [line.left, *(f"= {part}" for part in _parts(display, line))]
    return element(
        "span", {"class": "find_math"}, *(_written(display, piece) for part in pieces for piece in _pieces(part))
    )


def _parts(display: Display, line: OneLine) -> Iterator[str]:
    """Yield symbols, numbers and value, leaving out what would only say the same number twice."""
    shown = _text(display, line.numbers)
    is_number = MARKER.sub("", line.symbols) == line.symbols and line.symbols == line.numbers
    if not is_number or shown not in display.text(line.key):
        yield line.symbols
    if not is_number and shown != display.text(line.key):
        yield line.numbers
    yield line.value


def _pieces(latex: str) -> Iterator[str]:
    for term in terms(latex):
        yield from factors(term)


def _written(display: Display, piece: str) -> Markup:
    signs = ("+ ", "- ", "= ", r"\cdot ", r"\times ")
    return mathml(f"{{}} {piece}" if piece.startswith(signs) else piece, display, unnamed)


def _text(display: Display, numbers: str) -> str:
    return plain(numbers, display.text)


def line_said(display: Display, line: OneLine) -> str:
    """Return a line as it is read aloud: what it is about, the numbers put in, and the value."""
    numbers, value = _text(display, line.numbers), display.text(line.key)
    worked = "" if numbers == value else f"{numbers} = "
    return f"{spoken(display.notation, line.key)}: {worked}{value}"


def worked_html(display: Display, line: OneLine) -> Markup:
    """Return the numbers of a line and what they come to."""
    return element(
        "span", {"class": "find_math"}, *(_written(display, p) for p in _pieces(f"{line.numbers} = {line.value}"))
    )


def _said(found: Finding, now: Search) -> Iterator[Markup]:
    if now.has_line:
        number = found.place + 1
        yield element(
            "p",
            None,
            f"Line {number} is the wrong one: its numbers do not come to ",
            element("b", None, found.display.text(found.wrong.key)),
            ".",
        )
    elif now.chosen:
        place = now.chosen[-1]
        line = found.lines[place]
        after = ", and it goes on from a number above it that is wrong" if _goes_on(found, place) else ""
        yield element(
            "p",
            None,
            f"Line {place + 1} follows from the numbers in it",
            after,
            ": ",
            worked_html(found.display, line),
            f". Lines tried: {len(now.chosen)}.",
        )
    for hint in hints(found)[: now.hints] if not now.has_line else ():
        yield element("p", {"class": "find_hint"}, hint)


def _goes_on(found: Finding, place: int) -> bool:
    """Whether a line stands on the wrong one; that is said once the reader has chosen it."""
    reached = {found.wrong.key}
    for line in found.lines[found.place + 1 : place + 1]:
        if reached & set(line.made_of):
            reached.add(line.key)
    return place > found.place and found.lines[place].key in reached


def hints(found: Finding) -> tuple[Markup, Markup, Markup]:
    """Return the hints: which pass it is in, two lines to work out, the line."""
    phase, number = _phase(found, found.wrong.key), found.place + 1
    others = [
        place for place, line in enumerate(found.lines) if place != found.place and _phase(found, line.key) == phase
    ]
    other = min(
        others or [place for place in range(len(found.lines)) if place != found.place],
        key=lambda p: abs(p - found.place),
    )
    first, second = sorted((other + 1, number))
    return (
        Markup("Look at {}.").format(phase),
        Markup("It is line {} or line {}. Work out both: which value does not follow?").format(first, second),
        Markup("It is line {}. What is {}?").format(
            number,
            element(
                "span", {"class": "find_math"}, *(_written(found.display, p) for p in _pieces(found.wrong.numbers))
            ),
        ),
    )


def _phase(found: Finding, key: str) -> str:
    family = found.display.trace.recipe(key).family
    return "the forward pass" if family in FORWARD else "the update" if family in UPDATE else "the backward pass"


def _asked(found: Finding, name: str, now: Search, verdict: Verdict) -> Iterator[Markup]:
    """Yield what is asked of the wrong line; what has been answered stays where it is."""
    if not now.has_line:
        return
    key, asks = found.wrong.key, now.stage == "value"
    said = f"Right value of {spoken(found.display.notation, key)}"
    text = now.text if now.is_right or asks else found.true.text(key)
    where, onward = f"{JUDGED} {RULE}" if asks else JUDGED, "" if asks else _to_mistakes(found, name)
    box = answer_box(name + VALUE, said, text, verdict.state, where, not asks, onward)
    yield element("p", {"class": "ask"}, Markup("What should {} be? ").format(found.true.written(key).html), box)
    if asks:
        yield element("p", {"class": "hint", "id": RULE}, verdict.rule)
    yield element("p", {"class": "said", "id": JUDGED, "role": "status"}, verdict.said)
    if not asks:
        gives = Markup("Which mistake gives {}?").format(found.display.text(key))
        buttons = (_mistake(found, name, now, mistake) for mistake in found.offered)
        yield element("p", {"id": MISTAKE}, gives)
        yield element("div", {"class": "tools which_one", "role": "group", "aria-labelledby": MISTAKE}, *buttons)
    yield element("div", {"role": "status"}, *(_told(found, now) if now.stage == "told" else ()))


def _to_mistakes(found: Finding, name: str) -> str:
    """Return where the focus goes on to once the value is there."""
    return onward_to("act", answer_act(name + WHICH, found.offered[0]))


def _mistake(found: Finding, name: str, now: Search, mistake: str) -> Markup:
    is_over = now.stage == "told"
    attributes: Attributes = {
        "type": "button",
        "class": style("tool", "is-it" if is_over and mistake == found.mistake else ""),
        "data-act": answer_act(name + WHICH, mistake),
        "aria-pressed": "true" if mistake == now.which else "false",
        "aria-disabled": "true" if is_over else None,
        "data-onward": onward_to("act", NEXT) if is_over else None,
    }
    return element("button", attributes, MISTAKES[mistake].title)


def _told(found: Finding, now: Search) -> Iterator[Markup]:
    mistake, true = MISTAKES[found.mistake], found.true
    right = "Yes: " if now.which == found.mistake else "It is another one: "
    said = sentence_html(true, Said(mistake.said, (found.wrong.key,)))
    also = ", ".join(f"“{MISTAKES[other].title}”" for other in found.same)
    same = f" The same number comes of {also}." if also else ""
    yield element("p", None, element("b", None, f"{right}{mistake.title}."), " ", said, same)
    yield element(
        "div",
        {"class": "find_both"},
        _side("As it stands", found.display, found.wrong, "wrong"),
        _side("As it should be", true, found.right, "right"),
    )
    if found.target != found.wrong.key:
        yield element(
            "p",
            None,
            Markup("Because of it, {} comes out as {} and not as {}.").format(
                true.written(found.target).html, found.display.text(found.target), true.text(found.target)
            ),
        )


def _side(title: str, display: Display, line: OneLine, state: str) -> Markup:
    said = element("p", {"class": "for-listeners"}, line_said(display, line))
    shown = element("div", {"aria-hidden": "true"}, line_html(display, line))
    return element("div", {"data-state": state}, element("h2", None, title), said, shown)


def _ways(found: Finding, name: str, now: Search) -> Markup:
    """The buttons; one that the focus is on stays until it has gone on."""
    left, buttons = MOST_HINTS - now.hints, []
    if now.stage == "line":
        buttons.append(
            way_button("hint", f"Hint ({left} left)", answer_act(name + HINTS, str(now.hints + 1)), left > 0)
        )
    if now.stage != "told":
        what, onward = {
            "line": ("line", ""),
            "value": ("value", onward_to("answer", name + VALUE)),
            "which": ("value", _to_mistakes(found, name)),
        }[now.stage]
        can_show = now.stage == "value" or (now.stage == "line" and not left)
        buttons.append(way_button("show", f"Show the {what}", answer_act(name + SHOWN, what), can_show, onward))
    else:
        buttons.append(way_button("walk", "Show this step of the walk", f"{WALK}:{found.wrong.key}", True))
    buttons.append(way_button("next", "Next derivation", NEXT, True, kind="primary" if now.stage == "told" else ""))
    return element("div", {"class": "tools ways"}, *buttons)
