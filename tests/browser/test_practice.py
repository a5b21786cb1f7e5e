"""An exercise by keyboard: a wrong answer is named, the right one leads on, and its link opens the same one."""

from playwright.sync_api import expect

from backprop.mistakes import MISTAKES
from explainer.notation.numbers import format_number
from explainer.practice.finding import finding
from explainer.view.live import display_of
from explainer.view.practising import practised
from explainer.view.view import View
from tests.browser.conftest import settled
from tests.browser.gestures import expect_link


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


def test_a_mistake_is_found_by_keyboard_and_its_step_of_the_walk_has_the_same_numbers(open_page):
    page = open_page("/practice?preset=worked&practice=find&exercise=2")
    card = page.locator(".finding")
    numbers, _ = practised(View(practice="find", exercise=2))
    found = finding(display_of(numbers), 2)
    lines = page.locator(".find_line")
    expect(lines).to_have_count(len(found.lines))
    assert page.locator(".finding [data-term]").count() == 0
    other = found.place - 1
    lines.nth(other).focus()
    page.keyboard.press("Enter")
    expect(card).to_contain_text(f"Line {other + 1} follows from the numbers in it")
    expect(lines.nth(other)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    box = page.locator(".finding [data-answer]")
    expect(box).to_be_focused()
    page.keyboard.type(format_number(found.true.trace[found.wrong.key], 6))
    page.keyboard.press("Enter")
    expect(page.locator(".which_one button").first).to_be_focused()
    for _ in range(found.offered.index(found.mistake)):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(card).to_contain_text(f"Yes: {MISTAKES[found.mistake].title}.")
    expect(page.get_by_role("button", name="Next derivation")).to_be_focused()
    page.get_by_role("button", name="Show this step of the walk").focus()
    page.keyboard.press("Enter")
    expect_link(page, f"step={found.wrong.key}")
    expect(page.locator(f".lines [data-term='{found.wrong.key}']").first).to_have_text(found.true.text(found.wrong.key))
