"""A network near the bounds, whose page shows a part of it and whose numbers are made beside the loop."""

import json

from playwright.sync_api import expect

from backprop import parse_problem
from explainer.view.own import pack
from tests.browser.gestures import drag, expect_link, slider_of
from tests.browser.truth import assert_true
from tests.explainer.examples import layered


def test_a_large_network_shows_a_part_that_moves_with_a_drag_and_leads_to_the_others(led_to):
    network = pack(parse_problem(json.dumps(layered((12, 12, 12), ("relu", "sigmoid"), examples=20))))
    page = led_to(f"/chain_rule?network={network}")
    gradients = page.locator("table [data-term^=dL_dw]")
    expect(gradients).to_have_count(12)
    before = page.locator("table [data-term=dL_dw2_1_1]").text_content() or ""
    drag(page, slider_of(page, "w2_1_1"), 25)
    expect_link(page, "w2_1_1=")
    expect(page.locator("table [data-term=dL_dw2_1_1]")).not_to_have_text(before)
    page.get_by_role("button", name="Layer 1", exact=True).click()
    expect(page.locator("table [data-term^=dL_dw1_]")).to_have_count(12)
    page.get_by_role("button", name="Unit 7", exact=True).click()
    expect(page.locator("table [data-term=dL_dw1_12_7]")).to_have_count(1)
    expect(gradients).to_have_count(12)
    assert_true(page)
