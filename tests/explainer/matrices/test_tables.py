"""Matrices on the screen: tables that can be listened to, whose cells are terms of the trace."""

import json
import re
from dataclasses import replace
from functools import lru_cache

import pytest

from backprop import parse_problem, with_values
from backprop.matrices import ORIENTATIONS, matrix_pass
from backprop.names import example_of
from explainer.matrices.names import matrix_name, plain_name, shape, what
from explainer.matrices.order import in_matrices, scalar_step
from explainer.matrices.tables import WAYS, matrix_table, product_html, road_html
from explainer.view.live import display_of
from explainer.view.view import View
from tests.explainer.examples import PRESETS, display_named, layered, problem_named
from tests.explainer.examples import display_of as display_of_problem
from tests.explainer.markup import fragment

each_pass = pytest.mark.parametrize(("name", "orientation"), [(n, o) for n in PRESETS for o in ORIENTATIONS])


@lru_cache(maxsize=32)
def shown(name, orientation="", **options):
    """Return a preset as it is shown, and its pass as matrices."""
    view = View(preset=name, orientation=orientation, **options)
    return display_of(view), view.matrices


def last_cell(step):
    return step.result.keys[-1][-1]


def text(markup):
    """Return what a reader sees of a piece of markup."""
    return re.sub(r"<[^>]*>", "", markup)


def attributes_of(parsed, name):
    return [element["attributes"][name] for element in parsed.with_attribute(name)]


def cells(parsed):
    return parsed.tagged("td")[1:]


def classes(element):
    return set((element["attributes"].get("class") or "").split())


# One matrix.


@each_pass
def test_every_matrix_is_well_formed(name, orientation):
    display, found = shown(name, orientation)
    for matrix in found.matrices.values():
        assert len(fragment(matrix_table(display, found, matrix)).tagged("table")) == 1


@each_pass
def test_every_matrix_has_its_name_as_caption(name, orientation):
    display, found = shown(name, orientation)
    for matrix in found.matrices.values():
        (caption,) = fragment(matrix_table(display, found, matrix)).tagged("caption")
        assert caption["text"] == text(matrix_name(display, matrix)) != ""


@each_pass
def test_every_row_and_every_column_has_a_header_with_a_scope(name, orientation):
    display, found = shown(name, orientation)
    for matrix in found.matrices.values():
        headers = fragment(matrix_table(display, found, matrix)).tagged("th")
        rows, columns = matrix.shape
        assert [header["attributes"]["scope"] for header in headers] == ["col"] * columns + ["row"] * rows


@each_pass
def test_no_header_is_empty(name, orientation):
    display, found = shown(name, orientation)
    for matrix in found.matrices.values():
        assert all(header["text"].strip() for header in fragment(matrix_table(display, found, matrix)).tagged("th"))


@each_pass
def test_the_headers_of_examples_count_them_and_those_of_units_name_them(name, orientation):
    display, found = shown(name, orientation)
    headers = [header["text"] for header in fragment(matrix_table(display, found, found.matrices["A1"])).tagged("th")]
    examples = [f"example {e + 1}" for e in range(display.trace.structure.examples)]
    units = [text(display.notation.a(0, None, j).html) for j in range(display.trace.structure.sizes[1])]
    assert headers == (units + examples if orientation == "rows" else examples + units)


@each_pass
def test_every_cell_carries_its_term_and_the_text_of_the_trace(name, orientation):
    display, found = shown(name, orientation)
    for plain in found.matrices.values():
        for matrix in (plain, plain.T):
            parsed = fragment(matrix_table(display, found, matrix))
            keys = [key for row in matrix.keys for key in row]
            assert attributes_of(parsed, "data-term") == keys
            assert [cell["text"] for cell in cells(parsed)] == [display.text(key) for key in keys]


@each_pass
def test_every_matrix_has_its_shape_below(name, orientation):
    display, found = shown(name, orientation)
    for matrix in found.matrices.values():
        rows, columns = matrix.shape
        (below,) = [
            e for e in fragment(matrix_table(display, found, matrix)).tagged("strong") if classes(e) == {"shape"}
        ]
        assert below["text"] == f"{rows} × {columns}" == shape(matrix)


def test_what_rows_and_columns_are_stands_beside_the_shape():
    display, found = shown("iris", "rows")
    parsed = fragment(matrix_table(display, found, found.matrices["A1"]))
    (axes,) = [e["text"] for e in parsed.tagged("span") if classes(e) == {"axes"}]
    assert axes == "3 examples × 2 hidden units"


def test_a_matrix_turned_over_changes_its_headers_too():
    display, found = shown("iris", "rows")
    headers = fragment(matrix_table(display, found, found.matrices["X"].T)).tagged("th")
    assert [header["text"] for header in headers] == [f"example {e}" for e in (1, 2, 3)] + ["x1", "x2", "x3", "x4"]


