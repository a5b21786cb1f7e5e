import pytest

from backprop import presets
from explainer.view.pages import BESIDE, TITLES
from explainer.view.view import View
from tests.browser.gestures import box_of

PAGES = ["/", "/forward", "/chain_rule", "/update"]

SCROLLS_DOWN = """() => {
  const main = document.querySelector('.stMain');
  return main.scrollHeight - main.clientHeight;
}"""

OUTSIDE = """() => {
  const width = document.documentElement.clientWidth;
  const main = document.querySelector('.stMain');
  return main.scrollWidth - main.clientWidth;
}"""

OVERLAPS = """() => {
  const kinds = [".parameter.boxed rect", ".loss-box rect", ".unit > g > circle:not(.halo)", ".input > circle"];
  const drawing = ".diagram > .network";
  const shapes = [...document.querySelectorAll(kinds.map(kind => `${drawing} ${kind}`).join(", "))]
    .map(e => ({ round: e.tagName === "circle", box: e.getBoundingClientRect() }));
  // A circle as the point in its middle and a radius, anything else as its box.
  const outline = ({ round, box }) => {
    if (!round) return { box, radius: 0 };
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    return { box: new DOMRect(x, y, 0, 0), radius: box.width / 2 };
  };
  let pairs = 0;
  for (let i = 0; i < shapes.length; i++) for (let j = i + 1; j < shapes.length; j++) {
    const a = outline(shapes[i]), b = outline(shapes[j]);
    const across = Math.max(a.box.left, b.box.left) - Math.min(a.box.right, b.box.right);
    const down = Math.max(a.box.top, b.box.top) - Math.min(a.box.bottom, b.box.bottom);
    const apart = across < 0 || down < 0 ? Math.max(across, down) : Math.hypot(across, down);
    if (apart < a.radius + b.radius - 2) pairs++;
  }
  return pairs;
}"""


BELOW = """() => {
  const found = [...document.querySelectorAll(".matrix")].map(e => e.getBoundingClientRect());
  const main = document.querySelector(".stMain").getBoundingClientRect();
  const far = (side) => Math.max(...found.map(r => r[side])) - main[side];
  return [found.length, far("bottom"), far("right")];
}"""

BEYOND = """() => [...document.querySelectorAll(".lecture :is(math, button, td, th, p)")]
  .filter(e => e.getBoundingClientRect().right > innerWidth).map(e => e.textContent)"""

CUT = """() => [...document.querySelectorAll(".lines")].flatMap(lines => {
  const { right } = lines.getBoundingClientRect();
  const beyond = [...lines.querySelectorAll("math")].filter(e => e.getBoundingClientRect().right > right + 1);
  const isSmaller = Number(getComputedStyle(lines).getPropertyValue("--fit") || 1) < 1;
  return [...beyond.map(e => e.textContent), ...(isSmaller ? ["set smaller"] : [])];
})"""

WIDEST = [("/chain_rule?preset=softmax&step=dL_dw1_11&digits=8", 1280), ("/forward?preset=iris&step=loss", 390)]

WORKED = [f"{path}?preset=worked" for path in PAGES]
PROJECTED = [*WORKED, "/chain_rule?parameter=b1", "/chain_rule?present=1&hide=1", "/chain_rule?preset=mazur"]


OUT_OF_REACH = """() => [...document.querySelectorAll(".network line.hit")].filter(line => {
  const along = (share) => {
    const [x1, x2, y1, y2] = ["x1", "x2", "y1", "y2"].map(side => line[side].baseVal.value);
    const point = new DOMPoint(x1 + share * (x2 - x1), y1 + share * (y2 - y1)).matrixTransform(line.getScreenCTM());
    return document.elementFromPoint(point.x, point.y)?.closest("[data-choose]");
  };
  return !Array.from({ length: 19 }, (_, n) => along((n + 1) / 20)).some(found => found === line);
}).length"""


def test_every_edge_can_be_chosen_on_its_line(seen):
    page = seen("/chain_rule?preset=worked", width=1280, height=720)
    assert page.locator(".network line.hit").count() == 6
    assert page.evaluate(OUT_OF_REACH) == 0


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (1920, 1080)])
@pytest.mark.parametrize("path", PROJECTED)
def test_a_projected_page_needs_no_scrolling(seen, path, width, height):
    page = seen(path, width=width, height=height)
    assert page.evaluate(SCROLLS_DOWN) <= 0
    assert page.evaluate(OUTSIDE) <= 0


@pytest.mark.parametrize("path", [*WORKED, "/matrix?preset=iris", "/lecture_notes", "/chain_rule?mode=phases"])
def test_a_phone_scrolls_down_and_never_sideways(seen, path):
    assert seen(path, width=390, height=844).evaluate(OUTSIDE) <= 0


