"""The server: the app in ``pages/frame.py``, its static files, the live path, and safe headers.

Start it with ``streamlit run app.py``.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.status import WS_1008_POLICY_VIOLATION
from starlette.websockets import WebSocket, WebSocketDisconnect

from explainer.components import ASSETS
from explainer.live import answer

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


async def with_headers(request: Request, answer: Callable[[Request], Awaitable[Response]]) -> Response:
    """Add the security headers, and let browsers keep assets, whose links name their version."""
    response = await answer(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.url.path.startswith("/assets/"):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


async def health(request: Request) -> PlainTextResponse:
    """Say that the server answers."""
    return PlainTextResponse("ok")


def apologise(error: Exception) -> bool:
    """Show a sentence where a page failed, and keep the traceback for the server's log."""
    logging.getLogger("backprop").error("A page failed", exc_info=error)
    st.error("This page could not be shown, and that is our mistake. Your numbers are in the link: reload to go on.")
    return True


async def live(socket: WebSocket) -> None:
    """Answer the events of a drag with the numbers of the page, without a run of the page.

    A run costs the browser some 20 ms of drawing Streamlit's own elements again, and the server
    4 ms; the numbers alone cost either of them about one. Nothing is kept between two messages.
    """
    if urlsplit(socket.headers.get("origin", "")).netloc != socket.headers.get("host"):
        await socket.close(code=WS_1008_POLICY_VIOLATION)
        return
    await socket.accept()
    try:
        while True:
            reply = answer(await socket.receive_text())
            if reply is not None:
                await socket.send_text(reply)
    except (WebSocketDisconnect, KeyError):  # KeyError: a message that is not text
        return


app = st.App(
    "pages/frame.py",
    on_script_error=apologise,
    routes=[Route("/health", health), WebSocketRoute("/live", live), Mount("/assets", StaticFiles(directory=ASSETS))],
    middleware=[Middleware(BaseHTTPMiddleware, dispatch=with_headers)],
)

# What has been imported by now lives as long as the server; the collector need not look at it again.
gc.freeze()
