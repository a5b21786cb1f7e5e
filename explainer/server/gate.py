"""The gate: only what a page needs comes in, from the app's own pages, and short. All else is refused unread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.status import (
    HTTP_403_FORBIDDEN,
    HTTP_405_METHOD_NOT_ALLOWED,
    HTTP_411_LENGTH_REQUIRED,
    HTTP_413_CONTENT_TOO_LARGE,
    WS_1008_POLICY_VIOLATION,
)
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from explainer.server.headers import STATIC
from explainer.server.missing import missing
from explainer.view.pages import TITLES


@dataclass(frozen=True)
class Entry:
    """What may be asked at an address, and how many bytes may come with it."""

    methods: tuple[str, ...] = ("GET", "HEAD")
    most_bytes: int = 0


READ = Entry()


def entries() -> dict[str, Entry]:
    """Return address -> what may be asked there, of all that Streamlit serves; ``/*`` stands for all that is below.

    Streamlit has more: uploads, which anybody could fill the memory with, the number of readers, media, a sign-in,
    an interface for programs. Nothing here uses them; what comes to be used gets its line.
    """
    pages = {f"/{path}" for path in TITLES}
    parts = {f"/{file.relative_to(STATIC).as_posix()}" for file in STATIC.rglob("*") if file.is_file()}
    return dict.fromkeys(pages | parts - {"/index.html"} | {"/_stcore/health", "/_stcore/host-config"}, READ)


ENTRIES = entries()

STREAM = "/_stcore/stream"
"""The line on which Streamlit sends pages and hears what is clicked."""


def from_here(headers: Headers) -> bool:
    """Whether a request says that a page of this app makes it: its origin is the address that it is sent to.

    Letter by letter, as Streamlit compares them; whatever differs would make it look further.
    """
    try:
        (origin,), (host,) = headers.getlist("origin"), headers.getlist("host")
        return urlsplit(origin).netloc == host
    except ValueError:  # none, two, or one that is no address
        return False


def refused(status: int, sentence: str, **headers: str) -> Response:
    """Return an answer that says why there is none; a body that may be on its way is not waited for."""
    return PlainTextResponse(sentence, status, {"Connection": "close", **headers})


class WithGate:
    """Answers what is refused itself, so that neither Streamlit nor we ever see it.

    Of a WebSocket the origin has to be told and to be ours: browsers tell it always, and let every page in the
    world ask. Streamlit would look for its own address on the internet before it says no, and all readers would
    wait for that.
    """

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app = app
        self.routes = routes
        self.entries = ENTRIES

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer why not."""
        refusal: ASGIApp | None = None
        if scope["type"] == "http":
            refusal = self.refusal(scope)
        elif scope["type"] == "websocket" and not self.is_open(scope):
            refusal = WebSocketClose(WS_1008_POLICY_VIOLATION)
        await (refusal or self.app)(scope, receive, send)

    def is_open(self, scope: Scope) -> bool:
        """Whether a line is one of ours or Streamlit's, and asked for by a page of ours."""
        return from_here(Headers(scope=scope)) and (scope["path"] == STREAM or self.is_ours(scope))

    def is_ours(self, scope: Scope) -> bool:
        """Whether a request is for what we serve ourselves."""
        return any(route.matches(scope)[0] is not Match.NONE for route in self.routes)

    def refusal(self, scope: Scope) -> Response | None:
        """Return the answer to what does not come in, or None."""
        headers, path, method = Headers(scope=scope), scope["path"], scope["method"]
        if "origin" in headers and not from_here(headers):
            return refused(HTTP_403_FORBIDDEN, "Only pages of this app may ask this.")
        known = READ if self.is_ours(scope) else self.entry(path)
        entry = known or READ
        if method not in entry.methods:
            return refused(HTTP_405_METHOD_NOT_ALLOWED, f"{method} is not possible.", Allow=", ".join(entry.methods))
        if "transfer-encoding" in headers:
            return refused(HTTP_411_LENGTH_REQUIRED, "How much will be sent has to be said first.")
        if int(headers.get("content-length", "0")) > entry.most_bytes:
            return refused(HTTP_413_CONTENT_TOO_LARGE, f"At most {entry.most_bytes} bytes may be sent here.")
        return None if known else missing(path, headers)

    def entry(self, path: str) -> Entry | None:
        """Return what may be asked at an address of Streamlit's, or None if that is nothing."""
        exact = self.entries.get(path.rstrip("/") or "/")
        return exact or next((entry for start, entry in self.entries.items() if is_below(path, start)), None)


def is_below(path: str, place: str) -> bool:
    """Whether an address lies below a place that ends in a star."""
    return place.endswith("/*") and path.startswith(place[:-1])
