"""An own network as a text that a link can hold, and back.

The text is a version letter and the network file, compressed, in letters that need no escape in an address. What is
too large for a link gets a name instead, which only this server understands, and only until it is started again.
"""

from __future__ import annotations

import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from threading import Lock

from backprop import NetworkError, Preset, Problem
from backprop.building import empty
from backprop.document import document_from
from backprop.files import MAX_BYTES, parse_problem
from backprop.gallery import gallery
from backprop.kept import kept
from backprop.names import names
from explainer.notation.notation import HOUSE, notations

VERSION = "a"
"""First letter of a packed network: a network file in JSON, deflated without a header, in base64url without padding."""

MOST_IN_LINK = 8_000
"""Characters of a packed network that a link holds; browsers and mail programs pass on links of that length."""

NAMED = "~"
"""First letter of the name of a network that is too large for a link."""

MOST_CHARACTERS = 16_000_000
"""Of all networks that have such a name; the largest there can be has a third of a million."""

EMPTY = "empty"
"""Name of the network that is there to be made into another one."""


def beginnings() -> Mapping[str, Problem]:
    """Return what an own network can begin from, by name."""
    return {EMPTY: empty(), **gallery()}


@lru_cache(maxsize=64)
def begun(name: str) -> str:
    """Return one of the beginnings, packed."""
    return pack(beginnings()[name])


def pack(problem: Problem) -> str:
    """Return a network as a text; the same network always gives the same."""
    content = json.dumps(document_from(problem), separators=(",", ":"), ensure_ascii=False).encode()
    deflate = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    return VERSION + urlsafe_b64encode(deflate.compress(content) + deflate.flush()).rstrip(b"=").decode()


@lru_cache(maxsize=64)
def unpack(text: str) -> Problem:
    """Return the network that a text holds.

    Raises:
        NetworkError: with one sentence, if it holds none that can be used.
    """
    if not text.startswith(VERSION):
        raise NetworkError(f"The network in this link begins with {text[:1]!r}; this program writes and reads “a”.")
    broken = "The network in this link is broken: it is not whole, or was changed on its way"
    try:
        packed = urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
        inflate = zlib.decompressobj(wbits=-zlib.MAX_WBITS)
        content = inflate.decompress(packed, MAX_BYTES + 1)
    except (ValueError, zlib.error):
        raise NetworkError(f"{broken}.") from None
    if len(content) <= MAX_BYTES and not inflate.eof:
        raise NetworkError(f"{broken}.")
    return read(content)


def read(content: bytes | str) -> Problem:
    """Return the network of a network file, as it can be shown.

    Raises:
        NetworkError: with one sentence about the first thing that is wrong.
    """
    problem = parse_problem(content)
    notation = problem.description.notation
    if notation and notation not in notations():
        raise NetworkError(f"The notation is {notation!r}; it must be one of {', '.join(notations())}.")
    return problem


@lru_cache(maxsize=64)
def origin_of(text: str) -> Preset:
    """Return a packed network as one that can be put on the table."""
    problem = unpack(text)
    said, structure = problem.description, problem.structure
    return Preset(
        name="",
        title=said.title or "Your network",
        about=said.about,
        source="Your own numbers",
        notation=said.notation or HOUSE,
        parameter=names(structure).weights(structure.depth - 1)[0].name,
        problem=problem,
    )


# ---- in a link ----


class Named:
    """Networks that are too large for a link, by a name made of what they are."""

    def __init__(self, most: int = MOST_CHARACTERS) -> None:
        """Begin with none.

        Args:
            most: characters of all of them together.
        """
        self._most, self._characters = most, 0
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._lock = Lock()

    def name(self, text: str) -> str:
        """Return the name of a packed network; which has been asked for longest ago may lose its own."""
        name = NAMED + _digest(text)
        with self._lock:
            if name not in self._texts:
                self._texts[name] = text
                self._characters += len(text)
            self._texts.move_to_end(name)
            while self._characters > self._most:
                self._characters -= len(self._texts.popitem(last=False)[1])
        return name

    def text(self, name: str) -> str | None:
        """Return the packed network of a name, or None where it is not known here."""
        with self._lock:
            return self._texts.get(name)


NAMES = Named()


@lru_cache(maxsize=64)
def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]


def fits_in_link(text: str) -> bool:
    """Whether a packed network is short enough for a link that others can open."""
    return len(text) <= MOST_IN_LINK


def in_link(text: str) -> str:
    """Return what a link says of a packed network: itself, or the name that this server knows it by."""
    return text if fits_in_link(text) else NAMES.name(text)


@kept(most=64, size=lambda _: 1)
def _as_packed(text: str) -> str:
    return pack(unpack(text))


def is_at_hand(said: str) -> bool:
    """Whether what a link says of a network has been read lately; to read it takes up to a tenth of a second."""
    return not said or said.startswith(NAMED) or _as_packed.holds(said)


def is_known(said: str) -> bool:
    """Whether a link says its network itself, or names one that this server has."""
    return not said.startswith(NAMED) or NAMES.text(said) is not None


def from_link(said: str) -> str:
    """Return the packed network that a link means.

    Raises:
        NetworkError: with one sentence, if it means none that can be used here.
    """
    if not said.startswith(NAMED):
        return _as_packed(said)
    text = NAMES.text(said)
    if text is None:
        raise NetworkError(
            "This link names a network that is too large for a link, and that this server does not have any more; "
            "its file can be opened on the page “Your network”."
        )
    return text