def test_a_cell_is_lit_where_it_was_asked_for_and_nowhere_else():
    display, found = shown("iris", "rows")
    matrix = found.matrices["A1"]
    parsed = fragment(matrix_table(display, found, matrix, [(1, 0), (2, 1)]))
    lit = [number for number, cell in enumerate(cells(parsed)) if "lit" in classes(cell)]
    assert lit == [2, 5]


def test_given_numbers_are_no_buttons_and_the_others_are():
    display, found = shown("iris", "rows")
    buttons = {
        kind: len(fragment(matrix_table(display, found, found.matrices[kind])).tagged("button"))
        for kind in found.matrices
    }
    assert [buttons[kind] for kind in ("X", "Y", "W1", "W2", "Z1", "D2")] == [0, 0, 0, 0, 6, 9]


def test_a_cell_that_can_be_chosen_is_named_for_listeners():
    display, found = shown("iris", "rows")
    first = fragment(matrix_table(display, found, found.matrices["D2"])).tagged("button")[0]["attributes"]
    assert first["aria-label"] == f"o_delta,1^(1), {display.text('example_delta2_1@1')}"


@pytest.mark.parametrize("name", PRESETS)
def test_every_cell_that_can_be_chosen_leads_to_a_product(name):
    display, found = shown(name)
    nowhere = {}
    for step in found.steps:
        for choice in attributes_of(fragment(product_html(display, found, step, last_cell(step))), "data-choose"):
            key = choice.removeprefix("cell:")
            if not step.result.find(key) and not found.making(key):
                nowhere.setdefault(step.id, []).append(key)
    assert nowhere == {}


# Names.


@pytest.mark.parametrize(
    ("preset", "matrix", "name"),
    [
        ("iris", "X", "X"), ("iris", "Z1", "H_in"), ("iris", "A1", "H_out"), ("iris", "A2", "O_out"),
        ("iris", "E2", "O_error"), ("iris", "D2", "O_delta"), ("iris", "D1", "H_delta"), ("iris", "W2", "W_2"),
        ("iris", "G2", "∂MSE/∂W_2"), ("iris", "S2", "O_out ⊙ (1 − O_out)"),
        ("matrix", "W2", "W_ho"), ("matrix", "A1", "h_1"), ("matrix", "D2", "dE/dZ_2"), ("matrix", "E2", "dE/dO"),
        ("matrix", "G2", "dE/dW_ho"), ("matrix", "g2", "dE/db_ho"), ("derivation", "D2", "∂E/∂Z_2"),
        ("softmax", "Z3", "O"), ("softmax", "A3", "Ŷ"), ("softmax", "J", "∂Ŷ/∂O"), ("softmax", "D2", "∂L/∂Z_2"),
        ("worked", "W1", "W^(1)"), ("worked", "D2", "Δ^(2)"),
    ],
)  # fmt: skip
def test_a_matrix_has_the_letters_of_its_lecture(preset, matrix, name):
    display, found = shown(preset)
    assert plain_name(display, found.matrices[matrix]) == name


def test_a_derivative_that_is_turned_over_stands_in_parentheses():
    display, found = shown("matrix")
    assert plain_name(display, found.matrices["D2"].T) == "(dE/dZ_2)ᵀ"


def test_a_single_letter_that_is_turned_over_needs_no_parentheses():
    display, found = shown("iris")
    assert plain_name(display, found.matrices["X"].T) == "Xᵀ"


@pytest.mark.parametrize(
    ("activation", "slopes"),
    [("tanh", "1 − A^(1) ⊙ A^(1)"), ("relu", "ReLU′(Z^(2))")],
)
def test_slopes_are_written_by_the_activations_where_those_have_them(activation, slopes):
    display = display_named("tanh-relu-batch")
    found = matrix_pass(display.trace.structure)
    layer = display.trace.structure.activations.index(activation)
    assert plain_name(display, found.matrices[f"S{layer + 1}"]) == slopes


@pytest.mark.parametrize(
    ("axis", "count", "said"),
    [("X", 4, "inputs"), ("X", 1, "input"), ("A1", 2, "hidden units"), ("A1", 1, "hidden unit"), ("A2", 3, "outputs")],
)
def test_columns_are_said_in_words(axis, count, said):
    display, found = shown("iris", "rows")
    assert what(display, found.matrices[axis].columns, count) == said


# A product.


@each_pass
def test_every_product_is_well_formed_and_shows_its_operands_and_its_result(name, orientation):
    display, found = shown(name, orientation)
    for step in found.steps:
        captions = [e["text"] for e in fragment(product_html(display, found, step, last_cell(step))).tagged("caption")]
        assert captions == [text(matrix_name(display, matrix)) for matrix in (*step.operands, step.result)]


