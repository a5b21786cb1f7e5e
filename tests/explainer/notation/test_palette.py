"""The colours: one for each role, each legible on the page it stands on."""

import re
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from explainer.browser.served import ASSETS
from explainer.notation.palette import ROLES, TONES, css_variables
from tests.closeness import close_to

THEME = tomllib.loads((Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]

every_role = pytest.mark.parametrize("role", ROLES)
both_themes = pytest.mark.parametrize("theme", ["light", "dark"])


def luminance(colour):
    """Return the relative luminance of ``#rrggbb`` as WCAG 2.2 defines it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    """Return the contrast ratio of two colours, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "ratio"), [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#0000ff", "#ffffff", 8.59)]
)
def test_contrast_is_measured_as_wcag_does(one, other, ratio):
    assert contrast(one, other) == close_to(ratio, absolute=0.01)


@every_role
@both_themes
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
def test_text_in_the_colour_of_a_role_is_legible(role, theme, ground):
    assert contrast(getattr(ROLES[role], theme), THEME[theme][ground]) >= 4.5


@both_themes
def test_plain_text_is_legible(theme):
    assert contrast(THEME[theme]["textColor"], THEME[theme]["backgroundColor"]) >= 7


@both_themes
def test_white_text_on_a_primary_button_is_legible(theme):
    assert contrast(THEME[theme]["primaryColor"], "#ffffff") >= 4.5


@both_themes
def test_no_two_roles_have_the_same_colour(theme):
    colours = [getattr(role, theme) for role in ROLES.values()]
    assert all(one != other for one, other in combinations(colours, 2))


@every_role
def test_every_role_says_what_it_means(role):
    assert ROLES[role].meaning


@pytest.mark.parametrize(("name", "colour"), {**ROLES, **TONES}.items())
def test_every_colour_is_a_css_variable_for_both_themes(name, colour):
    assert f"--{name}: light-dark({colour.light}, {colour.dark});" in css_variables()


@both_themes
@pytest.mark.parametrize("ground", ["backgroundColor", "secondaryBackgroundColor"])
@pytest.mark.parametrize("tone", sorted(TONES.keys() - {"page", "ground", "rule", "dot", "subject"}))
def test_text_in_a_tone_is_legible(tone, ground, theme):
    assert contrast(getattr(TONES[tone], theme), THEME[theme][ground]) >= 4.5


@both_themes
def test_text_on_what_a_step_is_about_is_legible(theme):
    ground = getattr(TONES["subject"], theme)
    assert contrast(THEME[theme]["textColor"], ground) >= 7
    assert all(contrast(getattr(TONES[tone], theme), ground) >= 4.5 for tone in ("quiet", "value", "gradient"))


@both_themes
def test_a_dot_stands_out_from_its_ground(theme):
    assert contrast(getattr(TONES["dot"], theme), getattr(TONES["ground"], theme)) >= 3  # what is no text


@both_themes
def test_the_ground_is_that_of_the_theme(theme):
    assert getattr(TONES["ground"], theme) == THEME[theme]["secondaryBackgroundColor"]


@pytest.mark.parametrize("sheet", sorted(ASSETS.glob("*.*")), ids=lambda sheet: sheet.name)
def test_no_colour_stands_outside_the_palette(sheet):
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|light-dark|rgba?\(|hsla?\(", sheet.read_text("utf-8")) == []


@every_role
def test_the_style_sheet_gives_every_role_its_colour(role):
    style = (ASSETS / "panels.css").read_text("utf-8")
    assert re.search(rf"\.role-{role}\b", style)
    assert f"var(--{role})" in style


@pytest.mark.parametrize("name", [*ROLES, *TONES])
def test_where_the_system_chooses_the_colours_every_one_of_ours_is_one_of_its(name):
    _, _, forced = (ASSETS / "contrast.css").read_text("utf-8").partition("@media (forced-colors: active)")
    assert re.search(rf"--{name}: (Canvas|CanvasText|Highlight|HighlightText);", forced)
