"""The page that every address begins with: Streamlit's own, and what it says beside."""

import re

import pytest

from explainer.browser.served import ASSETS, version
from explainer.server.front import ELEMENTS, answers, first_asked, front_page
from explainer.server.headers import STATIC
from explainer.view.pages import TITLES

PAGE = front_page()


def test_it_is_streamlits_page_with_more_in_its_head():
    added = re.compile(r'<script type="module" src="\./assets/[^>]+></script>|<link rel="modulepreload" [^>]+>\n?')
    theirs = (STATIC / "index.html").read_text("utf-8")
    assert added.sub("", PAGE).split() == added.sub("", theirs).split()


def test_where_the_app_lies_is_said_before_streamlit_starts():
    scripts = re.findall(r'<script type="module"[^>]* src="([^"]+)"', PAGE)
    assert scripts[0] == f"./assets/{version()}/base.js"
    assert scripts[1].startswith("./static/js/index.")


@pytest.mark.parametrize("name", ELEMENTS)
def test_the_scripts_of_the_elements_that_every_page_has_are_named(name):
    assert re.search(rf'"modulepreload" crossorigin href="\./static/js/{name}\.[\w-]+\.js"', PAGE)


def test_a_script_is_named_once_and_with_all_that_it_imports():
    named = re.findall(r'href="\./static/js/([^"]+)"', PAGE)
    scripts = {path.name: path.read_text("utf-8") for path in (STATIC / "static" / "js").glob("*.js")}
    imported = {name for script in named for name in re.findall(r'from"\./([^"]+)"', scripts[script])}
    assert len(named) == len(set(named))
    assert sorted(name for name in imported - set(named) if not name.startswith("index.")) == []


def test_a_page_that_has_been_put_together_another_way_is_left_as_it_is(tmp_path):
    (tmp_path / "index.html").write_text("<!DOCTYPE html><title>Another</title>")
    assert front_page(tmp_path) == "<!DOCTYPE html><title>Another</title>"


def test_every_page_begins_with_it():
    made = answers()
    assert {made[f"/{path}"]().headers["Cache-Control"] for path in TITLES} == {"no-cache"}


def test_every_script_of_ours_is_named_after_streamlits():
    named = re.findall(r'"modulepreload" crossorigin href="\./([^"]+)"', PAGE)
    ours = [f"assets/{version()}/{script.name}" for script in sorted(ASSETS.glob("*.js"))]
    assert named[-len(ours) :] == ours


def test_what_a_browser_asks_for_first_is_the_page_and_what_it_names():
    assert set(first_asked()) == {"/", *re.findall(r'(?:src|href)="\.([^"]+)"', PAGE)}
