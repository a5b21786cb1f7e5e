import pytest
from playwright.sync_api import expect

from backprop import presets
from tests.browser.gestures import drag, url_with
from tests.browser.truth import assert_true

PAGES = ["/", "/forward", "/chain_rule", "/update"]


@pytest.mark.parametrize("preset", list(presets()))
@pytest.mark.parametrize("path", PAGES)
def test_every_number_on_every_page_is_the_traces(seen, path, preset):
    assert_true(seen(f"{path}?preset={preset}"), at_least=15)


@pytest.mark.parametrize("digits", ["2", "8"])
def test_numbers_stay_true_at_any_precision(open_page, digits):
    assert_true(open_page(f"/chain_rule?digits={digits}"))


@pytest.mark.parametrize("notation", ["house", "derivation"])
def test_numbers_stay_true_in_another_notation(open_page, notation):
    assert_true(open_page(f"/chain_rule?notation={notation}&parameter=b1"))


def test_numbers_are_true_after_a_drag_an_undo_and_a_reload(open_page):
    page = open_page("/chain_rule")
    slider = page.get_by_role("slider", name="w5", exact=True)
    drag(page, slider, 25)
    expect(page).to_have_url(url_with("w5="))
    assert_true(page)
    page.reload()
    assert_true(page)
    page.get_by_role("button", name="Reset").click()
    expect(page).not_to_have_url(url_with("w5="))
    assert_true(page)
    page.get_by_role("button", name="Undo").click()
    expect(page).to_have_url(url_with("w5="))
    assert_true(page)


def test_numbers_are_true_after_a_preset_change(open_page):
    page = open_page("/chain_rule?w5=0.7")
    page.get_by_role("combobox").first.click()
    page.get_by_role("option", name="Mazur 2-2-2").click()
    expect(page).to_have_url(url_with("preset=mazur"))
    assert_true(page)


def test_numbers_are_true_after_taking_updates(open_page):
    page = open_page("/update?learning_rate=1")
    for _ in range(3):
        before = page.url
        page.get_by_role("button", name="Take the update").click()
        page.wait_for_function("before => location.href !== before", arg=before)
        assert_true(page)


def test_the_update_of_the_lecture_at_rate_1_is_exact_in_the_link(open_page):
    page = open_page("/update?learning_rate=1")
    page.get_by_role("button", name="Take the update").click()
    expect(page).to_have_url(url_with("w5=0.31783295943576"))
