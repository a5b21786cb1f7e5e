"""What a printed page is called: on paper there is no list of networks, no navigation and no address bar."""

from __future__ import annotations

import streamlit as st
from markupsafe import Markup

from explainer.browser.markup import element
from explainer.screen import session
from explainer.view.view import View


def head_of(view: View, page: str) -> Markup:
    """Return the network's title, the page's, and the place where the browser writes its address.

    Args:
        view: what is on screen.
        page: title of the page.
    """
    title = element("strong", None, view.origin.title, " · ", page)
    # A live edit changes the address without a run, so it is written when the page is printed; see link.js.
    address = element("span", {"class": "address", "data-address": True})
    return element("div", {"class": "print-head"}, title, address)


def print_head(page: str) -> None:
    """Put the head of a printed page in its place; on the screen it is not shown."""
    st.html(str(head_of(session.view(), page)))
