"""A server and a browser, shared by all browser tests of a worker."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.find import find_browser
from tests.browser.serve import serving

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with serving() as (address, _):
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = find_browser()
    if not path:
        reason = "No Chromium, Chrome or Edge found; set CHROME_PATH to one."
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def open_page(server: str, browser: Browser) -> Iterator[Callable[..., Page]]:
    """A function that opens a path of the app in a browser of its own and waits until it is drawn."""
    contexts = []

    def opened(path: str = "/", width: int = 1280, height: int = 720, address: str = server, **options: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto(address + path)
        return settled(page)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def seen(server: str, browser: Browser) -> Callable[..., Page]:
    """A function that shows a path of the app to tests that only look: opened once, then shared."""
    pages: dict[tuple[str, str], Page] = {}
    contexts = {scheme: browser.new_context(color_scheme=scheme) for scheme in ("light", "dark")}

    def shown(path: str, color_scheme: str = "light", width: int = 1280, height: int = 720) -> Page:
        if (path, color_scheme) not in pages:
            page = contexts[color_scheme].new_page()
            page.set_viewport_size({"width": width, "height": height})
            page.goto(server + path)
            pages[path, color_scheme] = page
        page = pages[path, color_scheme]
        page.set_viewport_size({"width": width, "height": height})
        return settled(page)

    return shown


SETTLED = """() => {
  const html = document.documentElement.dataset;
  const panels = [...document.querySelectorAll(".stage[data-run]")];
  return document.querySelector("[data-test-script-state=notRunning]")
    && !(Number(html.editsOnTheirWay) > 0)
    && panels.length
    && panels.every((panel) => panel.dataset.run === html.run)
    && document.getAnimations().every((animation) => animation.playState !== "running");
}"""
"""Streamlit runs nothing, no edit is on its way, every panel has the numbers of its own run, nothing fades."""


def settled(page: Page) -> Page:
    """Wait until the page is drawn and nothing on it is about to change."""
    page.wait_for_function(SETTLED)
    return page


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
