"""What the app promises to those who run it: nobody else is asked, nobody else asks, and nothing piles up."""

import socket
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, expect

from explainer.view.pages import TITLES
from tests.browser.conftest import settled
from tests.browser.gestures import button_of, drag, expect_link, slider_of

STRANGERS = ["http://elsewhere.example", "http://me@{host}", "http://192.0.2.1:8501", "null", "", "http://[::1", None]
LINES = ["/live", "/_stcore/stream"]


@contextmanager
def line_to(server, path, origin):
    """Ask for a WebSocket as a page from ``origin`` would; yield the connection and the first line of the answer."""
    address = urlsplit(server)
    host = address.netloc.encode()
    told = [] if origin is None else [b"Origin: " + origin.encode().replace(b"{host}", host)]
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        lines = [
            b"GET " + path.encode() + b" HTTP/1.1", b"Host: " + host, *told, b"Upgrade: websocket",
            b"Connection: Upgrade", b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", b"Sec-WebSocket-Version: 13",
            b"", b"",
        ]  # fmt: skip
        connection.sendall(b"\r\n".join(lines))
        yield connection, connection.recv(500).split(b"\r\n")[0].decode()


@pytest.mark.parametrize("path", LINES)
def test_a_line_opens_for_the_apps_own_pages(server, path):
    with line_to(server, path, server) as (_, answer):
        assert "101" in answer


@pytest.mark.parametrize("path", LINES)
def test_nobody_is_asked_who_a_stranger_at_a_line_is(server, witness, path):
    for origin in STRANGERS:
        with line_to(server, path, origin) as (_, answer):
            assert "403" in answer, origin
    assert witness.asked() == []


def test_the_witness_hears_what_a_server_asks(witness, tmp_path):
    asking = "import urllib.request; urllib.request.urlopen('http://elsewhere.example', timeout=1)"
    environment = {**witness.environment, "WITNESS": str(tmp_path)}
    assert subprocess.run([sys.executable, "-c", asking], env=environment, capture_output=True).returncode == 1
    assert "elsewhere.example" in (tmp_path / "asked").read_text()


AGAINST_THE_POLICY = {
    "connect-src http": "fetch('http://elsewhere.example/').catch(() => null)",
    "script-src eval": "setTimeout('harm = 1')",
    "script-src-elem inline": "add('script', {textContent: 'harm = 1'})",
    "script-src-attr inline": "add('a', {}).setAttribute('onclick', 'harm = 1')",
    "base-uri": "add('base', {href: 'http://elsewhere.example'})",
    "img-src http": "add('img', {src: 'http://elsewhere.example/x.png'})",
}


def test_the_witness_hears_what_a_page_does_against_the_policy(open_page, witness):
    page = open_page("/chain_rule")
    for done in AGAINST_THE_POLICY.values():
        page.evaluate(f"""() => new Promise((heard) => {{
          const add = (tag, given) => document.head.appendChild(Object.assign(document.createElement(tag), given));
          addEventListener("securitypolicyviolation", () => heard(), {{ once: true }});
          setTimeout(heard, 2000);  // where nothing is against it
          {done};
        }})""")
    assert page.evaluate("window.harm") is None
    heard = "\n".join(witness.asked())
    assert [rule for rule in AGAINST_THE_POLICY if rule not in heard] == []


def test_the_witness_hears_what_a_page_asks(open_page, witness):
    page = open_page("/")
    elsewhere = "http://elsewhere.example/"
    page.route(elsewhere, lambda route: route.abort())
    with pytest.raises(Error):
        page.goto(elsewhere)
    page.unroute(elsewhere)
    assert witness.asked() == [elsewhere]


def test_no_page_asks_anybody_or_breaks_the_policy(seen, witness):
    for path in TITLES:
        seen(f"/{path}?preset=softmax")
    assert witness.asked() == []


def test_no_action_asks_anybody_or_breaks_the_policy(led_to, witness):
    page = led_to("/chain_rule")
    drag(page, slider_of(page, "w5"), 20)
    expect_link(page, "w5=")
    button_of(page, "w1").click()
    expect_link(page, "parameter=w1")
    page.get_by_role("button", name="View").click()
    with page.expect_download():
        page.get_by_role("link", name="All terms").click()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Copy link").click()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Undo").first.click()
    settled(page)
    page.keyboard.press("t")
    page.keyboard.press("p")
    page.emulate_media(color_scheme="dark")
    settled(page)
    page.emulate_media(media="print")
    page.emulate_media(media="screen", color_scheme="light")
    assert witness.asked() == []


def test_a_frame_that_is_too_long_closes_its_line_unread(server):
    with line_to(server, "/live", server) as (connection, _):
        # Two megabytes and a byte are announced; not one of them is sent.
        connection.sendall(b"\x81\xff" + (2_000_001).to_bytes(8, "big") + bytes(4))
        assert connection.recv(200)[2:4] == (1009).to_bytes(2, "big")


def test_what_nobody_needs_is_refused_without_waiting_for_it(server):
    address = urlsplit(server)
    with socket.create_connection((address.hostname, address.port), timeout=20) as connection:
        head = f"PUT /_stcore/upload_file/a/b HTTP/1.1\r\nHost: {address.netloc}\r\nContent-Length: 1000000000\r\n\r\n"
        connection.sendall(head.encode())
        assert connection.recv(12) == b"HTTP/1.1 405"
        while connection.recv(4096):
            pass  # until the server closes


def test_the_server_may_open_more_files_than_it_was_started_with(witness):
    soft, hard = witness.told()["files"]
    assert soft == min(hard, 10_240)


def test_no_answer_waits_for_the_one_before_to_arrive(server, witness):
    with line_to(server, "/live", server):
        waiting = witness.told()["waiting"]
    assert waiting
    assert not any(waiting)
