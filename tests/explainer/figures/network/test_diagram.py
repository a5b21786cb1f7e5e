"""The drawing of a network: what it holds, what lights up, and that its labels can be read."""

from dataclasses import replace
from functools import lru_cache
from itertools import combinations

import pytest

from backprop import Weight, chain, with_values
from explainer.figures.columns import MOST_LABELLED_EDGES
from explainer.figures.network.diagram import description, network_svg
from explainer.figures.network.drawing import Drawing, all_gradients, edge_marks
from explainer.figures.shapes import text_width
from explainer.notation.display import Display
from explainer.walk.lit import lit_by
from explainer.walk.steps import walk
from tests.explainer.examples import (
    EVERY,
    PRESETS,
    display_named,
    display_of,
    every_network,
    every_notation,
    every_preset,
    problem_named,
)
from tests.explainer.markup import bare, classes, elements, words, xml

PAGES = {
    "forward": {"flow": "forward"},
    "chain_rule": {"flow": "backward", "gradients": True, "unit_step": "delta"},
}
"""How the pages draw."""

every_page = pytest.mark.parametrize("page", PAGES)


def drawing_of(name, page="chain_rule", step="", parameter="", notation=None):
    shown = display_named(name, notation)
    lit = lit_by(shown, step) if step else frozenset()
    return Drawing(shown, lit=lit, parameter=parameter, subject=step, **PAGES[page])


@lru_cache(maxsize=128)
def drawn(*args, **kwargs):
    return xml(network_svg(drawing_of(*args, **kwargs)))


def given(name):
    """Return the keys of the inputs and targets of every example."""
    recipes = display_named(name).trace.catalogue.recipes
    return {key for key in recipes if recipes[key].family in {"x", "y"}}


def choosable(root):
    return {element.get("data-choose"): element for element in root.iter() if element.get("data-choose")}


def terms(root):
    return {element.get("data-term") for element in root.iter() if element.get("data-term")}


# What it holds.


@every_network
@every_page
def test_a_drawing_is_well_formed(name, page):
    assert bare(drawn(name, page).tag) == "svg"


