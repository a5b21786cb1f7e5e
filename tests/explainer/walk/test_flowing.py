"""Where the gradient goes, as a reader sees it."""

import re

import pytest

from backprop import chain, gallery, with_values
from explainer.notation.display import NEXT_TO_NOTHING
from explainer.walk.flowing import (
    chain_of,
    deep_said,
    deep_sizes,
    deep_table,
    factor_table,
    size_table,
    slowest,
    slowest_said,
    smallest,
    smallest_said,
    stuck,
    stuck_said,
)
from tests.explainer.examples import display_named, display_of, every_network, trace_named
from tests.explainer.markup import fragment


def text(markup):
    bare = re.sub(r"<[^>]*>", "", re.sub(r"</?(td|th|tr|p|button)[^>]*>", " ", markup))
    return re.sub(r"\s+", " ", bare).strip()


def shown(name, **changes):
    return display_of(with_values(gallery()[name], changes))


def numbers(markup):
    return [(e["attributes"]["data-term"], e["text"]) for e in fragment(markup).with_attribute("data-term")]


@every_network
def test_every_number_of_the_tables_is_that_of_the_trace(name):
    display = display_named(name)
    found = numbers(size_table(display)) + numbers(factor_table(display, display.trace.names.parameters[0].name))
    assert found
    assert found == [(key, display.text(key)) for key, _ in found]


# How large delta is.


def test_each_layer_has_the_size_of_its_delta_and_a_bar_that_follows_it():
    display = shown("vanishing")
    parsed = fragment(size_table(display))
    sizes = [f"delta_size{layer}" for layer in range(6, 0, -1)]
    assert [e["attributes"]["data-mark"] for e in parsed.with_attribute("data-mark")] == sizes
    assert next(e["attributes"]["style"] for e in parsed.with_attribute("data-mark")) == "--size:1.0000"


def test_the_layer_with_the_smallest_delta_learns_slowest():
    assert slowest(shown("vanishing").trace) == 0
    assert text(slowest_said(shown("vanishing"))).startswith("Layer 1 learns slowest")


def test_where_all_deltas_are_as_large_no_layer_stands_out():
    assert slowest(shown("neuron").trace) is None
    assert text(slowest_said(shown("neuron"))) == "No layer learns more slowly than the others here."


def test_where_a_delta_is_not_finite_no_layer_stands_out():
    broken = with_values(gallery()["regression"], {"w3": 1e200, "x1@1": 1e200, "w1": 1e200})
    assert slowest(display_of(broken).trace) is None
    assert text(slowest_said(display_of(broken))).startswith("A delta is too large to compute with here")
    assert chain_of(display_of(broken), "w1")


# Which units let nothing past.


def test_a_unit_with_a_slope_below_a_hundredth_is_saturated():
    display = shown("chain", w1=20.0)
    assert display.trace["da1_1_dz1_1"] < NEXT_TO_NOTHING
    assert stuck(display) == (((0, 0),), ())
    assert text(stuck_said(display)).startswith("Saturated: a1(1). The slope there is below 0.01")


def test_a_relu_at_0_is_dead_and_where_it_is_so_in_every_example_that_is_said():
    display = shown("dead_relu")
    assert stuck(display) == ((), ((0, 1),))
    assert "Dead in example 1: a2(1)[1]." in text(stuck_said(display))
    assert "In every example that holds for a2(1)[1]." in text(stuck_said(display))


def test_where_every_unit_lets_something_past_that_is_said():
    assert text(stuck_said(shown("chain"))).startswith("No unit is stuck")


# Which factor makes a product small.


def test_the_factors_of_a_single_path_are_those_of_its_chain():
    display = display_named("worked")
    assert chain_of(display, "w1") == chain(display.trace, "w1").paths[0].factors


@pytest.mark.parametrize("parameter", ["w1", "w4", "b1"])
def test_of_several_paths_it_is_the_widest(parameter):
    display = display_named("mazur")
    paths = chain(display.trace, parameter).paths
    assert chain_of(display, parameter) == max(paths, key=lambda path: abs(path.value)).factors


@every_network
def test_every_parameter_has_a_chain_whose_smallest_factor_is_in_it(name):
    display = display_named(name)
    for p in trace_named(name).names.parameters[:: max(1, len(trace_named(name).names.parameters) // 5)]:
        least = smallest(display, p.name)
        assert all(abs(display.trace[least]) <= abs(display.trace[key]) for key in chain_of(display, p.name))


def test_the_smallest_factor_is_said_with_its_number():
    assert text(smallest_said(shown("vanishing"), "w1")) == (
        "The chain of w11(1): the smallest factor is ∂a1(1)/∂z1(1) = 0.1966 (local derivative); "
        "it makes the product small."
    )


def test_a_dead_unit_lets_nothing_past():
    assert text(smallest_said(shown("dead_relu"), "w3")).endswith("nothing gets past it.")


# The deep network beside the same with ReLU.


def test_with_sigmoid_almost_nothing_comes_to_the_first_layer_and_with_relu_almost_all():
    sizes = deep_sizes()
    assert sizes["vanishing"][0] / sizes["vanishing"][-1] < 1e-3
    assert sizes["vanishing_relu"][0] / sizes["vanishing_relu"][-1] > 0.5
    assert "is 0.00047 with sigmoid and 1.05 with ReLU." in deep_said(sizes)


def test_the_numbers_of_other_networks_carry_no_term_and_each_can_be_opened():
    parsed = fragment(deep_table(4, "vanishing"))
    assert not parsed.with_attribute("data-term")
    acts = [(e["attributes"]["data-act"], e["attributes"]["aria-pressed"]) for e in parsed.with_attribute("data-act")]
    assert acts == [("open:vanishing", "true"), ("open:vanishing_relu", "false")]
