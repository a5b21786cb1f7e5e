"""Plots in a real browser; that they ask nobody else and keep to the policy, the witness of every test sees."""

from tests.browser.conftest import settled
from tests.browser.gestures import expect_link, expect_link_without
from tests.browser.test_accessibility import violations


def test_a_click_on_the_map_of_the_loss_puts_the_network_there_and_can_be_undone(open_page):
    page = open_page("/intuition?look=surface&learning_rate=0.5&updates=20")
    ground = page.locator(".st-key-surface_map .nsewdrag").first
    ground.wait_for(state="attached")
    page.locator(".st-key-surface_in_space canvas").first.wait_for(state="attached")
    assert violations(page) == []
    box = ground.bounding_box()
    place = box["x"] + 0.75 * box["width"], box["y"] + 0.25 * box["height"]
    page.mouse.move(*place)
    page.locator(".st-key-surface_map .hovertext").wait_for()  # the marker below the pointer has been found
    page.mouse.click(*place)
    expect_link(page, "w5=2.0&w6=2.0")
    expect_link_without(page, "updates")
    settled(page)
    page.get_by_role("button", name="Undo").click()
    expect_link(page, "updates=20")
    expect_link_without(page, "w5=")
