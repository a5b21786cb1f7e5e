"""What comes in; that refusing it costs nothing and asks nobody is tested in ``tests/browser/test_safety.py``."""

import asyncio

import pytest

from explainer.server.gate import Entry, WithGate
from explainer.server.headers import STATIC
from explainer.server.routes import ROUTES
from explainer.view.pages import TITLES

HERE = "http://here.example:8501"
SCRIPT = next(f"/static/js/{file.name}" for file in (STATIC / "static" / "js").iterdir())


def heard(path, method="GET", kind="http", gate=None, **headers):
    """Let a request come to the gate; return "app" if it comes in, or the status of the answer."""
    sent = []

    async def app(scope, receive, send):
        sent.append({"status": "app"})

    async def send(message):
        sent.append(message)

    async def receive():
        pytest.fail("What is refused is not read")

    told = {"host": "here.example:8501", **headers}
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in told.items()]
    scope = {"type": kind, "path": path, "headers": raw, **({"method": method} if kind == "http" else {})}
    gate = gate or WithGate(app, ROUTES)
    gate.app = app
    asyncio.run(gate(scope, receive, send))
    return sent[0].get("status") or sent[0].get("code")


@pytest.mark.parametrize(
    "path",
    [
        *(f"/{page}" for page in TITLES), "/update/", "/health", "/terms.csv", "/export/numpy.py",
        "/words", "/assets/x/panels.js", SCRIPT,
        "/favicon.png", "/manifest.json", "/_stcore/health", "/_stcore/host-config",
    ],
)  # fmt: skip
def test_what_a_page_needs_comes_in(path):
    assert heard(path) == "app"
    assert heard(path, "HEAD") == "app"


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/openapi.json", "/_stcore/agent/mcp",
        "/_stcore/bidi-components/x/y.js", "/_stcore/upload_file/a/b", "/_stcore", "/component/x/y.html",
        "/media/x.png", "/app/static/x", "/auth/login", "/auth/logout", "/oauth2callback", "/index.html", "/static",
        "/static/js/none.js", f"/foo{SCRIPT}", "/foo/chain_rule", "//chain_rule", "/../app.py",
    ],
)  # fmt: skip
def test_all_else_that_streamlit_serves_is_not_there(path):
    assert heard(path) == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "banana"])
@pytest.mark.parametrize("path", ["/", "/health", "/_stcore/health", "/_stcore/upload_file/a/b"])
def test_nothing_can_be_sent(method, path):
    assert heard(path, method) == 405


def test_a_body_is_refused_unread():
    assert heard("/", content_length="1") == 413
    assert heard("/terms.csv", content_length="1") == 413
    assert heard("/foo", content_length="1") == 413
    assert heard("/", transfer_encoding="chunked") == 411
    assert heard("/", content_length="0") == "app"


def test_one_line_opens_a_place_to_a_body_of_some_length():
    gate = WithGate(None, ())
    gate.entries = {"/_stcore/upload_file/*": Entry(("PUT", "DELETE"), most_bytes=300)}

    def put(length, path="/_stcore/upload_file/a/b", method="PUT"):
        return heard(path, method, gate=gate, content_length=length, origin=HERE)

    assert put("300") == "app"
    assert put("301") == 413
    assert put("0", method="DELETE") == "app"
    assert put("0", method="GET") == 405
    assert put("0", path="/_stcore/upload_file") == 405


@pytest.mark.parametrize("path", ["/live", "/_stcore/stream"])
def test_a_line_opens_for_the_apps_own_pages(path):
    assert heard(path, kind="websocket", origin=HERE) == "app"


STRANGERS = [
    "http://elsewhere.example", "http://here.example", "http://here.example:85010", "http://me@here.example:8501",
    "null", "", "banana", "http://[::1", "http://here.example:99999999", "here.example:8501",
]  # fmt: skip


@pytest.mark.parametrize("origin", STRANGERS)
@pytest.mark.parametrize("path", ["/live", "/_stcore/stream"])
def test_every_line_stays_closed_to_pages_of_others(path, origin):
    assert heard(path, kind="websocket", origin=origin) == 1008


@pytest.mark.parametrize("path", ["/live", "/_stcore/stream"])
def test_a_line_stays_closed_to_who_does_not_say_where_it_comes_from(path):
    assert heard(path, kind="websocket") == 1008


@pytest.mark.parametrize("path", ["/", "/chain_rule", "/health", "/live/", "/_stcore/health", "/foo"])
def test_there_are_no_other_lines(path):
    assert heard(path, kind="websocket", origin=HERE) == 1008


@pytest.mark.parametrize("origin", STRANGERS)
def test_pages_of_others_ask_for_nothing_and_what_is_no_origin_is_no_fault(origin):
    assert heard("/health", origin=origin) == 403


def test_the_apps_own_pages_may_say_where_they_come_from():
    assert heard("/health", origin=HERE) == "app"


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_who_says_it_twice_has_not_said_it(kind):
    gate = WithGate(None, ROUTES)
    told = [(b"host", b"here.example:8501"), *[(b"origin", HERE.encode())] * 2]
    scope = {"type": kind, "path": "/live", "method": "GET", "headers": told}
    assert not gate.is_open(scope)
    assert gate.refusal(scope).status_code == 403
