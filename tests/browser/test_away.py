"""Nothing that a reader changes is lost when the server or the line to it goes away."""

from __future__ import annotations

import os
import signal
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled
from tests.browser.cuttable import line_to
from tests.browser.gestures import box_of, drag, slider_of, url_with
from tests.browser.serve import free_port, serving
from tests.browser.truth import assert_true

FORGETFUL = ("--server.disconnectedSessionTTL", "0")
"""A session whose line breaks is gone at once, as after a lid was closed for longer than a server waits."""

AWAY = "The server does not answer."


class Restarted:
    """A server that can be stopped and started again at the same address."""

    def __init__(self) -> None:
        self._port = free_port()
        self._stack = ExitStack()
        self.start()

    def start(self) -> None:
        self.address, self._process = self._stack.enter_context(serving(port=self._port))

    def kill(self) -> None:
        """Stop it without a goodbye."""
        os.kill(self._process, signal.SIGKILL)
        self._stack.close()

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
def line(forgetful):
    with line_to(forgetful) as line:
        yield line


@pytest.fixture
def patient(server):
    """A line to a server that keeps the sessions of broken lines."""
    with line_to(server) as line:
        yield line


def step_of(page):
    return page.locator("p.position").text_content()


def assert_nothing_lost(page, part="w5="):
    """The link has the number, the page shows it, Next goes one step, and what was changed can be undone."""
    expect(page).to_have_url(url_with(part))
    assert_true(page)
    number = int(step_of(page).split()[1])
    page.get_by_role("button", name="Next").click()
    expect(page.locator("p.position")).to_contain_text(f"Step {number + 1} of")
    assert_true(page)
    assert part in page.url
    page.keyboard.press("Control+z")
    expect(page).not_to_have_url(url_with(part))
    assert_true(page)


def test_a_server_that_was_restarted_before_the_first_edit(restarted, open_page):
    page = open_page("/chain_rule", address=restarted.address, alone=True)
    restarted.kill()
    restarted.start()
    drag(page, slider_of(page, "w5"), 30)
    assert_nothing_lost(page)


def test_a_server_that_was_restarted_after_an_edit_and_while_a_slider_was_dragged(restarted, open_page):
    page = open_page("/chain_rule", address=restarted.address, alone=True)
    drag(page, slider_of(page, "w6"), 30)
    expect(page).to_have_url(url_with("w6="))
    drag(page, slider_of(page, "w5"), 30, release=False)
    restarted.kill()
    page.mouse.move(*[v + 3 for v in (400, 400)])
    restarted.start()
    page.mouse.up()
    assert_nothing_lost(page)
    assert "w6=" in page.url


def test_a_server_that_was_stopped_for_half_a_minute(patient, open_page):
    page = open_page("/chain_rule", address=patient.address, alone=True)
    page.clock.install()
    patient.hold()
    drag(page, slider_of(page, "w5"), 30)
    page.clock.fast_forward(10_000)
    expect(page.get_by_role("status").filter(has_text=AWAY)).to_be_visible()
    page.clock.fast_forward(20_000)
    patient.join()
    assert_nothing_lost(page)
    expect(page.get_by_text(AWAY)).to_have_count(0)


def test_a_line_that_was_away_for_longer_than_the_session_is_kept(line, open_page):
    page = open_page("/chain_rule", address=line.address, alone=True)
    line.cut()
    drag(page, slider_of(page, "w5"), 30)
    line.join()
    assert_nothing_lost(page)


@pytest.mark.parametrize("how", ["silent", "refused"])
def test_a_live_path_that_is_blocked(patient, open_page, how):
    setattr(patient, how, "/live")
    page = open_page("/chain_rule", address=patient.address, alone=True)
    drag(page, slider_of(page, "w5"), 30)
    assert_nothing_lost(page)


def test_a_number_that_was_typed_while_the_line_was_away(line, open_page):
    page = open_page("/chain_rule", address=line.address, alone=True)
    line.cut()
    box_of(page, "w5").fill("0.77")
    page.keyboard.press("Enter")
    line.join()
    assert_nothing_lost(page, "w5=0.77")


def test_keys_that_were_pressed_while_the_line_was_away(line, open_page):
    page = open_page("/chain_rule", address=line.address, alone=True)
    number = int(step_of(page).split()[1])
    line.cut()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    line.join()
    expect(page.locator("p.position")).to_contain_text(f"Step {number + 2} of")
    assert_true(page)


def test_a_choice_that_was_made_while_the_line_was_away(line, open_page):
    page = open_page("/chain_rule", address=line.address, alone=True)
    line.cut()
    page.locator("[role=button][data-choose='parameter:w1']").first.click()
    line.join()
    expect(page).to_have_url(url_with("parameter=w1"))
    assert_true(settled(page))
