"""An address that there is not: said in a sentence, with the ways to the pages there are."""

from __future__ import annotations

from markupsafe import Markup
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.status import HTTP_404_NOT_FOUND

from explainer.browser.markup import element, together
from explainer.view.pages import NAME, TITLES


def missing_page(path: str) -> HTMLResponse:
    """Return what is shown instead of a page that there is not, where Streamlit would open the start page and a dialog.

    Args:
        path: what was asked for.
    """
    root = "../" * (path.count("/") - 1) or "./"
    ways = (element("li", None, element("a", {"href": root + page}, title)) for page, title in TITLES.items())
    head = together(
        [
            element("meta", {"charset": "utf-8"}),
            element("meta", {"name": "viewport", "content": "width=device-width"}),
            element("meta", {"name": "color-scheme", "content": "light dark"}),
            element("title", None, f"No such page · {NAME}"),
            element("style", None, "body { font: 1.1rem/1.6 sans-serif; margin: 15vh auto; max-width: 32rem }"),
        ]
    )
    said = element("h1", None, "There is no such page"), element("p", None, f"“{path.strip('/')}” is none of these:")
    body = element("main", None, *said, element("ul", None, *ways))
    page = element("html", {"lang": "en"}, element("head", None, head), element("body", None, body))
    return HTMLResponse(Markup("<!doctype html>") + page, HTTP_404_NOT_FOUND)


def missing(path: str, headers: Headers) -> Response:
    """Return the answer to a request for what there is not: a page to who would read one, else a line of text."""
    if "text/html" in headers.get("accept", ""):
        return missing_page(path)
    return PlainTextResponse("There is no such address.", HTTP_404_NOT_FOUND)
