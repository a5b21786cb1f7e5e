"""What does a first visit cost? Bytes, requests and seconds of a page, beside an empty Streamlit page, by turns.

Run with ``python -m benchmarks.first_load`` (or as part of ``make bench``). Each visit is made by a browser that has
nothing in its cache; ``usable`` is when the page is drawn and every number on it is that of the link.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from playwright.async_api import Browser, async_playwright

from benchmarks.live import EMPTY_IS_READY
from benchmarks.timing import machine
from tests.browser.conftest import FLAGS, SETTLED
from tests.browser.cuttable import line_to
from tests.browser.find import find_browser
from tests.browser.serve import serving

VISITS = 5
SLOW_VISITS = 3
SLOW_LINE = {"latency": 40, "downloadThroughput": 3e6 / 8, "uploadThroughput": 3e6 / 8}
"""Milliseconds there and back, bytes a second: a phone at the edge of its net, or a class on one line."""


@dataclass(frozen=True)
class Place:
    """A page that is visited."""

    address: str
    ready: str
    server: psutil.Process


@dataclass
class Visits:
    """What the visits to one page measured, one number a visit."""

    seconds: list[float] = field(default_factory=list)
    requests: list[int] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    browser: list[float] = field(default_factory=list)
    server: list[float] = field(default_factory=list)

    def __str__(self) -> str:
        middle = statistics.median
        return (
            f"usable after {middle(self.seconds):.2f} s, "
            f"{middle(self.requests):.0f} requests, {1000 * middle(self.browser):.0f} ms of browser CPU, "
            f"{1000 * statistics.fmean(self.server):.0f} ms of server CPU"
        )


async def visit(browser: Browser, place: Place, slow: bool, seen: Visits) -> None:
    """Open a page in a browser that knows nothing, and note what it cost until it was usable."""
    context = await browser.new_context(viewport={"width": 1280, "height": 720})
    page = await context.new_page()
    devtools = await context.new_cdp_session(page)
    statuses: list[int] = []
    await devtools.send("Network.enable")
    devtools.on("Network.responseReceived", lambda e: statuses.append(e["response"]["status"]))
    if slow:
        await devtools.send("Network.emulateNetworkConditions", {"offline": False, **SLOW_LINE})
    browser_cpu = await spent(browser)
    cpu, began = sum(place.server.cpu_times()[:2]), time.perf_counter()
    await page.goto(place.address, wait_until="commit")
    await page.wait_for_function(place.ready)
    seen.seconds.append(time.perf_counter() - began)
    seen.browser.append(await spent(browser) - browser_cpu)
    await page.wait_for_load_state("networkidle")
    seen.server.append(sum(place.server.cpu_times()[:2]) - cpu)
    seen.requests.append(len(statuses))
    seen.missing.append(sum(status >= 400 for status in statuses))
    await context.close()


async def spent(browser: Browser) -> float:
    """Return the seconds of processor time that the browser has taken, all its processes together."""
    devtools = await browser.new_browser_cdp_session()
    processes = (await devtools.send("SystemInfo.getProcessInfo"))["processInfo"]
    await devtools.detach()
    return sum(process["cpuTime"] for process in processes)


async def kibibytes(browser: Browser, place: Place) -> tuple[float, float]:
    """Return what a first visit and a press of → after it bring over the line, headers and compression included."""
    where = urlsplit(place.address)
    with line_to(f"http://{where.netloc}") as line:
        context = await browser.new_context(viewport={"width": 1280, "height": 720})
        page = await context.new_page()
        await page.goto(line.address + where.path)
        await page.wait_for_function(place.ready)
        await page.wait_for_load_state("networkidle")
        visited = line.passed / 1024
        await page.keyboard.press("ArrowRight")
        await page.wait_for_load_state("networkidle")
        await page.wait_for_timeout(1000)
        await context.close()
        return visited, line.passed / 1024 - visited


async def main(chromium: str) -> None:
    """Visit the app and an empty page by turns, and print both."""
    print(machine())
    empty_script = Path(__file__).parent / "empty_fragment.py"
    with serving() as (app, app_pid), serving(empty_script, "/_stcore/health") as (empty, empty_pid):
        places = {
            "an empty page": Place(empty, EMPTY_IS_READY, psutil.Process(empty_pid)),
            "/": Place(app, SETTLED, psutil.Process(app_pid)),
            "/chain_rule": Place(f"{app}/chain_rule", SETTLED, psutil.Process(app_pid)),
        }
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            for place in places.values():
                await visit(browser, place, False, Visits())  # the server's first reader pays for what is kept
            print("A first visit brings over the line, and a press of → on it:")
            for name, place in places.items():
                visited, pressed = await kibibytes(browser, place)
                print(f"  {name:<14} {visited:.0f} KiB, {pressed:.0f} KiB")
            for line, slow, times in (("loopback", False, VISITS), ("3 Mbit/s, 40 ms", True, SLOW_VISITS)):
                seen = {name: Visits() for name in places}
                for _ in range(times):
                    for name, place in places.items():
                        await visit(browser, place, slow, seen[name])
                print(f"A first visit over {line}, medians of {times} by turns:")
                for name, visits in seen.items():
                    print(f"  {name:<14} {visits}")
                    if any(visits.missing):
                        print(f"  {name:<14} {visits.missing} answers say that something is not there")
                ratio = statistics.median(seen["/chain_rule"].seconds) / statistics.median(
                    seen["an empty page"].seconds
                )
                print(f"  /chain_rule takes {ratio:.2f} x an empty page's time")
            await browser.close()


if __name__ == "__main__":
    found = find_browser()
    if not found:
        raise SystemExit("No Chromium, Chrome or Edge found; set CHROME_PATH to one.")
    asyncio.run(main(found))
