"""What a browser asks for when it comes by a deep link for the first time."""

import gzip
import urllib.request
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from explainer.server.front import ELEMENTS, front_page
from tests.browser.conftest import settled


@dataclass
class Visit:
    """A page that is open, and the status of every answer, by its path."""

    page: Page
    answers: dict[str, int]


@pytest.fixture(scope="module")
def visit(server: str, browser: Browser):
    context = browser.new_context()
    page, answers = context.new_page(), {}
    page.on("response", lambda answer: answers.update({answer.url.removeprefix(server): answer.status}))
    page.goto(f"{server}/chain_rule")
    yield Visit(settled(page), answers)
    context.close()


def test_all_that_is_asked_for_is_there(visit):
    assert {path: status for path, status in visit.answers.items() if status != 200} == {}


def test_every_script_is_named_in_the_page_itself(visit):
    page = front_page()
    scripts = [path for path in visit.answers if path.endswith(".js")]
    assert len(scripts) > 50
    assert [path for path in scripts if f'"./{path.lstrip("/")}"' not in page] == []


@pytest.mark.parametrize("element", ELEMENTS)
def test_no_script_is_named_for_an_element_that_the_page_does_not_have(visit, element):
    assert visit.page.locator(f".st{element}").count() > 0


def test_plots_are_paid_for_by_the_pages_that_have_some(visit):
    assert [path for path in visit.answers if "Plotly" in path] == []


def read(address: str, **headers: str) -> tuple[bytes, dict[str, str]]:
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
        return answer.read(), {name.lower(): text for name, text in answer.headers.items()}


OF_THE_BYTES = {"date", "content-length", "content-encoding", "etag", "last-modified", "accept-ranges", "vary"}


@pytest.mark.parametrize("kind", [".js", ".css", ".woff2", "/chain_rule"])
def test_what_is_kept_says_of_itself_what_streamlit_says(server, visit, kind):
    address = server + next(path for path in visit.answers if path.endswith(kind) and "/assets/" not in path)
    body, told = read(address, **{"Accept-Encoding": "gzip"})
    theirs, said = read(address, Range="bytes=0-") if kind == ".woff2" else read(address)
    told["cache-control"], said["cache-control"] = (
        sorted(headers["cache-control"].split(", ")) for headers in (told, said)
    )
    said.pop("content-range", None)
    assert {name: told[name] for name in told.keys() - OF_THE_BYTES} == {
        name: said[name] for name in said.keys() - OF_THE_BYTES
    }
    if kind != "/chain_rule":
        assert (gzip.decompress(body) if "content-encoding" in told else body) == theirs
