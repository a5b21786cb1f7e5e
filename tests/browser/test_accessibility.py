import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from backprop import presets
from tests.browser.gestures import box_of, expect_link

PATHS = [
    *(f"{path}?preset=worked" for path in ("/", "/forward", "/chain_rule", "/update")),
    "/intuition?preset=worked&learning_rate=1",
    "/intuition?look=check&mistake=slope",
    "/training?learning_rate=1&updates=20",
    "/chain_rule?parameter=b1",
    "/chain_rule?present=1&hide=1",
    "/chain_rule?preset=derivation&mode=build&stage=7",
    "/chain_rule?preset=softmax&mode=phases",
    "/matrix?preset=iris",
    "/lecture_notes?preset=worked",
    "/lecture_notes?preset=iris",
    "/practice?preset=worked&task=gradient",
    "/practice?preset=iris&task=cell&blanks=4",
    "/practice?preset=iris&practice=find&exercise=4",
    "/your_network?preset=worked",
    "/your_network?preset=worked&section=file",
    "/check?preset=worked",
]


EVERY_RULE = {"rules": {"target-size": {"enabled": True}}}
"""Axe's usual rules and one beside them."""

RULES_OF_COLOUR = {"runOnly": ["color-contrast", "link-in-text-block"]}
"""All that the scheme of colours can change: the palette and nothing else is another one in the dark."""


BROKEN = """async ([within, options]) => {
  const ATTRIBUTE = "data-its-contrast-is-measured";
  const LOOK = ["color", "background-color", "background-image", "opacity", "filter", "text-shadow",
    "font-size", "font-weight", "visibility", "display"];
  const numbers = new Map(), kinds = new Map(), known = new Map();
  const numberOf = (text) => numbers.get(text) ?? numbers.set(text, numbers.size).get(text);
  const kindOf = (element) => {  // how it looks, and how all that it stands in does
    if (!element) return "";
    if (!known.has(element)) {
      const style = getComputedStyle(element);
      const off = element.matches(":disabled, [aria-disabled=true], [aria-hidden=true], [inert]");
      const own = [element.localName, element.getAttribute("class"), off, ...LOOK.map((name) => style[name])];
      known.set(element, numberOf([kindOf(element.parentElement), ...own].join()));
    }
    return known.get(element);
  };
  for (const element of (within ? document.querySelector(within) : document.body).querySelectorAll("*")) {
    const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!text && !element.matches("input, textarea, select")) continue;
    const kind = kindOf(element);
    kinds.set(kind, [...kinds.get(kind) ?? [], element]);
  }
  const some = [...kinds.values()].flatMap((all) => [all[0], all[all.length >> 1], all.at(-1)]);
  axe.configure({ rules: [{ id: "color-contrast", selector: `[${ATTRIBUTE}]` }] });
  some.forEach((element) => element.setAttribute(ATTRIBUTE, ""));
  const { violations } = await axe.run(within ?? document, options);
  some.forEach((element) => element.removeAttribute(ATTRIBUTE));
  return violations.map(({ id, nodes }) => [id, nodes.slice(0, 3).map(({ target }) => target)]);
}"""
"""The rules that a page breaks, each with the first places.

Most of axe's time goes into finding what each text stands on. Texts that look alike, within what looks alike, have the
same contrast: of each such kind the first, the last and one between are measured.
"""


def violations(page, rules=EVERY_RULE, within=None):
    if not page.evaluate("'axe' in window"):  # a page that is led from link to link keeps it
        page.evaluate(AXE_SCRIPT)
    # Only rules about sound and turned phones that are not among these would need anything loaded before.
    return page.evaluate(BROKEN, [within, {"resultTypes": ["violations"], "preload": False, **rules}])


