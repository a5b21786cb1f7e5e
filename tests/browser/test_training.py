"""A run that is played in a browser."""

import re

from playwright.sync_api import expect

from tests.browser.gestures import expect_link, expect_link_without


def test_a_run_plays_until_it_is_paused_is_undone_as_a_whole_and_opens_again_where_it_was(open_page):
    page = open_page("/training?learning_rate=0.5")
    said = page.locator(".training_run .sentence").first
    page.keyboard.press("l")
    expect(said).to_contain_text(re.compile(r"after \d+ updates"))
    assert "updates" not in page.url
    page.keyboard.press("l")
    expect_link(page, "updates=")
    paused = re.search(r"updates=(\d+)", page.url).group(1)
    expect(said).to_contain_text(f"after {paused} updates")
    page.keyboard.press("Control+z")
    expect_link_without(page, "updates")
    expect(said).not_to_contain_text("after")
    page.keyboard.press("Control+Shift+z")
    expect_link(page, f"updates={paused}")
    page.reload()
    expect(said).to_contain_text(f"after {paused} updates", timeout=60_000)  # where others keep the machine busy
