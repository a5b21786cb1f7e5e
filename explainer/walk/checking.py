"""The gradient check as a reader sees it: every gradient beside the measured slope, and what a planted mistake does.

The gradient that backpropagation found is a term of the trace and follows every change. What is measured is made anew
once a number is let go; until then it does not stand beside what has moved on, see ``STILL``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from backprop import MISTAKES, Comparison, Parameter, SharedBias, Weight, check_gradients
from backprop.check import NUDGE
from backprop.precision import MOST_SIGNIFICANT
from explainer.browser.choices import Choice
from explainer.browser.markup import NOTHING, Attributes, element, together
from explainer.browser.table import CURRENT, Cell, Row, side_by_side
from explainer.browser.terms import number
from explainer.notation.display import HIDDEN, Display
from explainer.notation.numbers import MINUS, SUPERSCRIPTS, format_given, format_number
from explainer.notation.spoken import spoken
from explainer.walk.tables import in_rows

STILL: Attributes = {"data-still": True}
"""Attributes of what is made anew once a number is let go; while it moves the style sheet hides it."""

MOST_BESIDE = 10
"""Rows of one table; more stand in two, beside each other."""

MOST_NAMED = 9
"""Parameters that a sentence names; of more it says how many others there are."""

SIGNS = {"agree": "✓", "differ": "✗", "cannot be told": "?"}
"""Verdict -> the sign before it, so that it is not told by its colour alone."""


@dataclass(frozen=True)
class Check:
    """The gradients of some parameters, checked.

    Attributes:
        display: what is shown.
        rows: parameter and what the check says of its gradient.
        whose: which parameters these are, in words.
        ways: the ways to the others, or nothing.
        mistake: id of the mistake that was planted, or "".
        shown: whether what it does is to be seen; else the reader is asked first.
    """

    display: Display
    rows: tuple[tuple[Parameter, Comparison], ...]
    whose: str
    ways: Markup
    mistake: str = ""
    shown: bool = True

    def with_verdict(self, *verdicts: str) -> tuple[Parameter, ...]:
        """Return the parameters of which the check says one of these."""
        return tuple(p for p, row in self.rows if row.verdict in verdicts)


def check(display: Display, parameter: str, mistake: str = "", shown: bool = True) -> Check:
    """Check the gradients of every parameter, of very many those of a layer or a unit.

    Args:
        display: what is shown.
        parameter: the chosen parameter, which is among them.
        mistake: id of the mistake to plant, or "".
        shown: whether what it does is to be seen.
    """
    parameters, whose, ways = in_rows(display, parameter, (0, 0))
    gradients = MISTAKES[mistake].backward(display.trace) if mistake else None
    rows = check_gradients(display.trace, gradients, parameters)
    return Check(display, tuple(zip(parameters, rows, strict=True)), whose, ways, mistake, shown)


# What is asked.


def groups(check: Check) -> Mapping[str, tuple[Parameter, ...]]:
    """Return the parameters by what they are and where: what a reader can point at before looking."""
    found: dict[str, tuple[Parameter, ...]] = {}
    for p, _ in check.rows:
        kind = "Weights" if isinstance(p, Weight) else "Bias" if isinstance(p, SharedBias) else "Biases"
        name = f"{kind} of layer {p.layer + 1}"
        found[name] = (*found.get(name, ()), p)
    return found


def judged(check: Check, predicted: Iterable[str]) -> Markup:
    """Say how a prediction of the groups that expose the mistake compares with the check, where one was made."""
    said = set(predicted)
    if not said:
        return NOTHING
    exposing = set(check.with_verdict("differ"))
    wrong = [name for name, members in groups(check).items() if (name in said) == exposing.isdisjoint(members)]
    if not wrong:
        return element("p", {"class": "judged right", **STILL}, "✓ Your prediction is right.")
    listed = _listed([name[0].lower() + name[1:] for name in wrong])
    return element("p", {"class": "judged", **STILL}, f"Look again at the {listed}: there the check says otherwise.")


# What is shown.


def check_table(check: Check, parameter: str) -> Markup:
    """Return the table: gradient, with a mistake what it makes of it, measured slope, how far apart, verdict.

    Args:
        check: what is shown.
        parameter: the chosen parameter, whose row is marked.
    """
    parameters = element("span", {"class": "for-listeners"}, "parameter")
    wrong = ["with the mistake"] if check.mistake else []
    headers = [parameters, "backpropagation", *wrong, "measured slope", "relative difference", "verdict"]
    rows = [_row(check, p, row, parameter) for p, row in check.rows]
    widths = ["3.1em", "7em", *("7em" for _ in wrong), "7em", "5.8em", ""]
    style = "check with-mistake" if check.mistake else "check"
    parts = 1 if len(rows) <= MOST_BESIDE else 2
    caption = f"The gradient of {check.whose} beside its measured slope"
    return check.ways + side_by_side(caption, headers, rows, parts, style, widths)


def _row(check: Check, p: Parameter, row: Comparison, chosen: str) -> Row:
    display, choice = check.display, Choice("parameter", p.name)
    head = choice.button(display.written(p.name).html, name=spoken(display.notation, p.name))
    backpropagation = number(display, display.trace.names.gradient(p.name))
    digits = max(display.digits, 4)
    wrong = [_still(check, _wrong(check, p, row, digits), "planted")] if check.mistake else []
    said = element("span", {"class": f"verdict {row.verdict.split()[0]}"}, f"{SIGNS[row.verdict]} {row.verdict}")
    cells: list[str | Cell] = [
        backpropagation,
        *wrong,
        Cell(format_number(row.measured, digits), STILL),
        _still(check, _apart(row)),
        _still(check, said, "said"),
    ]
    return Row(head, cells, {**choice.attributes, **(CURRENT if p.name == chosen else {})})


def _wrong(check: Check, p: Parameter, row: Comparison, digits: int) -> str:
    """Return a gradient with the mistake in it, to so many digits that it is seen to be another one where it is."""
    right = check.display.trace.gradient(p)
    while digits < MOST_SIGNIFICANT and row.verdict == "differ":
        if format_number(row.gradient, digits) != format_number(right, digits):
            break
        digits += 1
    return format_number(row.gradient, digits)


def _still(check: Check, content: str, style: str | None = None) -> Cell:
    """Return a cell that is made anew once a number is let go, and tells nothing before the reader has been asked."""
    return Cell(content if check.shown else HIDDEN, {"class": style, **STILL})


def _apart(row: Comparison) -> str:
    """Return how far gradient and slope lie apart; where 0 is meant there is nothing to compare that with."""
    if row.is_zero and row.verdict == "agree":
        return "both 0"
    if not 0.0 < row.relative < 0.01:
        return format_number(row.relative, 2)
    significand, _, exponent = f"{row.relative:.1e}".partition("e")
    return f"{significand}×10{str(int(exponent)).translate(SUPERSCRIPTS)}"


def check_said(check: Check) -> Markup:
    """Say what the check finds: how many gradients differ, which of them expose the mistake, and which cannot."""
    said = [_mistaken(check) if check.mistake else _agreeing(check)]
    said += [_told_otherwise(check)] if any(row.imaginary is not None for _, row in check.rows) else []
    reasons = dict.fromkeys(row.reason for _, row in check.rows if row.reason)
    for reason in reasons:
        those = [p for p, row in check.rows if row.reason == reason]
        said.append(
            Markup("{} cannot be told, {}.").format(_named(check.display, those), reason.replace(" -", f" {MINUS}"))
        )
    return element("p", {"class": "found", **STILL}, together(said, " "))


def how_it_is_measured() -> str:
    """Say what the measured slope is."""
    return (
        f"Measured slope: each parameter alone is raised and lowered by {format_given(NUDGE, 5)}, or by that share of "
        "it where it is above 1; the slope is the difference of the two losses, divided by the distance."
    )


def _agreeing(check: Check) -> str:
    agree, differ, count = (len(check.with_verdict(*v)) for v in (("agree",), ("differ",), tuple(SIGNS)))
    if agree == count:
        return f"All {count} gradients agree with the measured slope." if count > 1 else "The gradient agrees."
    said = f"{agree} of {count} gradients agree with the measured slope"
    return f"{said}; {differ} {'differs' if differ == 1 else 'differ'}." if differ else f"{said}."


def _mistaken(check: Check) -> Markup:
    """Say of a planted mistake what the check makes of it; before the reader was asked, only what is done wrong."""
    mistake, display = MISTAKES[check.mistake], check.display
    if not check.shown:
        return Markup("<b>{}</b>").format(mistake.sentence)
    exposing, spared = check.with_verdict("differ"), check.with_verdict("agree")
    if not exposing:
        return Markup("<b>{}</b> With these numbers it changes no gradient so far that the check can tell.").format(
            mistake.sentence
        )
    verb = "exposes" if len(exposing) == 1 else "expose"
    caught = Markup("<b>{}</b> {} of {} gradients {} from the measured slope: {} {} it.").format(
        mistake.sentence,
        len(exposing),
        len(check.rows),
        "differs" if len(exposing) == 1 else "differ",
        _named(display, exposing),
        verb,
    )
    if not spared:
        return caught
    cannot = "does not" if len(spared) == 1 else "do not"
    return Markup("{} {} {}. {}").format(caught, _named(display, spared), cannot, mistake.spared)


def _told_otherwise(check: Check) -> Markup:
    those = [p for p, row in check.rows if row.imaginary is not None]
    return Markup(
        "For {} the loss is rounded more than the nudge changes it; there the slope is that of a nudge along the "
        "imaginary axis, which rounding does not touch."
    ).format(_named(check.display, those))


def _named(display: Display, parameters: Sequence[Parameter]) -> Markup:
    """Return the names of parameters, of many the first ones and how many others there are."""
    fit = len(parameters) <= MOST_NAMED
    named = parameters if fit else parameters[: MOST_NAMED - 1]
    others = [] if fit else [f"{len(parameters) - len(named)} others"]
    return _listed([*(display.written(p.name).html for p in named), *others])


def _listed(names: Sequence[str]) -> Markup:
    *before, last = names
    return Markup("{} and {}").format(together(before, ", "), last) if before else together([last])
