"""How many students does one server carry? A class that presses, drags, and opens the link in the same second.

Run with ``python -m benchmarks.load`` (``--brief`` as part of ``make bench``). The students have no browser: each
speaks with the server as a page does, see ``benchmarks.student``, all of them from one other process. Times are from
a press to the end of the run that it causes, and to the answer of a question over the live path.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from urllib.parse import urlsplit

import psutil
from playwright.async_api import async_playwright
from websockets.asyncio.client import connect

from benchmarks.live import verdict
from benchmarks.student import Student
from benchmarks.timing import machine
from tests.browser.conftest import FLAGS, SETTLED
from tests.browser.find import find_browser
from tests.browser.serve import serving

CLASSES = (30, 60, 100)
SECONDS, BRIEF_SECONDS = 30.0, 8.0
PAUSE = (3.0, 5.0)
"""Seconds from one press to the next."""

OWN_NUMBERS, DRAGGING = 3, 5
"""Every third student has numbers of their own, every fifth drags a slider after each press."""

DRAG_EVENTS, DRAG_PAUSE = 20, 1 / 30
COLD = 30
AT_ONCE = 6
"""Connections that a browser opens to one server."""

WALK = "forward"
PAGES = ("forward", "chain_rule", "update", "matrix", "lecture_notes")
SEED = 1


@dataclass
class Times:
    """What was measured, in seconds."""

    presses: list[float] = field(default_factory=list)
    answers: list[float] = field(default_factory=list)


def share(values: list[float], part: float) -> float:
    """Return the value that so many of all are not above, in milliseconds."""
    return 1000 * sorted(values)[min(int(part * len(values)), len(values) - 1)]


def busy(server: psutil.Process) -> float:
    """Return the processor time that a server has used, in seconds."""
    times = server.cpu_times()
    return float(times.user + times.system)


async def attend(student: Student, chance: Random, until: float, drags: bool, times: Times) -> None:
    """Press Next now and then, and drag in between, until the lesson ends."""
    await asyncio.sleep(chance.uniform(0, PAUSE[1]))
    forth = 1
    while time.perf_counter() < until:
        times.presses.append(await student.press(f"move:{forth}"))
        forth = forth if chance.random() < 0.8 else -forth
        if drags:
            await drag(student, chance, times)
        await asyncio.sleep(chance.uniform(*PAUSE))


async def drag(student: Student, chance: Random, times: Times) -> None:
    """Ask for the numbers of a page as often as a slider that moves does; an answer is awaited before the next."""
    where = student.address.replace("http", "ws", 1) + "/live"
    async with connect(where, origin=student.address, compression=None) as line:  # type: ignore[arg-type]
        for _ in range(DRAG_EVENTS):
            began = time.perf_counter()
            await line.send(student.question("w5", chance.uniform(-1, 1)))
            await line.recv()
            times.answers.append(time.perf_counter() - began)
            await asyncio.sleep(DRAG_PAUSE)


async def lesson(address: str, server: psutil.Process, count: int, seconds: float) -> float:
    """Let a class work for a while; print what it waited, and return the 95th percentile in milliseconds."""
    chance, times = Random(SEED), Times()
    numbers = ["" if n % OWN_NUMBERS else f"?x1={chance.uniform(0.1, 1):.3f}" for n in range(count)]
    students = [Student(address, WALK + own) for own in numbers]
    gate = asyncio.Semaphore(2)

    async def sit_down(student: Student) -> None:
        async with gate:
            await student.__aenter__()
            await student.open()

    await asyncio.gather(*map(sit_down, students))
    used, began = busy(server), time.perf_counter()
    work = (
        attend(student, Random(SEED + n), began + seconds, n % DRAGGING == 0, times)
        for n, student in enumerate(students)
    )
    await asyncio.gather(*work)
    used, took = busy(server) - used, time.perf_counter() - began
    await asyncio.gather(*(student.__aexit__(None, None, None) for student in students))
    print(
        f"  {count:>3} students: press -> end of its run {share(times.presses, 0.5):.0f} ms median, "
        f"{share(times.presses, 0.95):.0f} ms p95 ({len(times.presses) / took:.1f} a second); drag -> answer "
        f"{share(times.answers, 0.5):.0f} ms median, {share(times.answers, 0.95):.0f} ms p95; "
        f"server {100 * used / took:.0f} % of a core, {1000 * used / len(times.presses):.0f} ms a press"
    )
    return share(times.presses, 0.95)


async def cost(address: str, server: psutil.Process, page: str, presses: int = 12) -> None:
    """Print the processor time of a run of a page: as others had it before, and of numbers that nobody had."""
    chance, costs = Random(SEED), []
    for own in (False, True):
        path = f"{page}?x1={chance.uniform(0.1, 1)}" if own else page
        async with Student(address, path) as student:
            used = busy(server)
            await student.open()
            first = busy(server) - used
            acts = ["undo" if page == "lecture_notes" else f"move:{1 if n % 6 < 3 else -1}" for n in range(presses)]
            if not own:
                for act in acts:
                    await student.press(act)
            used = busy(server)
            for act in acts[: 3 if own else presses]:
                await student.press(act)
            costs += [1000 * first, 1000 * (busy(server) - used) / len(acts[: 3 if own else presses])]
    print(
        f"  {page:<14} {costs[1]:.0f} ms a run, {costs[0]:.0f} ms the first of a session; "
        f"with numbers of one's own {costs[3]:.0f} and {costs[2]:.0f} ms"
    )


async def throughput(address: str, server: psutil.Process, seconds: float = 5.0) -> None:
    """Print how many runs a second one process makes when it is asked without pause."""
    done = 0

    async def press_on(student: Student, until: float) -> None:
        nonlocal done
        async with student:
            await student.open()
            while time.perf_counter() < until:
                await student.press(f"move:{1 if student.done % 8 < 4 else -1}")
                done += 1

    used, began = busy(server), time.perf_counter()
    await asyncio.gather(*(press_on(Student(address, "chain_rule"), began + seconds) for _ in range(6)))
    used, took = busy(server) - used, time.perf_counter() - began
    print(
        f"  without pause: {done / took:.0f} runs a second, {100 * used / took:.0f} % of a core, "
        f"{1000 * used / done:.0f} ms a run"
    )


async def files_of(address: str, path: str) -> list[str]:
    """Return what a browser fetches for a page, in its order."""
    fetched: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        page = await browser.new_page(viewport={"width": 1280, "height": 720})
        page.on("request", lambda request: fetched.append(request.url))
        await page.goto(f"{address}/{path}")
        await page.wait_for_function(SETTLED)
        await browser.close()
    return [urlsplit(url).path for url in fetched if url.startswith(address)]


async def fetch(address: str, paths: Iterable[str]) -> int:
    """Fetch files one after the other over one connection, as a browser does; return their bytes."""
    where = urlsplit(address)
    reader, writer = await asyncio.open_connection(where.hostname, where.port)
    received = 0
    for path in paths:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {where.netloc}\r\nAccept-Encoding: gzip, br\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = next((line[15:] for line in head.split("\r\n") if line.startswith("content-length:")), None)
        if length is not None:
            received += len(await reader.readexactly(int(length)))
        elif "chunked" in head:
            while size := int(await reader.readline(), 16):
                received += len(await reader.readexactly(size + 2)) - 2
            await reader.readline()
    writer.close()
    return received


async def open_cold(address: str, paths: list[str]) -> int:
    """Open a page as a browser that has never seen it; return the bytes that it received."""
    received = await fetch(address, paths[:1])
    waiting = iter(paths[1:])
    async with Student(address, paths[0].lstrip("/")) as student:
        parts = await asyncio.gather(*(fetch(address, waiting) for _ in range(AT_ONCE)), student.open())
        return received + int(sum(parts[:AT_ONCE])) + student.received


async def cold_opens(address: str, server: psutil.Process) -> float:
    """Open the same page in many new browsers in the same second; return the seconds until the last one is served."""
    paths = await files_of(address, "chain_rule")
    used, began = busy(server), time.perf_counter()
    received = await asyncio.gather(*(open_cold(address, paths) for _ in range(COLD)))
    took, used = time.perf_counter() - began, busy(server) - used
    print(
        f"  {COLD} cold opens in the same second: the last is served after {took:.1f} s; each {len(paths)} files, "
        f"{received[0] / 1024:.0f} KiB and {1000 * used / COLD:.0f} ms of the server's processor time"
    )
    return took


async def main(seconds: float) -> None:
    """Measure everything on one server process, and print it."""
    print(machine())
    with serving() as (address, pid):
        server = psutil.Process(pid)
        print("One server process, every student in one other process. Processor time of the server:")
        for page in PAGES:
            await cost(address, server, page)
        await throughput(address, server)
        print(f"Classes of students who press every {PAUSE[0]:g} to {PAUSE[1]:g} s, for {seconds:g} s:")
        waits = {count: await lesson(address, server, count, seconds) for count in CLASSES}
        verdict(f"60 students, {waits[60]:.0f} ms p95", waits[60] <= 150, "at most 150 ms")
        if find_browser():
            took = await cold_opens(address, server)
            verdict(f"{COLD} cold opens, {took:.1f} s", took <= 8, "at most 8 s")


if __name__ == "__main__":
    asyncio.run(main(BRIEF_SECONDS if "--brief" in sys.argv else SECONDS))
