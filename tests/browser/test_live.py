from playwright.sync_api import expect

from tests.browser.conftest import settled
from tests.browser.gestures import box_of, drag, expect_link, expect_link_without, grip, slider_of, swipe
from tests.browser.truth import assert_true

RECORD = """term => {
  window.seen = [];
  const place = document.querySelector(`table [data-term="${term}"]`);
  const anything = {childList: true, characterData: true, subtree: true};
  new MutationObserver(() => seen.push(place.textContent)).observe(place, anything);
}"""


def test_every_gradient_moves_while_a_slider_is_dragged(led_to):
    page = led_to("/chain_rule")
    before = {p: page.locator(f"table [data-term='dL_d{p}']").text_content() for p in ("w1", "w5", "b1", "b2")}
    drag(page, slider_of(page, "w5"), 30, release=False)
    for parameter, text in before.items():
        expect(page.locator(f"table [data-term='dL_d{parameter}']")).not_to_have_text(text or "")
    page.mouse.up()


def test_a_drag_shows_values_on_the_way_and_not_only_the_last(led_to):
    page = led_to("/chain_rule")
    page.evaluate(RECORD, "dL_dw6")
    slider = slider_of(page, "w5")
    x, y = grip(slider)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 21):
        page.mouse.move(x + step, y)
        page.wait_for_function("n => seen.length >= n", arg=step // 2)
    page.mouse.up()
    assert len(set(page.evaluate("seen"))) >= 10


def test_the_equation_and_the_diagram_follow_the_same_drag(led_to):
    page = led_to("/chain_rule")
    drag(page, slider_of(page, "w5"), 30)
    expect_link(page, "w5=")
    settled(page)
    shown = page.eval_on_selector_all("[data-term=dL_dw5]", "found => found.map(e => e.textContent)")
    assert len(shown) >= 3
    assert len(set(shown)) == 1


def test_the_cells_of_a_product_move_while_a_weight_is_dragged(led_to):
    page = led_to("/matrix?preset=iris&product=dL_dW2&parameter=w2_11")
    cells = [page.locator(f".matrix [data-term='{term}']") for term in ("dL_dw2_11", "example_delta2_1@1")]
    before = [cell.text_content() for cell in cells]
    drag(page, slider_of(page, "w2_11"), 30, release=False)
    for cell, text in zip(cells, before, strict=True):
        expect(cell).not_to_have_text(text or "")
    page.mouse.up()


def test_targets_that_no_longer_add_up_to_one_change_the_equation_when_they_are_let_go(led_to):
    page = led_to("/chain_rule?preset=softmax&step=delta3_1")
    expect(page.locator(".lines [data-term=y2]")).to_have_count(0)
    box = box_of(page, "y2")
    box.fill("0.5")
    page.keyboard.press("Enter")
    expect(page.locator(".lines [data-term=y2]")).to_have_count(1)
    assert_true(page)


def test_a_line_gets_the_digits_that_it_needs_to_add_up_when_the_number_is_let_go(led_to):
    page = led_to("/chain_rule?step=dL_dw5")
    factors = page.locator(".lines .numbers [data-term]")
    expect(factors).to_have_text(["0.7414", "0.1868", "0.5933"])
    box_of(page, "w5").fill("0.9")
    page.keyboard.press("Enter")
    expect(factors).to_have_text(["0.79259", "0.15844", "0.59327"])
    assert_true(page)


def test_scrubbing_a_number_in_the_diagram_changes_its_parameter(led_to):
    page = led_to("/chain_rule")
    number = page.locator(".network [data-term=w6]")
    box = number.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 5, steps=6)
    page.mouse.up()
    expect_link(page, "w6=")
    assert_true(page)


def test_scrubbing_a_number_in_an_equation_changes_its_parameter(led_to):
    page = led_to("/update?step=new_w5")
    number = page.locator(".lines [data-term=w5]").first
    box = number.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 80, box["y"] + 5, steps=6)
    page.mouse.up()
    expect_link(page, "w5=")
    assert_true(page)


def test_a_double_click_on_a_slider_returns_to_the_presets_value(led_to):
    page = led_to("/chain_rule?w5=0.9")
    slider_of(page, "w5").dblclick()
    expect_link_without(page, "w5=")
    expect(box_of(page, "w5")).to_have_value("0.4")


def test_the_learning_rate_slider_is_logarithmic_from_a_ten_thousandth_to_ten(led_to):
    page = led_to("/update?learning_rate=1")
    slider = slider_of(page, "learning_rate")
    slider.focus()
    page.keyboard.press("Home")
    expect_link_without(page, "learning_rate")  # 0.0001 is the preset's
    page.keyboard.press("End")
    expect_link(page, "learning_rate=10.0")
    box = slider.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect_link(page, "learning_rate=0.03")  # the geometric middle, not 5


