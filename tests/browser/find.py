"""Finds a Chromium to test with, and installs one where the machine lets us.

Looked for: ``CHROME_PATH``, then the usual names and places of Chromium, Chrome and Edge, then a
browser that Playwright installed. ``python -m tests.browser.find --install`` installs Debian's
(as root) or Playwright's own where nothing was found; failing to is not an error here:
the tests then skip with a reason, or fail in CI.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

# The shell draws pages alone and no window around them, which costs Chromium as much again as the page.
NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)


def find_browser() -> str | None:
    """Return the path of a browser, or None."""
    installed = (os.environ.get("CHROME_PATH"), *map(shutil.which, NAMES), *PLACES)
    found = next((path for path in installed if path and Path(path).exists()), None)
    return found or _playwrights_own()


def _playwrights_own() -> str | None:
    """Return the browser that Playwright installed for itself, if it did."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install_browser() -> None:
    """Try the ways to get a browser, the system's package first."""
    ways = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        install = "apt-get install -y -qq"
        ways.insert(0, ["sh", "-c", f"apt-get update -qq; {install} chromium-headless-shell || {install} chromium"])
    for way in ways:
        if find_browser():
            return
        subprocess.run(way, check=False, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if "--install" in sys.argv and not find_browser():
        install_browser()
    print(f"Browser for the tests: {find_browser() or 'none found'}")
