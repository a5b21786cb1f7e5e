"""What helps to read a page: a bubble at every symbol, and the help behind ``?``."""

from playwright.sync_api import expect

from tests.browser.gestures import touch_at


def test_a_symbol_explains_itself_to_pointer_and_focus_until_escape(led_to):
    page = led_to("/chain_rule")
    bubble = page.get_by_role("tooltip")
    page.locator(".lines math mi").first.hover()
    expect(bubble).to_contain_text("gradient of the weight from hidden unit 1 to the output")
    expect(bubble.locator("[data-term=dL_dw5]")).to_have_count(1)
    bubble.hover()
    page.keyboard.press("Escape")
    expect(bubble).to_have_count(0)
    page.locator("[data-slider=learning_rate]").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    expect(bubble).to_contain_text("learning rate")
    expect(page.locator("[aria-describedby=explanation]")).to_be_focused()


def test_a_symbol_explains_itself_to_a_long_press(open_page):
    page = open_page("/chain_rule", width=390, height=844)
    touch_at(page, page.locator(".sentence i").first)
    expect(page.get_by_role("tooltip")).to_contain_text("weight from hidden unit 1 to the output")


def test_the_help_opens_by_its_key_and_closes_by_escape(led_to):
    page = led_to("/chain_rule?present=1")
    page.keyboard.press("?")
    page.get_by_role("dialog").get_by_role("tab", name="Glossary").click()
    expect(page.get_by_text("How much one number changes, per unit")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".network").first).to_be_visible()
