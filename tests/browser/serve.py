"""A server of the app for tests and benchmarks, on a port of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60


class ServerStoppedError(RuntimeError):
    """The server ended before it answered."""


@contextmanager
def serving(
    script: Path = ROOT / "app.py",
    health: str = "/health",
    cwd: Path = ROOT,
    options: Sequence[str] = (),
    port: int = 0,
    environment: Mapping[str, str] = {},
    log: Path | None = None,
) -> Iterator[tuple[str, int]]:
    """Start ``streamlit run``; yield its address and process id; stop it afterwards.

    Args:
        script: what is run.
        health: a path that is answered once the server is ready.
        cwd: the directory it is run in.
        options: of Streamlit's, on the command line.
        port: where it listens; 0 for any that is free.
        environment: variables that it has beside ours.
        log: the file that takes what it says, where somebody wants to read it.
    """
    with log.open("a+b") if log else tempfile.TemporaryFile() as said:
        process, address = _start(
            script, health, cwd, {**os.environ, "PYTHONUNBUFFERED": "1", **environment}, said, options, port
        )
        try:
            yield address, process.pid
        finally:
            _stop(process)


def _start(
    script: Path,
    health: str,
    cwd: Path,
    environment: Mapping[str, str],
    log: IO[bytes],
    options: Sequence[str],
    wanted: int,
    attempts: int = 3,
) -> tuple[subprocess.Popen[bytes], str]:
    """Start the server; if it stops, then once more: another program may have taken the port that was free."""
    port = wanted or free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port), *options]
    process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://localhost:{port}"
    try:
        _wait_for(address + health, process, log)
    except ServerStoppedError:
        if attempts == 1:
            raise
        return _start(script, health, cwd, environment, log, options, wanted, attempts - 1)
    except BaseException:
        _stop(process)
        raise
    return process, address


def free_port() -> int:
    """Return a port that no program uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(timeout=20)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            log.seek(0)
            raise ServerStoppedError(f"The server stopped: {log.read().decode()}")
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.05)  # between two questions to the server; it is the answer that is awaited
    raise RuntimeError(f"No server at {url} within {PATIENCE_SECONDS} s")
