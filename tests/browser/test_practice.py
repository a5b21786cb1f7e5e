"""An exercise by keyboard: a wrong answer is named, the right one leads on, and its link opens the same one."""

from playwright.sync_api import expect

from explainer.notation.numbers import format_number
from explainer.view.live import display_of
from explainer.view.practising import practised
from explainer.view.view import View
from tests.browser.conftest import settled


def test_an_exercise_is_done_by_keyboard_and_its_link_opens_the_same(open_page):
    page = open_page("/practice?preset=worked&task=gradient&blanks=3")
    card = page.locator(".exercise_card")
    numbers, exercise = practised(View(task="gradient", blanks=3))
    first, second = (display_of(numbers).trace[line.key] for line in exercise.blanks)
    height = card.bounding_box()["height"]
    boxes = page.locator("[data-answer]")
    boxes.first.focus()
    page.keyboard.type(format_number(-first, 6))
    page.keyboard.press("Enter")
    expect(card).to_contain_text("The size is right, the sign is not")
    assert card.bounding_box()["height"] == height
    expect(boxes.first).to_be_focused()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(format_number(first, 6))
    page.keyboard.press("Enter")
    expect(boxes.nth(1)).to_be_focused()
    page.keyboard.type(format_number(second, 6))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Next exercise")).to_be_focused()
    page.keyboard.press("Enter")
    expect(card).to_contain_text("Exercise 2")
    expect(boxes.first).to_be_focused()
    asked = card.locator("h1").text_content()
    expect(card).to_contain_text("1 right at first, 1 after another try or a hint.")
    settled(page)
    page.reload()
    settled(page)
    assert card.locator("h1").text_content() == asked
