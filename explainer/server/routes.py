"""What is served besides pages."""

from __future__ import annotations

from urllib.parse import urlsplit

import pandas as pd
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.status import HTTP_204_NO_CONTENT, WS_1008_POLICY_VIOLATION
from starlette.websockets import WebSocket, WebSocketDisconnect

from backprop import Trace
from explainer.browser.served import ASSETS, version
from explainer.notation.notation import Notation
from explainer.view.link import from_link
from explainer.view.live import answer, display_of
from explainer.words.lexicon import look_up

MOST_TEXTS = 8
"""Texts that a page may ask about at once: a symbol and what it is part of."""


def terms_frame(trace: Trace) -> pd.DataFrame:
    """Return every term of a trace as a table: key, value, and how it was made."""
    return pd.DataFrame(
        [
            {"term": t.key, "value": t.value, "operation": t.operation, "made_of": " ".join(t.factors)}
            for t in trace.terms()
        ]
    )


async def terms(request: Request) -> Response:
    """Return every term of the network that a link describes, as a table."""
    view, _ = from_link(dict(request.query_params))
    table = terms_frame(display_of(view).trace).to_csv(index=False)
    return Response(table, media_type="text/csv", headers={"Content-Disposition": "attachment; filename=terms.csv"})


async def words(request: Request) -> Response:
    """Say what a symbol means on the page that a link describes, if any of the texts given is one."""
    query = request.query_params
    view, _ = from_link({name: text for name, text in query.items() if name != "text"})
    notation = Notation(view.shown_notation, view.structure)
    found = look_up(notation, max(view.example - 1, 0), query.getlist("text")[:MOST_TEXTS])
    if found is None:
        return Response(status_code=HTTP_204_NO_CONTENT)
    return JSONResponse({"name": found.name, "words": found.words, "term": found.key})


async def health(request: Request) -> PlainTextResponse:
    """Say that the server answers."""
    return PlainTextResponse("ok")


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


ROUTES: list[BaseRoute] = [
    Route("/health", health),
    Route("/terms.csv", terms),
    Route("/words", words),
    WebSocketRoute("/live", live),
    # No other version: a page that mixes scripts of two is worse than one that asks for a reload.
    Mount("/assets", routes=[Mount(f"/{version()}", StaticFiles(directory=ASSETS))]),
]
