"""What the numbers on a page must be: those of the trace of the network that its link describes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import numpy as np
from playwright.sync_api import Page

from backprop import Problem, Trace, curve, load_preset, trace, with_values
from explainer.notation.display import NUDGED, WORDS
from explainer.view import own
from tests.browser.conftest import settled
from tests.closeness import same

SHOWN = re.compile(r"^(?P<sign>−?)(?P<digits>\d+(?:\.(?P<decimals>\d+))?)(?:×10(?P<exponent>[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+))?$")
FROM_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
NUMBER_NAMES = re.compile(
    r"^(?:[xy]\d+(?:@\d+)?|[wb]\d+(?:_\d+)*|learning_rate|nudge|momentum|beta1|beta2|epsilon|l2)$"
)


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


def linked_values(url: str) -> Trace:
    """Return every term of the trace of the network that a link describes."""
    query = dict(parse_qsl(urlsplit(url).query))
    network = query.get("network")
    problem = own.unpack(own.from_link(network)) if network else load_preset(query.get("preset", "worked"))
    if "convention" in query:
        problem = problem.with_convention(query["convention"])
    problem = learning_as_linked(problem, query)
    changes = {name: float(text) for name, text in query.items() if NUMBER_NAMES.match(name)}
    problem = with_values(problem, changes)
    for _ in range(int(query.get("updates", "0"))):
        problem = trace(problem).updated
    return trace(problem)


def learning_as_linked(problem: Problem, query: Mapping[str, str]) -> Problem:
    """Return a problem that learns as a link says, where it says so."""
    learning = problem.learning
    if "rule" in query:
        learning = replace(learning, rule=query["rule"], settings=())
    if "order" in query:
        learning = replace(learning, order=query["order"])
    if query.get("penalty") == "on":
        learning = replace(learning, l2=0.01)
    return replace(problem, learning=learning)


def with_nudge(record: Trace, form: str | None) -> Trace:
    """Return the trace that a number of this form is of: one that tells what a smaller nudge does is of that one."""
    if not form or not form.startswith(NUDGED):
        return record
    return trace(with_values(record.problem, {"nudge": float(f"1e-{form.removeprefix(NUDGED)}")}))


def lectures_values(preset: str, learning_rate: str | None) -> Trace:
    """Return every term of a lecture's own network, at its own learning rate or another one."""
    changes = {"learning_rate": float(learning_rate)} if learning_rate else {}
    return trace(with_values(load_preset(preset), changes))


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
        exact = with_nudge(values[deck, rate], form)[term]
        value, half_a_unit = shown_value(number_of(text, form))
        exactly_one = "." not in text and value in {0.0, 1.0}
        tolerance = 1e-12 if exactly_one else half_a_unit * (1 + 1e-9)
        assert same(value, exact, absolute=tolerance), f"{term} shows {text}, the trace has {exact!r}"


DRAWN = """() => {
  const svg = document.querySelector("svg[data-curve]");
  const pathOf = (name) => svg.querySelector(`path.${name}`).getAttribute("d");
  const [left, right] = pathOf("tangent").slice(1).split("L");
  const ticks = [...svg.querySelectorAll(".ticks.y text")].filter((text) => text.textContent);
  const place = (name) => {
    const circle = svg.querySelector(`.${name}`);
    return circle.getAttribute("opacity") === "0" ? null : ["cx", "cy"].map((at) => Number(circle.getAttribute(at)));
  };
  return {
    ...svg.dataset,
    curve: svg.dataset.curve,
    ends: [left, right].map((end) => end.trim().split(" ").map(Number)),
    places: pathOf("curve").slice(1).split(/[ML]/).map((at) => at.split(" ").map(Number)),
    ticks: ticks.map((text) => [text.textContent, Number(text.getAttribute("y")) - 5]),
    ...Object.fromEntries(["point", "landing", "predicted"].map((name) => [name, place(name)])),
  };
}"""

A_TENTH = 0.11
"""Of a unit of a drawing: its places are rounded to tenths, and so are those of its labels."""


def assert_curve_true(page: Page) -> None:
    """Compare the curve, the point on it, its landing and its tangent with the trace, by the labels of the drawing."""
    settled(page)
    page.wait_for_function("() => document.querySelector('svg[data-curve] path.curve')?.getAttribute('d')")
    drawn, record = page.evaluate(DRAWN), linked_values(page.url)
    name, low, high = drawn["curve"], float(drawn["low"]), float(drawn["high"])
    (first, at_first), *_, (last, at_last) = ((shown_value(text)[0], y) for text, y in drawn["ticks"])
    each = (at_last - at_first) / (last - first)
    left, right = (end[0] for end in drawn["ends"])

    def stands(place: list[float], value: float, loss: float) -> bool:
        x, y = left + (value - low) / (high - low) * (right - left), at_first + (loss - first) * each
        return same(place[0], x, absolute=A_TENTH) and same(place[1], y, absolute=2 * A_TENTH)

    at = np.linspace(low, high, len(drawn["places"]))
    losses = curve(record.problem, name, at)
    assert len(at) == 101
    assert all(map(stands, drawn["places"], at, losses))
    assert stands(drawn["point"], record[name], record["loss"])
    assert stands(drawn["landing"], record[f"new_{name}"], record[f"loss_alone_{name}"])
    assert stands(drawn["predicted"], record[f"new_{name}"], record[f"predicted_loss_{name}"])
    for place, end in zip(drawn["ends"], (low, high), strict=True):
        assert stands(place, end, record["loss"] + record[f"dL_d{name}"] * (end - record[name]))
