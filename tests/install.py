"""Installs packages by uv, which takes seconds where pip takes half a minute, and by pip where uv cannot.

``python -m tests.install -r requirements-dev.txt``, say. uv reads nothing that pip is told: of where packages come from
it is told here, so that both take the same ones. Where pip is told what has no word here, pip does it.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Mapping

UV = "uv>=0.9,<1"

TOLD = {
    "index-url": ("UV_DEFAULT_INDEX", " "),
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "constraint": ("UV_CONSTRAINT", " "),
    "trusted-host": ("UV_INSECURE_HOST", " "),
    "cert": ("SSL_CERT_FILE", " "),
    "default-timeout": ("UV_HTTP_TIMEOUT", " "),
    "timeout": ("UV_HTTP_TIMEOUT", " "),
}
"""What pip is told -> how uv is told the same, and what stands between two of them."""

OF_NO_MATTER = {
    "break-system-packages", "cache-dir", "disable-pip-version-check", "no-cache-dir", "no-color", "no-compile",
    "no-input", "progress-bar", "quiet", "require-virtualenv", "retries", "root-user-action", "verbose",
}  # fmt: skip
"""What pip is told of how it works, which changes nothing about what is installed."""


def environment_of(settings: str) -> dict[str, str] | None:
    """Return what tells uv the same as pip, or None where that cannot be said.

    Args:
        settings: what ``pip config list`` says.
    """
    told: dict[str, str] = {}
    for part in ("global", "install", ":env:"):  # what comes later is stronger
        for line in settings.splitlines():
            key, _, value = line.partition("=")
            if key.startswith(f"{part}."):
                told[key.removeprefix(f"{part}.")] = ast.literal_eval(value)
    if told.keys() - TOLD.keys() - OF_NO_MATTER:
        return None
    words = {TOLD[name][0]: TOLD[name][1].join(value.split()) for name, value in told.items() if name in TOLD}
    return {"UV_INDEX_STRATEGY": "unsafe-best-match", **words}  # as pip: the newest of all indexes


def run(*command: str, **environment: str) -> bool:
    """Run a module of this Python and return whether it did its work."""
    own: Mapping[str, str] = {**os.environ, **environment}
    return subprocess.run([sys.executable, "-m", *command], env=own, check=False).returncode == 0


def install(*what: str) -> bool:
    """Install what pip would by these arguments, and return whether that was done."""
    pip = ("pip", "install", "--quiet", "--disable-pip-version-check")
    settings = [sys.executable, "-m", "pip", "config", "list"]
    told = environment_of(subprocess.run(settings, stdout=subprocess.PIPE, text=True, check=False).stdout)
    if told is not None and run(*pip, "--only-binary=:all:", UV):
        # What was asked of uv in so many words is stronger than what pip is told.
        own = {name: value for name, value in told.items() if name not in os.environ}
        if run("uv", "pip", "install", "--quiet", "--python", sys.executable, *what, **own):
            return True
    return run(*pip, "--no-compile", *what)


if __name__ == "__main__":
    sys.exit(not install(*sys.argv[1:]))
