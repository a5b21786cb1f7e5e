"""A page on paper: one column, nothing cut, nothing that waits for a hand, and a head that says where it is from."""

import re

import pytest
from playwright.sync_api import expect

A4, LETTER = 718, 740
"""Widths of what is printed on a sheet, in the pixels of a style sheet."""

CUT = """() => [...document.querySelectorAll(".stMain :is(math, table, svg, text, p, td, th, .bar)")]
  .filter(e => e.checkVisibility())
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => box.width > 1 && (box.left < -1 || box.right > innerWidth + 1))
  .map(([e]) => `${e.tagName} ${e.textContent.slice(0, 40)}`)"""

SCROLLED = """() => [...document.querySelectorAll("html, body, .stApp, .stApp *")]
  .filter(e => e.checkVisibility() && e.scrollHeight > e.clientHeight + 1 && e.clientHeight > 1)
  .filter(e => ["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(e).overflowY))
  .map(e => e.className)"""

FOR_HANDS = (
    ".stAppHeader, .st-key-pages, .st-key-toolbar, .st-key-dock, .control_panel, [role=radiogroup], [role=tablist], "
    ".stButton"
)


@pytest.fixture
def printed(seen):
    """A function that shows a path of the app as it is printed."""
    pages = []

    def shown(path, width=A4, color_scheme="light"):
        page = seen(path, width=width, height=1000, color_scheme=color_scheme)
        pages.append(page)
        page.emulate_media(media="print", color_scheme=color_scheme)
        return page

    yield shown
    for page in pages:
        page.emulate_media(media="screen")


EVERY_PAGE = [
    ("/", A4), ("/forward?preset=iris&step=loss", A4), ("/chain_rule?preset=softmax", A4),
    ("/chain_rule?preset=mazur", LETTER), ("/chain_rule?preset=matrix&mode=build&stage=4", A4),
    ("/chain_rule?preset=worked&mode=phases", LETTER),
    ("/update?preset=iris", A4), ("/matrix?preset=matrix&product=dL_dW2", A4), ("/lecture_notes?preset=worked", A4),
    ("/lecture_notes?preset=iris", LETTER),
]  # fmt: skip


@pytest.mark.parametrize(("path", "width"), EVERY_PAGE)
def test_nothing_is_cut_on_paper_and_nothing_waits_for_a_hand(printed, path, width):
    page = printed(path, width)
    assert page.evaluate(CUT) == []
    assert page.evaluate(SCROLLED) == []
    assert page.locator(FOR_HANDS).locator("visible=true").count() == 0


def test_a_printed_page_begins_with_the_network_the_page_and_the_address(printed):
    page = printed("/update?preset=iris&w2_11=0.3", color_scheme="dark")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    head = page.locator(".print-head")
    expect(head).to_be_visible()
    expect(head.locator("strong")).to_have_text("Iris 4-2-3 · Update")
    expect(head.locator("[data-address]")).to_have_text(re.compile(r"^http://.*/update\?preset=iris&w2_11=0\.3$"))
    inside = page.locator(".derivation")
    assert inside.evaluate("e => getComputedStyle(e).color") == "rgb(0, 0, 0)"
    assert page.locator(".stApp").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"


def test_the_head_of_a_printed_page_is_not_on_the_screen(seen):
    expect(seen("/update?preset=iris").locator(".print-head")).to_be_hidden()


def test_printed_notes_have_every_column_but_the_way_into_the_app(printed):
    heads = printed("/lecture_notes?preset=worked").locator("table.deck").first.locator("thead th")
    shown = heads.locator("visible=true").all_inner_texts()
    assert shown == ["Line", "Printed", "Exact", "Printed − exact", "By hand", "By hand − exact"]


def test_what_is_folded_away_or_in_another_tab_is_printed(printed):
    assert printed("/lecture_notes?preset=iris").locator("details .matrix >> visible=true").count()
    page = printed("/matrix?preset=iris&product=dL_dW2")
    for panel in ("derivation", "conventions"):
        expect(page.locator(f".panel.{panel}")).to_be_visible()
