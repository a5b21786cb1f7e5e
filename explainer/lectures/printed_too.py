"""A wrong number that a lecture prints as well: whoever has it from there is told what the notes say of it."""

from __future__ import annotations

from markupsafe import Markup

from backprop import presets
from backprop.judging.printed import printed_value
from backprop.numerals import NumeralError, numeral
from explainer.browser.markup import NOTHING
from explainer.lectures.decks import lectures
from explainer.lectures.pieces import IN_TEXT, explained, subscripted
from explainer.lectures.sheet import Sheet

ROUNDED = "it has been rounded or cut off on the way"


def printed_too(preset: str, key: str, text: str, notation: str = "", told: bool = True) -> Markup:
    """Return what a lecture's notes say of a number where the lecture prints just that and it is not exact, or nothing.

    Args:
        preset: the network on the table, with its own numbers, whether or not it belongs to a lecture.
        key: the term that was asked for.
        text: what somebody typed for it.
        notation: name of the notation on the screen; else the preset's own.
        told: whether exact numbers may be told; else only what was done.
    """
    lecture = lectures().get(preset)
    try:
        value = numeral(text).value
    except NumeralError:
        return NOTHING
    if lecture is None:
        return NOTHING
    sheet = Sheet(lecture, notation or presets()[preset].notation, lecture.places)
    found = [
        (line, thought)
        for line in lecture.lines()
        if not line.at and any(key in row for row in line.terms)
        for terms, printed, thoughts in zip(line.terms, line.printed, sheet.verdicts(line), strict=False)
        for term, number, thought in zip(terms, printed, thoughts, strict=True)
        if term == key and thought != "agrees" and printed_value(number) == value
    ]
    for line, _ in found:
        slip = line.slip
        if slip and not told:
            step = NOTHING if IN_TEXT.search(slip.step) else Markup(" {}").format(subscripted(slip.step))
            return Markup("The lecture prints this too: {}.{}").format(subscripted(slip.title), step)
        if slip:
            return Markup("The lecture prints this too: {}. {} {}").format(
                subscripted(slip.title), explained(sheet, line, slip.step), explained(sheet, line, slip.instead)
            )
    if any(thought == "rounding" for _, thought in found):
        return Markup("The lecture prints this too: {}.").format(ROUNDED)
    return NOTHING
