"""Exercises on paper: nothing is cut at an edge or where a page ends, and each picture code opens its exercise."""

import re
from io import BytesIO
from urllib.parse import urlsplit

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import expect

from backprop import presets
from tests.browser.conftest import settled
from tests.closeness import close_to

MM = 96 / 25.4
"""Pixels of a style sheet."""

PAPERS = {"a4": (210, 297), "letter": (215.9, 279.4)}
SIDES, ENDS = 30, 24
"""Margins of both sides, and of both ends, in millimetres."""

CUT = """() => [...document.querySelectorAll("main :is(math, table, svg:not(.qr), path, p, td, th, div, span, li)")]
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([e, box]) => box.left < -1 || box.right > innerWidth + 1)
  .map(([e]) => `${e.tagName} ${e.textContent.slice(0, 40)}`)"""

PAGES = """height => {
  const room = (block) => {
    const { marginTop } = getComputedStyle(block);
    return [parseFloat(marginTop), block.getBoundingClientRect().height];
  };
  let pages = 0, left = 0;
  const put = ([above, tall]) => {
    if (above + tall <= left) left -= above + tall;
    else { pages += 1; left = height - tall; }
    return left >= -1;
  };
  const fits = [];
  for (const variant of document.querySelectorAll(".variant")) {
    const exercises = [...variant.querySelectorAll(".exercise")];
    const head = exercises[0].getBoundingClientRect().top - variant.getBoundingClientRect().top;
    pages += 1;
    left = height - head + parseFloat(getComputedStyle(exercises[0]).marginTop);
    fits.push(...[...exercises, variant.querySelector("footer")].map(room).map(put));
  }
  const parts = [...document.querySelectorAll(".steps > li, .answers")];
  const key = document.querySelector(".key").getBoundingClientRect().height / height;
  return { pages, key, fits: fits.every(Boolean), parts: parts.every((part) => room(part)[1] < height / 2) };
}"""
"""How many pages variants and key take where no exercise is split, and whether each of them fits on one."""


@pytest.fixture(scope="module")
def printer(browser, witness):
    """A page on which sheets are printed."""
    page = witness.watch(browser.new_context().new_page())
    page.emulate_media(media="print", color_scheme="dark")
    yield page
    page.context.close()


@pytest.mark.parametrize(
    ("preset", "paper", "copies", "exercises"),
    [
        *((preset, "a4", 30, 1) for preset in presets()),
        ("worked", "letter", 4, 4),
        ("iris", "letter", 4, 4),
        ("matrix", "a4", 4, 8),
    ],
)
def test_many_variants_are_printed_with_nothing_cut(printer, server, preset, paper, copies, exercises):
    width, height = PAPERS[paper]
    printer.set_viewport_size({"width": int((width - SIDES) * MM), "height": 1000})
    printer.goto(f"{server}/worksheet?preset={preset}&copies={copies}&exercises={exercises}&key=1&paper={paper}")
    assert printer.evaluate(CUT) == []
    laid_out = printer.evaluate(PAGES, (height - ENDS) * MM)
    assert (laid_out["fits"], laid_out["parts"]) == (True, True)
    printed = printer.pdf(prefer_css_page_size=True)
    sizes = [list(map(float, size.split())) for size in re.findall(rb"/MediaBox \[0 0 ([\d. ]+)\]", printed)]
    assert all(size == close_to([width / 25.4 * 72, height / 25.4 * 72], absolute=1) for size in sizes)
    pages = len(re.findall(rb"/Type /Page\b(?!s)", printed))
    # Lines on paper are not whole pixels high: where a page is nearly full, one more exercise may fit.
    assert pages == close_to(laid_out["pages"] + laid_out["key"], relative=0.1, absolute=1)


def test_every_variant_shows_the_network_as_the_first_does(printer, server):
    printer.set_viewport_size({"width": 680, "height": 1000})
    printer.goto(f"{server}/worksheet?preset=iris&exercises=1&copies=2")
    shots = (Image.open(BytesIO(drawing.screenshot())).convert("L") for drawing in printer.locator(".drawing").all())
    first, second = (sum(shot.tobytes()) / (255 * shot.width * shot.height) for shot in shots)
    assert 0.8 < first < 0.99
    assert second == close_to(first, absolute=0.001)


def test_a_picture_code_is_read_from_the_page_and_opens_its_exercise(browser, witness, server, seen):
    page = witness.watch(browser.new_context(device_scale_factor=2).new_page())
    page.goto(f"{server}/worksheet?preset=mazur&task=gradient,sign&exercises=2&seed=9")
    for article in page.locator(".exercise").all():
        (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(article.locator(".qr").screenshot())))
        asked, blanks = article.locator("p").nth(1).text_content(), article.locator(".blank").count()
        assert code.text == article.locator("a").get_attribute("href")
        assert code.text.startswith(f"{server}/practice?preset=mazur&task=")
        opened = seen(code.text.removeprefix(server))
        expect(opened.locator(".exercise_card h1")).to_have_text(asked)
        expect(opened.locator(".exercise_lines > .asked")).to_have_count(blanks)
    page.context.close()


def test_the_page_of_practice_shows_the_sheet_and_opens_the_exercise_of_a_code(led_to, server):
    page = led_to("/practice?preset=worked&practice=sheet&sheet=copies-12.key-1")
    sheet = page.frame_locator("iframe")
    expect(sheet.locator(".which")).to_have_text("Variant 1 · seed 1")
    page.get_by_role("button", name="Other exercises").click()
    expect(sheet.locator(".which")).to_have_text("Variant 1 · seed 2")
    settled(page)
    to_print = page.get_by_role("link", name="Open to print").get_attribute("href")
    assert to_print == "worksheet?seed=2&copies=12&key=1"
    asked, code = sheet.locator(".exercise p").nth(1).text_content(), sheet.locator(".code").first.text_content()
    box = page.get_by_label("Code of a printed exercise")
    box.fill("7-ABC")
    box.press("Enter")
    expect(page.locator(".sheet_code")).to_contain_text("“7-ABC” is no code of an exercise of this network.")
    box.fill(code.lower())
    box.press("Enter")
    expect(page.locator(".exercise_card h1")).to_have_text(asked)
    settled(page)
    assert "practice=" not in urlsplit(page.url).query
