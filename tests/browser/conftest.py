"""A server and a browser, shared by all browser tests of a worker."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, TimeoutError, expect, sync_playwright

from tests.browser.find import find_browser
from tests.browser.serve import serving
from tests.browser.witness import Witness

collect_ignore = ["witness/sitecustomize.py"]  # for the server alone; whoever imports it is listened to

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"]

expect.set_options(timeout=15_000)


@pytest.fixture(scope="session")
def witness(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Witness]:
    """The server of all tests, with somebody who writes down what it and its pages ask of others."""
    watching = Witness(tmp_path_factory.mktemp("witness"))
    with serving(environment=watching.environment, log=watching.log) as (watching.address, watching.process):
        yield watching


@pytest.fixture(scope="session")
def server(witness: Witness) -> str:
    return witness.address


@pytest.fixture(autouse=True)
def nothing_fails_and_nobody_else_is_asked(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test does: no page fails, server and pages ask nothing of other machines and keep to the policy."""
    yield
    if "server" in request.fixturenames:
        witness = request.getfixturevalue("witness")
        assert (witness.asked(), witness.failed()) == ([], "")


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


STILL = """{
  const still = new CSSStyleSheet();
  const bars = ["", "::before", "::after"].map((part) => `[data-testid=stSkeleton]${part}`);
  still.replaceSync(`[data-testid=stAppSkeleton] *, ${bars} { animation: none !important }`);
  document.adoptedStyleSheets.push(still);
}"""
"""Keeps Streamlit's grey bars, which stand where a page is not there yet, from flickering.

Without a graphics card each frame of that is drawn by the processor that the page is waiting for.
"""


def new_page(browser: Browser, **options: object) -> Page:
    """Return a page in a browser of its own."""
    context = browser.new_context(**options)
    context.add_init_script(STILL)
    return context.new_page()


@pytest.fixture(scope="session")
def tabs() -> defaultdict[str, list[Page]]:
    """Tabs that tests use one after the other, each in a browser of its own, by the way in which that is made.

    What the app is made of is fetched and compiled once in each.
    """
    return defaultdict(list)


@pytest.fixture
def open_page(
    server: str, browser: Browser, tabs: defaultdict[str, list[Page]], witness: Witness
) -> Iterator[Callable[..., Page]]:
    """A function that opens a path of the app for a new reader and waits until it is drawn.

    A page opens in a tab that other tests use as well, emptied of what the test before has left. One that is to be
    ``alone``, or has a script of its own, opens in a browser that nobody uses afterwards.
    """
    own: list[Page] = []
    taken: list[Page] = []

    def opened(
        path: str = "/",
        width: int = 1280,
        height: int = 720,
        address: str = server,
        alone: bool = False,
        script: str = "",
        **options: object,
    ) -> Page:
        kind = own if alone or script else tabs[repr(sorted(options.items()))]
        page = next((tab for tab in kind if tab not in taken), None)
        if not page:
            page = witness.watch(new_page(browser, **options))
            kind.append(page)
        if script:
            page.add_init_script(script)
        taken.append(page)
        page.set_viewport_size({"width": width, "height": height})
        # The first load of all, from a server that has just started, takes its time where others keep the machine busy.
        page.set_default_timeout(60_000)
        page.goto(address + path)
        settled(page)
        page.set_default_timeout(15_000)
        return page

    yield opened
    for page in taken:
        if page in own:
            page.context.close()
        else:
            # What is kept for a reader who comes back is kept as the page is left.
            page.goto(f"{server}/health")
            page.evaluate("sessionStorage.clear(), localStorage.clear()")
            page.context.clear_cookies()


@pytest.fixture(scope="session")
def seen(server: str, browser: Browser, witness: Witness) -> Callable[..., Page]:
    """A function that shows a path of the app to tests that only look.

    Loading the app anew takes six times as long as leading one page from link to link, as by the browser's history.
    """
    return partial(show, witness.watch(new_page(browser)), server)


@pytest.fixture(scope="session")
def led_to(server: str, browser: Browser, witness: Witness) -> Callable[..., Page]:
    """A function that shows a path of the app to tests that do something there, for which they need no new reader.

    What is on screen is that of the link; what a test before has done could still be undone.
    """
    page = witness.watch(new_page(browser))

    def led(path: str, **window: int) -> Page:
        if page.url != "about:blank":
            let_go(page)
        return show(page, server, path, **window)

    return led


def show(page: Page, server: str, path: str, color_scheme: str = "light", width: int = 1280, height: int = 720) -> Page:
    """Lead a page to a path of the app."""
    page.emulate_media(color_scheme=color_scheme)
    page.set_viewport_size({"width": width, "height": height})
    lead(page, server + (path if "?" in path else f"{path}?preset=worked"))  # without a query it would keep its own
    page.evaluate("document.querySelector('.stMain').scrollTo(0, 0)")
    return page


def let_go(page: Page) -> None:
    """Take the hands off a page, and wait until all that was done is done."""
    page.mouse.up()
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    settled(page)


def lead(page: Page, address: str) -> Page:
    """Lead a page to an address as by the browser's history."""
    if page.url == "about:blank":
        page.goto(address)
    elif page.url != address:
        run = page.evaluate("document.documentElement.dataset.run")
        page.evaluate(TURN, address)
        page.wait_for_function("run => document.documentElement.dataset.run !== run", arg=run)
    return settled(page)


TURN = """address => {
  history.pushState({}, "", address);
  dispatchEvent(new PopStateEvent("popstate", {state: {}}));
}"""

SETTLED = """() => {
  const html = document.documentElement.dataset;
  const sorted = (query) => JSON.stringify([...new URLSearchParams(query)].sort());
  const panels = [...document.querySelectorAll(".panel[data-run]")];
  const empty = [...document.querySelectorAll(".stBidiComponent")].filter((place) => !place.querySelector(".panel"));
  return document.querySelector("[data-test-script-state=notRunning]")
    && sorted(location.search) === sorted(html.link)
    && !(Number(html.editsOnTheirWay) > 0) && html.actsOnTheirWay !== "true"
    && panels.length && empty.length <= 2
    && panels.every((panel) => panel.dataset.run === html.run)
    && document.getAnimations().every((animation) => animation.playState !== "running");
}"""
"""Streamlit runs nothing, the numbers are those of the address, no edit and no act is on its way, every panel is there
with the numbers of its own run, nothing fades.

Streamlit puts an address and the end of a run in place a moment before the elements of that run. The two components
without a panel are those which bring the numbers and hear of keys.
"""


def settled(page: Page) -> Page:
    """Wait until the page is drawn and nothing on it is about to change."""
    try:
        page.wait_for_function(SETTLED)
    except TimeoutError as error:
        raise AssertionError(f"The page does not settle: {page.evaluate(STATE)}") from error
    return page


STATE = """() => ({
  run: document.querySelector("[data-test-script-state]")?.dataset.testScriptState,
  address: location.search,
  numbers: { ...document.documentElement.dataset },
  panels: [...document.querySelectorAll(".panel")].map((panel) => `${panel.className} of run ${panel.dataset.run}`),
  moving: document.getAnimations().filter((animation) => animation.playState === "running").length,
})"""
"""What a page that does not settle has to say for itself."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.browser)
