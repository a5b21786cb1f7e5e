"""The legend draws its samples as the drawings do, and says what each means."""

from explainer.browser.served import ASSETS
from explainer.notation.palette import ROLES
from explainer.words.legend import HUES, legend_html
from tests.explainer.markup import fragment


def test_every_colour_of_a_role_has_a_sample_and_its_meaning():
    legend = fragment(legend_html())
    text = " ".join(e["text"] for e in legend.tagged("li"))
    assert HUES.keys() == ROLES.keys()
    for role, colour in ROLES.items():
        assert f"role-{role}" in legend_html()
        assert colour.meaning in text


def test_every_sample_has_a_style_that_the_drawings_have():
    sheet = (ASSETS / "panels.css").read_text("utf-8")
    drawn = fragment(legend_html())
    for element in drawn.elements:
        for style in element["attributes"].get("class", "").split():
            assert style == "legend" or f".{style}" in sheet, style


def test_width_dashes_and_dots_are_explained():
    words = [e["text"] for e in fragment(legend_html()).tagged("li")]
    assert [text.partition(":")[0] for text in words[:3]] == ["Width", "Dashed", "Dotted"]
