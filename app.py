"""The server: the app in ``pages/frame.py``, its static files, the live path, and safe headers.

Start it with ``streamlit run app.py``.
"""

from __future__ import annotations

import gc
import logging
from urllib.parse import urlsplit

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.status import WS_1008_POLICY_VIOLATION
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

# Imported now, so that the first reader does not wait for them.
import explainer.chain_views
import explainer.lecture_notes
import explainer.matrix_page
import explainer.stage  # noqa: F401
from explainer.components import ASSETS
from explainer.live import answer, display_of
from explainer.settings import from_link
from explainer.tables import terms_frame

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


async def terms(request: Request) -> Response:
    """Return every term of the network that a link describes, as a table."""
    view, _ = from_link(dict(request.query_params))
    table = terms_frame(display_of(view).trace).to_csv(index=False)
    return Response(table, media_type="text/csv", headers={"Content-Disposition": "attachment; filename=terms.csv"})


class WithHeaders:
    """Adds the security headers, and lets browsers keep our assets, whose links name their version."""

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
                if scope["path"].startswith("/assets/"):
                    headers["Cache-Control"] = "public, max-age=31536000, immutable"
            await send(message)

        await self.app(scope, receive, send_with_headers)


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
    routes=[
        Route("/health", health),
        Route("/terms.csv", terms),
        WebSocketRoute("/live", live),
        Mount("/assets", StaticFiles(directory=ASSETS)),
    ],
    middleware=[Middleware(WithHeaders)],
)

# What has been imported by now lives as long as the server; the collector need not look at it again.
gc.freeze()