@pytest.mark.parametrize("preset", ["worked", "iris"])
def test_all_of_a_line_of_the_notes_is_in_sight_on_a_phone(seen, preset):
    assert seen(f"/lecture_notes?preset={preset}", width=390, height=844).evaluate(BEYOND) == []


@pytest.mark.parametrize(("path", "width"), WIDEST)
def test_a_long_line_goes_on_below_itself_and_is_neither_cut_nor_set_smaller(seen, path, width):
    page = seen(path, width=width, height=844 if width < 640 else 720)
    assert page.locator(".lines math").count() > 10
    assert page.evaluate(CUT) == []


@pytest.mark.parametrize("product", ["Z1", "Z2", "delta2", "dL_dW2-entries", "dL_dW2", "error1", "dL_dW1"])
def test_a_whole_product_of_iris_is_seen_without_scrolling(seen, product):
    count, below, beyond = seen(f"/matrix?preset=iris&product={product}").evaluate(BELOW)
    assert count == 3
    assert below <= 0
    assert beyond <= 0


@pytest.mark.parametrize("preset", list(presets()))
def test_nothing_in_the_diagram_overlaps(seen, preset):
    assert seen(f"/chain_rule?preset={preset}").evaluate(OVERLAPS) == 0


def test_the_walk_stays_in_its_place_from_page_to_page(seen):
    tops = {seen(path).locator(".st-key-walk").bounding_box()["y"] for path in WORKED[1:]}
    assert max(tops) - min(tops) < 2


def test_nothing_jumps_while_a_number_changes_its_sign(led_to):
    page = led_to("/chain_rule")
    before = page.locator(".st-key-walk").bounding_box()
    box_of(page, "w5").fill("-0.4")
    page.keyboard.press("Enter")
    page.wait_for_url("**w5=-0.4")
    assert page.locator(".st-key-walk").bounding_box() == before


FOOT = """() => {
  const box = (selector) => document.querySelector(selector).getBoundingClientRect();
  return [Math.round(innerHeight - box(".st-key-dock").bottom), Math.round(box(".st-key-next button").left),
    Math.round(box(".st-key-next button").top)];
}"""


@pytest.mark.parametrize("preset", list(presets()))
def test_the_walk_stays_at_the_foot_of_the_window_and_next_under_the_mouse(seen, preset):
    steps = View(preset=preset).walk.on("chain_rule")
    places = [seen(f"/chain_rule?preset={preset}&step={step.key}").evaluate(FOOT) for step in (steps[0], steps[-1])]
    assert places[0][0] == 0
    assert places[0] == places[1]


IN_ITS_FRAME = """() => {
  const frame = document.querySelector(".panel.diagram").getBoundingClientRect();
  const { toward } = document.querySelector(".panel.diagram > .network").dataset;
  const boxes = [...document.querySelectorAll(`.diagram [data-factor="${CSS.escape(toward)}"]`)]
    .map((part) => part.getBoundingClientRect());
  return boxes.length > 0 && boxes.every(({ left, right, top, bottom }) => {
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    return frame.left < x && x < frame.right && frame.top < y && y < frame.bottom;
  });
}"""


@pytest.mark.parametrize("stage", [1, 3])
def test_a_graph_that_is_too_large_shows_the_factor_that_is_added(seen, stage):
    path = f"/chain_rule?preset=matrix&mode=build&parameter=w1_25&stage={stage}&present=1&part=picture"
    assert seen(path).evaluate(IN_ITS_FRAME)


def test_a_phone_has_the_pages_in_sight_the_picture_whole_and_one_number_at_the_foot(seen):
    page = seen("/chain_rule?preset=softmax", width=390, height=844)
    assert page.locator(".st-key-pages a >> visible=true").count() == len(TITLES) - len(BESIDE)
    assert page.evaluate("document.querySelector('.diagram > .network').getBoundingClientRect().right") <= 390
    assert page.locator("[data-slider] >> visible=true").count() == 1
    assert page.locator(".its-gradient >> visible=true").count() == 1
    box_of_dock = page.locator(".st-key-dock").bounding_box()
    assert round(box_of_dock["y"] + box_of_dock["height"]) == 844


def test_which_page_this_is_stays_in_sight_on_a_phone(seen):
    page = seen("/your_network?preset=worked", width=390, height=844)
    here = page.locator(".st-key-pages").get_by_role("link", name="Your network").bounding_box()
    assert here["x"] >= 0
    assert here["x"] + here["width"] <= 390
