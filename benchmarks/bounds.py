"""Does the largest network stay live, and does its reader leave the others in peace?

Run with ``python -m benchmarks.bounds`` (or as part of ``make bench``). A real Chromium drags a weight of the largest
network that there can be, 12 inputs, six layers of 12 units and 200 examples; then one of the ``worked`` example, by
turns alone, beside a reader of the largest network who drags meanwhile, and as an own network of its reader's.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from playwright.async_api import Browser, async_playwright
from websockets.asyncio.client import connect

from backprop import load_preset, parse_problem
from benchmarks.live import EVENTS_PER_SECOND, Drag, measure, middle, tell, verdict
from benchmarks.student import Student
from benchmarks.timing import machine
from explainer.view.own import pack
from tests.browser.conftest import FLAGS, SETTLED
from tests.browser.find import find_browser
from tests.browser.serve import serving
from tests.explainer.examples import layered

REPEATS = 3
LEAST_RATE = 5.0
LEAST_SHARE = 0.9
LARGEST = layered((12,) * 7, ("tanh", "sigmoid", "tanh", "relu", "leaky_relu", "sigmoid"), examples=200)
DRAGGED = "w6_1_1"


def largest() -> str:
    """Return the chain rule page of the largest network."""
    return "chain_rule?" + urlencode({"network": pack(parse_problem(json.dumps(LARGEST)))})


def own() -> str:
    """Return the chain rule page of the worked example as somebody's own network, in its notation."""
    return "chain_rule?" + urlencode({"network": pack(load_preset("worked")), "notation": "worked"})


async def drag_largest(address: str) -> None:
    """Ask for the numbers of the largest network as its page does while a slider moves, and say when that has begun."""
    where = address.replace("http", "ws", 1) + "/live"
    async with Student(address, largest()) as student, connect(where, origin=address, max_size=None) as line:  # type: ignore[arg-type]
        await student.open()
        answers = 0
        while True:
            began = time.perf_counter()
            await line.send(student.question(DRAGGED, (answers % 100) / 100))
            await line.recv()
            answers += 1
            if answers == 1:
                print("begun", flush=True)
            await asyncio.sleep(max(0.0, began + 1 / EVENTS_PER_SECOND - time.perf_counter()))


@contextmanager
def dragging_largest(address: str) -> Iterator[None]:
    """Let somebody drag a weight of the largest network meanwhile, in a process of its own and without a browser."""
    command = [sys.executable, "-m", "benchmarks.bounds", address]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as reader:
        assert reader.stdout is not None
        reader.stdout.readline()
        try:
            yield
        finally:
            reader.kill()


async def compare(browser: Browser, address: str, pid: int) -> dict[str, Drag]:
    """Measure every drag by turns, and return the middle of each."""
    found: dict[str, list[Drag]] = {"largest": [], "alone": [], "beside": [], "own": []}
    for _ in range(REPEATS):
        found["largest"].append(await measure(browser, f"{address}/{largest()}", pid, SETTLED, DRAGGED))
        found["alone"].append(await measure(browser, f"{address}/chain_rule", pid, SETTLED))
        with dragging_largest(address):
            found["beside"].append(await measure(browser, f"{address}/chain_rule", pid, SETTLED))
        found["own"].append(await measure(browser, f"{address}/{own()}", pid, SETTLED))
    return {name: middle(drags) for name, drags in found.items()}


async def main(chromium: str) -> None:
    """Measure, and print each beside its target."""
    print(machine())
    with serving() as (address, pid):
        async with async_playwright() as playwright:
            browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
            found = await compare(browser, address, pid)
            await browser.close()
    print(f"A drag at {EVENTS_PER_SECOND} events/s on the chain rule page, medians of {REPEATS} runs by turns:")
    tell("the largest network", found["largest"])
    rate, alone = found["largest"].rate, found["alone"].rate
    verdict(f"{rate:.1f} painted updates/s", rate >= LEAST_RATE, f"at least {LEAST_RATE:g}")
    tell("worked, alone", found["alone"])
    for name, title in (("beside", "worked, beside that"), ("own", "worked, as an own one")):
        tell(title, found[name])
        share = found[name].rate / alone
        verdict(f"rate {share:.2f} x alone", share >= LEAST_SHARE, f"at least {LEAST_SHARE:g} x")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        asyncio.run(drag_largest(sys.argv[1]))
    else:
        chromium = find_browser()
        if not chromium:
            raise SystemExit("No Chromium, Chrome or Edge found; set CHROME_PATH to one.")
        asyncio.run(main(chromium))
