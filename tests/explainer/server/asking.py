"""Asking a route without a server."""

import asyncio
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.routing import Route

from explainer.server.routes import ROUTES


def ask(path, method="GET", **query):
    """Return the answer to a request, read to its end."""

    async def answer():
        (route,) = (route for route in ROUTES if isinstance(route, Route) and route.path == path)
        scope = {"type": "http", "method": method, "path": path, "headers": [(b"host", b"here")], "scheme": "http"}
        scope["query_string"] = urlencode(query, doseq=True).encode()
        found = await route.endpoint(Request(scope))
        if hasattr(found, "body_iterator"):
            found.body = b"".join([piece async for piece in found.body_iterator])
        return found

    return asyncio.run(answer())
