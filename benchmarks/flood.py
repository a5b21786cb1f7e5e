"""Does one client that asks without a pause make the others wait? A probe alone, and beside a flood.

Run with ``python -m benchmarks.flood`` (or as part of ``make bench``). The probe asks what the chain rule page
asks, twenty times a second. The flood asks the same as fast as the server takes it, from a process of its own;
both speak WebSocket over plain sockets, so that they cost little beside the server that they share a machine with.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from statistics import median
from urllib.parse import urlsplit

import psutil

from benchmarks.timing import machine
from tests.browser.serve import serving

QUESTIONS_PER_SECOND = 20
SECONDS = 4.0
FLOODS = (1, 4)
"""Sockets of the one client."""

MOST_TIMES = 3
"""How many times as long as alone the probe may wait."""


def questions(count: int) -> list[bytes]:
    """Return what the chain rule page asks while w5 is dragged, as frames."""
    from tests.pages.reader import Reader  # only here: the flood shall not open the app

    sent = Reader("chain_rule").live
    asked = {"link": sent["link"], "terms": sent["terms"], "marks": sent["marked"]}
    return [frame(json.dumps({"seq": seq, **asked, "edits": {"w5": seq / count}})) for seq in range(1, count + 1)]


def frame(text: str) -> bytes:
    """Return a text as one WebSocket frame of a client; the mask, which it must have, is zero and changes nothing."""
    data = text.encode()
    return bytes([0x81, 0x80 | 126]) + len(data).to_bytes(2, "big") + bytes(4) + data


def connect(address: str) -> socket.socket:
    """Open a line to the server's live path."""
    where = urlsplit(address)
    line = socket.create_connection((where.hostname, where.port), timeout=60)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    key = "dGhlIHNhbXBsZSBub25jZQ=="
    lines = [
        "GET /live HTTP/1.1", f"Host: {where.netloc}", f"Origin: {address}", "Upgrade: websocket",
        "Connection: Upgrade", f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13", "", "",
    ]  # fmt: skip
    line.sendall("\r\n".join(lines).encode())
    answer = b""
    while not answer.endswith(b"\r\n\r\n"):
        answer += line.recv(1)
    if b" 101 " not in answer:
        raise ConnectionError(answer.decode())
    return line


def hear(line: socket.socket) -> None:
    """Wait for one answer, which is longer than 125 bytes and shorter than 64 KiB; a ping before it is passed over."""
    kind = 0
    while kind != 0x81:
        kind, size = _exactly(line, 2)
        _exactly(line, int.from_bytes(_exactly(line, 2), "big") if size == 126 else size)


def _exactly(line: socket.socket, count: int) -> bytes:
    data = line.recv(count, socket.MSG_WAITALL) if count else b""
    if len(data) < count:
        raise ConnectionError("The server has closed the line.")
    return data


def flood(address: str, sockets: int, waves: bytes) -> None:
    """Ask over some lines, on each as fast as it takes it, and throw the answers away; say when the first has come.

    A line that the server ends is opened again.
    """
    begun = threading.Event()

    def drop(line: socket.socket) -> None:
        with suppress(OSError):
            while line.recv(1 << 16):
                begun.set()

    def ask() -> None:
        while True:
            with suppress(OSError), connect(address) as line:
                threading.Thread(target=drop, args=(line,), daemon=True).start()
                while True:
                    line.sendall(waves)

    for _ in range(sockets):
        threading.Thread(target=ask, daemon=True).start()
    begun.wait()
    print("begun", flush=True)
    threading.Event().wait()


@contextmanager
def flooding(address: str, sockets: int, waves: bytes) -> Iterator[None]:
    """Flood the server meanwhile; nothing is flooded by no sockets."""
    if not sockets:
        yield
        return
    command = [sys.executable, "-m", "benchmarks.flood", address, str(sockets)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as client:
        assert client.stdin is not None
        assert client.stdout is not None
        client.stdin.write(waves)
        client.stdin.close()
        client.stdout.readline()
        try:
            yield
        finally:
            client.kill()


def probe(address: str, asked: Sequence[bytes], server: psutil.Process) -> tuple[list[float], float]:
    """Return the milliseconds that each answer took, in order of size, and the share of a core the server used."""
    took = []
    with connect(address) as line:
        began, used = time.perf_counter(), sum(server.cpu_times()[:2])
        while (now := time.perf_counter()) - began < SECONDS:
            line.sendall(asked[len(took) % len(asked)])
            hear(line)
            took.append(1000 * (time.perf_counter() - now))
            time.sleep(max(0.0, now + 1 / QUESTIONS_PER_SECOND - time.perf_counter()))
        share = (sum(server.cpu_times()[:2]) - used) / (time.perf_counter() - began)
    return sorted(took), share


def main() -> None:
    """Measure the probe alone and beside each flood, and print both with their ratio."""
    print(machine())
    asked = questions(64)
    print(f"A probe that asks {QUESTIONS_PER_SECOND} times a second over the live path, for {SECONDS:g} s each:")
    with serving() as (address, pid):
        alone = 0.0
        for sockets in (0, *FLOODS):
            with flooding(address, sockets, b"".join(asked)):
                took, share = probe(address, asked, psutil.Process(pid))
            p95 = took[int(0.95 * len(took))]
            alone = alone or p95
            beside = f"beside a flood over {sockets} socket{'s' * (sockets > 1)}" if sockets else "alone"
            print(
                f"  {beside:<32} {median(took):7.1f} ms median, {p95:7.1f} ms p95, {took[-1]:7.1f} ms at most, "
                f"{len(took)} answers; the server uses {share:.0%} of a core"
            )
            if sockets:
                met = "meets " if p95 <= MOST_TIMES * alone else "misses"
                print(f"  {met} p95 {p95 / alone:.1f} x alone (target: at most {MOST_TIMES} x)")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        flood(sys.argv[1], int(sys.argv[2]), sys.stdin.buffer.read())
    else:
        main()
