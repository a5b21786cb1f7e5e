"""A network built by hand: from the empty form to the right numbers on the chain rule page."""

import pytest
from playwright.sync_api import expect

from explainer.view import own
from tests.browser.conftest import settled
from tests.browser.gestures import box_of, expect_link
from tests.browser.test_accessibility import violations
from tests.browser.truth import assert_true

PASTE = """(box, text) => {
  const block = new DataTransfer();
  block.setData("text/plain", text);
  box.focus();
  box.dispatchEvent(new ClipboardEvent("paste", {clipboardData: block, bubbles: true, cancelable: true}));
}"""

XOR = "0\t0\t0\n0\t1\t1\n1\t0\t1\n1\t1\t0\n"


def turn_to(page, part):
    settled(page)
    page.get_by_role("radio", name=part, exact=True).click()
    expect(page.get_by_role("radio", name=part, exact=True)).to_be_checked()
    settled(page)


def pick(page, label, option):
    """Choose from a list by the keyboard."""
    settled(page)
    page.get_by_label(label, exact=True).click()
    page.keyboard.type(option)
    page.keyboard.press("Enter")


def problem_of(page):
    """Return the network that the page's link holds."""
    settled(page)
    query = dict(part.split("=", 1) for part in page.url.partition("?")[2].split("&"))
    return own.unpack(own.from_link(query["network"]))


def test_xor_is_built_from_the_empty_form_and_taken_apart(led_to):
    page = led_to("/your_network")
    page.get_by_role("button", name="Empty").click()
    expect_link(page, "network=")
    expect(page.locator(".summary").last).to_contain_text("2 inputs, 2 sigmoid units, 1 sigmoid output")

    # What does not fit yet is said, and the button beside it mends it.
    turn_to(page, "Layers")
    pick(page, "Hidden: activation function", "hyperbolic")
    expect(page.locator(".summary").last).to_contain_text("2 hyperbolic tangent units")
    pick(page, "Output: activation function", "ReLU")
    expect(page.locator(".summary").last).to_contain_text("1 ReLU output")
    pick(page, "Loss", "binary")
    expect(page.locator(".misfit")).to_contain_text("whose outputs are no probabilities")
    page.get_by_role("button", name="Use sigmoid in the last layer").click()
    expect(page.locator(".summary").last).to_contain_text("1 sigmoid output; binary cross-entropy")
    expect(page.locator(".misfit")).to_have_count(0)

    # Four rows that are pasted become four examples, in one step of undo.
    turn_to(page, "Data")
    box_of(page, "x1").evaluate(PASTE, XOR)
    expect(page.get_by_text("4 of at most 200 examples")).to_be_visible()
    expect(box_of(page, "x1@1")).to_be_focused()
    assert problem_of(page).y.tolist() == [[0], [1], [1], [0]]
    page.keyboard.press("Control+z")
    expect(page.get_by_text("1 of at most 200 examples")).to_be_visible()
    page.keyboard.press("Control+Shift+z")
    expect(page.get_by_text("4 of at most 200 examples")).to_be_visible()

    # A block that is too large takes nothing; one that fits fills the grid, and the keys move in it.
    turn_to(page, "Weights and biases")
    expect(box_of(page, "w1")).not_to_have_value("")
    before = box_of(page, "w1").input_value()
    box_of(page, "w1").evaluate(PASTE, "1 2 3")
    expect(page.get_by_text("there is room for 3 rows and 2 columns")).to_be_visible()
    assert box_of(page, "w1").input_value() == before
    box_of(page, "w1").evaluate(PASTE, "[[1.5, -1.5], [-0.5, 0.5]]")
    expect(box_of(page, "w4")).to_have_value("0.5")
    page.keyboard.press("ArrowDown")
    page.keyboard.type("1/4")
    page.keyboard.press("Enter")
    expect(box_of(page, "b1")).to_be_focused()
    settled(page)

    page.get_by_role("button", name="Chain rule").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("How much does")
    assert_true(page)
    network = page.url.partition("network=")[2].partition("&")[0]
    assert own.unpack(own.from_link(network)).network.loss == "binary_cross_entropy"
    assert "w2=0.25" in page.url


@pytest.mark.parametrize("section", ["layers", "numbers", "data"])
def test_axe_finds_nothing_where_a_network_is_made(seen, section):
    assert violations(seen(f"/your_network?preset=iris&section={section}")) == []