def test_two_sliders_moved_at_once_by_script_are_both_taken(led_to):
    page = led_to("/chain_rule")
    page.evaluate("""() => {
      for (let step = 1; step <= 40; step++) for (const name of ["w1", "w6"]) {
        const slider = document.querySelector(`[data-slider=${name}]`);
        slider.value = Number(slider.value) + 0.01;
        slider.dispatchEvent(new Event("input", {bubbles: true}));
      }
      document.querySelector("[data-slider=w6]").dispatchEvent(new Event("change", {bubbles: true}));
    }""")
    expect_link(page, "w6=0.85")
    expect_link(page, "w1=0.55")
    assert_true(page)


def test_gradients_move_on_a_touch_screen(open_page):
    page = open_page("/chain_rule", width=390, height=844, has_touch=True, is_mobile=True)
    slider = slider_of(page, "w5")
    slider.scroll_into_view_if_needed()
    swipe(page, slider, 60, 4, share=0.5)
    expect_link(page, "w5=")
    assert_true(page)


SHUT = """
  window.tries = 0;
  window.failures = 0;
  window.WebSocket = class extends WebSocket {
    constructor(url, ...rest) {
      const live = String(url).endsWith("/live");
      super(live ? `${url}-shut` : url, ...rest);
      if (!live) return;
      tries += 1;
      this.addEventListener("close", () => failures += 1);
    }
  };
"""
"""An app without a server has no live path."""

MOST_TRIES = 6


def test_where_there_is_no_live_path_the_page_gives_up_asking_until_it_comes_back_into_view(open_page):
    page = open_page("/forward", alone=True)
    page.add_init_script(SHUT)
    page.clock.install()
    page.reload()
    settled(page)  # a page that is not here yet would take the time that goes by for a server that does not answer
    while (failed := page.evaluate("failures")) < MOST_TRIES:
        page.clock.fast_forward(20_000)
        page.wait_for_function("failed => failures > failed", arg=failed)
    page.clock.fast_forward(600_000)
    assert page.evaluate("tries") == MOST_TRIES
    drag(page, slider_of(page, "w5"), 20)
    expect_link(page, "w5=")
    assert page.evaluate("tries") == MOST_TRIES
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.evaluate("tries") == MOST_TRIES + 1
    assert_true(page)


def test_a_series_of_keys_is_one_change_where_there_is_no_live_path_too(open_page):
    page = open_page("/chain_rule", script=SHUT)
    before = page.locator("table [data-term=dL_dw6]").text_content()
    slider_of(page, "w5").focus()
    for _ in range(4):
        page.keyboard.press("PageDown")
    expect(page.locator("table [data-term=dL_dw6]")).not_to_have_text(before)
    expect_link(page, "w5=0.0")
    assert_true(page)
    page.get_by_role("button", name="Undo").first.click()
    expect_link_without(page, "w5=")
    assert_true(page)


def test_a_thumb_changes_a_number_only_along_its_slider(open_page):
    page = open_page("/chain_rule", 390, 844, has_touch=True, is_mobile=True)
    slider = slider_of(page, "w5")
    swipe(page, slider, 10, -200)
    swipe(page, slider, 0, 0)
    assert slider.input_value() == "0.4"
    swipe(page, slider, 60, 10, share=0.2)
    expect_link(page, "w5=")
    settled(page)
    assert 0.4 < float(slider.input_value()) < 1
    assert_true(page)
    page.keyboard.press("Control+z")
    expect_link_without(page, "w5=")  # it was the only change


def test_a_weight_can_be_dragged_where_it_is_a_factor_and_a_double_click_puts_it_back(led_to):
    page = led_to("/chain_rule?step=dL_da1_1")
    factor, gradient = page.locator(".lines [data-same-as=w5]").first, page.locator(".bar [data-ghost=dL_dw5]")
    box = factor.bounding_box()
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 45, box["y"] + 5, steps=5)
    page.mouse.up()
    expect_link(page, "w5=0.6")
    expect(gradient).to_be_visible()
    expect(page.locator(".control[data-changed] .symbol")).to_have_text("w5")
    factor.dblclick()
    expect_link_without(page, "w5=")
    settled(page)
    assert_true(page)


def test_a_measured_slope_is_hidden_while_its_gradient_moves_and_measured_anew_when_that_is_let_go(open_page):
    page = open_page("/intuition?look=check&parameter=w5")
    row = page.locator(".check tr.current")
    before = row.text_content()
    drag(page, slider_of(page, "w5"), 30, release=False)
    assert {cell.is_visible() for cell in row.locator("[data-still]").all()} == {False}
    page.mouse.up()
    expect(row.locator(".verdict")).to_be_visible()
    gradient, slope = row.locator("td").all_text_contents()[:2]
    assert gradient == slope
    assert row.text_content() != before
