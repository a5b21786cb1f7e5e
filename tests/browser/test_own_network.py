"""A reader's own network: dropped as a file, mended as a text, passed on as a link."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from backprop import document_from, parse_problem
from explainer.view import own
from tests.browser.conftest import settled
from tests.browser.gestures import expect_link, expect_link_without
from tests.browser.test_layout import OUTSIDE, SCROLLS_DOWN
from tests.browser.truth import assert_true

CASE = Path(__file__).parents[1] / "cases" / "shared-biases-2-2-2.json"

DROP = """([name, text]) => {
  const files = new DataTransfer();
  files.items.add(new File([text], name));
  const given = { bubbles: true, cancelable: true, dataTransfer: files };
  document.querySelector(".stMain").dispatchEvent(new DragEvent("dragover", given));
  return document.querySelector(".stMain").dispatchEvent(new DragEvent("drop", given));
}"""


def drop(page, name, text):
    """Drop a file onto the page; the browser would show it in place of the app, were that not prevented."""
    assert not page.evaluate(DROP, [name, text])


def text_of_case():
    content = json.loads(CASE.read_text("utf-8"))
    return json.dumps(content.get("network", content))


def linked(page):
    """Return the network that a page's link holds."""
    query = dict(part.split("=", 1) for part in page.url.partition("?")[2].split("&"))
    return own.unpack(own.from_link(query["network"]))


def test_a_file_that_is_dropped_ends_as_right_numbers_and_its_link_opens_the_same_elsewhere(open_page):
    page, text = open_page("/chain_rule"), text_of_case()
    drop(page, "mine.json", text)
    expect(page.get_by_role("heading", level=1, name="Your network")).to_be_visible()
    expect_link(page, "network=")  # the page may be there before the network is
    settled(page)
    assert document_from(linked(page)) == document_from(parse_problem(text))
    page.get_by_role("link", name="Chain rule").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("How much does")
    assert_true(page)
    assert document_from(linked(page)) == document_from(parse_problem(text))
    other = open_page(page.url.partition("/chain_rule")[2].join(["/chain_rule", ""]))
    assert_true(other)
    assert other.locator(".derivation").inner_text() == page.locator(".derivation").inner_text()


def test_a_file_that_cannot_be_used_keeps_its_text_until_it_is_mended(open_page):
    page, wrong = open_page("/your_network"), text_of_case().replace('"bias"', '"biases"', 1)
    page.locator("input[type=file]").set_input_files({"name": "mine.json", "mimeType": "", "buffer": wrong.encode()})
    box = page.get_by_role("textbox", name="The network as a file")
    sentence = page.get_by_text("did you mean 'bias'?")
    expect(sentence).to_be_visible()
    expect(box).to_have_value(wrong)
    box.press_sequentially(" ")
    page.keyboard.press("Control+End")
    page.keyboard.type("\n")
    page.get_by_role("link", name="Forward").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What arrives")
    page.go_back()
    expect(sentence).to_be_visible()
    expect(box).to_have_value(f" {wrong}\n")
    box.fill(text_of_case())
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("The network on the table.")).to_be_visible()
    settled(page)
    assert document_from(linked(page)) == document_from(parse_problem(text_of_case()))


def test_a_table_with_decimal_commas_gives_the_network_other_examples(led_to):
    page = led_to("/your_network?section=file")
    drop(page, "mine.csv", "x1;x2;y\n0,5;1,25;0,1\n-1;2;0,9\n")
    expect_link(page, "network=")
    assert_true(page, at_least=10)
    problem = linked(page)
    assert (problem.x.tolist(), problem.y.tolist()) == ([[0.5, 1.25], [-1, 2]], [[0.1], [0.9]])
    page.get_by_role("button", name="Undo").click()
    expect_link_without(page, "network=")


CUT = """() => [...document.querySelectorAll(".card")]
  .filter(card => card.scrollHeight > card.clientHeight || card.scrollWidth > card.clientWidth)
  .map(card => card.textContent)"""


@pytest.mark.parametrize("section", ["begin", "file"])
def test_where_a_network_begins_and_its_file_are_whole_on_one_screen(seen, section):
    path = f"/your_network?preset=worked&section={section}"
    page = seen(path)
    assert page.evaluate(SCROLLS_DOWN) <= 0
    assert page.evaluate(CUT) == []
    page = seen(path, width=390, height=844)
    assert page.evaluate(OUTSIDE) <= 0
    assert page.evaluate(CUT) == []
