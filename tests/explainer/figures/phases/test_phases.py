"""The two phases: what stands on the edges and at the units, what lights up, and that it can be read."""

import re
from functools import lru_cache
from itertools import combinations

import pytest

from backprop import Weight
from explainer.figures.phases.phases import backward_phase_svg, forward_phase_svg
from explainer.walk.lit import lit_by
from tests.explainer.examples import PRESETS, display_named, every_network, every_notation, every_preset
from tests.explainer.markup import bare, classes, elements, xml

PHASES = {"forward": forward_phase_svg, "backward": backward_phase_svg}

every_phase = pytest.mark.parametrize("phase", PHASES)


@lru_cache(maxsize=64)
def drawn(name, phase, parameter="", notation=None):
    shown = display_named(name, notation)
    lit = lit_by(shown, f"dL_d{parameter}") if parameter else frozenset()
    return xml(PHASES[phase](shown, parameter, lit))


def terms(root):
    return [element.get("data-term") for element in root.iter() if element.get("data-term")]


def families(name, root):
    return {display_named(name).trace.recipe(key).family for key in terms(root)}


def boxes(root):
    found = {}
    for group in root.iter():
        box = next((e for e in group if bare(e.tag) == "rect"), None)
        if box is not None:
            x, y, width, height = (float(box.get(side)) for side in ("x", "y", "width", "height"))
            found[f"{group.get('aria-label')} {x} {y}"] = (x, y, x + width, y + height)
    return found


def numbers_above(root):
    """Return the boxes of the numbers beside amplifiers."""
    found = []
    for text in elements(root, "text"):
        if text.get("data-term") and {"start", "end"} & classes(text):
            x, y, width = float(text.get("x")), float(text.get("y")), 7.0 * len(text.text)
            left = x if "start" in classes(text) else x - width
            found.append((left, y - 11, left + width, y + 2))
    return found


def amplifiers(root):
    """Return the boxes of the wide half of each amplifier."""
    found = []
    for path in elements(root, "path"):
        if "amplifier" in classes(path):
            x, y, right, top = map(float, re.findall(r"-?[\d.]+", path.get("d"))[:4])
            found.append(((x + right) / 2, top, right, 2 * y - top))
    return found


def overlap(one, other):
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


@every_network
@every_phase
def test_every_number_is_that_of_the_trace_and_stands_there_once(name, phase):
    shown, root = display_named(name), drawn(name, phase)
    numbers = [element for element in root.iter() if element.get("data-term")]
    assert numbers
    assert [e.get("data-term") for e in numbers if e.text != shown.text(e.get("data-term"))] == []
    assert len(set(terms(root))) == len(numbers)


@every_preset
def test_the_forward_phase_has_dz_dw_on_every_edge(name):
    n = display_named(name).trace.names
    weights = [n.dz_dw(p.layer, 0, p.source, p.unit) for p in n.parameters if isinstance(p, Weight)]
    assert set(weights) <= set(terms(drawn(name, "forward")))


@every_preset
def test_the_forward_phase_has_no_derivative_of_the_loss(name):
    assert not families(name, drawn(name, "forward")) & {"delta", "dL_da", "dL_dy_hat", "gradient"}


@every_preset
def test_the_backward_phase_has_the_delta_of_every_unit(name):
    shown = display_named(name)
    n, sizes = shown.trace.names, shown.trace.structure.sizes
    deltas = {n.back(n.delta(layer, 0, j)) for layer in range(len(sizes) - 1) for j in range(sizes[layer + 1])}
    assert deltas <= set(terms(drawn(name, "backward")))


@every_preset
def test_each_amplifier_has_what_arrives_its_slope_and_what_leaves(name):
    shown = display_named(name)
    n, sizes, found = shown.trace.names, shown.trace.structure.sizes, set(terms(drawn(name, "backward")))
    for layer in range(len(sizes) - 2):
        for j in range(sizes[layer + 1]):
            assert {n.back(n.dL_da(layer, 0, j)), n.da_dz(layer, 0, j), n.back(n.delta(layer, 0, j))} <= found


@every_preset
def test_what_arrives_stands_right_of_what_leaves(name):
    shown, root = display_named(name), drawn(name, "backward")
    n, sizes = shown.trace.names, shown.trace.structure.sizes
    places = {e.get("data-term"): float(e.get("x")) for e in root.iter() if e.get("data-term")}
    for layer in range(len(sizes) - 2):
        for j in range(sizes[layer + 1]):
            assert places[n.back(n.dL_da(layer, 0, j))] > places[n.back(n.delta(layer, 0, j))]


def test_a_weight_is_lit_as_parameter_in_the_first_phase_and_as_loss_in_the_second():
    for phase, role, factor in (("forward", "parameter", "dz1_1_dw1_21"), ("backward", "loss", "delta1_1")):
        lit = [e for e in elements(drawn("softmax", phase, "w1_21"), "line") if {"edge", "lit"} <= classes(e)]
        assert sum(f"role-{role}" in classes(e) and e.get("data-factor") == factor for e in lit) == 1


def test_the_way_back_to_a_weight_of_the_first_layer_lights_every_weight_on_it():
    lit = [e for e in elements(drawn("softmax", "backward", "w1_21"), "line") if {"edge", "role-weight"} <= classes(e)]
    assert len(lit) == 6


def test_a_bias_is_lit_below_every_unit_that_shares_it():
    root = drawn("worked", "forward", "b1")
    assert sum(e.get("data-choose") == "parameter:b1" and "lit" in classes(e) for e in root.iter()) == 2


@every_network
@every_phase
def test_every_weight_is_one_button(name, phase):
    choices = [e.get("data-choose") for e in drawn(name, phase).iter() if e.get("role") == "button"]
    for parameter in display_named(name).trace.names.parameters:
        assert not isinstance(parameter, Weight) or choices.count(f"parameter:{parameter.name}") == 1


@every_preset
@every_notation
@every_phase
def test_nothing_of_a_preset_overlaps(name, notation, phase):
    root = drawn(name, phase, notation=notation)
    found = [*boxes(root).values(), *numbers_above(root), *amplifiers(root)]
    assert [pair for pair in combinations(found, 2) if overlap(*pair)] == []


@pytest.mark.parametrize("parameter", ["", "w2_1_1", "w6_12_12", "b3_5"])
@every_phase
def test_nothing_of_the_largest_network_overlaps(phase, parameter):
    root = drawn("deep", phase, parameter)
    found = [*boxes(root).values(), *numbers_above(root), *amplifiers(root)]
    assert [pair for pair in combinations(found, 2) if overlap(*pair)] == []


@pytest.mark.parametrize("phase", PHASES)
def test_the_softmax_network_is_at_most_700_wide(phase):
    assert float(drawn("softmax", phase).get("viewBox").split()[2]) <= 700


@pytest.mark.parametrize("name", PRESETS)
@every_phase
def test_everything_lies_inside(name, phase):
    root = drawn(name, phase)
    _, _, width, height = map(float, root.get("viewBox").split())
    for left, top, right, bottom in (*boxes(root).values(), *numbers_above(root)):
        assert 0 <= left <= right <= width
        assert 0 <= top <= bottom <= height


@every_phase
def test_a_phase_says_in_words_what_it_is(phase):
    assert drawn("softmax", phase).get("aria-label").endswith(".")
