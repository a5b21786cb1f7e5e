"""What is printed adds up: each line of numbers, worked out as it is printed, gives the printed result.

A term has one text wherever it stands by itself: in the drawing, in a table, as a result. Where the four
digits of that text are too few for the line it is put into, because terms cancel or many factors are
rounded, it is written with more digits in that line, and there only: more on every screen would be digits
that a reader has no use for, and fewer in the result would hide what four digits can tell apart.

How many are needed is settled when a line is made, and stays while a number is dragged, so that nothing
jumps; when the number is let go the lines are settled anew.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from explainer.equations.arithmetic import work_out, worth
from explainer.equations.breaking import terms
from explainer.equations.equation import Equation
from explainer.notation.display import NOTHING_HIDDEN, Display, in_form, term_of
from explainer.notation.markers import MARKER, forms_in
from explainer.notation.numbers import decimals_in, number_in

MOST_MORE = 11
"""Digits beyond the usual ones that are tried."""

ALONE = re.compile(r"\s*⟦([^⟧]*)⟧\s*")
ONE_NUMBER = re.compile(r"(?:[-+] )?⟪[^⟫]*⟫")


@dataclass(frozen=True)
class Claim:
    """An expression of numbers that is said to be a term.

    Attributes:
        expression: LaTeX with the numbers put in.
        target: the term that it is.
    """

    expression: str
    target: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The terms whose numbers are put in."""
        return forms_in(self.expression)

    @property
    def is_just_a_sum(self) -> bool:
        """Whether single numbers are added up; they stand best with their decimals aligned."""
        return all(ONE_NUMBER.fullmatch(term) for term in terms(self.expression))

    def holds(self, display: Display, forms: Forms) -> bool:
        """Whether it gives the printed number of its term, up to one unit of the last place."""
        computed, text = worth(self.expression), display.text(self.target)
        if computed is None or not math.isfinite(display.trace[term_of(self.target)]):
            return True  # nothing that could be worked out is printed
        # What is written as by hand, 0 or 0.40, is meant as exactly as any other number.
        places = decimals_in(text) if "×" in text else max(decimals_in(text), display.digits)
        got = work_out(computed, lambda key: number_in(display.text(forms.get(key, key))))
        return abs(got - number_in(text)) <= 10.0**-places * (1 + 1e-6)


Forms = Mapping[str, str]
"""Key -> the same key in another form, with more digits."""


def adding_up(display: Display, found: Equation) -> Equation:
    """Return an equation whose numbers have as many digits as it takes for every line of it to add up."""
    lines, claims = list(found.lines), _claims(found)
    display = replace(display, hidden=NOTHING_HIDDEN)
    sums, others = (
        {place: claim for place, claim in claims.items() if claim.is_just_a_sum == wanted} for wanted in (True, False)
    )
    # A factor that stands in several lines has one text in all of them.
    together = settle(display, list(others.values()))
    settled = {place: settle(display, [claim]) for place, claim in sums.items()}
    if together is None:
        settled |= {place: settle(display, [claim]) for place, claim in others.items()}
    else:
        settled |= dict.fromkeys(others, together)
    for place, forms in settled.items():
        expression = claims[place].expression
        lines[place] = replace(
            lines[place], body=in_forms(expression, forms or {}) + lines[place].body[len(expression) :]
        )
    return replace(found, lines=tuple(lines), rounded=None in settled.values())


def _claims(found: Equation) -> dict[int, Claim]:
    """Return what the lines of an equation claim, by their places: to be the number at which it next arrives."""
    claims, waiting = dict[int, Claim](), dict[int, str]()
    for place, line in enumerate(found.lines):
        expression, is_there, last = line.body.rpartition(" = ")
        alone = ALONE.fullmatch(last)
        if line.kind in {"numbers", "value"} and (is_there or not alone):
            waiting[place] = expression if alone else line.body
        if alone:
            claims |= {other: Claim(said, alone[1]) for other, said in waiting.items()}
            waiting = {}
    return claims


def settle(display: Display, claims: Sequence[Claim]) -> Forms | None:
    """Return the forms in which numbers have to be put in for all of some claims to hold; None where none is enough."""
    keys = list(dict.fromkeys(key for claim in claims for key in claim.keys))
    usual = {key: decimals_in(display.text(key)) for key in keys}
    finest = max((decimals_in(display.text(claim.target)) for claim in claims), default=0)
    aligned = all(claim.is_just_a_sum for claim in claims)
    for more in range(MOST_MORE):
        least = {key: max(usual[key], finest + more - 1) if aligned else usual[key] + more for key in keys if more}
        forms = {key: in_form(key, places) for key, places in least.items()}
        if all(claim.holds(display, forms) for claim in claims):
            return {key: form for key, form in forms.items() if display.text(form) != display.text(key)}
    return None


def in_forms(expression: str, forms: Forms) -> str:
    """Put the numbers of an expression in other forms."""

    def put(match: re.Match[str]) -> str:
        key = match["bare"] or match["signed"]
        return match[0].replace(key, forms.get(key, key))

    return MARKER.sub(put, expression)
