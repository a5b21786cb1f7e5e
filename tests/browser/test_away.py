"""Nothing that a reader changes is lost when the server or the line to it goes away."""

from __future__ import annotations

import os
import signal
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from tests.browser.cuttable import line_to
from tests.browser.gestures import box_of, button_of, drag, expect_link, expect_link_without, grip, slider_of
from tests.browser.serve import free_port, serving
from tests.browser.truth import assert_true

FORGETFUL = ("--server.disconnectedSessionTTL", "0")
"""A session whose line breaks is gone at once, as after a lid was closed for longer than a server waits."""

AWAY = "The server does not answer. Your changes are kept"


class Restarted:
    """A server that can be killed and started again at the same address."""

    def __init__(self) -> None:
        self._port = free_port()
        self._stack = ExitStack()
        self.start()

    def start(self) -> None:
        self.address, self._process = self._stack.enter_context(serving(port=self._port))

    def kill(self) -> None:
        os.kill(self._process, signal.SIGKILL)
        self.stop()

    def stop(self) -> None:
        self._stack.close()


@pytest.fixture(scope="module")
def restarted():
    server = Restarted()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def forgetful():
    with serving(options=FORGETFUL) as (address, _):
        yield address


@pytest.fixture
def forgetful_line(forgetful):
    with line_to(forgetful) as line:
        yield line


@pytest.fixture
def line(server):
    with line_to(server) as line:
        yield line


def step_of(page):
    return int(page.locator("p.position").inner_text().split()[1])


def expect_step(page, number):
    expect(page.locator("p.position")).to_contain_text(f"Step {number} of")


def assert_nothing_lost(page, part="w5="):
    """The link has the number, the page shows it, Next goes one step, and the change can be undone."""
    expect_link(page, part)
    assert_true(page)
    number = step_of(page)
    page.get_by_role("button", name="Next").click()
    expect_step(page, number + 1)
    page.keyboard.press("Control+z")
    expect_link_without(page, part)
    assert_true(page)


def test_a_server_that_is_restarted_before_the_first_edit_and_after_one(restarted, open_page):
    page = open_page("/chain_rule", address=restarted.address, alone=True)
    restarted.kill()
    restarted.start()
    drag(page, slider_of(page, "w6"), 30)
    expect_link(page, "w6=")
    restarted.kill()
    restarted.start()
    drag(page, slider_of(page, "w5"), 30)
    assert_nothing_lost(page)
    assert "w6=" in page.url


def test_a_server_that_is_restarted_while_a_slider_is_dragged(restarted, open_page):
    page = open_page("/chain_rule", address=restarted.address, alone=True)
    slider = slider_of(page, "w5")
    drag(page, slider, 30, release=False)
    restarted.kill()
    x, y = grip(slider)
    page.mouse.move(x + 5, y)
    restarted.start()
    page.mouse.move(x + 10, y)
    page.mouse.up()
    assert_nothing_lost(page)


@pytest.mark.parametrize("begun", [False, True], ids=["before an edit", "during one"])
def test_a_server_that_stands_still_for_half_a_minute(line, open_page, begun):
    page = open_page("/chain_rule", address=line.address, alone=True)
    page.clock.install()
    if begun:
        drag(page, slider_of(page, "w5"), 10, release=False)
    line.hold()
    if begun:
        page.mouse.up()
    else:
        drag(page, slider_of(page, "w5"), 30)
    for _ in range(2):  # until the server is asked, and until its answer is awaited no longer
        page.clock.fast_forward(5000)
    expect(page.get_by_role("status").filter(has_text=AWAY)).to_be_visible()
    page.clock.fast_forward(20_000)
    line.join()
    assert_nothing_lost(page)
    expect(page.get_by_text(AWAY)).to_have_count(0)


def test_a_line_that_is_away_for_longer_than_a_session_is_kept(forgetful_line, open_page):
    page = open_page("/chain_rule", address=forgetful_line.address, alone=True)
    page.clock.install()
    forgetful_line.cut()
    drag(page, slider_of(page, "w5"), 30)
    page.clock.fast_forward(10_000)
    expect(page.get_by_role("status").filter(has_text=AWAY)).to_be_visible()
    page.clock.fast_forward(140_000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    forgetful_line.join()
    page.clock.fast_forward(5000)
    assert_nothing_lost(page)
    expect(page.get_by_text(AWAY)).to_have_count(0)


def test_a_line_that_is_dead_without_a_word_is_answered_by_a_reload_with_what_was_changed(line, open_page):
    page = open_page("/chain_rule", address=line.address, alone=True)
    page.clock.install()
    number = step_of(page)
    line.lose()
    drag(page, slider_of(page, "w5"), 30)
    page.get_by_role("button", name="Next").click()
    with page.expect_navigation():
        with page.expect_response("**/health"):
            page.clock.fast_forward(4000)
        page.clock.fast_forward(10_000)
    expect_step(page, number + 1)
    assert_nothing_lost(page)


@pytest.mark.parametrize("how", ["silent", "refused"])
def test_a_live_path_that_is_blocked(line, open_page, how):
    setattr(line, how, "/live")
    page = open_page("/chain_rule", address=line.address, alone=True)
    drag(page, slider_of(page, "w5"), 30)
    assert_nothing_lost(page)


def test_what_is_typed_pressed_and_chosen_while_the_line_is_away(forgetful_line, open_page):
    page = open_page("/chain_rule", address=forgetful_line.address, alone=True)
    number = step_of(page)
    forgetful_line.cut()
    button_of(page, "w6").click()  # whose step is the next
    box_of(page, "w5").fill("0.77")
    page.keyboard.press("Enter")
    page.locator("h1").click()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    forgetful_line.join()
    expect_step(page, number + 3)
    assert_nothing_lost(page, "w5=0.77")
