"""Texts that are to become the network: as they are typed, pasted, or read from a file.

What cannot be used stays in its box, with the sentence that says why, so that it can be mended there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

from backprop import NetworkError
from backprop.document import LONGEST_TEXTS, document_from
from explainer.screen.session import Draft, change, kept, present_page, put, remember, view
from explainer.view import moves, own, reading
from explainer.view.view import View

UNREAD: Mapping[str, str] = {
    "large": "“{}” has more than 256 KiB, the most that a network file or a table may have.",
    "binary": "“{}” holds no text. A network file is JSON text; a spreadsheet can be saved as CSV.",
    "away": "“{}” could not be read. It may be a folder, or not be there any more.",
    "several": "{} files were given; give one, a network file or a table.",
}
"""Why the browser has not read what it was given -> the sentence about it."""

LONGEST_NAME = 60

SAID: Mapping[str, str] = {"title": "Title", "about": "What it shows"}
"""What can be said of a network in a box of its own -> what that is called."""


def put_on_table(found: View | None, looking: bool) -> None:
    """Put a network on the table, if there is one; looking through several networks is one change.

    Args:
        found: the view with it.
        looking: whether it is one of those that are there to be looked through, and nobody's work.
    """
    if found:
        # A drag that is not let go of ends here.
        if kept().before_edit or view().changed or view().wishes or kept().looking_at != view().table:
            remember(kept().before_edit)
        change(before_edit=None, refused={}, ahead=(), looking_at=found.table if looking else None)
        put(found)


def put_in_another_form(found: View | None) -> None:
    """Put the network on the table in another form, if there is one."""
    if found:
        remember(kept().before_edit)
        change(before_edit=None, refused={})
        put(found)


def read(text: str) -> None:
    """Let a text be the network, or the examples of the one on the table."""
    is_file = reading.is_network_file(text)
    try:
        found = (reading.with_network if is_file else reading.with_examples)(view(), text)
    except NetworkError as error:
        _refuse(Draft(text, str(error)))
        return
    change(draft=Draft())
    if is_file:
        put_on_table(found, looking=False)
    else:
        put_in_another_form(found)
    if present_page() != moves.NETWORK_PAGE or not is_file:  # where what has come of it can be seen
        put(replace(view(), section="" if is_file else "data"), moves.NETWORK_PAGE)


def keep(text: str) -> None:
    """Keep a text as it stands in its box, or let the box show the network again."""
    change(draft=replace(kept().draft, text=text) if text else Draft())


def unread(detail: str) -> None:
    """Say why a file has not been read."""
    kind, _, name = detail.partition(":")
    if kind in UNREAD:
        _refuse(replace(kept().draft, why=UNREAD[kind].format(name[:LONGEST_NAME])))


def _refuse(draft: Draft) -> None:
    change(draft=draft)
    put(replace(view(), section="file"), moves.NETWORK_PAGE)


def say(detail: str) -> None:
    """Change what is said of the network: its title, or what it shows."""
    name, _, text = detail.partition(":")
    if name not in SAID:
        return
    document = document_from(view().described)
    document[name] = text.strip()[: LONGEST_TEXTS[name]]
    put_in_another_form(moves.rebuild(view(), own.read(json.dumps(document))))
