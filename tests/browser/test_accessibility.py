import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from backprop import presets
from tests.browser.gestures import box_of

PATHS = [
    *(f"{path}?preset=worked" for path in ("/", "/forward", "/chain_rule", "/update")),
    "/chain_rule?parameter=b1",
    "/chain_rule?present=1&hide=1",
    "/chain_rule?preset=derivation&mode=build&stage=7",
    "/chain_rule?preset=softmax&mode=phases",
    "/matrix?preset=iris",
    "/lecture_notes?preset=worked",
    "/lecture_notes?preset=iris",
]


def violations(page):
    found = Axe().run(page).response["violations"]
    return [(v["id"], [node["target"] for node in v["nodes"]][:3]) for v in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(seen, path, scheme):
    assert violations(seen(path, color_scheme=scheme)) == []


@pytest.mark.parametrize("preset", list(presets()))
def test_axe_finds_nothing_for_any_preset_on_a_phone(seen, preset):
    assert violations(seen(f"/chain_rule?preset={preset}", width=390, height=844)) == []


@pytest.mark.parametrize("path", ["/matrix?preset=matrix", "/lecture_notes?preset=softmax"])
def test_axe_finds_nothing_in_matrices_and_notes_on_a_phone(seen, path):
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
