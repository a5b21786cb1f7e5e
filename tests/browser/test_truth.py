from itertools import cycle

import pytest

from backprop import gallery, presets
from explainer.view import own
from tests.browser.gestures import drag, expect_link, expect_link_without, slider_of
from tests.browser.truth import assert_curve_true, assert_true, linked_values
from tests.closeness import close_to

VIEWS = [
    "/", "/forward", "/chain_rule", "/chain_rule?mode=build&stage=99", "/chain_rule?mode=phases", "/update", "/matrix",
    "/lecture_notes", "/intuition", "/intuition?look=flow",
]  # fmt: skip


def shows_nothing(path, preset):
    return path == "/lecture_notes" and preset == "mazur"  # it belongs to no lecture


SAMPLE = [
    *((path, preset) for path in VIEWS for preset in ("worked", "iris")),
    *(("/chain_rule", preset) for preset in presets() if preset not in {"worked", "iris"}),
]
"""Every view with one network of a single example and one batch; without a browser all of them are tried."""


@pytest.mark.parametrize(("path", "preset"), SAMPLE)
def test_every_number_in_a_view_is_the_traces(seen, path, preset):
    assert_true(seen(f"{path}{'&' if '?' in path else '?'}preset={preset}"), at_least=15)


OF_OWN = ["/forward", "/chain_rule", "/update", "/matrix", "/chain_rule?mode=phases", "/your_network?section=numbers"]


@pytest.mark.parametrize(("name", "path"), list(zip(gallery(), cycle(OF_OWN), strict=False)))
def test_every_number_of_an_own_network_is_the_traces(seen, name, path):
    assert_true(seen(f"{path}{'&' if '?' in path else '?'}network={own.begun(name)}"), at_least=5)


@pytest.mark.parametrize("query", ["preset=worked&updates=5", "preset=iris&rule=momentum&order=shuffled&updates=5"])
def test_every_number_of_a_run_is_the_traces(seen, query):
    # Most of the page is plots and a table, which are held to the run without a browser.
    assert_true(seen(f"/training?{query}"), at_least=3)


MATRICES = [
    "preset=iris&orientation=columns&product=Z1&cell=z1_1@2",
    "preset=iris&convention=half_mean_all&product=dL_dW2",
    "preset=iris&notation=house&product=dL_dW2-swapped",
    "preset=softmax&product=jacobian3",
    "preset=matrix&orientation=rows&product=dL_db1",
]


@pytest.mark.parametrize("query", MATRICES)
def test_every_number_in_the_matrices_is_the_traces(seen, query):
    assert_true(seen(f"/matrix?{query}"), at_least=10)


def test_numbers_of_one_example_of_a_batch_are_true(seen):
    assert_true(seen("/chain_rule?preset=iris&example=2&parameter=w1_11"))


def test_numbers_are_true_after_a_drag_on_the_matrix_page(led_to):
    page = led_to("/matrix?preset=iris")
    drag(page, slider_of(page, "w2_11"), 25)
    expect_link(page, "w2_11=")
    assert_true(page)


@pytest.mark.parametrize("digits", ["2", "8"])
def test_numbers_stay_true_at_any_precision(seen, digits):
    assert_true(seen(f"/chain_rule?digits={digits}"))


@pytest.mark.parametrize("notation", ["house", "derivation"])
def test_numbers_stay_true_in_another_notation(seen, notation):
    assert_true(seen(f"/chain_rule?notation={notation}&parameter=b1"))


def test_numbers_are_true_after_a_drag_an_undo_and_a_reload(led_to):
    page = led_to("/chain_rule")
    slider = slider_of(page, "w5")
    drag(page, slider, 25)
    expect_link(page, "w5=")
    assert_true(page)
    page.reload()
    assert_true(page)
    page.get_by_role("button", name="Reset").click()
    expect_link_without(page, "w5=")
    assert_true(page)
    page.get_by_role("button", name="Undo").click()
    expect_link(page, "w5=")
    assert_true(page)


def test_numbers_are_true_after_a_preset_change(led_to):
    page = led_to("/chain_rule?w5=0.7")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="Mazur 2-2-2").click()
    expect_link(page, "preset=mazur")
    assert_true(page)


def test_numbers_are_true_after_taking_updates(led_to):
    page = led_to("/update?learning_rate=1")
    for _ in range(3):
        before = page.url
        page.get_by_role("button", name="Take the update").click()
        page.wait_for_function("before => location.href !== before", arg=before)
        assert_true(page)


def test_numbers_are_true_after_a_rule_is_chosen_and_its_numbers_are_dragged(led_to):
    page = led_to("/update?preset=mazur&penalty=on&step=penalized_dL_dw5&parameter=w5")
    page.get_by_role("button", name="Gradient descent, decay").click()
    page.get_by_role("combobox", name="Update rule").click()
    page.get_by_role("option", name="Adam").click()
    expect_link(page, "rule=adam")
    assert_true(page)
    page.keyboard.press("Escape")
    drag(page, slider_of(page, "l2"), 20)
    expect_link(page, "l2=")
    assert_true(page)


def test_the_update_of_the_lecture_at_rate_1_is_exact_in_the_link(led_to):
    page = led_to("/update?learning_rate=1")
    page.get_by_role("button", name="Take the update").click()
    expect_link(page, "updates=1")
    assert linked_values(page.url)["w5"] == close_to(0.31783295943576)


@pytest.mark.parametrize("query", ["learning_rate=10&nudge=0.5&parameter=b1", "preset=iris&learning_rate=3"])
def test_the_curve_and_what_stands_on_it_are_the_traces(open_page, query):
    page = open_page(f"/intuition?{query}")
    assert_true(page)
    assert_curve_true(page)


def test_a_point_that_is_dragged_on_the_curve_changes_its_parameter_and_all_that_follows(led_to):
    page = led_to("/intuition?learning_rate=1")
    page.wait_for_function("() => document.querySelector('.slope .hit[cx]')")
    gradient = page.locator("[data-term=dL_dw5]").first.text_content()
    box = page.locator(".slope .hit").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, 31):
        page.mouse.move(x - 4 * step, y)
    page.wait_for_function("() => Number(document.querySelector('[data-slider=w5]').value) < 0.2")
    page.wait_for_function("was => document.querySelector('[data-term=dL_dw5]').textContent !== was", arg=gradient)
    page.mouse.up()
    expect_link(page, "w5=")
    assert_true(page)
    assert_curve_true(page)
