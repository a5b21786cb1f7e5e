"""What a loss may be divided by, as a table: the formula, the number in front, what it does to a gradient."""

import pytest

from backprop import conventions_of, load_preset
from backprop.names import names
from explainer.matrices.conventions import TITLES, conventions_html, formula
from explainer.view.live import display_of
from explainer.view.view import View
from tests.closeness import close_to
from tests.explainer.examples import FILES, PRESETS, display_named, every_notation
from tests.explainer.markup import fragment

CHOICES = [
    (name, convention) for name in PRESETS for convention in conventions_of(load_preset(name).structure.loss)
]  # fmt: skip
every_choice = pytest.mark.parametrize(("name", "convention"), CHOICES)
every_file = pytest.mark.parametrize("name", [*PRESETS, *FILES])


def shown(name, **options):
    return display_of(View(preset=name, **options))


# The table.


@every_file
def test_every_convention_of_the_loss_has_its_row_with_the_number_in_front_and_the_factor(name):
    display = display_named(name)
    terms = [e["attributes"]["data-term"] for e in fragment(conventions_html(display)).with_attribute("data-term")]
    possible = conventions_of(display.trace.structure.loss)
    assert terms == [f"{kind}_{convention}" for convention in possible for kind in ("scale", "factor")]


@every_file
def test_the_numbers_are_the_texts_of_the_trace(name):
    display = display_named(name)
    for element in fragment(conventions_html(display)).with_attribute("data-term"):
        assert element["text"] == display.text(element["attributes"]["data-term"])


@every_choice
def test_the_convention_in_use_is_marked_and_no_other(name, convention):
    rows = fragment(conventions_html(shown(name, convention=convention))).tagged("tr")[1:]
    marked = ["aria-current" in row["attributes"] for row in rows]
    assert marked == [c == convention for c in conventions_of(load_preset(name).structure.loss)]


def test_every_row_and_every_column_has_a_header():
    parsed = fragment(conventions_html(shown("iris")))
    assert [header["attributes"]["scope"] for header in parsed.tagged("th")] == ["col"] * 3 + ["row"] * 6


@every_notation
def test_the_table_is_well_formed_in_every_notation(notation):
    for name in PRESETS:
        assert fragment(conventions_html(shown(name, notation=notation))).tagged("caption")


def test_every_convention_has_a_title():
    assert {convention for name in PRESETS for convention in conventions_of(load_preset(name).structure.loss)} <= {
        *TITLES
    }


# The formulas.


@pytest.mark.parametrize(
    ("convention", "scale"),
    [
        ("half_mean", r"\frac{1}{2 \cdot N}"), ("mean", r"\frac{1}{N}"), ("mean_all", r"\frac{1}{N \cdot K}"),
        ("half_mean_all", r"\frac{1}{2 \cdot N \cdot K}"), ("sum", ""),
    ],
)  # fmt: skip
def test_a_squared_error_is_divided_by_what_its_convention_names(convention, scale):
    written = formula(shown("iris"), convention)
    assert written.split() == rf"\text{{MSE}} = {scale} \sum (o - y)^2".split()


@pytest.mark.parametrize(
    ("convention", "scale"), [("mean", r"\frac{1}{N}"), ("mean_all", r"\frac{1}{N \cdot K}"), ("sum", "")]
)
def test_cross_entropy_is_never_halved(convention, scale):
    written = formula(shown("softmax"), convention)
    assert written.split() == rf"L = {scale} \sum (- y \log \hat{{y}})".split()


def test_binary_cross_entropy_has_two_logarithms():
    assert formula(display_named("binary"), "sum").endswith(r"\sum (- y \log \hat{y} - (1 - y) \log (1 - \hat{y}))")


def test_the_formula_has_the_letters_of_the_notation():
    assert formula(shown("derivation"), "sum").endswith(r"\sum (O - Y)^2")


# What it does to a gradient.


@every_choice
def test_the_factor_times_the_own_gradient_is_the_gradient_under_the_convention(name, convention):
    own, other = shown(name).trace, shown(name, convention=convention).trace
    factor = own[f"factor_{convention}"]
    for parameter in names(own.structure).by_name:
        assert other[f"dL_d{parameter}"] == close_to(factor * own[f"dL_d{parameter}"])


@every_choice
def test_the_table_of_numbers_does_not_depend_on_the_convention_in_use(name, convention):
    own, other = shown(name), shown(name, convention=convention)
    for possible in conventions_of(own.trace.structure.loss):
        for kind in ("scale", "factor"):
            assert own.text(f"{kind}_{possible}") == other.text(f"{kind}_{possible}")


@pytest.mark.parametrize("name", PRESETS)
def test_the_own_convention_changes_nothing(name):
    display = shown(name)
    assert display.trace[f"factor_{display.trace.structure.convention}"] == 1.0


def test_the_printed_gradient_of_lecture_5_is_a_third_of_ours_by_the_mean_over_outputs_too():
    assert shown("iris").trace["factor_half_mean_all"] == close_to(1 / 3)