@each_pass
def test_exactly_one_cell_of_a_product_is_the_chosen_one(name, orientation):
    display, found = shown(name, orientation)
    for step in found.steps:
        for key in (step.result.keys[0][0], last_cell(step)):
            parsed = fragment(product_html(display, found, step, key))
            (chosen,) = [cell for cell in parsed.tagged("td") if "chosen" in classes(cell)]
            (pressed,) = parsed.with_attribute("aria-pressed")
            assert chosen["text"] == display.text(key)
            assert pressed["attributes"]["data-choose"] == f"cell:{key}"


@each_pass
def test_the_lit_cells_of_a_product_are_those_that_make_the_chosen_one(name, orientation):
    display, found = shown(name, orientation)
    for step in found.steps:
        key = last_cell(step)
        row, column = step.result.find(key)
        tables = product_html(display, found, step, key).split("<figure")[1:]
        for table, matrix, expected in zip(tables, step.operands, step.lit(row, column), strict=False):
            places = [(r, c) for r in range(matrix.shape[0]) for c in range(matrix.shape[1])]
            shining = [
                "lit" in classes(cell)
                for cell in fragment("<figure" + table.split("</figure>")[0] + "</figure>").tagged("td")[1:]
            ]
            assert {place for place, lit in zip(places, shining, strict=True) if lit} == expected, step.id


def test_a_cell_that_is_not_there_lights_the_first_and_chooses_none():
    display, found = shown("iris", "rows")
    parsed = fragment(product_html(display, found, found.find("Z1"), "banana"))
    assert not [cell for cell in parsed.tagged("td") if "chosen" in classes(cell)]
    assert [cell["text"] for cell in parsed.tagged("td") if "lit" in classes(cell)][-1] == display.text("z1_1@1")


@pytest.mark.parametrize(
    ("preset", "step", "signs"),
    [
        ("iris", "Z1", ["·", "="]), ("matrix", "Z1", ["·", "+", "="]), ("iris", "A1", ["σ(", ")", "="]),
        ("iris", "error2", ["−", "="]), ("iris", "delta2", ["⊙", "="]), ("softmax", "A3", ["softmax(", ")", "="]),
        ("iris", "dL_dW2-back", ["(", ")T", "="]), ("worked", "dL_db1", ["∑", "="]),
        ("softmax", "delta3", ["−", "="]), ("softmax", "jacobian3", ["·", "="]),
    ],
)  # fmt: skip
def test_the_signs_of_a_product_say_how_its_operands_are_combined(preset, step, signs):
    display, found = shown(preset)
    parsed = fragment(product_html(display, found, found.find(step), ""))
    assert [e["text"] for e in parsed.tagged("span") if classes(e) == {"operator"}] == signs


@pytest.mark.parametrize("step", ["dL_dW2", "dL_dW2-entries", "dL_dW2-swapped", "dL_dW1"])
def test_in_front_of_the_gradient_of_a_batch_stands_one_over_N(step):
    display, found = shown("iris", "rows")
    before = product_html(display, found, found.find(step), "").split("<figure")[0]
    assert "<mfrac>" in before
    assert text(before) == "1N" + "∑" * step.endswith("entries")


def test_the_gradient_that_is_only_turned_back_is_not_scaled_again():
    display, found = shown("iris", "rows")
    assert "<mfrac>" not in product_html(display, found, found.find("dL_dW2-back"), "")


def test_targets_that_do_not_add_up_to_one_stand_in_the_delta_of_softmax():
    problem = with_values(problem_named("softmax"), {"y1": 0.5, "y2": 0.8})
    display = display_of_problem(problem, "softmax")
    found = matrix_pass(problem.structure)
    assert "· Σy −" in text(product_html(display, found, found.find("delta3"), ""))


@pytest.mark.parametrize("name", ["binary", "sigmoid-cross", "softmax-batch", "leaky-shared", "mean-squared-batch"])
@pytest.mark.parametrize("orientation", ORIENTATIONS)
def test_every_product_of_other_networks_is_well_formed(name, orientation):
    display = display_named(name)
    found = matrix_pass(display.trace.structure, orientation)
    for step in found.steps:
        fragment(product_html(display, found, step, last_cell(step)))


# The road.


@each_pass
def test_the_road_lists_every_step_once_in_the_order_of_the_pass(name, orientation):
    display, found = shown(name, orientation)
    parsed = fragment(road_html(display, found, found.steps[0]))
    assert attributes_of(parsed, "data-choose") == [f"product:{step.id}" for step in found.steps]


@each_pass
def test_the_road_marks_the_step_that_is_shown_and_no_other(name, orientation):
    display, found = shown(name, orientation)
    for step in found.steps:
        (current,) = fragment(road_html(display, found, step)).with_attribute("aria-current")
        assert current["attributes"]["data-choose"] == f"product:{step.id}"


