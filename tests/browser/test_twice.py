"""Whatever is clicked twice, or late, is harmless."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import lead, new_page, settled
from tests.browser.gestures import expect_link
from tests.browser.truth import assert_true

GAPS = (60, 150, 0, 300)
"""Milliseconds between the two clicks of a hand; none where a message meets the one before."""


@pytest.fixture(scope="module")
def page(browser, server, witness):
    """One page for all of these: a load takes longer than what is clicked on it."""
    page = witness.watch(new_page(browser, viewport={"width": 1280, "height": 720}))
    page.goto(f"{server}/chain_rule")
    return settled(page)


def click_twice(page, x, y, gap):
    """Click twice with a real mouse, and wait until the server has answered whatever came of it."""
    page.mouse.click(x, y)
    page.wait_for_timeout(gap)  # what the hand does, not something that is waited for
    page.mouse.click(x, y)
    page.keyboard.press("Control+Shift+Z")  # there is nothing to be done again; what was done before is answered first
    return settled(page)


def middle(element):
    element.scroll_into_view_if_needed()
    box = element.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


LEADING_ELSEWHERE = {
    "Show in the notes": ("/lecture_notes?preset=softmax", "button", "Show ∂h_4/∂z_4 in the app", "/chain_rule?"),
    "In matrix form": ("/chain_rule?preset=iris", "button", "In matrix form →", "/matrix?"),
    "a step on the matrix page": (
        "/matrix?preset=iris&product=Z1&w1_11=0.3", "button", "The same number in the network →", "/forward?",
    ),
    "Begin": ("/?preset=iris&w1_11=0.3", "button", "Begin", "/forward?"),
    "a page": ("/chain_rule?preset=iris&w1_11=0.3", "link", "Lecture notes", "/lecture_notes?preset=iris&w1_11=0.3"),
    "the start page": ("/update?preset=iris&w1_11=0.3", "link", "Start", "/?preset=iris&w1_11=0.3"),
}  # fmt: skip
"""What leads to another page -> where it stands, what it is, where it leads."""


@pytest.mark.parametrize(("what", "gap"), [*zip(LEADING_ELSEWHERE, (60, 150) * 3, strict=True)])
def test_a_double_click_leads_to_another_page_as_one_does(page, server, what, gap):
    path, role, name, there = LEADING_ELSEWHERE[what]
    lead(page, server + path)
    click_twice(page, *middle(page.get_by_role(role, name=name).first), gap)
    expect_link(page, there)
    assert ("w1_11=0.3" in page.url) == ("w1_11=0.3" in path)
    assert_true(page)


def test_a_double_click_on_help_leaves_it_open(page, server):
    lead(page, f"{server}/chain_rule?preset=worked")
    page.mouse.dblclick(*middle(page.get_by_role("button", name="Help")), delay=60)
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


PAGES = (
    "/?preset=iris&w1_11=0.3",
    "/forward?preset=iris&hide=1",
    "/chain_rule?preset=iris&mode=phases",
    "/update?preset=worked&w5=0.7",
    "/matrix?preset=iris",
    "/lecture_notes?preset=softmax",
    "/update?preset=worked&present=1",
)
"""Between them they have every kind of thing that can be clicked."""

FIND = """(known) => {
  const CONTROLS = "a, button, summary, label, [data-choose], [data-act], [role=button], [role=tab], [role=combobox]";
  const nameOf = (element) => {
    const { choose, act } = element.dataset;
    const around = element.closest(".panel")?.className ?? element.closest("[class*='st-key-']")?.className ?? "";
    const key = around.match(/st-key-\\S+|panel \\S+/)?.[0] ?? "";
    const words = key || element.localName === "a" ? "" : element.textContent;
    return [key, element.localName, (choose ?? act ?? "").split(":")[0], words].join(" ").trim();
  };
  for (const element of document.querySelectorAll(CONTROLS)) {
    const name = nameOf(element);
    if (element.disabled || element.hasAttribute("download") || known.includes(name)) continue;
    element.scrollIntoView({ block: "center" });
    const { x, y, width, height } = element.getBoundingClientRect();
    const at = [x + width / 2, y + height / 2];
    if (element.contains(document.elementFromPoint(...at))) return [name, at];
  }
  return null;
}"""


def test_whatever_can_be_clicked_can_be_clicked_twice(page, server, witness):
    known = []
    for path in PAGES:
        lead(page, server + path)
        while found := page.evaluate(FIND, known):
            name, at = found
            click_twice(page, *at, GAPS[len(known) % len(GAPS)])
            assert (page.get_by_text("could not be shown").count(), witness.failed()) == (0, ""), (path, name)
            known.append(name)
            for _ in range(page.locator("[role=dialog], [data-testid=stPopoverBody], [role=listbox]").count()):
                page.keyboard.press("Escape")
            lead(page, server + path)
    assert len(known) > 50
