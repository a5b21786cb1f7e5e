"""What the server answers besides pages."""

import csv
import json
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import expect

from explainer.browser.served import ASSETS, version
from explainer.server.headers import HEADERS, PAGE_HEADERS
from explainer.view.pages import TITLES
from tests.backprop.helpers import every_value
from tests.browser.gestures import drag, expect_link, slider_of
from tests.browser.truth import assert_true, linked_values


def test_an_address_that_no_page_has_is_answered_with_the_ways_to_those_there_are(server):
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(urllib.request.Request(f"{server}/foo?w5=<b>", headers={"Accept": "text/html"}))
    said = answer.value.read().decode()
    assert answer.value.code == 404
    assert "“foo” is none of these" in said
    assert [path for path in TITLES if f'href="./{path}"' not in said] == []
    assert "default-src 'none'" in answer.value.headers["content-security-policy"]


def test_the_server_says_that_it_is_well(server):
    with urllib.request.urlopen(f"{server}/health") as answer:
        assert answer.read() == b"ok"


def test_all_terms_of_a_link_can_be_downloaded_to_the_last_digit(led_to):
    page = led_to("/chain_rule?w5=0.7")
    page.get_by_role("button", name="View").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="All terms").click()
    page.keyboard.press("Escape")
    with Path(download.value.path()).open(encoding="utf-8") as file:
        table = {row["term"]: float(row["value"]) for row in csv.DictReader(file)}
    assert table == every_value(linked_values(page.url))
    assert table["w5"] == 0.7


def asked_for(address, **headers):
    """Ask for an address; return the status of the answer and what it says about being kept."""
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
            return answer.status, answer.headers["Cache-Control"], answer.headers["ETag"]
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers["Cache-Control"], answer.headers["ETag"]


@pytest.mark.parametrize("name", [path.name for path in sorted(ASSETS.iterdir())])
def test_assets_may_be_kept_because_their_links_name_their_version(server, name):
    status, kept, _ = asked_for(f"{server}/assets/{version()}/{name}")
    assert (status, kept) == (200, "public, max-age=31536000, immutable")


@pytest.mark.parametrize("path", ["panels.js", "0123456789ab/panels.js", f"{version()}/none.js", f"{version()}/", ""])
def test_what_is_no_asset_of_this_version_is_not_there_and_nobody_keeps_that(server, path):
    status, kept, _ = asked_for(f"{server}/assets/{path}")
    assert (status, kept) == (404, "no-store")


def test_that_a_file_of_streamlits_is_missing_is_not_kept_either(server):
    status, kept, _ = asked_for(f"{server}/static/js/none.js")
    assert (status, kept) == (404, "no-store")


def test_an_asset_that_has_not_changed_stays_kept_as_it_is(server):
    address = f"{server}/assets/{version()}/panels.css"
    _, _, tag = asked_for(address)
    assert asked_for(address, **{"If-None-Match": tag})[:2] == (304, None)


def test_a_drag_is_answered_even_where_the_live_path_is_shut(open_page):
    shut = (
        "window.WebSocket = class extends WebSocket { constructor(url, ...rest) {"
        " super(String(url).endsWith('/live') ? String(url) + '-shut' : url, ...rest); } };"
    )
    page = open_page("/chain_rule", script=shut)
    before = page.locator("table [data-term=dL_dw5]").text_content()
    drag(page, slider_of(page, "w5"), 30, release=False)
    expect(page.locator("table [data-term=dL_dw5]")).not_to_have_text(before)
    page.mouse.up()
    expect_link(page, "w5=")
    assert_true(page)


def test_a_message_that_is_no_question_leaves_the_live_path_open(led_to):
    page = led_to("/chain_rule")
    answered = page.evaluate("""() => new Promise((done) => {
      const line = new WebSocket(new URL('live', document.baseURI).href.replace('http', 'ws'));
      line.onopen = () => {
        line.send('banana'); line.send(new Uint8Array([1, 2])); line.send('{"seq": 1, "terms": 5}');
        line.send(JSON.stringify({seq: 2, terms: ['loss', 'x1|fine'], edits: {w5: 'x'}}));
      };
      line.onclose = () => done('closed');
      line.onmessage = (event) => { if (JSON.parse(event.data).seq === 2) done(event.data); };
    })""")
    assert json.loads(answered)["texts"] == {"loss": "0.2748"}


@pytest.mark.parametrize("path", ["/", "/chain_rule", "/health", "/words", "/_stcore/host-config"])
def test_every_answer_that_is_no_part_of_a_page_carries_all_safe_headers(server, path):
    safe = HEADERS | PAGE_HEADERS
    with urllib.request.urlopen(server + path) as answer:
        assert {name: answer.headers[name] for name in safe} == safe


@pytest.mark.parametrize("path", [f"/assets/{version()}/panels.js", "/static/"])
def test_what_lies_among_the_parts_of_a_page_is_read_by_its_type_and_from_here_alone(server, path):
    try:
        answer = urllib.request.urlopen(server + path)
    except urllib.error.HTTPError as missing:
        answer = missing
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
