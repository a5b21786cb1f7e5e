"""What is served besides pages."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import pandas as pd
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.status import HTTP_204_NO_CONTENT, HTTP_414_URI_TOO_LONG, HTTP_503_SERVICE_UNAVAILABLE

from explainer.browser.served import ASSETS, version
from explainer.notation.notation import Notation
from explainer.server.aside import TooBusyError, aside
from explainer.server.live import live
from explainer.view.link import from_link
from explainer.view.live import display_of, takes_long
from explainer.view.view import View
from explainer.words.lexicon import Entry, look_up

LONGEST_LINK = 16_000
"""Characters of a link; one with every number of a preset changed has two thousand."""

MOST_TEXTS = 8
"""Texts that a page may ask about at once: a symbol and what it is part of."""


def terms_csv(view: View) -> str:
    """Return every term of the network on the table as a table: key, value, and how it was made."""
    rows = ((t.key, t.value, t.operation, " ".join(t.factors)) for t in display_of(view).trace.terms())
    frame = pd.DataFrame.from_records(rows, columns=["term", "value", "operation", "made_of"])
    table: str = frame.to_csv(index=False, na_rep="nan")  # an empty cell would not say that a number overflowed
    return table


def meaning(view: View, texts: Sequence[str]) -> Entry | None:
    """Say what the first of some texts that is a symbol means on the page of a view."""
    return look_up(Notation(view.shown_notation, view.structure), max(view.example - 1, 0), texts)


def briefly(handle: Callable[[View, QueryParams], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers about the network that a link describes, and refuses what would take too long."""

    async def answer(request: Request) -> Response:
        if len(request.url.query) > LONGEST_LINK:
            return PlainTextResponse("This link is too long.", HTTP_414_URI_TOO_LONG)
        query = request.query_params
        view, _ = from_link({name: text for name, text in query.items() if name != "text"})
        try:
            return await handle(view, query)
        except TooBusyError:
            return PlainTextResponse("Too much is asked at once.", HTTP_503_SERVICE_UNAVAILABLE, {"Retry-After": "10"})

    return answer


@briefly
async def terms(view: View, query: QueryParams) -> Response:
    """Return every term of the network that a link describes, as a table."""
    table = await aside(partial(terms_csv, view), takes_long(view.structure))
    headers = {"Content-Disposition": "attachment; filename=terms.csv", "Cache-Control": "no-store"}
    return Response(table, media_type="text/csv", headers=headers)


@briefly
async def words(view: View, query: QueryParams) -> Response:
    """Say what a symbol means on the page that a link describes, if any of the texts given is one."""
    texts = query.getlist("text")[:MOST_TEXTS]
    found = await aside(partial(meaning, view, texts), takes_long(view.structure))
    if found is None:
        return Response(status_code=HTTP_204_NO_CONTENT)
    return JSONResponse({"name": found.name, "words": found.words, "term": found.key})


async def health(request: Request) -> PlainTextResponse:
    """Say that the server answers."""
    return PlainTextResponse("ok")


ROUTES: list[BaseRoute] = [
    Route("/health", health),
    Route("/terms.csv", terms),
    Route("/words", words),
    WebSocketRoute("/live", live),
    # No other version: a page that mixes scripts of two is worse than one that asks for a reload.
    Mount("/assets", routes=[Mount(f"/{version()}", StaticFiles(directory=ASSETS))]),
]
