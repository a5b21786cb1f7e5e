"""What the numbers on a page must be: those of the trace of the network that its link describes."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Page

from backprop import load_preset, trace, with_values
from explainer.notation.display import WORDS
from explainer.view import own
from tests.browser.conftest import settled
from tests.closeness import same

SHOWN = re.compile(r"^(?P<sign>−?)(?P<digits>\d+(?:\.(?P<decimals>\d+))?)(?:×10(?P<exponent>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+))?$")
FROM_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
NUMBER_NAMES = re.compile(r"^(?:[xy]\d+(?:@\d+)?|[wb]\d+(?:_\d+)*|learning_rate)$")


def shown_value(text: str) -> tuple[float, float]:
    """Return the number a text shows and half a unit of its last digit."""
    match = SHOWN.match(text)
    assert match, f"{text!r} is not a number as this app writes them"
    scale = 10.0 ** int(match["exponent"].translate(FROM_SUPERSCRIPT)) if match["exponent"] else 1.0
    value = float(match["digits"]) * scale * (-1 if match["sign"] else 1)
    return value, 0.5 * 10.0 ** -len(match["decimals"] or "") * scale


def number_of(text: str, form: str | None) -> str:
    """Return the number in a text that may tell it in words."""
    if text == "does not change":
        return "0"
    for words, sign in zip(WORDS.get(f"|{form}", ()), ("", "−"), strict=False):
        if text.startswith(f"{words} "):
            return sign + text.removeprefix(f"{words} ")
    return text


def linked_values(url: str) -> dict[str, float]:
    """Return every term of the trace of the network that a link describes."""
    query = dict(parse_qsl(urlsplit(url).query))
    network = query.get("network")
    problem = own.unpack(own.from_link(network)) if network else load_preset(query.get("preset", "worked"))
    if "convention" in query:
        problem = problem.with_convention(query["convention"])
    changes = {name: float(text) for name, text in query.items() if NUMBER_NAMES.match(name)}
    return trace(with_values(problem, changes)).values


def lectures_values(preset: str, learning_rate: str | None) -> dict[str, float]:
    """Return every term of a lecture's own network, at its own learning rate or another one."""
    changes = {"learning_rate": float(learning_rate)} if learning_rate else {}
    return trace(with_values(load_preset(preset), changes)).values


SHOWN_TERMS = """() => [...document.querySelectorAll("[data-term]")].map(e => [
  e.dataset.term, e.dataset.form, e.textContent,
  e.closest("[data-deck]")?.dataset.deck, e.getAttribute("data-at-learning_rate"),
])"""


def assert_true(page: Page, at_least: int = 20) -> None:
    """Compare every number on the page that names a term with that term's value."""
    settled(page)
    shown = page.evaluate(SHOWN_TERMS)
    values = {(None, None): linked_values(page.url)}
    assert len(shown) >= at_least
    for term, form, text, deck, rate in shown:
        if (deck, rate) not in values:
            values[deck, rate] = lectures_values(deck, rate)
        exact = values[deck, rate][term]
        value, half_a_unit = shown_value(number_of(text, form))
        exactly_one = "." not in text and value in {0.0, 1.0}
        tolerance = 1e-12 if exactly_one else half_a_unit * (1 + 1e-9)
        assert same(value, exact, absolute=tolerance), f"{term} shows {text}, the trace has {exact!r}"
