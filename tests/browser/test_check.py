"""A reader's own numbers, typed beside the equations of the walk and pasted into the page with all of them."""

from playwright.sync_api import expect

from tests.browser.conftest import settled
from tests.browser.gestures import expect_link
from tests.browser.test_network_form import PASTE
from tests.explainer.practice.test_checked import HOSTILE

MADE = "() => [...document.querySelectorAll('.pass *')].map((e) => e.localName).sort().join()"


def box_for(page, key):
    return page.locator(f"[data-answer='check/worked/{key}']")


def test_numbers_are_judged_step_by_step_and_all_together(open_page):
    page = open_page("/forward?preset=worked&step=z1_1")
    box_for(page, "z1_1").fill("0,5775")
    box_for(page, "z1_1").press("Enter")
    expect(page.locator(".foot .verdict.wrong")).to_be_visible()
    expect(box_for(page, "z1_1")).to_be_focused()
    # On the next step the reader's own number counts, and it is said.
    box_for(page, "z1_1").press("Escape")
    page.keyboard.press("ArrowRight")
    expect_link(page, "step=a1_1")
    box_for(page, "a1_1").fill("0.6405")
    box_for(page, "a1_1").press("Tab")
    expect(page.locator(".foot .verdict.carried")).to_contain_text("Right from your zh1, which was not")

    # The page with all of them has both, and is open where the reader came from.
    page.get_by_role("button", name="All: check all").click()
    expect_link(page, "/check")
    expect(box_for(page, "a1_1")).to_be_focused()
    expect(page.locator(".summary")).to_contain_text("2 of 33 given")
    box_for(page, "dL_dw1").evaluate(PASTE, "0,0006684\n0,001337\n0,0007498")
    expect(page.locator(".summary")).to_contain_text("5 of 33 given: 3 right")

    box_for(page, "dL_dw1").press("ArrowDown")
    expect(box_for(page, "dL_dw2")).to_be_focused()

    # Whatever is pasted stands in the boxes as text.
    settled(page)
    elements = page.evaluate(MADE)
    page.get_by_role("button", name="Clear all").click()
    expect(page.locator(".summary")).to_contain_text("None of the 33")
    column = [text for text in HOSTILE if ";" not in text]  # which would part cells
    box_for(page, "z1_1").evaluate(PASTE, "\n".join(column))
    expect(page.locator(".summary")).to_contain_text(f"{sum(bool(text.strip()) for text in column)} of 33 given")
    settled(page)
    assert set(page.evaluate(MADE).split(",")) <= {*elements.split(",")}

    # A row leads to its step, and Back to the row.
    page.locator("#term-dL_dw1 [data-choose]").click()
    expect_link(page, "step=dL_dw1")
    settled(page)
    page.go_back()
    expect(page.locator("#term-dL_dw1 [data-choose]")).to_be_focused()