@every_preset
@every_notation
def test_a_drawing_is_well_formed_in_every_notation(name, notation):
    steps = walk(problem_named(name).structure).steps
    for step in steps[:: max(1, len(steps) // 5)]:
        drawn(name, "chain_rule", step.key, step.parameter, notation)


@every_network
def test_a_large_network_is_drawn_for_any_step(name):
    steps = walk(problem_named(name).structure).steps
    for step in steps[:: max(1, len(steps) // 7)]:
        drawn(name, "chain_rule", step.key, step.parameter)


@every_preset
@every_page
def test_every_number_of_the_network_stands_in_the_drawing(name, page):
    other_examples = {f"@{number}" for number in range(2, problem_named(name).structure.examples + 1)}
    changeable = {
        key
        for key in display_named(name).trace.names.by_name.keys() | given(name)
        if key[key.find("@") :] not in other_examples
    }
    assert changeable | {"loss"} <= terms(drawn(name, page))


@every_preset
@every_page
def test_every_unit_shows_its_z_and_its_activation(name, page):
    s, n = problem_named(name).structure, display_named(name).trace.names
    units = [(layer, j) for layer in range(s.depth) for j in range(s.sizes[layer + 1])]
    assert {key for layer, j in units for key in (n.z(layer, 0, j), n.a(layer, 0, j))} <= terms(drawn(name, page))


@every_preset
def test_every_gradient_stands_in_the_drawing_of_the_chain_rule_and_none_in_that_of_the_forward_pass(name):
    gradients = {f"dL_d{p.name}" for p in display_named(name).trace.names.parameters}
    assert gradients <= terms(drawn(name, "chain_rule"))
    assert not gradients & terms(drawn(name, "forward"))


@every_network
@every_page
def test_every_number_is_that_of_the_trace(name, page):
    shown = display_named(name)
    numbers = [element for element in drawn(name, page).iter() if element.get("data-term")]
    assert numbers
    assert [e.get("data-term") for e in numbers if e.text != shown.text(e.get("data-term"))] == []


@every_network
@every_page
def test_every_mark_follows_a_term_of_the_trace(name, page):
    shown = display_named(name)
    marks = [element.get("data-mark") for element in drawn(name, page).iter() if element.get("data-mark")]
    assert set(marks) <= set(edge_marks(drawing_of(name, page))) <= set(shown.trace.values)
    assert len(marks) == sum(isinstance(p, Weight) for p in shown.trace.names.parameters)


def test_an_unchosen_weight_of_a_dense_layer_has_no_label_but_a_chosen_one_has():
    names = display_named("deep").trace.names
    chosen = names.w(2, 0, 0)
    dense = {p.name for p in names.parameters if isinstance(p, Weight)}
    assert len(dense) > MOST_LABELLED_EDGES
    assert terms(drawn("deep", "chain_rule", f"dL_d{chosen}", chosen)) & dense == {chosen}


# Choosing.


@every_preset
@every_page
def test_every_parameter_and_unit_and_the_loss_can_be_chosen(name, page):
    s, n = problem_named(name).structure, display_named(name).trace.names

    def key(*unit):
        return n.z(*unit) if page == "forward" else n.back(n.delta(*unit))

    units = {f"step:{key(layer, 0, j)}" for layer in range(s.depth) for j in range(s.sizes[layer + 1])}
    assert set(choosable(drawn(name, page))) == units | {f"parameter:{p.name}" for p in n.parameters} | {"step:loss"}


@every_network
@every_page
def test_what_can_be_chosen_leads_somewhere(name, page):
    shown = display_named(name)
    for choice in choosable(drawn(name, page)):
        kind, _, key = choice.partition(":")
        assert walk(shown.trace.structure).find(key) if kind == "step" else key in shown.trace.names.by_name


@every_network
@every_page
def test_what_can_be_chosen_is_a_button_for_keyboard_and_ear(name, page):
    for element in choosable(drawn(name, page)).values():
        assert element.get("role") == "button"
        assert element.get("tabindex") == "0"
        assert element.get("aria-label").strip()
        assert element.get("aria-pressed") in {"true", "false"}


@every_preset
@every_page
def test_no_two_buttons_have_the_same_name(name, page):
    labels = [element.get("aria-label") for element in choosable(drawn(name, page)).values()]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("parameter", ["w5", "w1", "b1"])
def test_the_chosen_parameter_alone_is_pressed(parameter):
    buttons = choosable(drawn("worked", "chain_rule", f"dL_d{parameter}", parameter))
    pressed = {c for c, e in buttons.items() if e.get("aria-pressed") == "true" and c.startswith("parameter:")}
    assert pressed == {f"parameter:{parameter}"}


# What lights up.


def lit(name, step, page="chain_rule", parameter=""):
    """Return what is lit: edges as (weight, role), loss edges and shared biases as counts, units by their label."""
    root = drawn(name, page, step, parameter)
    edges = [e for e in elements(root, "line") if {"edge", "lit"} <= classes(e)]
    role = lambda e: next(c for c in classes(e) if c.startswith("role-")).removeprefix("role-")  # noqa: E731
    mark = "dL_d" if page == "chain_rule" else "product_"
    return {
        "edges": {(e.get("data-mark").removeprefix(mark), role(e)) for e in edges if e.get("data-mark")},
        "loss": sum(role(e) == "loss" for e in edges if not e.get("data-mark")),
        "units": {
            e.get("aria-label").partition(" of ")[0].partition(" and ")[2]
            for e in root.iter()
            if {"unit", "lit"} <= classes(e) and e.get("aria-label")
        },
        "inputs": sum({"input", "lit"} <= classes(e) for e in root.iter()),
        "feeds": sum({"feed", "lit"} <= classes(e) for e in root.iter()),
    }


def test_nothing_is_lit_without_a_step():
    assert not [e for e in drawn("worked").iter() if "lit" in classes(e)]


def test_w5_meets_the_output_and_the_loss():
    assert lit("worked", "dL_dw5", parameter="w5") == {
        "edges": {("w5", "parameter")}, "loss": 1, "units": {"ŷ"}, "inputs": 0, "feeds": 0,
    }  # fmt: skip


def test_w1_meets_the_first_hidden_unit_w5_the_output_and_the_loss():
    assert lit("worked", "dL_dw1", parameter="w1") == {
        "edges": {("w1", "parameter"), ("w5", "weight")}, "loss": 1, "units": {"ŷ", "a h1"}, "inputs": 1, "feeds": 0,
    }  # fmt: skip


def test_the_shared_bias_meets_both_hidden_units():
    assert lit("worked", "dL_db1", parameter="b1") == {
        "edges": {("w5", "weight"), ("w6", "weight")}, "loss": 1, "units": {"ŷ", "a h1", "a h2"},
        "inputs": 0, "feeds": 2,
    }  # fmt: skip


def test_mazurs_w1_meets_both_outputs():
    assert lit("mazur", "dL_dw1", parameter="w1") == {
        "edges": {("w1", "parameter"), ("w5", "weight"), ("w7", "weight")}, "loss": 2, "units": {"ŷ1", "ŷ2", "a h1"},
        "inputs": 1, "feeds": 0,
    }  # fmt: skip


def test_a_z_is_made_of_what_comes_in_and_its_bias():
    found = lit("worked", "z1_1", "forward")
    assert found["edges"] == {("w1", "weight"), ("w2", "weight")}
    assert found["feeds"] == 1
    root = drawn("worked", "forward", "z2_1")
    assert (labels(root, "subject"), shaded(root, "cause")) == ({OUT}, {H1, H2})


OUT = "z out and ŷ of the output"
H1, H2 = (f"z h{unit} and a h{unit} of hidden unit {unit}" for unit in (1, 2))


def labels(root, style):
    """Return the names of the buttons with a class."""
    return {e.get("aria-label") for e in root.iter() if style in classes(e) and e.get("aria-label")}


def shaded(root, style):
    """Return the names of the units of which a half has a class."""
    units = [e for e in root.iter() if "unit" in classes(e) and e.get("aria-label")]
    return {e.get("aria-label") for e in units if any({"half", style} <= classes(part) for part in e.iter())}


@every_preset
def test_the_drawing_of_every_step_is_well_formed_and_marks_what_it_is_about(name):
    for step in walk(problem_named(name).structure).steps:
        root = drawn(name, "forward" if step.page == "forward" else "chain_rule", step.key, step.parameter)
        assert [e for e in root.iter() if "subject" in classes(e) or step.key == e.get("data-factor")], step.key


def test_a_step_about_an_activation_marks_the_half_where_it_stands():
    for step, upper in {"a1_1": False, "z1_1": True}.items():
        (half,) = (e for e in drawn("worked", "forward", step).iter() if {"half", "subject"} <= classes(e))
        assert (" 0 0 1 " in half.get("d")) == upper


def test_what_comes_back_to_an_activation_is_named_at_its_unit():
    root = drawn("worked", "chain_rule", "dL_da1_1")
    assert labels(root, "subject") == {H1}
    factors = {e.get("data-factor"): classes(e) for e in elements(root, "text") if e.get("data-factor")}
    assert factors.keys() == {"dL_da1_1", "delta2_1", "dz2_1_da1_1"}
    assert "role-loss" in factors["delta2_1"]
    assert "role-weight" in factors["dz2_1_da1_1"]


def test_the_activation_whose_number_is_the_factor_is_lit_in_the_colour_of_the_factor():
    assert shaded(drawn("worked", "chain_rule", "dL_dw5", "w5"), "role-parameter") == {H1}


def test_a_weight_that_is_a_factor_is_lit_in_the_colour_of_the_factor():
    label = choosable(drawn("worked", "chain_rule", "dL_da1_1"))["parameter:w5"]
    assert "role-weight" in classes(label)


def test_what_comes_back_to_a_hidden_unit_comes_from_every_unit_above():
    assert {"w5", "w7"} == {weight for weight, _ in lit("mazur", "dL_da1_1")["edges"]}


def test_an_update_lights_its_parameter_and_no_path():
    assert lit_by(display_named("worked"), "new_w5") == {"new_w5", "w5", "dL_dw5", "step_w5", "learning_rate"}


def test_in_a_batch_only_the_example_that_is_shown_lights_up():
    shown = display_named("golden-iris-4-2-3")
    assert {key.partition("@")[2] for key in lit_by(shown, "dL_dw2_11") if key.startswith("dz")} == {"1"}
    second = Display(shown.trace, shown.notation, example=1)
    assert {key.partition("@")[2] for key in lit_by(second, "dL_dw2_11") if key.startswith("dz")} == {"2"}


@every_network
def test_only_terms_of_the_trace_light_up(name):
    shown = display_named(name)
    steps = walk(shown.trace.structure).steps
    for step in steps[:: max(1, len(steps) // 40)]:
        assert step.key in lit_by(shown, step.key) <= set(shown.trace.values)


@every_preset
def test_each_factor_of_a_single_path_is_found_in_the_drawing(name):
    shown = display_named(name)
    for parameter in shown.trace.names.parameters:
        root = drawn(name, "chain_rule", f"dL_d{parameter.name}", parameter.name)
        found = {element.get("data-factor") for element in root.iter() if element.get("data-factor")}
        paths = [path for path in chain(shown.trace, parameter.name).paths if path.example == shown.example]
        factors = {key for path in paths for key in path.factors if shown.trace.recipe(key).family != "dz_db"}
        assert factors == found


@every_preset
def test_every_edge_can_be_clicked_along_its_line(name):
    lines = {e.get("data-choose") or parent for parent, e in hit_lines(drawn(name))}
    assert {f"parameter:{p.name}" for p in display_named(name).trace.names.parameters if isinstance(p, Weight)} <= lines


def hit_lines(root):
    """Yield what each broad line for the pointer is in, and the line."""
    for group in root.iter():
        for e in group:
            if "hit" in classes(e):
                yield group.get("data-choose"), e


# Room.


def boxes(root):
    """Return label -> (left, top, right, bottom) of every box with numbers in it."""
    found = {}
    for group in root.iter():
        box = next((e for e in group if bare(e.tag) == "rect"), None)
        if box is not None:
            x, y, width, height = (float(box.get(side)) for side in ("x", "y", "width", "height"))
            found[group.get("aria-label")] = (x, y, x + width, y + height)
    return found


def overlap(one, other):
    return min(one[2], other[2]) > max(one[0], other[0]) and min(one[3], other[3]) > max(one[1], other[1])


def circles(root):
    found = {}
    for group in root.iter():
        for circle in group:
            if bare(circle.tag) == "circle" and "halo" not in classes(circle):
                found[len(found)] = tuple(float(circle.get(side)) for side in ("cx", "cy", "r"))
    return found.values()


def touches(box, circle):
    """Whether a box reaches into a circle."""
    x, y, radius = circle
    nearest = min(max(x, box[0]), box[2]), min(max(y, box[1]), box[3])
    return (nearest[0] - x) ** 2 + (nearest[1] - y) ** 2 < radius**2


def captions(root, drawing):
    """Return the boxes of the factors that are written beside units and lines."""
    found = []
    for text in elements(root, "text"):
        if "factor" in classes(text):
            x, y = float(text.get("x")), float(text.get("y"))
            size = 13.0 if "on-edge" in classes(text) else 15.0
            width = text_width(drawing.display.written(text.get("data-factor")), size)
            left = x if "start" in classes(text) else x - width / 2
            found.append((left, y - size + 1, left + width, y + 4))
    return found


@every_preset
@every_notation
@every_page
def test_no_two_labels_of_a_preset_overlap(name, notation, page):
    found = boxes(drawn(name, page, notation=notation))
    assert len(found) == len(display_named(name).trace.names.parameters) + 1
    assert [pair for pair in combinations(found, 2) if overlap(found[pair[0]], found[pair[1]])] == []


@every_preset
@every_notation
@every_page
def test_no_label_of_a_preset_covers_a_unit(name, notation, page):
    root = drawn(name, page, notation=notation)
    assert [label for label, box in boxes(root).items() for circle in circles(root) if touches(box, circle)] == []


@every_preset
@every_notation
def test_no_label_of_a_preset_covers_a_factor(name, notation):
    for parameter in display_named(name).trace.names.parameters:
        drawing = drawing_of(name, "chain_rule", f"dL_d{parameter.name}", parameter.name, notation)
        root = xml(network_svg(drawing))
        found = captions(root, drawing)
        assert found
        assert [label for label, box in boxes(root).items() for text in found if overlap(box, text)] == []
        assert [text for text in found for circle in circles(root) if touches(text, circle)] == []


@every_preset
@every_notation
def test_the_name_of_every_parameter_begins_inside_its_label(name, notation):
    drawing = drawing_of(name, notation=notation)
    label = drawing.plan.label
    widths = [text_width(drawing.display.written(p.name), 14.0) for p in drawing.names.parameters]
    assert max(widths) <= label.name <= label.width - 50


@every_preset
@every_notation
def test_the_targets_and_the_loss_fit_their_box(name, notation):
    drawing = drawing_of(name, notation=notation)
    box, outputs = drawing.plan.loss, drawing.sizes[-1]
    widest = max(text_width(drawing.display.written(drawing.names.y(0, k)), 14.0) for k in range(outputs))
    assert text_width("target ", 14.0) + widest <= drawing.plan.target
    assert drawing.plan.target + 50 <= box.right - box.left
    assert box.right <= drawing.plan.width


@pytest.mark.parametrize("name", ["worked", "derivation", "mazur"])
def test_a_small_network_keeps_its_usual_places(name):
    drawing = drawing_of(name)
    assert drawing.columns.centres == (52.0, 298.0, 544.0)
    assert drawing.plan.height == 430
    assert drawing.plan.width < 800


# Many units.

DEEP_STEPS = ["", "z2_1", "dL_da2_1", "delta3_12", "dL_dw2_1_1", "dL_db2_3"]


def deep(step):
    parameter = step.removeprefix("dL_d") if step.startswith(("dL_dw", "dL_db")) else ""
    return drawn("deep", "forward" if step.startswith("z") else "chain_rule", step, parameter)


@pytest.mark.parametrize("step", DEEP_STEPS)
def test_nothing_overlaps_in_the_largest_network(step):
    found = boxes(deep(step))
    assert [pair for pair in combinations(found, 2) if overlap(found[pair[0]], found[pair[1]])] == []
    assert [label for label, box in found.items() for circle in circles(deep(step)) if touches(box, circle)] == []


@pytest.mark.parametrize(("step", "weights"), [("z2_1", 12), ("dL_da2_1", 12), ("dL_dw2_1_1", 1)])
def test_what_is_lit_in_the_largest_network_has_its_labels(step, weights):
    assert sum(label.startswith("weight") for label in boxes(deep(step))) == weights


@every_network
@every_page
def test_every_parameter_is_one_button(name, page):
    choices = [e.get("data-choose") for e in drawn(name, page).iter() if e.get("role") == "button"]
    for parameter in display_named(name).trace.names.parameters:
        assert choices.count(f"parameter:{parameter.name}") == 1


@every_network
@every_page
def test_a_drawing_says_its_natural_size(name, page):
    root = drawn(name, page)
    _, _, width, height = map(float, root.get("viewBox").split())
    assert root.get("style") == f"--w: {width:.0f}; --h: {height:.0f}"


@every_network
@every_page
def test_no_two_units_overlap(name, page):
    found = list(circles(drawn(name, page)))
    assert len(found) == sum(problem_named(name).structure.sizes)
    for one, other in combinations(found, 2):
        assert (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 >= (one[2] + other[2]) ** 2


@every_network
@every_page
def test_everything_lies_inside_the_drawing(name, page):
    assert_everything_lies_inside(name, page)


def assert_everything_lies_inside(name, page):
    drawing = drawing_of(name, page)
    root = xml(network_svg(drawing))
    left, top, right, bottom = (float(number) for number in root.get("viewBox").split())
    for box in boxes(root).values():
        assert left <= box[0] <= box[2] <= right
        assert top <= box[1] <= box[3] <= bottom
    for x, y, radius in circles(root):
        assert left <= x - radius <= x + radius <= right
        assert top <= y - radius <= y + radius <= bottom


@pytest.mark.parametrize("values", [{"w5": -0.4}, {"w1": 1234.5678, "x2": -1e6}, {"b1": 1e-9}])
def test_labels_do_not_move_with_their_numbers(values):
    before = display_named("worked")
    after = display_of(with_values(problem_named("worked"), values), "worked")
    one, other = (boxes(xml(network_svg(Drawing(shown, **PAGES["chain_rule"])))) for shown in (before, after))
    assert one == other


def test_the_columns_of_the_start_page_say_what_they_are():
    def captions_of(name):
        root = xml(network_svg(Drawing(display_named(name), captions=True)))
        return [words(e) for e in elements(root, "text") if "caption" in classes(e)]

    assert captions_of("worked") == ["inputs", "hidden", "output"]
    assert captions_of("softmax") == ["inputs", "hidden 1", "hidden 2", "outputs"]


@every_preset
def test_the_number_below_a_parameter_is_said_to_be_its_gradient_in_the_letters_of_the_notation(name):
    shown, first = display_named(name), display_named(name).trace.names.parameters[0].name
    (caption,) = (words(e) for e in elements(drawn(name), "text") if "caption" in classes(e))
    assert caption.startswith(words(xml(f"<text>{shown.written(f'dL_d{first}').svg}</text>")))


@every_preset
def test_every_hidden_unit_is_named(name):
    shown, s = display_named(name), problem_named(name).structure
    names_drawn = {words(e) for e in elements(drawn(name), "text") if "name" in classes(e)}
    units = [(layer, j) for layer in range(s.depth - 1) for j in range(s.sizes[layer + 1])]
    symbols = [words(xml(f"<text>{shown.notation.a(layer, 0, j).svg}</text>")) for layer, j in units]
    assert set(symbols) <= names_drawn


# In words.


def test_the_drawing_says_what_network_it_shows():
    root = drawn("worked")
    assert root.get("aria-label") == (
        "Network with 2 inputs, then 2 sigmoid units, then 1 sigmoid unit; loss half squared error."
    )


@pytest.mark.parametrize("name", EVERY)
def test_every_network_is_described_without_names_from_the_code(name):
    text = description(drawing_of(name))
    assert "_" not in text
    assert text.endswith(".")


@pytest.mark.parametrize("name", PRESETS)
def test_every_label_is_read_with_its_symbol(name):
    shown = display_named(name)
    for choice, element in choosable(drawn(name)).items():
        kind, _, key = choice.partition(":")
        if kind == "parameter":
            assert words(xml(f"<text>{shown.written(key).svg}</text>")) in words(element)


# What a reader calls inputs and outputs.


def named(inputs, outputs, name="softmax", page="chain_rule"):
    """Return a drawing of a network whose inputs and outputs have names."""
    problem = problem_named(name)
    said = replace(problem.description, input_names=inputs, output_names=outputs)
    return Drawing(display_of(replace(problem, description=said)), **PAGES[page])


def called(root):
    """Yield each name as (text, whole name, left, top, right, bottom)."""
    for text in elements(root, "text"):
        if "called" in classes(text):
            title = next(e for e in text if bare(e.tag) == "title")
            shown, size = title.tail, float(text.get("style").split()[1].removesuffix("px"))
            x, y, width = float(text.get("x")), float(text.get("y")), text_width(shown, size)
            left = x - width if "end" in classes(text) else x - width / 2
            yield shown, title.text, (left, y - size, left + width, y + 3)


def test_names_stand_at_their_inputs_and_targets_and_are_said():
    drawing = named(("width", "<b>"), ("a", "y2"))
    assert [shown for shown, _, _ in called(xml(network_svg(drawing)))] == ["a", "width", "<b>"]
    assert "2 inputs (width, <b>), " in description(drawing)
    assert "softmax units (a, number 2); " in description(drawing)


@pytest.mark.parametrize("page", PAGES)
def test_long_names_are_cut_to_what_is_free_and_whole_under_the_pointer(page):
    inputs, outputs = (tuple(f"{number} as long as a name is" for number in "12") for _ in range(2))
    drawing = named(inputs, outputs, page=page)
    root = xml(network_svg(drawing))
    found = list(called(root))
    assert {whole for _, whole, _ in found} == {*inputs, *outputs}
    assert all(shown.endswith("…") for shown, _, _ in found)
    of_parameters = {key: box for key, box in boxes(root).items() if key != "loss"}
    for _, _, box in found:
        assert min(box) >= 0
        assert not any(touches(box, circle) for circle in circles(root))
        assert not any(overlap(box, label) for label in of_parameters.values())
    loss = boxes(root)["loss"]
    assert all(loss[0] < box[0] and box[2] < loss[2] for _, whole, box in found if box[0] > loss[0] - 50)


def test_the_bars_are_drawn_beside_all_gradients():
    assert all_gradients(display_named("worked"))[:2] == ("dL_dw1", "dL_dw2")
    assert len(all_gradients(display_named("worked"))) == 8


# Where the gradient goes.


def marks_of_edges(root):
    return [e.get("data-mark") for e in elements(root, "line") if e.get("data-mark")]


@every_network
def test_each_edge_can_be_as_wide_as_delta_is_large_in_its_layer(name):
    drawing = Drawing(display_named(name), flow="delta")
    depth = drawing.display.trace.structure.depth
    assert edge_marks(drawing) == tuple(map(drawing.names.delta_size, range(depth)))
    assert set(marks_of_edges(xml(network_svg(drawing)))) == set(edge_marks(drawing))


@every_network
def test_a_ring_stands_around_every_unit_that_can_be_stuck_and_is_seen_where_it_is(name):
    drawing = Drawing(display_named(name), stuck=True)
    rings = [e for e in elements(xml(network_svg(drawing)), "circle") if classes(e) == {"stuck"}]
    assert tuple(ring.get("data-mark") for ring in rings) == drawing.stuck_marks
    stuck = drawing.display.flags(drawing.stuck_marks)
    assert [ring.get("style") for ring in rings] == [f"--size:{stuck[key]:.4f}" for key in drawing.stuck_marks]


@every_page
def test_no_other_page_marks_units_that_are_stuck(page):
    assert not [e for e in elements(drawn("worked", page), "circle") if "stuck" in classes(e)]
