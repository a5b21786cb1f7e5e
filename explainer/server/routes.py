"""What is served besides pages."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.status import HTTP_204_NO_CONTENT

from explainer.browser.served import ASSETS, version
from explainer.notation.notation import Notation
from explainer.server.aside import aside
from explainer.server.exports import EXPORT_ROUTES
from explainer.server.linked import Linked, briefly
from explainer.server.live import live
from explainer.server.worksheet import WORKSHEET_ROUTE
from explainer.view.live import takes_long
from explainer.view.view import View
from explainer.words.lexicon import Entry, look_up

MOST_TEXTS = 8
"""Texts that a page may ask about at once: a symbol and what it is part of."""


def meaning(view: View, texts: Sequence[str]) -> Entry | None:
    """Say what the first of some texts that is a symbol means on the page of a view."""
    return look_up(Notation(view.shown_notation, view.structure), max(view.example - 1, 0), texts)


@briefly
async def words(linked: Linked) -> Response:
    """Say what a symbol means on the page that a link describes, if any of the texts given is one."""
    view, texts = linked.view, linked.query.getlist("text")[:MOST_TEXTS]
    found = await aside(partial(meaning, view, texts), takes_long(view.structure))
    if found is None:
        return Response(status_code=HTTP_204_NO_CONTENT)
    return JSONResponse({"name": found.name, "words": found.words, "term": found.key})


async def health(request: Request) -> PlainTextResponse:
    """Say that the server answers."""
    return PlainTextResponse("ok")


ROUTES: list[BaseRoute] = [
    Route("/health", health),
    *EXPORT_ROUTES,
    Route("/words", words),
    WORKSHEET_ROUTE,
    WebSocketRoute("/live", live),
    # No other version: a page that mixes scripts of two is worse than one that asks for a reload.
    Mount("/assets", routes=[Mount(f"/{version()}", StaticFiles(directory=ASSETS))]),
]
