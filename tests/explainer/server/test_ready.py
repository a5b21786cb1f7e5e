"""What does not change is compressed once, answered out of memory, and read by browsers as before."""

import asyncio
import gzip
from random import Random

import pytest
from starlette.responses import PlainTextResponse

from explainer.server.ready import FOREVER, WithReady, files_under, ready

SCRIPT = "const pi = 3.14159;\n" * 200
PICTURE = Random(1).randbytes(4000)
COMPRESSES = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def app(tmp_path):
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "pi.js").write_text(SCRIPT)
    (tmp_path / "picture.png").write_bytes(PICTURE)
    (tmp_path.parent / "secret.js").write_text("not for everybody")
    below = PlainTextResponse("asked below")
    return WithReady(below, files_under("/static/", tmp_path), ["/static/js/pi.js", "/static/none.js"])


def ask(app, path, method="GET", **headers):
    """Return status, headers and body of an answer."""
    sent = []
    raw = [(name.lower().replace("_", "-").encode(), text.encode()) for name, text in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "headers": raw}

    async def send(message):
        sent.append(message)

    asyncio.run(app(scope, None, send))
    start, *rest = sent
    told = {name.decode().lower(): text.decode() for name, text in start["headers"]}
    return start["status"], told, b"".join(message.get("body", b"") for message in rest)


def test_a_script_comes_compressed_and_is_the_same_when_it_is_read(app):
    status, told, body = ask(app, "/static/js/pi.js", **COMPRESSES)
    assert (status, told["content-encoding"]) == (200, "gzip")
    assert gzip.decompress(body).decode() == SCRIPT
    assert int(told["content-length"]) == len(body) < len(SCRIPT) / 2


def test_caches_are_told_for_how_long_and_for_whom_to_keep_it(app):
    _, told, _ = ask(app, "/static/js/pi.js", **COMPRESSES)
    assert told["cache-control"] == FOREVER
    assert told["vary"] == "Accept-Encoding"


def test_what_compressing_makes_no_smaller_is_sent_as_it_is(app):
    _, told, body = ask(app, "/static/picture.png", **COMPRESSES)
    assert (told["content-type"], body) == ("image/png", PICTURE)
    assert "content-encoding" not in told


@pytest.mark.parametrize("headers", [{}, {**COMPRESSES, "Range": "bytes=0-9"}, {"Accept-Encoding": "br"}])
def test_who_reads_no_gzip_or_wants_a_part_is_answered_below(app, headers):
    assert ask(app, "/static/js/pi.js", **headers)[2] == b"asked below"


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/static/",
        "/static/js",
        "/static/js/none.js",
        "/static/../secret.js",
        "/static/js/../js/pi.js",
        "/static//js/pi.js",
    ],
)
def test_an_address_that_is_not_listed_is_answered_below_and_not_kept(app, path):
    assert ask(app, path, **COMPRESSES)[2] == b"asked below"


def test_a_browser_that_has_it_is_told_that_it_has_not_changed(app):
    tag = ask(app, "/static/js/pi.js", **COMPRESSES)[1]["etag"]
    status, told, body = ask(app, "/static/js/pi.js", **COMPRESSES, If_None_Match=tag)
    assert (status, body, told["etag"]) == (304, b"", tag)


def test_the_head_alone_says_the_same_without_the_body(app):
    _, whole, _ = ask(app, "/static/js/pi.js", **COMPRESSES)
    _, head, body = ask(app, "/static/js/pi.js", "HEAD", **COMPRESSES)
    assert (head, body) == (whole, b"")


def test_no_file_is_read_again(app, tmp_path):
    first = ask(app, "/static/js/pi.js", **COMPRESSES)
    (tmp_path / "js" / "pi.js").unlink()
    assert ask(app, "/static/js/pi.js", **COMPRESSES) == first


def test_a_file_that_has_gone_before_it_was_asked_for_is_answered_below(app, tmp_path):
    (tmp_path / "js" / "pi.js").unlink()
    assert ask(app, "/static/js/pi.js", **COMPRESSES)[2] == b"asked below"


def test_what_the_first_reader_will_ask_for_is_made_ready_when_the_server_starts(app, tmp_path):
    async def start():
        await app({"type": "lifespan"}, None, None)

    async def below(scope, receive, send):
        while tuple(app.made) != ("/static/js/pi.js",):
            await asyncio.sleep(0)

    app.app = below
    asyncio.run(asyncio.wait_for(start(), 10))


def test_readers_who_come_in_the_same_moment_have_a_file_compressed_once():
    made = []

    def make():
        made.append(1)
        return ready(SCRIPT.encode(), "text/css", FOREVER)

    app = WithReady(PlainTextResponse("asked below"), {"/a.css": make}, [])

    async def send(message):
        pass

    async def all_at_once():
        scope = {"type": "http", "method": "GET", "path": "/a.css", "headers": [(b"accept-encoding", b"gzip")]}
        await asyncio.gather(*(app(scope, None, send) for _ in range(30)))

    asyncio.run(all_at_once())
    assert made == [1]
