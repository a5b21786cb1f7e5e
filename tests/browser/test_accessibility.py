import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from backprop import presets

PATHS = [
    *(f"{path}?preset=worked" for path in ("/", "/forward", "/chain_rule", "/update")),
    "/chain_rule?parameter=b1",
    "/chain_rule?present=1&hide=1",
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


def test_axe_finds_nothing_after_a_refused_number(open_page):
    page = open_page("/chain_rule")
    page.get_by_label("w5, exact number").fill("banana")
    page.keyboard.press("Enter")
    expect(page.get_by_text("cannot be used")).to_be_visible()
    assert violations(page) == []
