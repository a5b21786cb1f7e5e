"""What does not change while the server runs: read once, compressed once, and answered out of memory."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.status import HTTP_200_OK, HTTP_304_NOT_MODIFIED
from starlette.types import ASGIApp, Receive, Scope, Send

FOREVER = "public, max-age=31536000, immutable"
"""How long a file may be kept whose address names its content."""

WORTH = 0.95
"""Share of a file that may be left for compressing it to be worth it; pictures and fonts are compressed already."""


@dataclass(frozen=True)
class Ready:
    """What is answered for one address: bytes, and the headers that tell how to read and keep them."""

    body: bytes
    headers: Mapping[str, str]

    @property
    def is_compressed(self) -> bool:
        """Whether only who understands gzip can read it."""
        return "Content-Encoding" in self.headers

    def response(self, asked: Headers, head: bool = False) -> Response:
        """Return the answer to a request with these headers, or the ``head`` of it alone."""
        if self.headers["ETag"] in asked.get("if-none-match", ""):
            kept = {name: text for name, text in self.headers.items() if name in ("ETag", "Vary")}
            return Response(status_code=HTTP_304_NOT_MODIFIED, headers=kept)
        return Response(b"" if head else self.body, HTTP_200_OK, self.headers)


Maker = Callable[[], Ready]


def ready(body: bytes, content_type: str, cache_control: str) -> Ready:
    """Return what to answer for a text or a picture, compressed where that is worth it."""
    compressed = gzip.compress(body, mtime=0)
    smaller = len(compressed) < WORTH * len(body)
    sent = compressed if smaller else body
    headers = {
        "Content-Type": f"{content_type}; charset=utf-8" if content_type.startswith("text/") else content_type,
        "Cache-Control": cache_control,
        "Content-Length": str(len(sent)),
        "ETag": f'"{sha256(sent).hexdigest()[:32]}"',
        **({"Content-Encoding": "gzip", "Vary": "Accept-Encoding"} if smaller else {}),
    }
    return Ready(sent, headers)


def ready_file(path: Path) -> Ready:
    """Return what to answer for a file whose address names its content."""
    return ready(path.read_bytes(), guess_type(path.name)[0] or "application/octet-stream", FOREVER)


def files_under(address: str, folder: Path) -> dict[str, Maker]:
    """Return address -> how its answer is made, for every file of a folder.

    The addresses are listed, so one that is asked for is looked up and never resolved.
    """
    return {
        address + path.relative_to(folder).as_posix(): partial(ready_file, path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class WithReady:
    """Answers for addresses whose content does not change, without asking the app below.

    Streamlit reads its files anew for every request and sends them as they are, because to compress one each
    time costs more than that; to do it once costs next to nothing. Requests for a part of a file, and from
    who cannot read gzip, are left to the app below.
    """

    def __init__(self, app: ASGIApp, makers: Mapping[str, Maker], first: Iterable[str]) -> None:
        """Take note of what there is.

        Args:
            app: what is asked for everything else.
            makers: address -> how its answer is made, once.
            first: addresses of the first reader, made ready as soon as the server runs.
        """
        self.app = app
        self._makers = makers
        self._first = [address for address in first if address in makers]
        self.made: dict[str, asyncio.Task[Ready]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer for what does not change; pass everything else on."""
        if scope["type"] == "lifespan":
            self._making_ready = asyncio.create_task(self._make_ready())  # a task that nobody holds may vanish
        elif scope["type"] == "http" and scope["method"] in ("GET", "HEAD") and scope["path"] in self._makers:
            asked = Headers(scope=scope)
            answer = None if "range" in asked else await self._ready(scope["path"])
            if answer and ("gzip" in asked.get("accept-encoding", "") or not answer.is_compressed):
                await answer.response(asked, head=scope["method"] == "HEAD")(scope, receive, send)
                return
        await self.app(scope, receive, send)

    async def _ready(self, address: str) -> Ready | None:
        """Return the answer for an address, made in a thread for whoever asks first; None if its file has gone."""
        making = self.made.get(address)
        if making is None:
            making = self.made[address] = asyncio.create_task(asyncio.to_thread(self._makers[address]))
        try:
            return making.result() if making.done() else await asyncio.shield(making)
        except OSError:
            return None

    async def _make_ready(self) -> None:
        for address in self._first:
            await self._ready(address)
