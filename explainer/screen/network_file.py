"""The network on the table as its file, which can be written over, and as a link."""

from __future__ import annotations

from urllib.parse import urlencode

from markupsafe import Markup

from backprop.document import LONGEST_TEXTS
from backprop.files import MAX_BYTES, text_of
from explainer.browser.markup import NOTHING, Attributes, element
from explainer.screen import session
from explainer.screen.downloads import downloads
from explainer.screen.network_texts import SAID
from explainer.screen.panels import show
from explainer.view import own
from explainer.view.link import to_link

READ = ".json,.csv,.tsv,.txt"
"""Kinds of files that are offered first when one is chosen."""

TAKES = (
    "A network file is JSON. A table from a spreadsheet gives the network other examples: inputs first, targets last, "
    "with a comma or a point. "
)

HERE_ONLY = (
    "This network is too large for a link that others could open: its link works on this server only, until that is "
    "started again. To pass it on, use the file."
)


def choose_a_file(first: bool = False) -> Markup:
    """Return the button by which a file is chosen that is read in the browser.

    Args:
        first: whether it is the main button of its place.
    """
    kind = "tool first" if first else "tool"
    chooser = element("input", {"type": "file", "class": "for-listeners", "data-file": True, "accept": READ})
    return element("label", {"class": kind}, "Choose a file", chooser)


def show_file() -> Markup:
    """Show the network as its file and as a link."""
    said = element("div", {"class": "said"}, *map(_line, SAID))
    away = element("div", {"class": "away"}, element("h2", None, "Take away"), downloads())
    show("file", element("div", {"class": "as-file"}, _text(), said, _link(), away))
    return NOTHING


def _text() -> Markup:
    """Return the box with the file, or with what a reader has put in its place."""
    draft = session.kept().draft
    text = text_of(session.view().described) if draft.text is None else draft.text
    box: Attributes = {
        "data-text": "file",
        "rows": 14,
        "spellcheck": "false",
        "autocomplete": "off",
        "aria-label": "The network as a file",
        "aria-describedby": "file-says",
        "aria-invalid": "true" if draft.why else None,
    }
    said = draft.why or ("This text is not used yet." if draft.text is not None else "The network on the table.")
    use = element("button", {"type": "button", "class": "tool first", "data-use": True}, "Use this text")
    back = element("button", {"type": "button", "class": "tool", "data-give-up": True}, "Back to the network")
    most = f"At most {MAX_BYTES // 1024} KiB; a file can also be dropped anywhere on the page."
    return element(
        "div",
        {"class": "text"},
        element("textarea", box, f"\n{text}"),  # a browser takes a first line break for one of the markup
        element("p", {"class": "notes" if draft.why else "hint", "id": "file-says", "role": "status"}, said),
        element("div", {"class": "tools"}, use, choose_a_file(), NOTHING if draft == session.Draft() else back),
        element("p", {"class": "hint"}, TAKES + most),
    )


def _line(name: str) -> Markup:
    """Return a box for something that is said of the network."""
    text = getattr(session.view().described.description, name)
    box: Attributes = {
        "data-says": name,
        "maxlength": LONGEST_TEXTS[name],
        "autocomplete": "off",
    }
    if name == "title":
        field = element("input", {"type": "text", "value": text, **box})
    else:
        field = element("textarea", {"rows": 2, **box}, f"\n{text}")
    return element("label", {"class": "field"}, element("span", None, SAID[name]), field)


def _link() -> Markup:
    """Return what the link of the network is good for."""
    view = session.view()
    if own.fits_in_link(view.network):
        length = f" It has {len(urlencode(to_link(view)))} characters after the address." if view.network else ""
        words = f"This link opens exactly this network, in any browser.{length}"
    else:
        words = HERE_ONLY
    copy: Attributes = {"type": "button", "class": "tool", "data-copy": True, "data-done": "Link copied"}
    return element(
        "div",
        {"class": "link-said"},
        element("p", {"class": "hint"}, words),
        element("div", {"class": "tools"}, element("button", copy, "Copy link")),
    )
