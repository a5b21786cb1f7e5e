"""What can be taken away of the network on the table, as links that the browser gives the link of the page."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from explainer.browser.markup import Attributes, element, together


class Download(NamedTuple):
    """A file that can be taken away: its name, what it is called, what it is for, and whether the browser draws it."""

    file: str
    title: str
    use: str
    drawn: bool = False


DOWNLOADS = (
    Download("network.json", "Network file", "to open it again, here or with python -m backprop"),
    Download("numpy.py", "NumPy script", "forward, backward and update, written out by hand"),
    Download("pytorch.py", "PyTorch script", "the same, differentiated by PyTorch"),
    Download("equations.tex", "Equations (LaTeX)", "every step as symbols, numbers and value"),
    Download("diagram.svg", "Picture (SVG)", "the network, sharp at any size"),
    Download("diagram.svg", "Picture (PNG)", "the same as pixels, for slides", drawn=True),
    Download("terms.csv", "All terms (CSV)", "every number by its name, for a spreadsheet"),
    Download("training.csv", "Training (CSV)", "the loss and every parameter after each update that was taken"),
    Download("trace.json", "Whole trace (JSON)", "every number and what it was made of, for programs"),
)
"""In the order in which most readers need them."""


def downloads() -> Markup:
    """Return links to all files, a line each with what it is for."""
    return element("ul", {"class": "downloads"}, together(map(_line, DOWNLOADS)))


def download_of(file: str) -> Markup:
    """Return the link to one of the files."""
    return _link(next(download for download in DOWNLOADS if download.file == file))


def _line(download: Download) -> Markup:
    return element("li", None, _link(download), " ", element("span", None, download.use))


def _link(download: Download) -> Markup:
    attributes: Attributes = {
        "class": "tool small",
        "href": f"export/{download.file}",
        "download": True,
        "data-with-link": True,
        "data-png": download.drawn,
    }
    return element("a", attributes, download.title)
