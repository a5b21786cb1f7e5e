from playwright.sync_api import expect

from tests.browser.conftest import settled
from tests.browser.gestures import box_of, drag, expect_link, expect_link_without, slider_of
from tests.browser.truth import assert_true


def test_two_readers_never_see_each_others_numbers(open_page):
    one, other = open_page("/chain_rule"), open_page("/chain_rule?w5=0.9&preset=mazur")
    drag(one, slider_of(one, "w5"), 25)
    expect_link(one, "w5=")
    drag(other, slider_of(other, "w1"), -25)
    expect_link(other, "w1=")
    for page in (settled(one), settled(other)):
        assert_true(page)
    assert "preset" not in one.url
    assert "w1=" not in one.url
    assert "w5=0.9" in other.url


def test_an_undo_of_one_reader_leaves_the_other_alone(open_page):
    one, other = open_page("/chain_rule?w5=0.9"), open_page("/chain_rule?w5=0.8")
    one.get_by_role("button", name="Reset").click()
    expect_link_without(one, "w5=")
    other.keyboard.press("Control+z")
    settled(other)
    assert "w5=0.8" in other.url
    assert_true(other)


def test_what_cannot_be_used_stays_in_its_box_with_the_reason(open_page):
    page = open_page("/chain_rule")
    box = box_of(page, "w5")
    box.fill("banana")
    page.keyboard.press("Enter")
    expect(page.get_by_text("“banana” cannot be used for w5")).to_be_visible()
    expect(box).to_have_value("banana")
    expect(box).to_have_attribute("aria-invalid", "true")
    assert_true(page)
    box.fill("0,5")
    page.keyboard.press("Enter")
    expect_link(page, "w5=0.5")
    expect(page.get_by_text("cannot be used")).to_have_count(0)


def test_markup_typed_into_a_box_stays_text(open_page):
    page = open_page("/chain_rule")
    box_of(page, "w5").fill("<img src=x onerror=window.harmed=1>")
    page.keyboard.press("Enter")
    expect(page.get_by_text("cannot be used for w5")).to_be_visible()
    assert page.evaluate("window.harmed") is None
    assert page.locator(".notes img").count() == 0


def test_a_saturated_unit_is_named(seen):
    page = seen("/chain_rule?w1=900&x1=900")
    expect(page.get_by_text("are saturated")).to_be_visible()
    assert_true(page)
