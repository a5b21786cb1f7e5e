"""The headers that every answer carries: nothing from elsewhere, nothing framed, assets kept, missing ones not."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.status import HTTP_200_OK, HTTP_400_BAD_REQUEST
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from explainer.server.ready import FOREVER

STATIC = Path(str(files("streamlit"))) / "static"
"""What Streamlit's half of a page is made of."""


def hashes_of_scripts(page: str) -> str:
    """Return what a policy calls the scripts that stand in a page of Streamlit's itself."""
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return " ".join(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)


POLICY = {
    "default-src": "'none'",
    # blob: is how Streamlit runs the two lines by which a component of ours loads its script; WebAssembly is how the
    # library that reads its messages counts beyond 53 bits.
    "script-src": f"'self' blob: 'wasm-unsafe-eval' {hashes_of_scripts((STATIC / 'index.html').read_text('utf-8'))}",
    # Streamlit makes its styles in the browser, as it goes; ours stand at their elements.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "frame-src": "'self'",  # a sheet of exercises, before it is printed
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "'self'",
}
"""Where a page may take what from: here, or nowhere."""

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
"""What every answer carries."""

PAGE_HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {places}" for name, places in POLICY.items()),
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
"""What all but the parts of a page carry: said to a browser with each of 120 scripts, it would be 50 KiB of nothing."""

PARTS = ("/static/", "/assets/")
"""Where the parts of a page lie: scripts, style sheets, fonts, pictures."""


class WithHeaders:
    """Adds the security headers, and says how long an answer may be kept.

    A file under ``/assets`` may be kept for good, because its link names its version; that there is none must be
    forgotten at once, because tomorrow's version may be asked for before it is there. The same goes for Streamlit's.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with more headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        is_part = scope["path"].startswith(PARTS)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in (HEADERS if is_part else {**HEADERS, **PAGE_HEADERS}).items():
                    headers.setdefault(name, value)
                if message["status"] >= HTTP_400_BAD_REQUEST:
                    headers["Cache-Control"] = "no-store"
                elif scope["path"].startswith("/assets/") and message["status"] == HTTP_200_OK:
                    headers["Cache-Control"] = FOREVER
            await send(message)

        await self.app(scope, receive, send_with_headers)
