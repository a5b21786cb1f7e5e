"""The parts of the page on which a network is made, as a reader without a browser sees them."""

import re

import pytest

from backprop.building import empty, with_inputs, with_layer, with_loss, with_units
from explainer.view.link import to_link
from explainer.view.moves import open_network
from explainer.view.view import View
from tests.pages.reader import Reader

BOX = re.compile(r'data-box="([^"]+)"')


def opened(problem, **also):
    return Reader("your_network", **{**to_link(open_network(View(), problem)), **also})


def test_a_list_that_is_picked_from_changes_the_network_and_all_its_boxes():
    reader = opened(empty(), section="layers").pick("choice_of_units1", "3").pick("choice_of_bias1", "none")
    assert (reader.view.structure.sizes, reader.view.structure.biases, reader.faults) == (
        (2, 3, 1),
        ("none", "unit"),
        [],
    )
    reader.act("build:wish:loss=mean_squared_error")
    assert reader.app.selectbox(key="choice_of_loss").value == "mean_squared_error"


def test_a_wish_that_does_not_fit_stays_in_its_list_with_its_sentence():
    reader = opened(empty(), section="layers").pick("choice_of_activation1", "softmax")
    assert reader.app.selectbox(key="choice_of_activation1").value == "softmax"
    assert "softmax is possible only there" in reader.panels["complaint"]
    assert reader.view.structure.activations == ("sigmoid", "sigmoid")


@pytest.mark.parametrize("layer", ["0", "1"])
def test_of_a_large_network_one_layer_is_shown_at_a_time_that_of_the_chosen_parameter(layer):
    problem = with_units(with_inputs(with_layer(empty(), 0), 12), 0, 12)
    reader = opened(problem, section="numbers")
    reader.app.radio(key="layer").set_value(layer).run()
    named = reader.view.names
    shown = set(BOX.findall(reader.panels["weights"]))
    assert shown == {p.name for p in named.parameters if p.layer == int(layer)}


def test_the_names_of_inputs_and_outputs_stand_above_their_columns():
    reader = opened(empty(), section="data").act("build:name:input_name1=<width>", "build:name:output_name1=kind")
    assert 'value="&lt;width&gt;"' in reader.panels["data"]
    assert 'value="kind"' in reader.panels["data"]
    assert reader.faults == []


def test_a_slope_is_typed_as_people_write_numbers():
    reader = opened(empty(), section="layers").pick("choice_of_activation1", "leaky_relu")
    reader.app.text_input(key="box_slope1").set_value("1/4").run()
    assert reader.view.problem.network.layers[0].slope == 0.25


def test_without_a_loss_the_data_are_inputs_alone():
    reader = opened(empty(), section="data").act("build:wish:loss=none")
    assert BOX.findall(reader.panels["data"]) == ["x1", "x2"]
    assert reader.faults == []


def test_a_target_that_means_nothing_to_the_loss_is_said_beside_the_data():
    reader = opened(with_loss(empty(), "binary_cross_entropy"), section="data", y1="2")
    assert "with binary_cross_entropy a target is a probability" in reader.panels["complaint"]


def test_what_does_not_fit_is_marked_as_it_is_with_the_readers_own_numbers():
    wishes = "loss=binary_cross_entropy,activation2=sigmoid,input_name1=x2"
    marked = []
    for target in ("1", "7"):
        reader = opened(empty(), section="data", y1=target).act(f"build:wish:{wishes}")
        marked.append('aria-invalid="true"' in reader.panels["data"])
    assert marked == [True, False]
