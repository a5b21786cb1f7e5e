"""What is answered about the network that a link describes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from functools import partial

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.status import HTTP_414_URI_TOO_LONG, HTTP_503_SERVICE_UNAVAILABLE

from explainer.server.aside import TooBusyError, aside
from explainer.view.link import from_link, is_at_hand
from explainer.view.view import View

LONGEST_LINK = 48_000
"""Characters of a link, below what the server reads of an address.

A network of the reader's own has 8,000 at most; all parameters of the largest, once they are updated, have 27,000.
"""


@dataclass(frozen=True)
class Linked:
    """What a link asks about.

    Attributes:
        view: what it describes.
        note: a sentence on what of it could not be used, or "".
        query: what it says, and what is asked of it besides.
        head: whether the head of an answer is enough.
        address: where the app is, as it was asked, with a slash at its end.
    """

    view: View
    note: str
    query: QueryParams
    head: bool = False
    address: str = ""


def briefly(
    handle: Callable[[Linked], Awaitable[Response]], besides: Collection[str] = ("text",)
) -> Callable[[Request], Awaitable[Response]]:
    """Return what answers about the network that a link describes, and refuses what would take too long.

    Args:
        handle: what answers.
        besides: names of what is asked besides the link.
    """

    async def answer(request: Request) -> Response:
        if len(request.url.query) > LONGEST_LINK:
            return PlainTextResponse("This link is too long.", HTTP_414_URI_TOO_LONG)
        query = request.query_params
        link = {name: text for name, text in query.items() if name not in besides}
        try:
            view, note = await aside(partial(from_link, link), not is_at_hand(link))
            return await handle(Linked(view, note, query, request.method == "HEAD", str(request.base_url)))
        except TooBusyError:
            return PlainTextResponse("Too much is asked at once.", HTTP_503_SERVICE_UNAVAILABLE, {"Retry-After": "10"})

    return answer