@each_pass
def test_every_stop_of_the_road_has_a_name(name, orientation):
    display, found = shown(name, orientation)
    stops = fragment(road_html(display, found, found.steps[0])).tagged("button")
    assert all(stop["text"].strip() for stop in stops)


@each_pass
def test_every_stop_of_the_road_says_under_the_pointer_what_it_is(name, orientation):
    display, found = shown(name, orientation)
    stops = fragment(road_html(display, found, found.steps[0])).tagged("button")
    titles = [stop["attributes"]["title"] for stop in stops]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_the_ways_to_a_gradient_of_the_fifth_lecture_say_what_they_are():
    display, found = shown("iris", "rows")
    stops = [e["text"] for e in fragment(road_html(display, found, found.steps[0])).tagged("button")]
    assert stops == [
        "Hin", "Hout", "Oin", "Oout", "Oerror", "Odelta",
        "∂MSE/∂W2 entry by entry", "one product, transposed", "transposed back", "one product",
        "Herror", "Hdelta", "∂MSE/∂W1",
    ]  # fmt: skip


def test_the_road_has_a_word_for_every_way():
    for name in PRESETS:
        for step in shown(name)[1].steps:
            assert step.way == "" or step.way in WAYS


# Between the matrices and the network.


@each_pass
def test_every_cell_of_a_result_has_its_step_in_the_network(name, orientation):
    (display, found), view = shown(name, orientation), View(preset=name)
    without = {
        key
        for step in found.steps
        for row in step.result.keys
        for key in row
        if not view.walk_with(scalar_step(display, key))
    }
    assert without == set()


@pytest.mark.parametrize("name", PRESETS)
def test_every_step_of_the_way_back_but_local_derivatives_stands_in_the_matrices(name):
    display, found = shown(name)
    missing = {
        display.trace.recipe(step.key).family
        for step in View(preset=name).walk.on("chain_rule")
        if not found.making(in_matrices(display, step.key))
    }
    local = {"da_dz", "da_dz_cross", "dz_dw", "dz_da", "dz_db"}
    assert missing <= local | ({"dL_dy_hat", "dL_da"} if name == "softmax" else set())


@pytest.mark.parametrize("name", PRESETS)
def test_from_the_network_to_the_matrices_and_back_is_the_same_term(name):
    display, _ = shown(name)
    for step in View(preset=name).walk.on("chain_rule"):
        assert scalar_step(display, in_matrices(display, step.key)) == step.key


@pytest.mark.parametrize(("orientation", "line"), [("rows", "column"), ("columns", "row")])
def test_entry_by_entry_no_product_of_whole_matrices_is_claimed(orientation, line):
    display, found = shown("iris", orientation)
    said = text(product_html(display, found, found.find("dL_dW2-entries"), ""))
    assert f"{line} × {line}" in said
    assert "=" not in said
    assert "⊙" not in said


LARGE = display_of_problem(parse_problem(json.dumps(layered((3, 2, 2), ("tanh", "sigmoid"), examples=45))))


def examples_shown(html):
    found = attributes_of(fragment(html), "data-term")
    return {example_of(key) for key in found} - {None}


@pytest.mark.parametrize("orientation", ["rows", "columns"])
@pytest.mark.parametrize(
    ("cell", "shown"), [("z1_2@1", range(8)), ("z1_2@20", range(16, 24)), ("z1_2@45", range(40, 45))]
)
def test_of_a_large_batch_the_examples_around_the_chosen_cell_are_shown(orientation, cell, shown):
    matrices = matrix_pass(LARGE.trace.structure, orientation)
    html = product_html(LARGE, matrices, matrices.find("Z1"), cell)
    assert examples_shown(html) == set(shown)


@pytest.mark.parametrize("orientation", ["rows", "columns"])
def test_what_is_left_out_is_said_and_can_be_chosen_where_the_result_has_it(orientation):
    matrices = matrix_pass(LARGE.trace.structure, orientation)
    parsed = fragment(product_html(LARGE, matrices, matrices.find("Z1"), "z1_2@20"))
    ways = {b["text"]: b["attributes"]["data-choose"] for b in parsed.tagged("button") if "–" in b["text"]}
    assert ways == {"1–16": "cell:z1_2@16", "25–45": "cell:z1_2@25"}


def test_of_a_sum_over_a_large_batch_the_examples_that_are_left_out_are_said():
    matrices = matrix_pass(LARGE.trace.structure, "rows")
    html = product_html(LARGE, matrices, matrices.find("dL_dW2"), "dL_dw2_11")
    assert "Examples 9 to 45, which are left out here" in html
    assert examples_shown(html) == set(range(8))
    assert examples_shown(
        product_html(replace(LARGE, example=30), matrices, matrices.find("dL_dW2"), "dL_dw2_11")
    ) == set(range(24, 32))
