"""What a reader takes away, as the browser hands it over."""

import re
from pathlib import Path
from struct import unpack

import pytest

from tests.browser.conftest import settled
from tests.browser.test_accessibility import violations

LOOKS = """async () => {
  const answer = await fetch("export/diagram.svg" + location.search);
  const parsed = new DOMParser().parseFromString(await answer.text(), "image/svg+xml").documentElement;
  const background = parsed.querySelector(":scope > rect");
  const picture = document.body.appendChild(document.adoptNode(parsed));
  background.remove();
  const seen = (root) => [...root.querySelectorAll("text, tspan, circle, rect, line, path")]
    .filter((part) => !part.matches(".hit"));
  const look = (part) => {
    const style = getComputedStyle(part);
    const isText = part.matches("text, tspan");
    const names = isText
      ? ["fill", "fontSize", "fontWeight", "fontStyle", "textAnchor"]
      : ["fill", "stroke", "strokeWidth", "strokeDasharray", "strokeOpacity"];
    const usual = (name) => style.stroke === "none" && name.startsWith("stroke") && name !== "stroke";
    const rounded = (text) => text.replace(/[0-9.]+px/g, (size) => `${Math.round(parseFloat(size) * 20) / 20}px`);
    const looks = names.map((name) => usual(name) ? "" : rounded(style[name]));
    return [part.localName, part.textContent, ...looks].join(" ");
  };
  const both = [document.querySelector(".network"), picture].map((root) => seen(root).map(look));
  picture.remove();
  return both;
}"""
"""What each part of a page's drawing looks like, and what each part of the picture does."""


@pytest.mark.parametrize("preset", ["worked", "softmax", "matrix"])
def test_the_picture_looks_like_the_drawing_of_a_page(seen, preset):
    drawing, picture = seen(f"/?preset={preset}").evaluate(LOOKS)
    assert drawing
    assert [pair for pair in zip(picture, drawing, strict=True) if pair[0] != pair[1]] == []


def test_the_picture_is_handed_over_as_pixels(seen):
    page = seen("/chain_rule?preset=worked&w5=0.7")
    page.get_by_role("button", name="View").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Picture (PNG)").click()
    page.keyboard.press("Escape")
    settled(page)
    assert download.value.suggested_filename == "worked-diagram.png"
    start = Path(download.value.path()).read_bytes()[:24]
    assert start[:8] == b"\x89PNG\r\n\x1a\n"
    svg = page.evaluate("fetch('export/diagram.svg' + location.search).then((answer) => answer.text())")
    width, height = re.search(r'width="(\d+)" height="(\d+)"', svg).groups()
    assert unpack(">II", start[16:24]) == (3 * int(width), 3 * int(height))


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 844)])
def test_axe_finds_nothing_in_what_can_be_taken_away(seen, width, height):
    page = seen("/forward?preset=worked", width=width, height=height)
    page.get_by_role("button", name="View").click()
    page.get_by_role("link", name="Network file").wait_for()
    found = violations(page, within="[data-testid=stPopoverBody]")
    page.keyboard.press("Escape")
    settled(page)
    assert found == []
