"""A student without a browser: speaks with the server as the page does, and measures how long a press takes."""

from __future__ import annotations

import asyncio
import json
import time
from contextlib import AbstractAsyncContextManager
from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

KEYS = "acts"
"""Key of the component that tells the session what is done by keys and buttons of ours."""

PATIENCE_SECONDS = 120


class Student(AbstractAsyncContextManager["Student"]):
    """One reader with a page open.

    What a browser does beside, it does as well: it keeps large messages and says which, and follows the page and
    the link that it is led to. Values of widgets that nobody has touched are left out.
    """

    def __init__(self, address: str, path: str) -> None:
        """Take a place, but open nothing yet.

        Args:
            address: of the server, "http://..."
            path: the page and its link, "chain_rule?preset=iris"
        """
        self.address = address
        self.page, _, self.query = path.partition("?")
        self.script = ""
        self.acts_id = ""
        self.session = ""
        self.run = 0
        self.done = 0
        self.large: set[str] = set()
        self.received = 0
        self.terms: list[str] = []
        self.marks: list[str] = []
        self.link: dict[str, str] = {}

    async def __aenter__(self) -> Self:
        """Open the line to the session; nothing runs yet."""
        self.line: ClientConnection = await connect(
            self.address.replace("http", "ws", 1) + "/_stcore/stream",
            origin=self.address,  # type: ignore[arg-type]
            subprotocols=["streamlit"],  # type: ignore[list-item]
            max_size=None,
            compression=None,
            open_timeout=PATIENCE_SECONDS,
            ping_interval=None,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        """Close the line."""
        await self.line.close()

    async def open(self) -> float:
        """Have the page made for the first time; return the seconds until its run has ended."""
        return await self._rerun()

    async def press(self, act: str = "move:1") -> float:
        """Do what a key stands for; return the seconds until the run that it causes has ended."""
        self.done += 1
        return await self._rerun(json.dumps({"acts": {"session": self.session, "first": self.done, "acts": [act]}}))

    def question(self, name: str, value: float) -> str:
        """Return what the page asks over the live path while a number moves."""
        asked = {
            "seq": 1,
            "link": self.link,
            "edits": {name: value},
            "terms": self.terms,
            "marks": self.marks,
        }
        return json.dumps(asked)

    async def _rerun(self, acts: str = "") -> float:
        message = BackMsg()
        wanted = message.rerun_script
        wanted.query_string = self.query
        wanted.page_script_hash = self.script
        if not self.script:
            wanted.page_name = self.page
        wanted.cached_message_hashes.extend(self.large)
        wanted.context_info.timezone = "UTC"
        wanted.context_info.locale = "en-US"
        wanted.context_info.url = f"{self.address}/{self.page}"
        wanted.context_info.color_scheme = "light"
        if acts:
            state = wanted.widget_states.widgets.add()
            state.id, state.json_value = self.acts_id, acts
        began = time.perf_counter()
        await self.line.send(message.SerializeToString())
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not self._hear(await self.line.recv()):
                pass
        return time.perf_counter() - began

    def _hear(self, data: bytes | str) -> bool:
        """Take in a message; return whether it says that a run has ended."""
        assert isinstance(data, bytes)
        self.received += len(data)
        message = ForwardMsg()
        message.ParseFromString(data)
        if message.metadata.cacheable:
            self.large.add(message.hash)
        match message.WhichOneof("type"):
            case "navigation":
                self.script = message.navigation.page_script_hash
                pages = {page.page_script_hash: page.url_pathname for page in message.navigation.app_pages}
                self.page = pages[self.script]
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
            case "delta" if message.delta.new_element.WhichOneof("type") == "bidi_component":
                self._hear_component(message)
            case "script_finished":
                return message.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY
        return False

    def _hear_component(self, message: ForwardMsg) -> None:
        found = message.delta.new_element.bidi_component
        if found.id.endswith(f"-{KEYS}"):
            self.acts_id = found.id
            self.session = json.loads(found.mixed.json or found.json)["session"]
        elif found.component_name.endswith("numbers"):
            told = json.loads(found.mixed.json or found.json)
            self.terms, self.marks, self.link, self.run = told["terms"], told["marked"], told["link"], told["run"]
