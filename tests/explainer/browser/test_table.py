"""The one maker of tables."""

from explainer.browser.table import CURRENT, LEAST_ROWS, Cell, Row, side_by_side, table
from tests.explainer.markup import fragment


def tags(markup):
    return [element["tag"] for element in fragment(markup).elements]


def test_a_table_has_a_caption_and_headers_for_listeners():
    made = fragment(table("Sizes", ["Name", "Size"], [Row("a", ["1"])]))
    assert [e["text"] for e in made.tagged("caption")] == ["Sizes"]
    assert [(e["attributes"]["scope"], e["text"]) for e in made.tagged("th")] == [
        ("col", "Name"),
        ("col", "Size"),
        ("row", "a"),
    ]


def test_a_row_without_a_header_is_cells_alone():
    assert tags(table("", [], [Row(None, ["1"])]))[-2:] == ["tr", "td"]


def test_a_cell_may_have_attributes_of_its_own():
    made = fragment(table("", [], [Row(Cell("a", {"colspan": 2}), [Cell("1", {"class": "lit"})], CURRENT)]))
    assert made.with_attribute("colspan")[0]["attributes"] == {"scope": "row", "colspan": "2"}
    assert made.tagged("td")[0]["attributes"] == {"class": "lit"}
    assert made.with_attribute("aria-current")[0]["tag"] == "tr"


def test_text_in_a_table_is_escaped():
    assert "&lt;b&gt;" in table("<b>", ["<b>"], [Row("<b>", ["<b>"])])


def test_few_rows_stand_in_one_table():
    rows = [Row(str(n), []) for n in range(LEAST_ROWS)]
    assert tags(side_by_side("", [], rows, 2, "", ()))[0] == "table"


def test_many_rows_stand_side_by_side():
    rows = [Row(str(n), []) for n in range(2 * LEAST_ROWS)]
    made = fragment(side_by_side("", [], rows, 2, "", ()))
    assert len(made.tagged("table")) == 2
    assert len(made.tagged("tr")) == 2 * LEAST_ROWS + 2
