"""Streamlit's own dialogs about the server: left out, because the page says it itself and in words for its readers."""

from __future__ import annotations

import json

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SETTINGS = "/_stcore/host-config"
"""Where a browser asks what Streamlit's front end may do by itself."""


class WithoutDialogs:
    """Tells Streamlit's front end not to lay a dialog over the page while the server is away.

    It asks a student whether they stopped Streamlit, and covers numbers that can go on being changed.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back, with the one setting changed."""
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].endswith(SETTINGS):
            await self.app(scope, receive, send)
            return
        start: Message = {}
        parts: list[bytes] = []

        async def send_changed(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            parts.append(message.get("body", b""))
            if message.get("more_body"):
                return
            body = _without_dialogs(b"".join(parts))
            MutableHeaders(scope=start)["Content-Length"] = str(len(body))
            await send(start)
            await send({"type": "http.response.body", "body": body})

        await self.app(scope, receive, send_changed)


def _without_dialogs(body: bytes) -> bytes:
    try:
        settings = json.loads(body)
    except ValueError:
        return body  # no settings, but a refusal
    return json.dumps({**settings, "blockErrorDialogs": True}).encode() if isinstance(settings, dict) else body
