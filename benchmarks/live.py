"""How live is it? Updates a second and latency of a drag, beside an empty fragment, in one run.

Run with ``python -m benchmarks.live`` (or as part of ``make bench``). A real Chromium drags the
slider of a weight with 60 mouse events a second; every event's value is looked
for on the screen, and the time from the event to the frame that shows it is what counts.
"""

from __future__ import annotations

import asyncio
import statistics
import time
from dataclasses import astuple, dataclass
from pathlib import Path

import psutil
from playwright.async_api import Browser, Page, async_playwright

from benchmarks.timing import machine
from tests.browser.conftest import FLAGS, SETTLED
from tests.browser.find import find_browser
from tests.browser.serve import serving

EVENTS_PER_SECOND = 60
SECONDS = 3.0
REPEATS = 5
REACH = 36  # pixels to either side; every pixel is another value

EMPTY_IS_READY = "document.querySelector('[data-term=w5]')"

PAGES = {
    "chain rule page": ("/chain_rule", "w5", 40, 50),
    "curve of one parameter": ("/intuition?learning_rate=1", "w5", 40, 50),
    "chain rule page of iris": ("/chain_rule?preset=iris", "w2_11", 25, 80),
    "matrix page of iris": ("/matrix?preset=iris&product=Z2", "w2_11", 25, 80),
}
"""Page -> its path, the weight that is dragged, and the targets: updates a second at least, median at most."""

BESIDE_THE_EMPTY_FRAGMENT = ("chain rule page", "curve of one parameter")
"""Pages of a network as small as the empty fragment's."""

WATCH = """name => {
  window.events = []; window.paints = [];
  addEventListener("input", (e) => events.push([performance.now(), Number(e.target.value).toFixed(3)]), true);
  const shown = document.querySelector(`:is(.network, .matrix) [data-term=${name}], [data-term=${name}]`);
  new MutationObserver(() => {
    const text = Number(shown.textContent.replace("−", "-")).toFixed(3);
    requestAnimationFrame(() => {
      const painted = new MessageChannel();
      painted.port1.onmessage = () => paints.push([performance.now(), text]);
      painted.port2.postMessage(0);
    });
  }).observe(shown, {childList: true, characterData: true, subtree: true});
}"""


@dataclass(frozen=True)
class Drag:
    """What one drag measured: painted updates a second, latencies and server CPU in milliseconds."""

    rate: float
    median: float
    p95: float
    cpu_per_event: float


async def drag(page: Page, server: psutil.Process, name: str) -> Drag:
    """Drag the slider of a weight to and fro for a while and measure."""
    slider = page.locator(f"[data-slider='{name}']")
    await slider.scroll_into_view_if_needed()
    box = await slider.bounding_box()
    assert box is not None
    share = await slider.evaluate("e => (e.value - e.min) / (e.max - e.min)")
    x, y = box["x"] + 9 + (box["width"] - 18) * share, box["y"] + box["height"] / 2
    await page.evaluate(WATCH, name)
    mouse = await page.context.new_cdp_session(page)

    def send(kind: str, at: float) -> asyncio.Task[object]:
        event = {"type": kind, "x": at, "y": y, "button": "left", "buttons": 1, "clickCount": 1}
        return asyncio.ensure_future(mouse.send("Input.dispatchMouseEvent", event))

    await send("mouseMoved", x)
    await send("mousePressed", x)
    cpu, began, sent = sum(server.cpu_times()[:2]), time.perf_counter(), []
    for number in range(int(EVENTS_PER_SECOND * SECONDS)):
        place = number % (4 * REACH)
        offset = place if place <= REACH else 2 * REACH - place if place <= 3 * REACH else place - 4 * REACH
        sent.append(send("mouseMoved", x + offset))
        await asyncio.sleep(max(0.0, began + (number + 1) / EVENTS_PER_SECOND - time.perf_counter()))
    took = time.perf_counter() - began
    await asyncio.gather(*sent)
    await page.wait_for_timeout(400)
    cpu = sum(server.cpu_times()[:2]) - cpu
    await send("mouseReleased", x)
    events, paints = await page.evaluate("events"), await page.evaluate("paints")
    delays = [
        next(at for at, text in paints if at >= happened and text == value) - happened
        for happened, value in events
        if any(at >= happened and at < happened + 2000 and text == value for at, text in paints)
    ]
    delays.sort()
    return Drag(
        len(paints) / took, statistics.median(delays), delays[int(0.95 * len(delays))], 1000 * cpu / len(events)
    )


async def measure(browser: Browser, address: str, pid: int, ready: str, name: str = "w5") -> Drag:
    """Open a page and measure one drag on it."""
    page = await browser.new_page(viewport={"width": 1280, "height": 720})
    await page.goto(address)
    await page.wait_for_function(ready)
    await page.wait_for_timeout(800)
    measured = await drag(page, psutil.Process(pid), name)
    await page.close()
    return measured


def middle(drags: list[Drag]) -> Drag:
    """Return the median of each measure."""
    return Drag(*map(statistics.median, zip(*map(astuple, drags), strict=True)))


async def main(chromium: str) -> None:
    """Measure the app and the empty fragment by turns, and print both with their ratios."""
    print(machine())
    empty_script = Path(__file__).parent / "empty_fragment.py"
    with serving() as (app, app_pid), serving(empty_script, "/_stcore/health") as (empty, empty_pid):
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            ours: dict[str, list[Drag]] = {page: [] for page in PAGES}
            theirs = []
            for _ in range(REPEATS):
                for page, (path, name, _, _) in PAGES.items():
                    ours[page].append(await measure(browser, app + path, app_pid, SETTLED, name))
                theirs.append(await measure(browser, empty, empty_pid, EMPTY_IS_READY))
            await browser.close()
    least = middle(theirs)
    print(f"A drag at {EVENTS_PER_SECOND} events/s for {SECONDS:g} s, medians of {REPEATS} runs by turns:")
    tell("empty fragment", least)
    for page, (_, _, rate, median) in PAGES.items():
        mine = middle(ours[page])
        tell(page, mine)
        verdict(f"{mine.rate:.1f} painted updates/s", mine.rate >= rate, f"at least {rate}")
        verdict(f"{mine.median:.1f} ms median", mine.median <= median, f"at most {median}")
        if page == "chain rule page":
            verdict(f"{mine.p95:.1f} ms p95", mine.p95 <= 90, "at most 90")
        if page in BESIDE_THE_EMPTY_FRAGMENT:
            share, delay = mine.rate / least.rate, mine.median / least.median
            verdict(f"rate {share:.2f} x the empty fragment's", share >= 0.75, "at least 0.75")
            verdict(f"latency {delay:.2f} x the empty fragment's", delay <= 1.5, "at most 1.5")


def tell(page: str, d: Drag) -> None:
    """Print what the drags on a page measured."""
    print(
        f"  {page:<24} {d.rate:5.1f} painted updates/s, event -> painted {d.median:5.1f} ms median, "
        f"{d.p95:5.1f} ms p95, {d.cpu_per_event:.1f} ms of server CPU per event"
    )


def verdict(what: str, met: bool, target: str) -> None:
    """Print a measure beside its target."""
    print(f"  {'meets ' if met else 'misses'} {what} (target: {target})")


if __name__ == "__main__":
    found = find_browser()
    if not found:
        raise SystemExit("No Chromium, Chrome or Edge found; set CHROME_PATH to one.")
    asyncio.run(main(found))
