"""Every parameter over the updates of a run."""

import numpy as np

from explainer.figures.plots.histories import MOST_APART, MOST_IN_ALL, History, histories_figure

HISTORIES = [History(f"w<sub>{number}</sub>", np.linspace(0.0, number, 31)) for number in range(30)]


def test_a_few_parameters_have_lines_that_look_their_own_way_and_the_chosen_one_is_strong():
    few = HISTORIES[:MOST_APART]
    *lines, places = histories_figure(few, 2, 10, 50).data
    assert len({(line.line.color, line.line.dash) for line in lines}) == len(few)
    strong = max(lines, key=lambda line: line.line.width)
    assert strong is lines[-1]
    assert strong.name == "<b>w<sub>2</sub></b>"
    assert list(places.y) == [history.values[10] for history in few]


def test_many_parameters_look_alike_but_for_the_chosen_one_and_no_line_joins_two_of_them():
    assert len(HISTORIES) > MOST_APART
    others, chosen, _ = histories_figure(HISTORIES, 2, 10, 50).data
    assert np.isnan(others.y).sum() == len(HISTORIES) - 1
    assert list(chosen.y) == HISTORIES[2].values.tolist()


def test_of_a_layer_without_the_chosen_parameter_all_is_drawn():
    others, _ = histories_figure(HISTORIES, None, 10, 50).data
    assert np.isnan(others.y).sum() == len(HISTORIES)


def test_of_many_long_histories_a_bounded_number_of_points_is_sent():
    many = [History(str(number), np.sin(np.arange(1069) * number)) for number in range(100)]
    figure = histories_figure(many, 0, 500, 1069)
    assert sum(len(trace.x) for trace in figure.data) <= MOST_IN_ALL + 3 * len(many)
