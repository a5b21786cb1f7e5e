"""Who watches the server of the browser tests and the pages they open, and hears all that is asked of others.

``sitecustomize``  what watches in the server itself
"""

from __future__ import annotations

import json
import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

HERE = {"localhost", "127.0.0.1", ""}
POLICY = "against the policy: "
WATCH = f"""addEventListener("securitypolicyviolation", (event) =>
  console.error("{POLICY}" + event.violatedDirective + " " + event.blockedURI + " " + event.sourceFile));"""


@dataclass
class Witness:
    """What has been seen and heard of a server and its pages, in a folder of notes and in memory."""

    notes: Path
    address: str = ""
    process: int = 0
    heard: list[str] = field(default_factory=list)
    """What pages asked of other machines, and did against the policy."""
    read: int = 0
    """How much of the server's log has been read."""

    @property
    def environment(self) -> dict[str, str]:
        """What makes a server that starts with it take the notes."""
        paths = str(Path(__file__).parent), *filter(None, [os.environ.get("PYTHONPATH")])
        return {"WITNESS": str(self.notes), "PYTHONPATH": os.pathsep.join(paths)}

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.notes / "log"

    def failed(self) -> str:
        """Return what the server has said of faults since this was called last, or nothing."""
        said = self.log.read_text(errors="replace")
        new, self.read = said[self.read :], len(said)
        return new if "Traceback" in new else ""

    def watch(self, page: Page) -> Page:
        """Listen to a page from now on."""
        page.on("request", self._request)
        page.on("console", self._console)
        page.add_init_script(WATCH)
        return page

    def _request(self, request: Request) -> None:
        if (urlsplit(request.url).hostname or "") not in HERE:
            self.heard.append(request.url)

    def _console(self, message: ConsoleMessage) -> None:
        if message.text.startswith(POLICY):
            self.heard.append(message.text)

    def asked(self) -> list[str]:
        """Return what was asked of other machines since this was called last, or done against the policy."""
        notes = self.notes / "asked"
        asked = self.heard + (notes.read_text().splitlines() if notes.exists() else [])
        notes.unlink(missing_ok=True)
        self.heard.clear()
        return asked

    def told(self) -> dict[str, Any]:
        """Return what the server tells of itself."""
        notes = self.notes / "told"
        notes.unlink(missing_ok=True)
        os.kill(self.process, signal.SIGUSR1)
        until = time.monotonic() + 20
        while not notes.exists() and time.monotonic() < until:
            time.sleep(0.02)  # between two looks at the notes; it is the answer that is awaited
        return dict(json.loads(notes.read_text()))
