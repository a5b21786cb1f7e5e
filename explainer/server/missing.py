"""An address that no page has: said in a sentence, with the ways to the pages there are."""

from __future__ import annotations

from markupsafe import Markup
from starlette.datastructures import MutableHeaders
from starlette.responses import HTMLResponse
from starlette.status import HTTP_404_NOT_FOUND
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from explainer.browser.markup import element, together
from explainer.view.pages import NAME, TITLES

HTML = "text/html"


def missing_page(name: str, root: str) -> HTMLResponse:
    """Return what is shown instead of a page that there is not.

    Args:
        name: what was asked for.
        root: the address of the start page.
    """
    ways = (element("li", None, element("a", {"href": root + path}, title)) for path, title in TITLES.items())
    head = together(
        [
            element("meta", {"charset": "utf-8"}),
            element("meta", {"name": "viewport", "content": "width=device-width"}),
            element("meta", {"name": "color-scheme", "content": "light dark"}),
            element("title", None, f"No such page · {NAME}"),
            element("style", None, "body { font: 1.1rem/1.6 sans-serif; margin: 15vh auto; max-width: 32rem }"),
        ]
    )
    said = element("h1", None, "There is no such page"), element("p", None, f"“{name}” is none of these:")
    body = element("main", None, *said, element("ul", None, *ways))
    page = element("html", {"lang": "en"}, element("head", None, head), element("body", None, body))
    return HTMLResponse(Markup("<!doctype html>") + page, HTTP_404_NOT_FOUND)


class WithMissingPages:
    """Answers for addresses that no page has, where Streamlit would open the start page and a dialog over it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its answer back; in place of the app at an unknown address, our sentence."""
        path = scope.get("path", "")
        before, _, name = path.rstrip("/").rpartition("/")
        is_page = scope["type"] == "http" and "." not in name
        replaced = False

        async def send_or_replace(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start" and HTML in MutableHeaders(scope=message).get(
                "content-type", ""
            ):
                replaced = True
                await missing_page(name, f"{before}/")(scope, receive, send)
            elif not replaced:
                await send(message)

        await self.app(scope, receive, send_or_replace if is_page and name not in TITLES else send)
