"""A line between browser and server that a test can cut, hold and join again."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress

CHUNK = 1 << 16


class Line:
    """Passes connections on to a server, as long as it is whole.

    Attributes:
        address: where a browser finds the server behind it.
        silent: a path whose connections are taken and never answered.
        refused: a path whose connections are closed at once.
        passed: bytes that have gone to the browser.
    """

    def __init__(self, server_port: int) -> None:
        self._server_port = server_port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://localhost:{self._listener.getsockname()[1]}"
        self.silent = self.refused = ""
        self.passed = 0
        self._whole = True
        self._flows = threading.Event()
        self._flows.set()
        self._ends: set[socket.socket] = set()
        self._sockets: set[socket.socket] = set()
        self._lost: set[socket.socket] = set()
        threading.Thread(target=self._listen, daemon=True).start()

    def cut(self) -> None:
        """Break every connection, and refuse new ones."""
        self._whole = False
        self._break()

    def hold(self) -> None:
        """Let nothing through, without breaking anything."""
        self._flows.clear()

    def lose(self) -> None:
        """Let every WebSocket hang without a word, as after a device slept; new connections come about."""
        self._lost |= self._sockets

    def join(self) -> None:
        """Pass everything on again, what was held first."""
        self._whole = True
        self._flows.set()

    def close(self) -> None:
        """Break everything for good."""
        self.cut()
        self._flows.set()
        self._listener.close()

    def _break(self) -> None:
        for end in list(self._ends):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                browser, _ = self._listener.accept()
                threading.Thread(target=self._connect, args=(browser,), daemon=True).start()

    def _connect(self, browser: socket.socket) -> None:
        self._ends.add(browser)
        with suppress(OSError), browser:
            first = browser.recv(CHUNK) if self._whole else b""
            asked = first.split(b"\r\n")[0].decode("latin-1").split(" ")[1] if first else ""
            if self.silent and asked == self.silent:
                while browser.recv(CHUNK):
                    pass
            elif first and not (self.refused and asked == self.refused):
                with socket.create_connection(("127.0.0.1", self._server_port)) as server:
                    self._ends.add(server)
                    if b"\r\nUpgrade: websocket" in first:
                        self._sockets |= {browser, server}
                    threading.Thread(target=self._pass, args=(server, browser, b"", True), daemon=True).start()
                    self._pass(browser, server, first)
                    self._ends.discard(server)
        self._ends.discard(browser)

    def _pass(self, one: socket.socket, other: socket.socket, data: bytes = b"", is_answer: bool = False) -> None:
        with suppress(OSError):
            while data := data or one.recv(CHUNK):
                self._flows.wait()
                if one not in self._lost:
                    other.sendall(data)
                    self.passed += len(data) if is_answer else 0
                data = b""
        for end in (one, other):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def line_to(server: str) -> Iterator[Line]:
    """Lay a line to a server; remove it afterwards."""
    line = Line(int(server.rsplit(":", 1)[1]))
    try:
        yield line
    finally:
        line.close()
