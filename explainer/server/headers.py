"""The headers that every answer carries: nothing from elsewhere, nothing framed, assets kept, missing ones not."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.status import HTTP_200_OK, HTTP_400_BAD_REQUEST
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from explainer.browser.served import ASSETS, version

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


PRELOADS = ", ".join(f"<assets/{version()}/{script.name}>; rel=modulepreload" for script in sorted(ASSETS.glob("*.js")))
"""What a page will import: told with the page, or a browser hears of each script only from the one that imports it."""


class WithHeaders:
    """Adds the security headers, names our scripts, and says how long what lies under ``/assets`` may be kept.

    A file may be kept for good, because its link names its version; that there is none must be
    forgotten at once, because tomorrow's version may be asked for before it is there.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back with more headers."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.append("Link", PRELOADS)
                if scope["path"].startswith("/assets/"):
                    if message["status"] == HTTP_200_OK:
                        headers["Cache-Control"] = "public, max-age=31536000, immutable"
                    elif message["status"] >= HTTP_400_BAD_REQUEST:
                        headers["Cache-Control"] = "no-store"
            await send(message)

        await self.app(scope, receive, send_with_headers)
