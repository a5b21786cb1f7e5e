"""The computation graph: its nodes, the numbers at them, what lights up, and that it can be read."""

from collections import Counter
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

from backprop import Weight
from explainer.figures.graph.graph import graph_svg
from explainer.figures.graph.plan import MOST_PRODUCTS
from explainer.walk.lit import lit_by
from explainer.walk.steps import walk
from tests.closeness import close_to
from tests.explainer.examples import display_named, every_network, every_notation, every_preset
from tests.explainer.markup import bare, classes, elements, words, xml


@lru_cache(maxsize=64)
def drawn(name, parameter="", notation=None, example=0, step=""):
    shown = replace(display_named(name, notation), example=example)
    lit = lit_by(shown, step or f"dL_d{parameter}") if step or parameter else frozenset()
    return xml(graph_svg(shown, lit, parameter))


def numbers(root):
    return [element for element in root.iter() if element.get("data-term")]


def terms(root):
    return {element.get("data-term") for element in numbers(root)}


def signs(root):
    return Counter(words(e) for e in elements(root, "text") if "sign" in classes(e))


def lit_edges(root):
    """Return the factors of the lit edges by their role."""
    edges = [e for e in elements(root, "path") if {"edge", "lit"} <= classes(e)]
    roles = {next(c for c in classes(e) if c.startswith("role-")).removeprefix("role-") for e in edges}
    return {role: {e.get("data-factor") for e in edges if f"role-{role}" in classes(e)} for role in roles}


@every_network
def test_every_number_is_that_of_the_trace(name):
    shown, found = display_named(name), numbers(drawn(name))
    assert found
    assert [e.get("data-term") for e in found if e.text != shown.text(e.get("data-term"))] == []


@every_network
def test_only_delta_stands_at_several_nodes(name):
    often = Counter(e.get("data-term") for e in numbers(drawn(name)))
    repeated = {key for key, count in often.items() if count > 1}
    assert {display_named(name).trace.recipe(key).family for key in repeated} <= {"delta"}


def test_the_worked_example_has_a_node_for_each_operation():
    assert signs(drawn("worked")) == {"×": 6, "+": 3, "σ": 3}


@every_preset
def test_every_value_of_the_forward_pass_stands_in_the_graph(name):
    shown = display_named(name)
    families = {"x", "y", "parameter", "product", "z", "a", "y_hat"}
    recipes = shown.trace.catalogue.recipes
    expected = {key for key in recipes if recipes[key].family in families and key.endswith(("@1", key.split("@")[0]))}
    assert expected <= terms(drawn(name))


@every_preset
def test_every_gradient_of_the_example_stands_in_the_graph(name):
    n = display_named(name).trace.names
    assert {f"dL_d{p.name}{n.at(0)}" for p in n.parameters} <= terms(drawn(name))


def test_the_numbers_are_those_of_the_example_that_is_shown():
    endings = {key.partition("@")[2] for key in terms(drawn("iris", example=1))}
    assert endings == {"", "2"}


def test_a_large_network_has_one_node_for_all_products_of_a_unit():
    shown = display_named("deep")
    assert sum(isinstance(p, Weight) for p in shown.trace.names.parameters) > MOST_PRODUCTS
    assert signs(drawn("deep"))["Σ"] == 72
    assert signs(drawn("deep"))["×"] == 0


def test_the_chosen_weight_of_a_large_network_shows_its_value():
    assert "w2_1_1" in terms(drawn("deep", "w2_1_1"))
    assert "w2_1_1" not in terms(drawn("deep"))


def test_the_path_of_w1_is_lit_in_the_colours_of_its_factors():
    assert lit_edges(drawn("worked", "w1")) == {
        "loss": {"dL_dy_hat1"},
        "unit": {"dy_hat1_dz2_1", "da1_1_dz1_1"},
        "weight": {"dz2_1_da1_1"},
        "parameter": {"dz1_1_dw1"},
    }


def test_a_shared_bias_is_lit_towards_every_unit():
    assert lit_edges(drawn("worked", "b1"))["parameter"] == {"dz1_1_db1", "dz1_2_db1"}


def test_on_a_short_road_delta_leads_from_the_loss_to_z():
    assert lit_edges(drawn("softmax", "w3_11"))["loss"] == {"delta3_1"}


def test_a_sum_lights_the_products_that_it_adds_up():
    assert lit_edges(drawn("worked", step="z1_1")) == {"weight": {"product_w1", "product_w2"}}


@every_network
def test_what_can_be_chosen_leads_somewhere_and_has_a_name_of_its_own(name):
    shown = display_named(name)
    buttons = [e for e in drawn(name).iter() if e.get("role") == "button"]
    for choice in {e.get("data-choose") for e in buttons}:
        kind, _, key = choice.partition(":")
        assert walk(shown.trace.structure).find(key) if kind == "step" else key in shown.trace.names.by_name
    labels = [e.get("aria-label") for e in buttons]
    assert len(set(labels)) == len(labels)


@every_network
def test_every_parameter_is_one_button(name):
    choices = Counter(e.get("data-choose") for e in drawn(name).iter() if e.get("role") == "button")
    assert {choices[f"parameter:{p.name}"] for p in display_named(name).trace.names.parameters} == {1}


def shapes(root):
    """Return the boxes of nodes, leaves, and the numbers above and below nodes."""
    found = []
    for e in root.iter():
        if bare(e.tag) == "rect":
            x, y, width, height = (float(e.get(side)) for side in ("x", "y", "width", "height"))
            found.append((x, y, x + width, y + height))
        elif bare(e.tag) == "circle":
            x, y, r = (float(e.get(side)) for side in ("cx", "cy", "r"))
            found.append((x - r, y - r, x + r, y + r))
        elif "node" in classes(e):
            for text in e:
                if text.get("data-term"):
                    x, y, half = float(text.get("x")), float(text.get("y")), 3.6 * len(text.text)
                    found.append((x - half, y - 10, x + half, y + 1))
    return found


def overlap(one, other):
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


@every_preset
@every_notation
def test_nothing_of_a_preset_overlaps(name, notation):
    found = shapes(drawn(name, notation=notation))
    assert [pair for pair in combinations(found, 2) if overlap(*pair)] == []


def test_nothing_of_the_largest_network_overlaps():
    found = shapes(drawn("deep", "w2_1_1"))
    assert [pair for pair in combinations(found, 2) if overlap(*pair)] == []


@every_network
def test_everything_lies_inside(name):
    _, _, width, height = map(float, drawn(name).get("viewBox").split())
    for left, top, right, bottom in shapes(drawn(name)):
        assert 0 <= left <= right <= width
        assert 0 <= top <= bottom <= height


def test_the_graph_of_the_worked_example_is_about_780_by_430():
    _, _, width, height = map(float, drawn("worked").get("viewBox").split())
    assert width == close_to(780, absolute=25)
    assert height == 430


def test_the_graph_says_in_words_what_it_is():
    assert drawn("worked").get("aria-label").startswith("Computation graph")
