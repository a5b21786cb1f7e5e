"""What a network file may say: every word is understood, or refused with what may have been meant."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop import NetworkError, document_from, parse_problem, trace
from backprop.document import problem_from
from tests.backprop.helpers import layer, network, problem
from tests.backprop.strategies import documents, examples
from tests.backprop.test_cases import CASES
from tests.closeness import close_to

ALL_WORDS = {
    "layers": [
        {"weights": [[0.1, 0.2]], "bias": 0.3, "activation": "leaky_relu", "slope": 0.2},
        {"weights": [[0.4], [0.5]], "activation": "identity"},
    ],
    "loss": "half_squared_error", "inputs": [[1.0], [2.0]], "targets": [[0.0], [1.0]], "learning_rate": 0.1,
    "convention": "half_sum", "weights_are": "in_out", "update": {"rule": "gradient_descent"}, "l2": 0.0,
    "order": "batch", "title": "Two", "about": "Two examples.", "notation": "worked",
    "input_names": ["time"], "output_names": ["height"],
}  # fmt: skip


def refusal(document):
    with pytest.raises(NetworkError) as caught:
        problem_from(document)
    return str(caught.value)


def with_first_layer(**changes):
    first, *rest = ALL_WORDS["layers"]
    return {**ALL_WORDS, "layers": [{**first, **changes}, *rest]}


# Nothing is ignored.


def test_a_file_with_every_word_is_given_back_as_it_was():
    assert document_from(problem_from(ALL_WORDS)) == ALL_WORDS


@st.composite
def wordy_documents(draw):
    """Draw a network file with some of the words that it need not have."""
    document = draw(documents(max_layers=2))
    for key in draw(st.sets(st.sampled_from(["weights_are", "update", "l2", "order", "title", "about", "notation"]))):
        document[key] = {**ALL_WORDS, "weights_are": "out_in", "l2": 0.25, "order": "each_example"}[key]
    if document.get("weights_are") == "out_in":
        for part in document["layers"]:
            part["weights"] = [list(row) for row in zip(*part["weights"], strict=True)]
    if document["loss"].endswith("squared_error") and draw(st.booleans()):
        document["convention"] = draw(st.sampled_from(["sum", "half_sum", "mean_all"]))
    return document


@examples(50)
@given(wordy_documents())
def test_any_file_is_given_back_as_it_was(document):
    assert document_from(problem_from(document)) == document


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (with_first_layer(biases=[1]), "Layer 1 has 'biases', which is not known here; did you mean 'bias'?"),
        (with_first_layer(b=[1]), "Layer 1 has 'b', which is not known here; did you mean 'bias'?"),
        (with_first_layer(wieghts=[[1]]), "Layer 1 has 'wieghts', which is not known here; did you mean 'weights'?"),
        ({**ALL_WORDS, "lr": 1}, "The file has 'lr', which is not known here; did you mean 'learning_rate'?"),
        ({**ALL_WORDS, "momentum": 0.9}, "The file has 'momentum', which is not known here; did you mean 'update'?"),
        ({**ALL_WORDS, "Learning Rate": 1},
         "The file has 'Learning Rate', which is not known here; did you mean 'learning_rate'?"),
        ({**ALL_WORDS, "class_names": ["a"]},
         "The file has 'class_names', which is not known here; did you mean 'output_names'?"),
        ({**ALL_WORDS, "zzz": 1}, "The file has 'zzz', which is not known here; it can have layers, loss, inputs, "
         "targets, learning_rate, convention, weights_are, update, l2, order, seed, title, about, notation, "
         "input_names, output_names."),
        ({**ALL_WORDS, "update": {"rule": "adam", "beta": 1}},
         "The update has 'beta', which is not known here; did you mean 'beta2'?"),
        (with_first_layer(dropout=0.5),
         "Layer 1 has 'dropout', which is no part of this program; without it the network can be computed."),
        ({**ALL_WORDS, "batch_size": 1},
         "The file has 'batch_size', which is no part of this program; without it the network can be computed."),
    ],
)  # fmt: skip
def test_a_key_that_is_not_known_is_refused_with_what_may_have_been_meant(document, sentence):
    assert refusal(document) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"loss": 1, "loss": 2}', "The file has 'loss' twice where it must be there once."),
        ('{"layers": [{"b": 1, "b": 2}]}', "The file has 'b' twice where it must be there once."),
        ('{"learning_rate": .5}', "The file is not JSON: Expecting value in line 1, column 19; a number such as .15 or "
         "1/3 needs quotation marks."),
        ('{"learning_rate": 1/3}', "The file is not JSON: Expecting ',' delimiter in line 1, column 20; a number such "
         "as .15 or 1/3 needs quotation marks."),
    ],
)  # fmt: skip
def test_text_that_says_something_twice_or_badly_is_refused(text, sentence):
    with pytest.raises(NetworkError) as caught:
        parse_problem(text)
    assert str(caught.value) == sentence


# Numbers and names as people write them.


def test_numbers_may_be_texts_as_people_write_them():
    written = network(layer([["0,15", ".25"]], bias=["1/3", "−0.4"]), inputs=[["1.2e-3"]], targets=[[0, 0]])
    read = problem_from(written)
    assert read.network.layers[0].W.tolist() == [[0.15, 0.25]]
    assert read.network.layers[0].b.tolist() == [1 / 3, -0.4]
    assert read.x.tolist() == [[0.0012]]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("ReLU", "relu"), ("linear", "identity"), ("Logistic", "sigmoid"), ("LeakyReLU", "leaky_relu"), ("TANH", "tanh")],
)
def test_an_activation_function_may_have_the_name_that_is_usual_elsewhere(written, meant):
    assert problem(layer([[1.0]], written)).structure.activations == (meant,)


@pytest.mark.parametrize("written", ["mse", "MSE", "squared error", "SSE"])
def test_a_loss_whose_name_means_several_things_is_refused_with_their_formulas(written):
    assert refusal({**ALL_WORDS, "loss": written}) == (
        f"The loss is {written!r}, which means several things: half_squared_error is Σ(ŷ − y)² / (2·N); "
        "mean_squared_error is Σ(ŷ − y)² / (N·K); write the one you mean, and a convention where it divides by "
        "something else."
    )


@pytest.mark.parametrize(
    "document",
    [
        network(layer([[1.0], [1.0]]), inputs=[[0, 5, 0, 1]]),
        network(layer([[1.0]]), targets=[[0, 5]]),
        network(layer([[1.0]], bias=[0, 35])),
        network(layer([[0, 15, 0, 25]]), layer([[1.0], [1.0]])),
    ],
)
def test_twice_as_many_numbers_as_fit_are_taken_for_decimal_commas(document):
    assert refusal(document).endswith('; with a decimal comma one number becomes two, so write 0.5 or "0,5".')


# New words.


def test_a_slope_is_that_of_its_layer():
    record = trace(problem({**layer([[-2.0]], "leaky_relu"), "slope": 0.25}))
    assert (record["y_hat1"], record["dy_hat1_dz1_1"], record["slope1"]) == (-0.5, 0.25, 0.25)


def test_a_leaky_relu_has_the_usual_slope_where_none_is_said():
    assert trace(problem(layer([[-2.0]], "leaky_relu")))["slope1"] == 0.01


def test_a_slope_stays_after_an_update():
    record = trace(problem({**layer([[-2.0]], "leaky_relu"), "slope": 0.25}))
    assert record.updated.network.layers[0].slope == 0.25


def test_weights_with_a_row_for_each_unit_are_turned():
    turned = problem_from({**network(layer([[1.0, 2.0]]), inputs=[[3.0, 4.0]]), "weights_are": "out_in"})
    assert turned.network.layers[0].W.tolist() == [[1.0], [2.0]]


def test_half_the_sum_of_the_squares_is_a_convention():
    two = {**network(layer([[1.0]]), inputs=[[1.0], [3.0]], targets=[[0.0], [0.0]]), "convention": "half_sum"}
    record = trace(problem_from(two))
    assert (record.loss, record["dL_dw1"]) == (close_to(5.0), close_to(10.0))


def test_softmax_goes_with_a_squared_error():
    record = trace(problem(layer([[1.0, 2.0]], "softmax"), targets=[[1.0, 0.0]]))
    first, second = record["y_hat1"], record["y_hat2"]
    assert record["delta1_1"] == close_to(first * second * ((first - 1.0) - second))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"update": {"rule": "sgdx"}},
         "The update has the rule 'sgdx'; it must be one of gradient_descent, momentum, adam."),
        ({"update": {"rule": "momentum", "momentum": 1.5}},
         "The update has momentum 1.5; it must be a number from 0 to below 1."),
        ({"update": {"rule": "adam", "epsilon": 0}}, "The update has epsilon 0.0; it must be a number above 0."),
        ({"update": []}, 'The update is a list; it must be an object such as {"rule": "momentum"}.'),
        ({"l2": -1}, "The l2 is -1.0; it must be a finite number, zero or larger."),
        ({"order": "random"}, "The order is 'random'; it must be one of batch, each_example, shuffled."),
        ({"seed": 3}, "The seed is 3; it draws the order of the examples, which only the order shuffled needs."),
        ({"order": "shuffled", "seed": -1}, "The seed is -1; it must be a whole number from 0 to 999999."),
        ({"order": "shuffled", "seed": 0.5}, "The seed is a number; it must be a whole number."),
        ({"update": {"rule": "adam", "momentum": 0.9}},
         "The update has momentum, which belongs to the rule momentum; the rule is adam."),
        ({"weights_are": "rows"}, "The weights_are is 'rows'; it must be in_out or out_in."),
        ({"convention": "third"}, "The convention is 'third'; half_squared_error can be divided in these ways: "
         "half_mean, mean, mean_all, half_mean_all, half_sum, sum."),
        ({"title": 7}, "The title is a number; it must be a text in quotation marks."),
        ({"about": "x" * 2001}, "The about has 2001 characters; 2000 are possible."),
        ({"title": "a\ud800"}, "The title is 'a\\ud800', which holds half of a character; all of it is needed."),
        ({"layers": [{"weights": [[1.0]], "activation": "relu", "slope": 0.1}]},
         "Layer 1 is relu and has a slope; only leaky_relu has one."),
        ({"layers": [{"weights": [[1.0]]}]}, "Layer 1 has no activation; it needs weights and activation."),
    ],
)  # fmt: skip
def test_a_word_that_says_what_cannot_be_is_refused(changes, sentence):
    assert refusal({**ALL_WORDS, **changes}) == sentence


def test_without_a_loss_the_output_itself_is_differentiated():
    exam = CASES["dead-unit-exam"]["network"]
    asked = {key: value for key, value in exam.items() if key != "targets"} | {"loss": "none"}
    record = trace(problem_from(asked))
    # The same as with a target that makes dL/dy_hat 1, which is how the exercise had to be written without it.
    assert [record[f"dL_dw{n}"] for n in range(1, 7)] == [trace(problem_from(exam))[f"dL_dw{n}"] for n in range(1, 7)]
    assert (record.loss, record["dL_dy_hat1"]) == (20.0, 1.0)


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        (network(layer([[1.0]]), loss="none"),
         "The loss is none, so that the output itself is differentiated; leave the targets out."),
        ({**network(layer([[1.0, 1.0]]), loss="none"), "targets": None},
         "The loss is none, so that the output itself is differentiated; leave the targets out."),
        ({key: value for key, value in network(layer([[1.0, 1.0]]), loss="none").items() if key != "targets"},
         "The loss is none, which differentiates one output of one example; there are 2 of 1."),
    ],
)  # fmt: skip
def test_without_a_loss_there_is_one_output_and_no_target(document, sentence):
    assert refusal(document) == sentence


# Names of inputs and outputs.


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"input_names": ["a", "b"]},
         "The input_names hold 2; the number of inputs is 1, and each of them needs a name."),
        ({"output_names": "height"}, 'The output_names must be a list of texts, such as ["width", "height"].'),
        ({"output_names": []}, 'The output_names must be a list of texts, such as ["width", "height"].'),
        ({"output_names": [1]}, 'The output_names must be a list of texts, such as ["width", "height"].'),
        ({"input_names": None}, 'The input_names must be a list of texts, such as ["width", "height"].'),
        ({"input_names": [""]}, "Name 1 of the input_names has 0 characters; a name has 1 to 24."),
        ({"input_names": ["  "]}, "Name 1 of the input_names has 0 characters; a name has 1 to 24."),
        ({"input_names": ["x" * 25]}, "Name 1 of the input_names has 25 characters; a name has 1 to 24."),
        ({"input_names": ["a\nb"]},
         "Name 1 of the input_names is 'a\\nb'; a name is one line of letters and signs that can be seen."),
        ({"input_names": ["a\u202eb"]},
         "Name 1 of the input_names is 'a\\u202eb'; a name is one line of letters and signs that can be seen."),
        ({"input_names": ["a b", "a  b "], "inputs": [[1, 2]], "targets": [[0]], "layers": [layer([[1.0], [1.0]])]},
         "The input_names have 'a b' 2 times; no two may be alike."),
    ],
)  # fmt: skip
def test_names_that_do_not_fit_are_refused(changes, sentence):
    assert refusal({**ALL_WORDS, **changes}) == sentence


@examples(30)
@given(st.lists(st.text(min_size=1, max_size=24), min_size=2, max_size=2))
def test_any_names_are_given_back_as_they_were_or_refused(names):
    document = {**network(layer([[1.0, 1.0]]), targets=[[0.0, 0.0]]), "output_names": names}
    try:
        read = problem_from(document)
    except NetworkError as error:
        assert "output_names" in str(error)  # noqa: PT017  (either may happen)
    else:
        assert document_from(read)["output_names"] == names


# Meaningless pairs.


@pytest.mark.parametrize("activation", ["identity", "tanh", "relu", "leaky_relu"])
@pytest.mark.parametrize(("loss", "usual"), [("cross_entropy", "softmax"), ("binary_cross_entropy", "sigmoid")])
def test_a_logarithm_of_what_is_no_probability_is_refused(activation, loss, usual):
    assert refusal(network(layer([[1.0]], activation), loss=loss)) == (
        f"The loss {loss} takes logarithms, and the last layer is {activation}, whose outputs are no probabilities; "
        f"write {usual} here, as libraries do inside the loss."
    )


@pytest.mark.parametrize("loss", ["cross_entropy", "binary_cross_entropy"])
@pytest.mark.parametrize("target", [-0.1, 1.5])
def test_a_target_that_is_no_probability_is_refused_where_one_is_needed(loss, target):
    assert refusal(network(layer([[1.0]], "sigmoid"), loss=loss, targets=[[target]])) == (
        f"One of the targets is {target:g}; with {loss} a target is a probability, from 0 to 1."
    )


def test_class_numbers_are_refused_with_what_to_write():
    three = network(layer([[1.0, 2.0, 3.0]], "softmax"), loss="cross_entropy", targets=[[1]])
    assert refusal(three) == (
        "Each example has 1 target, but the last layer has 3 units; each unit needs a target, so write the second "
        "class as [0, 1, 0]."
    )


@pytest.mark.parametrize(
    "changes",
    [
        {"update": {"rule": "adam", "beta1": 0.5}},
        {"update": {"rule": "momentum"}},
        {"l2": 0.1},
        {"l2": 0.0},
        {"order": "each_example"},
        {"order": "shuffled", "seed": 7},
    ],
)
def test_what_is_said_of_the_update_is_kept(changes):
    assert document_from(problem_from({**ALL_WORDS, **changes})) == {**ALL_WORDS, **changes}


def test_an_update_after_each_of_one_example_is_that_of_the_batch():
    one = {**ALL_WORDS, "order": "each_example", "inputs": [[1.0]], "targets": [[0.0]]}
    assert trace(problem_from(one)).loss == trace(problem_from({**one, "order": "batch"})).loss


def test_json_can_hold_what_is_given_back():
    assert parse_problem(json.dumps(document_from(problem_from(ALL_WORDS)))).description.title == "Two"
