from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled
from tests.browser.gestures import button_of, drag, expect_link, expect_link_without, slider_of
from tests.browser.serve import serving
from tests.browser.truth import assert_true, linked_values


def test_a_link_opens_exactly_what_was_seen(open_page):
    page = open_page("/chain_rule")
    button_of(page, "b1").click()
    expect_link(page, "parameter=b1")
    settled(page)
    drag(page, slider_of(page, "w6"), 20)
    expect_link(page, "w6=")
    settled(page)
    seen = page.locator(".derivation").inner_text()
    other = open_page(page.url.removeprefix("http://localhost").partition("/")[2].join(["/", ""]))
    assert other.locator(".derivation").inner_text() == seen
    assert_true(other)


def test_copy_link_puts_the_address_on_the_clipboard(open_page):
    page = open_page("/chain_rule?w5=0.7", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert "w5=0.7" in page.url


@pytest.mark.parametrize("path", ["/chain_rule", "/update"])
def test_a_cold_deep_link_is_right_on_a_freshly_started_server(open_page, path):
    with serving() as (address, _):
        page = open_page(f"{path}?w5=0.7&preset=worked", address=address, alone=True)
        headings = {
            "/chain_rule": "How much does",
            "/update": "Where does",
            "/forward": "What arrives",
            "/": "How does",
        }
        expect(page.get_by_role("heading", level=1)).to_contain_text(headings[path])
        assert_true(page, at_least=15)
        assert linked_values(page.url)["w5"] == 0.7


def test_going_back_in_the_browser_returns_to_the_step_before(open_page):
    page = open_page("/chain_rule")
    button_of(page, "w2").click()
    expect_link(page, "parameter=w2")
    settled(page)
    page.mouse.move(0, 0)  # what a symbol means may lie over its neighbour, as long as the pointer rests on it
    button_of(page, "w3").click()
    expect_link(page, "parameter=w3")
    settled(page)
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_contain_text("w2")


def test_what_a_reader_does_is_one_place_each_and_going_back_loses_no_number(open_page):
    page = open_page("/chain_rule?step=dL_dw1&w5=0.7")
    page.get_by_role("link", name="Update").click()
    expect_link(page, "/update?parameter=w1&w5=0.7")
    settled(page)
    page.keyboard.press("ArrowLeft")
    expect_link(page, "/chain_rule?")
    settled(page)
    page.go_back()
    expect_link(page, "/update?parameter=w1&w5=0.7")
    settled(page)
    page.go_back()
    expect_link(page, "step=dL_dw1&w5=0.7")
    assert_true(page)


def test_going_back_from_what_the_notes_showed_returns_to_the_very_line(open_page):
    page = open_page("/lecture_notes?preset=softmax")
    way = page.get_by_role("button", name="Show ∂h_4/∂z_4 in the app")
    way.click()
    expect_link_without(page, "lecture_notes")
    settled(page)
    page.go_back()
    expect_link(page, "/lecture_notes?preset=softmax")
    expect(page.get_by_role("heading", name="Lecture 4")).to_be_visible()
    expect(way).to_be_in_viewport()
    expect(way).to_be_focused()


def test_an_answer_is_checked_and_explained(led_to):
    page = led_to("/lecture_notes?preset=softmax")
    answer = page.get_by_role("textbox", name="Your answer")
    answer.fill("0.0024")
    page.get_by_role("button", name="Check").click()
    expect(page.locator(".said")).to_contain_text("one place further to the left")
    answer.fill("0,00024")
    answer.press("Enter")
    expect(page.locator(".said")).to_contain_text("Right")


def test_changing_the_page_keeps_the_numbers(led_to):
    page = led_to("/forward?w5=0.7")
    link = page.get_by_role("link", name="Update")
    link.focus()
    assert link.get_attribute("href").endswith("/update?w5=0.7")  # for another tab
    link.click()
    expect_link(page, "/update?w5=0.7")
    assert_true(page)


def test_the_start_page_can_be_returned_to_from_any_step(led_to):
    page = led_to("/chain_rule?step=dL_dw1&w5=0.7")
    page.get_by_role("link", name="Start").click()
    expect(page.get_by_role("button", name="Begin")).to_be_visible()
    settled(page)
    assert "/chain_rule" not in page.url
    assert "w5=0.7" in page.url


SCRIPT = quote("<script>window.harmed=1</script>")
IMAGE = quote("<img src=x onerror=window.harmed=1>")
HOSTILE = {
    "numbers that are none": "w5=banana&w6=nan&b1=1e999&learning_rate=-1&x1=%00%ff",
    "markup everywhere": f"w5={SCRIPT}&{IMAGE}=1&preset={SCRIPT}&step={IMAGE}",
    "names that are unknown": "preset=nothing&step=nowhere&parameter=w99&digits=7&notation=klingon&present=maybe",
}
"""Each kind alone is tried where the page runs without a browser; here, that the browser shows it well."""


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_link_gets_the_default_and_a_note(open_page, kind):
    page = open_page(f"/chain_rule?{HOSTILE[kind]}")
    expect(page.get_by_text("Of this link").first).to_be_visible()
    assert page.evaluate("window.harmed") is None
    expect(page.get_by_role("heading", level=1)).to_contain_text("How much does L change when w5 changes?")
    assert_true(page)


def test_a_very_long_link_does_no_harm(open_page):
    page = open_page("/chain_rule?w5=" + "9" * 15_000)
    expect(page.get_by_role("heading", level=1)).to_contain_text("w5")
    assert_true(page)
