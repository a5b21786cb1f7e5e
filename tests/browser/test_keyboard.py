import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settled
from tests.browser.gestures import box_of, button_of, drag, expect_link, expect_link_without, slider_of
from tests.browser.truth import assert_true

REACHABLE = """() => {
  const kinds = ["button", "input", "[role=button]", "[role=combobox]"].map(kind => `.stMain ${kind}`);
  const found = [...document.querySelectorAll(kinds.join(", "))];
  const reachable = e => e.checkVisibility() && !e.disabled && e.tabIndex >= 0;
  // A group of alternatives is one stop; the arrow keys move in it.
  return found.filter(e => reachable(e) && !e.matches("[role=radio][aria-checked=false]")).length;
}"""

LOST_IN_GROUPS = """async () => {
  const script = performance.getEntriesByType("resource").find(({name}) => name.endsWith("/stops.js")).name;
  const {led} = await import(script);
  const lost = [];
  for (const group of document.querySelectorAll("[data-roving]:not([data-roving] *)")) {
    const buttons = [...group.querySelectorAll("button, [role=button]")];
    const items = buttons.filter(({dataset}) => dataset.choose || dataset.act);
    const boxes = items.map((item) => item.getBoundingClientRect());
    const points = boxes.map(({left, right, top, bottom}) => ({x: (left + right) / 2, y: (top + bottom) / 2}));
    const met = new Set([items.findIndex(({tabIndex}) => tabIndex === 0)]);
    for (const at of met) {
      for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]) {
        const next = led(key, points, at);
        if (next >= 0) met.add(next);
      }
    }
    lost.push(...items.filter((_, index) => !met.has(index)).map(({dataset}) => dataset.choose));
  }
  return lost;
}"""
"""What no arrow key leads to in its group."""

FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return '';
  e.dataset.visited ??= String(Math.random());
  return e.dataset.visited;
}"""


def test_the_arrow_keys_walk_from_page_to_page_and_back(led_to):
    page = led_to("/forward?step=loss")
    page.keyboard.press("ArrowRight")
    expect_link(page, "/chain_rule?step=dL_dy_hat1")
    settled(page)
    page.keyboard.press("ArrowLeft")
    expect_link(page, "/forward?step=loss")


def test_home_and_end_go_to_the_ends_of_the_walk(led_to):
    page = led_to("/chain_rule")
    page.keyboard.press("End")
    expect_link(page, "/update?step=new_loss")
    settled(page)
    page.keyboard.press("Home")
    expect_link(page, "/forward?step=z1_1")


def test_a_focused_slider_keeps_its_arrow_keys(led_to):
    page = led_to("/chain_rule")
    slider_of(page, "w5").focus()
    page.keyboard.press("ArrowRight")
    expect_link(page, "w5=0.41")
    expect(page.get_by_text("Step 12 of 38")).to_be_visible()
    page.keyboard.press("Control+ArrowRight")  # not a slider's key
    page.keyboard.press("PageUp")
    expect_link(page, "w5=0.51")
    page.keyboard.press("Home")
    expect_link(page, "w5=-1.0")


def press_on(page, name, *keys):
    """Press keys on the slider of a number."""
    slider_of(page, name).focus()
    for key in keys:
        page.keyboard.press(key)


def undo(page):
    settled(page)
    page.get_by_role("button", name="Undo").first.click()


def test_a_series_of_keys_on_a_slider_is_undone_as_a_whole(led_to):
    page = led_to("/chain_rule?w5=0.2")
    press_on(page, "w5", "ArrowRight", "PageUp", "ArrowUp", "ArrowLeft", "ArrowRight")
    expect_link(page, "w5=0.32")
    undo(page)
    expect_link(page, "w5=0.2")
    expect(box_of(page, "w5")).to_have_value("0.2")
    assert_true(page)


HOLD = """() => new Promise((done) => {
  const slider = document.querySelector("[data-slider=w5]");
  const gradient = document.querySelector("table [data-term=dL_dw6]");
  const before = location.search;
  const seen = new Set();
  slider.focus();
  (function press() {
    slider.dispatchEvent(new KeyboardEvent("keydown", {key: "ArrowRight", bubbles: true, cancelable: true}));
    seen.add(gradient.textContent);
    if (seen.size < 8) requestAnimationFrame(press);
    else done({linkStayed: location.search === before, underWay: document.documentElement.dataset.editsOnTheirWay});
  })();
})"""
"""Hold a key until eight values of a gradient have been seen."""


def test_while_a_key_is_held_the_gradients_move_and_the_link_waits(led_to):
    page = led_to("/chain_rule?w5=-0.9")
    assert page.evaluate(HOLD) == {"linkStayed": True, "underWay": "1"}
    settled(page)
    expect_link_without(page, "w5=-0.9")
    assert_true(page)


def click(role, name):
    return lambda page: page.get_by_role(role, name=name).first.click()


WAYS_TO_LEAVE = {
    "the next step": (click("button", "Next"), "step=dL_dw6"),
    "another page": (click("link", "Update"), "/update"),
    "a choice in the diagram": (lambda page: button_of(page, "w2").click(), "parameter=w2"),
    "a click that no pointer made": (
        lambda page: page.get_by_role("button", name="Next").evaluate("button => button.click()"),
        "step=dL_dw6",
    ),
    "the next control": (lambda page: page.keyboard.press("Tab"), "/chain_rule"),
    "a reload": (lambda page: page.reload(), "/chain_rule"),
}


@pytest.mark.parametrize("way", WAYS_TO_LEAVE)
def test_nothing_of_a_series_of_keys_is_lost_whatever_follows_it(led_to, way):
    leave, arrived = WAYS_TO_LEAVE[way]
    page = led_to("/chain_rule?parameter=w5")
    press_on(page, "w5", *["ArrowRight"] * 3)
    leave(page)
    expect_link(page, "w5=0.43")
    expect_link(page, arrived)
    assert_true(page)
    undo(page)
    expect_link_without(page, "w5=")


def test_a_reload_without_an_edit_brings_nothing_back(led_to):
    page = led_to("/chain_rule?w5=0.7")
    press_on(page, "w5", "ArrowRight")
    page.reload()
    expect_link(page, "w5=0.71")
    undo(page)
    expect_link_without(page, "w5=0.71")
    settled(page)
    page.reload()
    settled(page)
    assert "w5=0.7&" in f"{page.url}&"
    assert_true(page)


def test_the_link_that_is_copied_has_the_last_key_in_it(open_page):
    page = open_page("/chain_rule", permissions=["clipboard-read", "clipboard-write"])
    press_on(page, "w5", "ArrowRight")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Link copied")).to_be_visible()
    assert "w5=0.41" in page.evaluate("navigator.clipboard.readText()")


def test_keys_on_two_sliders_are_two_changes(led_to):
    page = led_to("/chain_rule")
    press_on(page, "w5", "ArrowRight", "ArrowRight")
    press_on(page, "w6", "ArrowLeft")
    expect_link(page, "w6=")
    expect_link(page, "w5=0.42")
    undo(page)
    expect_link_without(page, "w6=")
    expect_link(page, "w5=0.42")
    undo(page)
    expect_link_without(page, "w5=")


def test_keys_and_a_drag_of_the_same_slider_are_two_changes(led_to):
    page = led_to("/chain_rule")
    press_on(page, "w5", "ArrowRight")
    drag(page, slider_of(page, "w5"), 20)
    expect_link_without(page, "w5=0.41")
    expect_link(page, "w5=")
    undo(page)
    expect_link(page, "w5=0.41")


def test_a_focused_box_keeps_its_keys_and_takes_an_exact_number(led_to):
    page = led_to("/chain_rule")
    box = box_of(page, "w5")
    box.fill("0.123456789")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect_link(page, "w5=0.123456789")
    expect(page.get_by_text("Step 12 of 38")).to_be_visible()


def test_a_weight_in_the_diagram_can_be_chosen_with_enter(led_to):
    page = led_to("/chain_rule")
    button_of(page, "w2").focus()
    page.keyboard.press("Enter")
    expect_link(page, "parameter=w2")


def test_the_focus_stays_on_what_was_chosen(led_to):
    page = led_to("/chain_rule")
    button_of(page, "w2").focus()
    page.keyboard.press("Enter")
    expect_link(page, "parameter=w2")
    settled(page)
    assert page.evaluate("document.activeElement.dataset.choose") == "parameter:w2"


def test_tab_and_the_arrow_keys_reach_every_control(seen):
    page = seen("/chain_rule?preset=mazur&mode=phases")
    expected = page.evaluate(REACHABLE)
    assert page.evaluate(LOST_IN_GROUPS) == []
    visited = set()
    for _ in range(expected + 20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.stMain') !== null"):
            visited.add(page.evaluate(FOCUSED))
    assert len(visited - {""}) >= expected


def test_the_box_of_the_chosen_weight_is_few_keys_from_the_address(open_page):
    page = open_page("/chain_rule")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # Streamlit's way past the pages
    for _ in range(9):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.choose") == "parameter:w5":
            break
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.dataset.box") == "w5"
    page.keyboard.type("0.5")
    page.keyboard.press("Enter")
    expect_link(page, "w5=0.5")
    page.keyboard.press("Control+z")
    expect(box_of(page, "w5")).to_have_value("0.4")
    page.keyboard.press("Control+y")
    expect(box_of(page, "w5")).to_have_value("0.5")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.innerText").startswith("Next")
    walk = page.locator("[data-walk]")
    step = int(walk.get_attribute("aria-valuenow"))
    for _ in range(10):
        page.keyboard.press("ArrowRight")
    expect(walk).to_have_attribute("aria-valuenow", str(step + 10))


def test_h_hides_the_answer_and_p_presents(led_to):
    page = led_to("/chain_rule")
    page.keyboard.press("h")
    expect_link(page, "hide=1")
    hidden = page.get_by_role("button", name="Hidden. Show the answer")
    expect(hidden).to_have_text("?")
    expect(page.locator("[data-term=dL_dw5]")).to_have_count(0)
    hidden.press("Enter")
    expect(page.locator(".lines .value [data-term=dL_dw5]")).to_be_visible()
    page.keyboard.press("p")
    expect_link(page, "present=1")
    expect(page.get_by_role("button", name="Leave")).to_be_visible()


def test_play_walks_on_by_itself_until_it_is_paused(led_to):
    page = led_to("/forward")
    page.keyboard.press("l")
    expect_link(page, "step=a1_1")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_the_arrow_keys_walk_along_the_road_of_the_matrix_page(led_to):
    page = led_to("/matrix?preset=iris&product=dL_dW2-entries&cell=dL_dw2_11")
    page.keyboard.press("ArrowRight")
    expect_link(page, "cell=dL_dw2_21")
    settled(page)
    page.keyboard.press("End")
    expect_link(page, "product=dL_dW1")


def test_a_cell_can_be_chosen_with_enter_and_leads_to_its_scalar_chain_and_back(led_to):
    page = led_to("/matrix?preset=iris&product=Z1")
    page.locator(".matrix [data-choose='cell:z1_2@3']").focus()
    page.keyboard.press("Enter")
    expect_link(page, "cell=z1_2%403")
    settled(page)
    page.get_by_role("button", name="The same number in the network").click()
    expect_link(page, "/forward?")
    expect_link(page, "step=z1_2%403")
    settled(page)
    page.get_by_role("button", name="In matrix form").click()
    expect_link(page, "/matrix?")
    expect_link(page, "cell=z1_2%403")


def test_next_builds_a_chain_piece_by_piece(led_to):
    page = led_to("/chain_rule?preset=derivation&mode=build&parameter=w5")
    for stage in (1, 2, 3):
        page.keyboard.press("ArrowRight")
        expect_link(page, f"stage={stage}")
        settled(page)
        expect(page.locator(".lines .symbols .body mfrac")).to_have_count(stage)


def test_on_a_projected_screen_v_goes_on_t_turns_the_room_dark_and_escape_closes_its_menu_first(led_to):
    page = led_to("/chain_rule?present=1")
    page.keyboard.press("v")
    expect_link(page, "part=picture")
    page.keyboard.press("t")
    expect_link(page, "room=dark")
    page.locator(".st-key-dock .stPopover button").click()
    expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("stPopoverBody")).to_have_count(0)
    expect_link(page, "present=1")
    page.keyboard.press("Escape")
    expect_link_without(page, "present=1")
