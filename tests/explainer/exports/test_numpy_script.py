import numpy as np
import pytest

from backprop import with_values
from explainer.exports.about import About
from explainer.exports.numpy_script import numpy_script
from tests.closeness import close_to
from tests.explainer.examples import display_named, display_of
from tests.explainer.exports.scripts import ABOUT, HOSTILE, NETWORKS, called, meaning_of, printed, problem_of, to_print


@pytest.fixture(autouse=True)
def _own_warnings():
    with np.errstate():  # a script says for itself what is to be warned of
        yield


@pytest.mark.parametrize("name", NETWORKS)
def test_the_script_prints_the_loss_every_gradient_and_every_update(name):
    display = display_of(problem_of(name))
    # A dozen digits, and no floor but that of floats themselves: the script takes the steps of the core.
    assert printed(numpy_script(display, ABOUT)) == close_to(to_print(display.trace))


def test_the_script_prints_what_overflows_as_the_app_has_it():
    display = display_of(with_values(problem_of("softmax"), {"w3_11": -2000.0, "w3_12": 1e300}))
    assert printed(numpy_script(display, ABOUT)) == close_to(to_print(display.trace))


@pytest.mark.parametrize("title", HOSTILE)
def test_nothing_that_a_reader_writes_is_executed(title):
    display = display_of(called(problem_of("worked"), title), "worked")
    script = numpy_script(display, About(title, {"preset": title}))
    assert meaning_of(script) == meaning_of(numpy_script(display_named("worked"), About("", {})))


def test_the_script_says_which_network_and_which_program_and_which_link():
    head = numpy_script(display_named("worked"), About("My own", {"preset": "worked", "w5": "0.7"})).splitlines()
    assert "# Network: My own" in head
    assert any(line.startswith("# Made with Backprop, step by step ") for line in head)
    assert any(line.endswith(" ?preset=worked&w5=0.7") for line in head)


def test_the_script_calls_inputs_and_outputs_as_their_reader_does():
    script = numpy_script(display_named("iris"), ABOUT)
    assert "(sepal length); " in script
    assert "(virginica)." in script


def test_the_script_names_weights_in_the_notation_of_the_screen():
    assert "[0.4],  # from a_h1: w_5" in numpy_script(display_named("worked"), ABOUT)
