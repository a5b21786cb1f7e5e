"""Many learning rates, as a reader without a browser meets them."""

import json

from backprop import gallery
from backprop.files import parse_problem
from explainer.screen.training_sweep import asked_of, length_of, rates_of
from explainer.view import own
from explainer.view.compared import LENGTHS
from explainer.view.view import View
from tests.explainer.examples import layered
from tests.pages.reader import Reader

REGRESSION = {"network": own.in_link(own.begun("regression"))}


def test_the_reader_says_which_learning_rates_diverge_before_they_are_tried():
    reader = Reader("training", training="sweep", **REGRESSION)
    assert "sweep_answer" not in reader.panels
    reader.app.button_group(key="sweep_guess").set_value([10.0, 100.0]).run()
    reader.press("Run the sweep and check")
    assert reader.faults == []
    assert "Not quite: 1, 10 and 100 diverge." in reader.panels["sweep_answer"]
    assert "from a learning rate of 0.913 on" in reader.panels["sweep_answer"]


def test_a_learning_rate_of_the_sweep_is_taken_from_where_the_run_began():
    reader = Reader("training", training="sweep", updates="3", **REGRESSION)
    reader.press("Only run it").pick("choice_sweep_rate", 0.3)
    assert (reader.values, reader.view.updates) == ({"learning_rate": 0.3}, 0)
    assert "sweep_answer" in reader.panels


def test_none_of_the_rates_that_are_asked_about_is_left_out_of_the_sweep():
    for name in gallery():
        view = View(network=own.begun(name))
        assert set(asked_of(view)) <= set(rates_of(view))


def test_of_the_largest_network_a_sweep_takes_fewer_updates():
    large = layered((12,) * 7, ("tanh", "sigmoid", "tanh", "relu", "leaky_relu", "sigmoid"), examples=200)
    largest = View(network=own.pack(parse_problem(json.dumps(large))))
    assert (length_of(View()), length_of(largest)) == (100, 10)
    assert largest.most_updates >= LENGTHS[-1]
