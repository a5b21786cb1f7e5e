"""The server: the app in ``pages/frame.py``, its static files, and safe headers on every answer.

Start it with ``streamlit run app.py``.
"""

from __future__ import annotations

import gc
import logging
from collections.abc import Awaitable, Callable

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from explainer.components import ASSETS

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


app = st.App(
    "pages/frame.py",
    on_script_error=apologise,
    routes=[Route("/health", health), Mount("/assets", StaticFiles(directory=ASSETS))],
    middleware=[Middleware(BaseHTTPMiddleware, dispatch=with_headers)],
)

# What has been imported by now lives as long as the server; the collector need not look at it again.
gc.freeze()
