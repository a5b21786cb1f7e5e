"""The server: the app in ``pages/frame.py``, what is served besides it, and safe headers.

Start it with ``streamlit run app.py``.
"""

from __future__ import annotations

import gc
import logging
from importlib import import_module
from pkgutil import walk_packages

import streamlit as st
from starlette.middleware import Middleware

import explainer
from explainer.server import front
from explainer.server.dialogs import WithoutDialogs
from explainer.server.gate import WithGate
from explainer.server.headers import WithHeaders
from explainer.server.limits import raise_file_limit
from explainer.server.ready import WithReady
from explainer.server.routes import ROUTES


def apologise(error: Exception) -> bool:
    """Show a sentence where a page failed, and keep the traceback for the server's log."""
    logging.getLogger("backprop").error("A page failed", exc_info=error)
    st.error("This page could not be shown, and that is our mistake. Your numbers are in the link: reload to go on.")
    return True


raise_file_limit()

app = st.App(
    "pages/frame.py",
    on_script_error=apologise,
    routes=ROUTES,
    middleware=[
        Middleware(WithHeaders),
        Middleware(WithGate, routes=ROUTES),
        Middleware(WithReady, makers=front.answers(), first=front.first_asked()),
        Middleware(WithoutDialogs),
    ],
)

# Every room is opened now, so that the first reader does not wait for it.
for room in walk_packages(explainer.__path__, "explainer."):
    import_module(room.name)

# What has been imported by now lives as long as the server; the collector need not look at it again.
gc.freeze()