@pytest.mark.parametrize(("scheme", "rules"), [("light", EVERY_RULE), ("dark", RULES_OF_COLOUR)], ids=["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(seen, path, scheme, rules):
    assert violations(seen(path, color_scheme=scheme), rules) == []


@pytest.mark.parametrize("preset", list(presets()))
def test_axe_finds_nothing_for_any_preset_on_a_phone(seen, preset):
    assert violations(seen(f"/chain_rule?preset={preset}", width=390, height=844)) == []


@pytest.mark.parametrize("path", ["/matrix?preset=matrix", "/lecture_notes?preset=softmax", "/check?preset=worked"])
def test_axe_finds_nothing_in_long_pages_on_a_phone(seen, path):
    assert violations(seen(path, width=390, height=844)) == []


HEADERS = """() => [...document.querySelectorAll("table.matrix, .matrix table")].map(table => ({
  caption: table.caption?.textContent.trim().length > 0,
  columns: table.querySelectorAll("thead th[scope=col]").length,
  rows: table.querySelectorAll("tbody th[scope=row]").length,
  cells: table.querySelectorAll("tbody td").length,
}))"""


@pytest.mark.parametrize("path", ["/matrix?preset=iris", "/matrix?preset=matrix"])
def test_every_matrix_is_a_table_with_a_caption_and_headers(seen, path):
    tables = seen(path).evaluate(HEADERS)
    assert len(tables) >= 3
    assert all(t["caption"] and t["columns"] * t["rows"] == t["cells"] > 0 for t in tables)


def test_axe_finds_nothing_after_a_refused_number(open_page):
    page = open_page("/chain_rule")
    box_of(page, "w5").fill("banana")
    page.keyboard.press("Enter")
    expect(page.get_by_text("cannot be used")).to_be_visible()
    assert violations(page) == []


# What those find who listen, use keys, or have the system choose the colours.


@pytest.mark.parametrize(
    ("path", "headings"),
    [
        ("/forward?preset=worked", {"Terms", "Numbers of the network", "The walk"}),
        ("/chain_rule?preset=worked", {"Gradients", "Numbers of the network", "The walk"}),
        ("/update?preset=worked", {"Updates", "Numbers of the network", "The walk"}),
        ("/matrix?preset=worked", {"Numbers of the network", "The walk"}),
    ],
)
def test_every_part_of_a_page_has_a_heading_to_jump_to(seen, path, headings):
    assert headings <= set(seen(path).locator("h2").all_text_contents())


def test_a_browser_calls_a_page_by_its_title_and_the_step_that_it_shows(seen):
    expect(seen("/chain_rule?preset=worked&step=dL_dw6")).to_have_title("Chain rule: ∂L/∂w6 · Backprop, step by step")


def test_the_keys_of_a_slider_go_along_the_walk(seen):
    page = seen("/chain_rule?preset=worked&step=dL_dw6")
    line = page.get_by_role("slider", name="Step of the walk")
    line.focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    expect_link(page, "step=dL_dw5")
    expect(line).to_have_attribute("aria-valuetext", re.compile("∂L/∂w5"))
    expect(line).to_be_focused()


RINGS = """async () => {
  const pages = [...document.querySelectorAll("[data-testid=stTopNavLink]")];
  const controls = ["[data-box=w1]", "[data-slider=w1]", "[data-walk]", ".unit[data-choose]", "table button"];
  const all = [...pages, document.querySelector(".stMain"), ...controls.map((kind) => document.querySelector(kind))];
  return all.map((element) => {
    element.focus({ focusVisible: true });
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return [element.matches(":focus"), outlineStyle, outlineWidth];
  });
}"""


def test_the_focus_is_seen_wherever_it_is(seen):
    page = seen("/chain_rule?preset=worked")
    page.keyboard.press("Tab")  # from now on a focus is that of the keyboard
    assert set(map(tuple, page.evaluate(RINGS))) == {(True, "solid", "3px")}


def test_a_click_of_the_mouse_leaves_no_frame(seen):
    page = seen("/chain_rule?preset=worked&step=dL_dw6")
    page.locator(".unit[data-choose]").first.click()
    page.wait_for_function("document.activeElement.matches('.unit')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "none"
    page.mouse.move(0, 0)


SYSTEM = """() => {
  const colour = (name) => {
    const probe = document.body.appendChild(document.createElement("i"));
    probe.style.cssText = `forced-color-adjust: none; color: ${name}`;
    const found = getComputedStyle(probe).color;
    probe.remove();
    return found;
  };
  return Object.fromEntries(["Canvas", "CanvasText", "Highlight"].map((name) => [colour(name), name]));
}"""

DRAWN = """([selector, pseudo, property]) =>
  getComputedStyle(document.querySelector(selector), pseudo).getPropertyValue(property)"""

MARKS = {
    "the line of a step that is to come": (".dot.ahead", "::before", "background-color", "CanvasText"),
    "the line of the present step": (".dot.current", "::before", "background-color", "Highlight"),
    "a bar": ("tr:not(.current) .bar > div", None, "background-color", "CanvasText"),
    "the bar of the chosen parameter": ("tr.current .bar > div", None, "background-color", "Highlight"),
    "the row of the chosen parameter": ("tr.current", None, "outline-color", "Highlight"),
    "the mode that is selected": ("[data-selected=true]", None, "background-color", "Highlight"),
    "the page that is open": ("[data-testid=stTopNavLink][aria-current]", None, "background-color", "Highlight"),
    "an edge": (".network .edge:not(.lit)", None, "stroke", "CanvasText"),
    "a lit edge": (".network .edge.lit", None, "stroke", "Highlight"),
    "the label of the chosen parameter": (".network .parameter.lit > rect", None, "stroke", "Highlight"),
    "a unit": (".network .unit:not(.lit) > g > circle", None, "stroke", "CanvasText"),
}


def test_everything_drawn_is_seen_in_the_colours_of_the_system(seen):
    page = seen("/chain_rule?preset=worked&w6=-0.45")
    page.emulate_media(forced_colors="active")
    try:
        names = page.evaluate(SYSTEM)
        found = {what: names.get(page.evaluate(DRAWN, mark[:3])) for what, mark in MARKS.items()}
        track = page.evaluate(DRAWN, ["[data-slider=w1]", None, "forced-color-adjust"])
        values = [page.evaluate(DRAWN, ["[data-slider=w1]", None, name]) for name in ("--value", "--rule", "--paper")]
        signs = page.evaluate(DRAWN, [".network .edge[data-sign='-']", None, "stroke-dasharray"])
    finally:
        page.emulate_media(forced_colors="none")
    assert found == {what: mark[3] for what, mark in MARKS.items()}
    assert (track, values) == ("none", ["Highlight", "CanvasText", "Canvas"])
    assert signs != "none"
