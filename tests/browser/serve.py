"""A server of the app for tests and benchmarks, on a port of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60


@contextmanager
def serving(script: Path = ROOT / "app.py", health: str = "/health", cwd: Path = ROOT) -> Iterator[tuple[str, int]]:
    """Start ``streamlit run``; yield its address and process id; stop it afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    address = f"http://localhost:{port}"
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=cwd, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_for(address + health, process, log)
            yield address, process.pid
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: IO[bytes]) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            log.seek(0)
            raise RuntimeError(f"The server stopped: {log.read().decode()}")
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.05)  # between two questions to the server; it is the answer that is awaited
    raise RuntimeError(f"No server at {url} within {PATIENCE_SECONDS} s")
