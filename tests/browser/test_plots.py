"""Plots in a real browser; that they ask nobody else and keep to the policy, the witness of every test sees."""

import pytest

from tests.browser.conftest import settled
from tests.browser.gestures import expect_link, expect_link_without
from tests.browser.test_accessibility import EVERY_RULE, RULES_OF_COLOUR, violations

PATH = "/intuition?preset=worked&look=surface&learning_rate=0.5&updates=20"
IN_THE_DARK = PATH.replace("=20", "=21")
"""What is another place too: a plot takes the colours of another theme with the next run."""

ON_PAPER = """() => {
  const paper = (place) => getComputedStyle(document.querySelector(place)).backgroundColor;
  return paper(".st-key-surface_map .main-svg") === paper(".stApp");
}"""
"""Whether a plot stands on what the page stands on."""


def drawn(page):
    page.locator(".st-key-surface_map .nsewdrag").first.wait_for(state="attached")
    page.locator(".st-key-surface_in_space canvas").first.wait_for(state="attached")
    return page


@pytest.mark.parametrize(
    ("scheme", "path", "rules"),
    [("light", PATH, EVERY_RULE), ("dark", IN_THE_DARK, RULES_OF_COLOUR)],
    ids=["light", "dark"],
)
def test_plots_are_in_the_colours_of_the_page_and_axe_finds_nothing(seen, scheme, path, rules):
    page = drawn(seen(path, color_scheme=scheme))
    page.wait_for_function(ON_PAPER)
    assert violations(page, rules) == []


def test_a_click_on_the_map_of_the_loss_puts_the_network_there_and_can_be_undone(seen):
    page = drawn(seen(IN_THE_DARK, color_scheme="dark"))  # where the test before has left it
    box = page.locator(".st-key-surface_map .nsewdrag").first.bounding_box()
    place = box["x"] + 0.75 * box["width"], box["y"] + 0.25 * box["height"]
    page.mouse.move(*place)
    page.locator(".st-key-surface_map .hovertext").first.wait_for()  # the marker below the pointer has been found
    page.mouse.click(*place)
    expect_link(page, "w5=2.0&w6=2.0")
    expect_link_without(page, "updates")
    settled(page)
    page.get_by_role("button", name="Undo").click()
    expect_link(page, "updates=21")
    expect_link_without(page, "w5=")
