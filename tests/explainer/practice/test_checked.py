"""Boxes for a reader's own numbers: nothing typed becomes markup, and no number is told that was not asked for."""

from dataclasses import replace

import pytest

from backprop import gallery
from backprop.terms import catalogue
from explainer.browser.terms import terms_in
from explainer.practice.checked import Box, asked_html, check_html, head_html, verdict
from explainer.practice.checking import MARKS, box_name, groups, keys_of, tally
from explainer.walk.steps import walk
from tests.explainer.examples import display_named, display_of, every_preset
from tests.explainer.markup import fragment

HOSTILE = [
    *("<img src=x onerror=alert(1)>", "</p><script>alert(1)</script>", '" autofocus onfocus="alert(1)', "&lt;b&gt;"),
    *("{}", "{0.__class__}", "%s%n", r"\(\href{javascript:alert(1)}{x}\)", "$$x$$", "=HYPERLINK(1)"),
    *("1e999", "nan", "inf", "-", "", " ", "0x10", "1,000", "1.000,5", "１２", "٣", "½", "1/0", "0/0"),
    *("9" * 200, "--1", "1e", "e", "\u202e1", "\x00", "🙂"),
]


def made(display, texts):
    listed = groups(display.trace.structure, walk(display.trace.structure).steps)
    keys = list(keys_of(listed))
    found = {}
    for key in keys:
        text = texts.get(key, "")
        found[key] = Box(box_name(("worked", ""), key), text, verdict(display, key, text, {}) if text else None)
    kinds = {key: box.verdict.kind for key, box in found.items() if box.verdict}
    return head_html(display, tally(keys, kinds)) + check_html(display, listed, found, {}), kinds


def test_no_text_becomes_an_element_and_each_has_its_sentence():
    display = display_named("worked")
    listed = groups(display.trace.structure, walk(display.trace.structure).steps)
    texts = dict(zip(keys_of(listed), HOSTILE, strict=False))
    plain, _ = made(display, dict.fromkeys(texts, "1"))
    hostile, kinds = made(display, texts)
    allowed = {element["tag"] for element in fragment(str(plain)).elements}
    parsed = fragment(str(hostile))
    assert {element["tag"] for element in parsed.elements} <= allowed
    assert not any(name.startswith("on") for element in parsed.elements for name in element["attributes"])
    said = [e["text"] for e in parsed.elements if (e["attributes"].get("class") or "").startswith("verdict ")]
    assert len(said) == len(kinds)
    assert all(len(text) > 10 for text in said)
    assert kinds.keys() >= {key for key, text in texts.items() if text.strip()}


@every_preset
def test_no_number_of_the_pass_is_told_beside_a_wrong_answer(name):
    display = display_named(name)
    keys = keys_of(groups(display.trace.structure, walk(display.trace.structure).steps))
    for key in {display.trace.recipe(key).family: key for key in keys}.values():
        said = verdict(display, key, "-77.77", {})
        assert MARKS[said.kind].state == "wrong", key
        assert not any(text in said.said for text in (display.text(key), f"{display.trace[key]:.4f}"))
        assert "data-term" not in said.said


def test_the_numbers_that_are_kept_true_while_one_moves_are_the_same_with_a_box():
    display = display_named("worked")
    box = Box("check/worked/loss", "0.3", verdict(display, "loss", "0.3", {}))
    assert terms_in(asked_html(display, "loss", box), made(display, {"loss": "0.3"})[0]) == ()


def test_each_box_is_named_by_its_term_and_told_what_came_of_it():
    display = display_named("worked")
    parsed = fragment(str(made(display, {"loss": "0.3"})[0]))
    boxes = parsed.with_attribute("data-answer")
    names = [box["attributes"]["aria-label"] for box in boxes]
    assert len(set(names)) == len(names)
    (answered,) = parsed.with_attribute("aria-describedby")
    assert answered["attributes"]["data-answer"] == "check/worked/loss"
    assert answered["attributes"]["aria-describedby"] in {e["attributes"].get("id") for e in parsed.elements}


@pytest.mark.parametrize("name", list(gallery()))
def test_what_a_term_is_made_of_can_be_written_for_every_network_of_the_gallery(name):
    display = display_of(gallery()[name])
    html, _ = made(display, {})
    assert fragment(str(html)).tagged("math")
    assert len(catalogue(display.trace.structure).recipes) > 0


def test_what_overflowed_is_not_judged():
    problem = gallery()["regression"]
    display = display_of(replace(problem, x=problem.x * 1e300, y=problem.y * 1e300))
    assert verdict(display, "loss", "1", {}).kind == "cannot"
