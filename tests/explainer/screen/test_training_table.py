"""The table of a run on the page."""

from backprop import load_preset, train, with_values
from explainer.screen.training_table import table_of

RUN = train(with_values(load_preset("worked"), {"learning_rate": 0.5}), 20)


def test_every_cell_is_exactly_a_number_of_the_run():
    table = table_of(RUN, range(5, 9), ["w1", "b2"], [0, 7], 6)
    assert list(table.index) == [5, 6, 7, 8]
    assert table["loss"].to_list() == RUN.losses[5:9].tolist()
    assert table[["w1", "b2"]].to_numpy().tolist() == RUN.parameters[5:9][:, [0, 7]].tolist()


def test_the_row_where_the_reader_is_says_so():
    table = table_of(RUN, range(5, 9), ["w1"], [0], 6)
    assert table[""].to_list() == ["", "here", "", ""]


def test_every_column_has_a_header_also_that_of_the_rows():
    assert table_of(RUN, range(2), ["w1"], [0], 0).index.name == "update"
