"""Streamlit's front end is told to lay no dialog over a page whose server is away."""

import asyncio
import json

import pytest
from starlette.responses import JSONResponse, PlainTextResponse

from explainer.server.dialogs import SETTINGS, WithoutDialogs


def asked(answer, path=SETTINGS):
    """Ask an app that answers so behind the middleware; return status, headers and body."""
    heard = []

    async def send(message):
        heard.append(message)

    asyncio.run(WithoutDialogs(answer)({"type": "http", "method": "GET", "path": path}, None, send))
    start, *rest = heard
    return start["status"], dict(start["headers"]), b"".join(message["body"] for message in rest)


@pytest.mark.parametrize("path", [SETTINGS, f"/app{SETTINGS}"])
def test_the_one_setting_is_changed_and_the_others_stay(path):
    settings = {"allowedOrigins": ["a"], "blockErrorDialogs": False}
    _, headers, body = asked(JSONResponse(settings, headers={"Cache-Control": "no-cache"}), path)
    assert json.loads(body) == {**settings, "blockErrorDialogs": True}
    assert headers[b"content-length"] == str(len(body)).encode()
    assert headers[b"cache-control"] == b"no-cache"


def test_what_is_no_settings_is_passed_on_as_it_is():
    status, _, body = asked(PlainTextResponse("no", 403))
    assert (status, body) == (403, b"no")
    assert json.loads(asked(JSONResponse(["a"]))[2]) == ["a"]
    assert json.loads(asked(JSONResponse({"a": 1}), "/elsewhere")[2]) == {"a": 1}
