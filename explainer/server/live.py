"""The live path: the questions of a drag, answered so that no reader makes the others wait.

A server has one loop for all readers, and an answer holds it for about a millisecond. So a socket gets the loop
for one answer at a time and gives it back; of the questions that wait on it only the newest is answered, as a
page expects; and one that asks faster than any page is read more slowly. What is not read stays with who sent it: the
server reads no further while messages wait, so its memory does not grow, and TCP stops the sender.
"""

from __future__ import annotations

import logging
from asyncio import Event, TaskGroup, get_running_loop, sleep
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from math import inf
from time import thread_time
from typing import TypeVar

from starlette.responses import PlainTextResponse
from starlette.status import HTTP_503_SERVICE_UNAVAILABLE
from starlette.websockets import WebSocket, WebSocketDisconnect

from explainer.browser.messages import question_from
from explainer.server.aside import TooBusyError, aside
from explainer.view.link import is_at_hand
from explainer.view.live import answer, reply, takes_long, view_of

R = TypeVar("R")

MESSAGES_PER_SECOND = 120
"""Of one socket, in the long run; a page asks once per frame at most."""

MOST_AT_ONCE = 24
"""Messages that may come together; a page sends as many while a server does not answer for eleven seconds."""

MOST_WAITING = 240
"""Messages that may wait on a socket; there are never so many of a page."""

LAST_PAUSE = 10.0
"""Seconds for which a socket on which more wait is kept unread before it is left; a new one would cost more than that.

A server that is to stop waits as long.
"""

SHARE = 0.1
"""Of a processor, what the answers to one socket may take that are made beside the loop; all readers share it."""

LONGEST_AT_ONCE = 6000
"""Characters of a question that is read while others wait; the page of a preset needs a third of it.

A longer one counts for as many as it is long.
"""

MOST_SOCKETS = 1000

MOST_OF_ONE_ADDRESS = 500
"""Sockets, one for each page that is open; a whole school is one address."""


class Pace:
    """How fast a socket may be read: so many messages a second, and some more for a moment."""

    def __init__(self) -> None:
        self._due = -inf

    def pause(self, messages: int, now: float) -> float:
        """Return for how many seconds nothing more is to be read, after some messages have been.

        Args:
            messages: how many.
            now: seconds of any clock.
        """
        longest_credit = now - MOST_AT_ONCE / MESSAGES_PER_SECOND
        self._due = max(self._due, longest_credit) + messages / MESSAGES_PER_SECOND
        return max(self._due - now, 0.0)


class Sockets:
    """How many sockets each address has open."""

    def __init__(self) -> None:
        self._open: Counter[str] = Counter()

    @contextmanager
    def place(self, address: str) -> Iterator[bool]:
        """Keep a place for one more socket meanwhile; say whether there is one."""
        free = self._open.total() < MOST_SOCKETS and self._open[address] < MOST_OF_ONE_ADDRESS
        self._open[address] += free
        try:
            yield free
        finally:
            self._open[address] -= free
            if not self._open[address]:
                del self._open[address]


_sockets = Sockets()


async def live(socket: WebSocket) -> None:
    """Answer the events of a drag with the numbers of the page, without a run of the page.

    A run costs the browser some 20 ms of drawing Streamlit's own elements again, and the server
    4 ms; the numbers alone cost either of them about one. Nothing is kept between two messages.
    """
    with _sockets.place(socket.client.host if socket.client else "") as free:
        if not free:
            # Before the line is open: a page then takes longer and longer until it tries again.
            await socket.send_denial_response(PlainTextResponse("All lines are taken.", HTTP_503_SERVICE_UNAVAILABLE))
            return
        await socket.accept()
        await converse(socket)


@dataclass
class Heard:
    """What a socket has asked since it was answered last.

    Attributes:
        newest: the last text.
        cost: for how many ordinary messages all of them count.
        some: whether there are any.
    """

    newest: str = ""
    cost: int = 0
    some: Event = field(default_factory=Event)

    def note(self, message: str) -> None:
        """Note a message; one that is no text is empty."""
        self.newest = message or self.newest
        self.cost += 1 + len(message) // LONGEST_AT_ONCE
        self.some.set()

    def take(self) -> tuple[str, int]:
        """Return the newest question and what all of them cost, and forget them."""
        taken = self.newest, self.cost
        self.newest, self.cost = "", 0
        self.some.clear()
        return taken


async def converse(socket: WebSocket) -> None:
    """Answer until the other side goes, or asks more than any page does."""
    heard = Heard()
    try:
        async with TaskGroup() as both:
            both.create_task(hear(socket, heard))
            await reply_to_newest(socket, heard)
    except* WebSocketDisconnect:
        pass


async def hear(socket: WebSocket, heard: Heard) -> None:
    """Note messages as they come, until there are so many that the others shall stay where they are.

    Raises:
        WebSocketDisconnect: the other side has gone.
    """
    while heard.cost < MOST_WAITING:
        message = await socket.receive()
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message["code"])
        heard.note(message.get("text") or "")


async def reply_to_newest(socket: WebSocket, heard: Heard) -> None:
    """Answer the newest question, and give the loop back, again and again."""
    clock, pace = get_running_loop().time, Pace()
    while True:
        await heard.some.wait()
        newest, cost = heard.take()
        said, took = await answer_to(newest)
        if said is not None:
            await socket.send_text(said)
        if cost >= MOST_WAITING:
            await sleep(LAST_PAUSE)
            # Without a word: who is told may take its time to answer, and is read meanwhile as fast as it sends.
            return
        pause = max(pace.pause(cost, clock()), took * (1 / SHARE - 1))
        if pause:
            await sleep(pause)


async def answer_to(message: str) -> tuple[str | None, float]:
    """Return the answer to a message, and the seconds of a processor that were spent on it beside the loop.

    There is none to what is no question, and to one that cannot be answered now.
    """
    try:
        if len(message) > LONGEST_AT_ONCE:
            return await aside(timed(partial(answer, message)))
        asked = question_from(message)
        if asked is None:
            return None, 0.0
        if not is_at_hand(asked.link):
            return await aside(timed(lambda: reply(asked, view_of(asked))))
        view = view_of(asked)
        if takes_long(view.structure):
            return await aside(timed(partial(reply, asked, view)))
        return reply(asked, view), 0.0
    except TooBusyError:
        return None, 0.0  # a page asks again when it has waited for a second
    except Exception:
        logging.getLogger("backprop").exception("A question on the live path could not be answered")
        return None, 0.0


def timed(work: Callable[[], R]) -> Callable[[], tuple[R, float]]:
    """Return work that says how many seconds of a processor it took, whoever else used it meanwhile."""

    def done() -> tuple[R, float]:
        began = thread_time()
        result = work()
        return result, thread_time() - began

    return done
