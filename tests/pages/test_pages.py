"""Every page as a reader meets it: it renders, tells the truth, and does what its buttons say."""

import re
from functools import cache
from itertools import cycle

import pytest

from backprop import load_preset, presets, trace, values_by_name
from explainer.notation.notation import notations
from explainer.notation.numbers import DIGITS
from explainer.view.view import View
from explainer.walk.steps import walk
from tests.closeness import close_to
from tests.pages.reader import PAGES, WALK, Reader, tells_the_numbers_that_move

LIVE = tuple(page for page in PAGES if page not in {"lecture_notes", "practice", "check"})
"""Pages whose numbers move; the lecture notes keep to the lecture's own, an exercise to its own; a check tells none."""

VIEWS = {
    **{page or "start": (page, {}) for page in PAGES},
    "build": ("chain_rule", {"mode": "build", "stage": "99"}),
    "phases": ("chain_rule", {"mode": "phases"}),
    "example": ("chain_rule", {"example": "1"}),
    "surface": ("intuition", {"look": "surface"}),
    "columns": ("matrix", {"orientation": "columns"}),
    "rows": ("matrix", {"orientation": "rows"}),
}
"""Every view as the page it is on and what else its link holds."""

every_page = pytest.mark.parametrize("page", PAGES)
every_live_page = pytest.mark.parametrize("page", LIVE)
every_walk_page = pytest.mark.parametrize("page", WALK)
every_preset = pytest.mark.parametrize("preset", presets())
every_view = pytest.mark.parametrize("view", VIEWS)
every_live_view = pytest.mark.parametrize("view", [view for view in VIEWS if VIEWS[view][0] in LIVE])


@cache
def opened(page, preset="worked", **query):
    """Return a page that several tests look at and none touches."""
    return Reader(page, preset=preset, **query)


def looked_at(view, preset, notation=""):
    page, query = VIEWS[view]
    return opened(page, preset, **query, **({"notation": notation} if notation else {}))


def new_values(problem):
    now = trace(problem)
    return {p.name: now[f"new_{p.name}"] for p in now.names.parameters}


# Every view, every network, its own notation and the house's.


@every_view
@every_preset
@pytest.mark.parametrize("notation", ["", "house"])
def test_a_view_renders(view, preset, notation):
    reader = looked_at(view, preset, notation)
    assert (reader.faults, reader.notes, reader.page) == ([], [], VIEWS[view][0])


@every_live_view
@every_preset
@pytest.mark.parametrize("notation", ["", "house"])
def test_every_number_of_a_view_is_that_of_the_trace(view, preset, notation):
    reader = looked_at(view, preset, notation)
    expected = reader.expected
    assert reader.shown
    assert [(key, text) for key, text in reader.shown if text != expected.text(key)] == []


@every_live_view
@every_preset
def test_the_live_path_sends_every_number_of_the_view(view, preset):
    reader = looked_at(view, preset)
    tells_the_numbers_that_move(reader, values_by_name(load_preset(preset)))


@pytest.mark.parametrize("notation", notations())
@every_preset
def test_the_chain_rule_renders_in_any_notation(preset, notation):
    assert opened("chain_rule", preset, notation=notation).faults == []


@every_live_page
def test_the_live_path_sends_every_mark_of_the_page(page):
    reader = opened(page)
    marked = {key for html in reader.panels.values() for key in re.findall(r'data-mark="([^"]+)"', html)}
    assert marked <= set(reader.live["marks"])
    assert all(-1.0 <= mark <= 1.0 for mark in reader.live["marks"].values())


@every_live_page
@pytest.mark.parametrize("digits", DIGITS)
def test_a_page_follows_the_precision(page, digits):
    reader = Reader(page, digits=str(digits))
    key = {"matrix": "z1_1", "intuition": "loss"}.get(page, "y_hat1")
    assert dict(reader.shown)[key] == f"{trace(load_preset())[key]:.{digits}f}"


@every_live_page
def test_a_page_follows_the_numbers_of_its_link(page):
    reader = Reader(page, w5="-0.5", x1="3")
    expected = reader.expected
    assert expected.trace["w5"] == -0.5
    assert dict(reader.shown) == {key: expected.text(key) for key, _ in reader.shown}


@every_page
def test_a_fresh_page_has_an_empty_link_also_after_another_run(page):
    reader = Reader(page)
    first = reader.link
    reader.app.run()
    assert (first, reader.link) == ({}, {})


@every_page
def test_a_link_opens_what_it_was_made_from(page):
    reader = Reader(page, preset="mazur", w1="0.5", notation="house", digits="6", hide="1")
    assert reader.view == View("mazur", {"w1": 0.5}, notation="house", digits=6, hide=True)
    assert reader.link == {"preset": "mazur", "w1": "0.5", "notation": "house", "digits": "6", "hide": "1"}


# Links that cannot be trusted.

HOSTILE = ["banana", "nan", "1e999", "<script>alert(1)</script>", "x" * 60_000, "⟦w5⟧", "{0}", "\x00"]


@every_page
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_link_shows_the_usual_page_and_a_note(page, text):
    reader = Reader(
        page, **dict.fromkeys(["preset", "step", "parameter", "notation", "digits", "present", "w5", "<b>"], text)
    )
    assert reader.faults == []
    assert len(reader.notes) == 1
    assert (reader.view, reader.link) == (View(), {})


@every_page
def test_nothing_of_a_hostile_link_reaches_the_page_but_as_text(page):
    mark = "Zq7<i>"
    reader = Reader(page, preset=mark, step=mark, parameter=mark, w5=mark, **{mark: mark})
    everything = [*reader.notes, *reader.panels.values(), str(reader.live), *(e.value for e in reader.app.markdown)]
    assert not any(mark in text for text in everything)


@every_page
def test_saturation_is_a_note_and_no_fault(page):
    reader = Reader(page, x1="1000000", w1="1000000")
    assert reader.faults == []
    assert any("saturated" in note for note in reader.live["notes"])


# The walk.


def test_begin_goes_to_the_first_step():
    reader = Reader().press("Begin")
    assert (reader.page, reader.position) == ("forward", ("1", "38"))


def test_next_and_back_move_one_step():
    reader = Reader("forward", step="z1_1").press("Next")
    assert reader.view.step == "a1_1"
    assert reader.press("Back").view.step == "z1_1"


@pytest.mark.parametrize("preset", ["worked", "iris"])  # one example and a batch
def test_next_walks_through_every_step_to_the_end(preset):
    reader, steps = Reader("", preset=preset).press("Begin"), walk(load_preset(preset).structure).steps
    for step in steps:
        assert (reader.faults, reader.page, reader.view.step) == ([], step.page, step.key)
        assert reader.position == (str(step.number), str(len(steps)))
        if step is not steps[-1]:
            reader.press("Next")


@every_preset
def test_every_product_of_the_matrix_page_tells_the_truth_in_rows_and_columns_by_turns(preset):
    texts = {}
    for step, orientation in zip(View(preset).matrices.steps, cycle(("rows", "columns"))):
        reader = Reader("matrix", preset=preset, orientation=orientation, product=step.id)
        assert (reader.faults, reader.view.product) == ([], step.id)
        texts.update(reader.shown)
    expected = reader.expected
    assert {key: text for key, text in texts.items() if text != expected.text(key)} == {}
    assert {f"dL_d{p.name}" for p in expected.trace.names.parameters} <= texts.keys()


def test_next_walks_through_every_product_of_the_matrix_page():
    reader = Reader("matrix").press("First")
    products = [reader.view.product]
    while reader.enabled("Next"):
        if reader.press("Next").view.product != products[-1]:
            products.append(reader.view.product)
    assert products == [step.id for step in reader.view.matrices.steps]


def test_building_a_chain_goes_on_to_the_next_one():
    reader = Reader("chain_rule", mode="build", preset="derivation", parameter="w5", stage="10").press("Next")
    assert (reader.faults, reader.view.parameter, reader.view.stage) == ([], "w6", 0)


def test_an_example_can_be_picked_and_all_of_them_again():
    reader = Reader("chain_rule", preset="iris").pick("choice_example", 2)
    assert (reader.faults, reader.link["example"]) == ([], "2")
    assert "x1@2" in dict(reader.shown)
    assert "example" not in reader.pick("choice_example", 0).link


@every_preset
def test_a_convention_can_be_chosen_and_multiplies_every_gradient_by_one_factor(preset):
    reader = Reader("matrix", preset=preset).pick("choice_convention", "sum")
    assert (reader.faults, reader.link["convention"]) == ([], "sum")
    own, now = trace(load_preset(preset)), reader.expected.trace
    for p in own.names.parameters:
        assert now[f"dL_d{p.name}"] == close_to(own["factor_sum"] * own[f"dL_d{p.name}"])


def test_two_matrices_can_be_tried():
    reader = Reader("matrix", preset="iris").pick("choice_left", "A1").pick("choice_right", "D2")
    assert "does not fit" in reader.panels["tried"]
    assert "This is" in reader.pick("choice_left", "A1.T").panels["tried"]


def test_back_goes_from_page_to_page():
    assert Reader("chain_rule", step="dL_dy_hat1").press("Back").page == "forward"


def test_there_is_no_way_beyond_the_ends():
    first, last = Reader("forward", step="z1_1"), Reader("update", step="new_loss")
    assert (first.enabled("Back"), first.enabled("Next")) == (False, True)
    assert (last.enabled("Back"), last.enabled("Next")) == (True, False)


@every_walk_page
def test_first_and_last_go_to_the_ends(page):
    assert Reader(page).press("Last").view.step == "new_loss"
    assert Reader(page).press("First").view.step == "z1_1"


def test_turning_a_page_keeps_the_chosen_parameter_and_the_numbers():
    reader = Reader("chain_rule", step="dL_dw1", w5="0.5").turn("update")
    assert reader.values == {"w5": 0.5}
    assert "new_w1" in dict(reader.shown)
    assert reader.position[0] == "30"


@every_walk_page
def test_playing_can_be_paused(page):
    reader = Reader(page).press("Play")
    assert "Pause" in reader.buttons
    assert "Play" in reader.press("Pause").buttons


# Taking the update, undo, reset.


@every_preset
def test_taking_the_update_gives_every_parameter_its_new_value_exactly(preset):
    reader = Reader("update", preset=preset)
    expected = new_values(reader.view.problem)
    after = values_by_name(reader.press("Take the update").view.problem)
    assert {name: after[name] for name in expected} == expected


def test_after_an_update_the_page_shows_the_new_numbers():
    reader = Reader("update", learning_rate="1").press("Take the update")
    assert reader.faults == []
    assert dict(reader.shown)["w5"] == "0.3178"


def test_the_link_of_an_update_opens_at_its_exact_numbers():
    link = Reader("update").press("Take the update").link
    assert link == {"updates": "1"}
    opened = values_by_name(Reader("update", **link).view.problem)
    assert opened["w5"] == new_values(load_preset())["w5"]


def test_ten_updates_are_ten_updates():
    reader, problem = Reader("update", learning_rate="1"), load_preset()
    problem = reader.view.problem
    for _ in range(10):
        reader.press("Take the update")
        problem = trace(problem).updated
    assert values_by_name(reader.view.problem) == values_by_name(problem)


def test_undo_returns_to_the_numbers_before_the_update():
    reader = Reader("update", w5="0.5").press("Take the update").act("undo")
    assert reader.values == {"w5": 0.5}


def test_updates_that_were_taken_are_counted_until_one_is_undone():
    reader = Reader("update", learning_rate="0.5").press("Take the update").press("Take the update")
    assert "Update 2 taken." in reader.panels["outcome"]
    assert "Update 1 taken." in reader.act("undo").panels["outcome"]
    assert "taken" not in reader.act("undo").panels["outcome"]


def test_the_start_page_keeps_what_it_says_true():
    reader = Reader("", w5="0.9")
    assert {"y_hat1", "y1", "loss"} <= reader.live["texts"].keys()
    assert f'It answered <span data-term="y_hat1">{reader.expected.text("y_hat1")}</span>' in reader.panels["opening"]


@every_page
def test_reset_returns_to_the_preset(page):
    reader = Reader(page, preset="mazur", w1="0.7", learning_rate="3").act("reset")
    assert (reader.values, reader.link) == ({}, {"preset": "mazur"})


def test_a_reset_can_be_undone():
    assert Reader("forward", w5="0.7").act("reset").act("undo").values == {"w5": 0.7}


def test_an_update_out_of_range_is_refused_in_words():
    reader = Reader("update", w3="0.15", w4="0.2", w5="900000", w6="-900000", learning_rate="10000")
    before = reader.view
    assert reader.press("Take the update").view == before
    assert "throw a parameter beyond 1000000" in reader.live["refused"]["update"]


# What is shown, and how.


@every_walk_page
@every_preset
def test_choosing_a_network_shows_it(page, preset):
    reader = Reader(page, preset="mazur" if preset == "worked" else "worked").pick("choice_preset", preset)
    assert (reader.faults, reader.view.preset) == ([], preset)
    tells_the_numbers_that_move(reader, values_by_name(load_preset(preset)))


@every_preset
def test_choosing_a_network_on_the_start_page_shows_it(preset):
    reader = Reader("", preset="mazur" if preset == "worked" else "worked")
    reader.app.radio(key="start_preset").set_value(preset).run()
    assert reader.view.preset == preset
    tells_the_numbers_that_move(reader, values_by_name(load_preset(preset)))


@every_walk_page
def test_a_network_is_shown_in_its_own_notation_unless_another_is_chosen(page):
    reader = Reader(page, notation="house").pick("choice_preset", "derivation")
    assert reader.view.shown_notation == "derivation"


@pytest.mark.parametrize(("page", "notation"), [*zip(PAGES, cycle(notations()))])
def test_choosing_a_notation_keeps_the_numbers(page, notation):
    reader = Reader(page, w5="0.7", notation="house" if notation != "house" else "worked").pick(
        "choice_notation", notation
    )
    assert (reader.view.notation, reader.values) == (notation, {"w5": 0.7})


@every_page
def test_the_presets_own_notation_can_be_chosen_again(page):
    assert Reader(page, notation="house").pick("choice_notation", "").view.notation == ""


@every_page
def test_no_two_notations_look_the_same_in_the_list(page):
    options = opened(page).app.selectbox(key="choice_notation").options
    assert len(set(options)) == len(options)


@every_walk_page
def test_presenting_hides_the_toolbar_and_every_table_but_that_of_the_gradients(page):
    reader = Reader(page)
    assert {"table", "tools"} <= set(reader.panels)
    reader.press("Present")
    assert "tools" not in reader.panels
    assert ("table" in reader.panels) == (page == "chain_rule")
    assert {"heading", "diagram", "derivation", "position"} <= set(reader.panels)
    assert not {"First", "Last"} & set(reader.buttons)


@pytest.mark.parametrize("preset", ["softmax", "matrix", "iris", "mazur"])
def test_what_does_not_fit_beside_each_other_is_projected_one_after_the_other(preset):
    reader, shown = Reader("chain_rule", preset=preset, present="1"), []
    for following in ("Equation", "Gradients", "Picture"):
        shown.append({"diagram", "derivation", "table"} & set(reader.panels))
        reader.press(following)
    assert shown == [{"diagram"}, {"derivation"}, {"table"}]
    assert reader.view.part == "picture"


def test_a_small_network_is_projected_with_picture_equation_and_gradients_together():
    reader = Reader("chain_rule", present="1")
    assert {"diagram", "derivation", "table"} <= set(reader.panels)


@pytest.mark.parametrize(("stage", "title"), [("0", "1 · forward"), ("1", "2 · backward")])
def test_the_two_phases_are_two_pictures(stage, title):
    reader = Reader("chain_rule", mode="phases", stage=stage)
    assert title in reader.panels["diagram"]
    assert f"phase {int(stage) + 1} of 2" in reader.panels["position"]


@every_page
def test_presenting_can_be_left(page):
    reader = Reader(page, present="1")
    assert reader.faults == []
    assert "Present" in reader.press("Leave").buttons
    assert reader.link == {}


@every_walk_page
def test_hiding_the_answer_hides_it_wherever_it_stands_and_showing_brings_it_back(page):
    reader = Reader(page)
    answer = {"forward": "z1_1", "chain_rule": "dL_dw5", "update": "new_w5"}[page]
    assert answer in dict(reader.shown)
    reader.press("Hide the answer")
    assert answer not in dict(reader.shown)
    assert answer not in reader.live["texts"]
    assert f'data-choose="reveal:{answer}"' in reader.panels["derivation"]
    assert answer in dict(reader.press("Show the answer").shown)


def test_the_derivation_of_w5_says_in_its_heading_what_it_asks():
    derivation = opened("chain_rule").panels["derivation"]
    assert (
        re.sub(r"<[^>]*>", "", re.search(r"<h1>(.*)</h1>", derivation)[1]) == "How much does L change when w5 changes?"
    )


@every_walk_page
def test_a_page_of_the_walk_has_one_heading(page):
    html = "".join(opened(page).panels.values())
    assert html.count("<h1>") == 1


# One reader's numbers stay that reader's.


def test_two_readers_do_not_share_numbers():
    one, other = Reader("update"), Reader("update")
    one.press("Take the update")
    other.app.run()
    assert (other.values, other.link) == ({}, {})
    assert dict(other.shown)["w5"] == "0.40"


def test_two_readers_do_not_share_undo():
    one, other = Reader("forward", w5="0.7"), Reader("forward", w5="0.9")
    one.act("reset")
    other.act("undo")
    assert (one.values, other.values) == ({}, {"w5": 0.9})


def test_two_readers_do_not_share_the_place_or_the_network():
    one, other = Reader("forward"), Reader("forward")
    one.press("Next").pick("choice_preset", "mazur").press("Hide the answer")
    other.app.run()
    assert other.view == View()


def test_the_graph_shows_the_way_to_a_parameter_before_its_chain_is_begun():
    graph = Reader("chain_rule", mode="build", parameter="w1").panels["diagram"]
    lit = set(re.findall(r'class="edge lit [^"]*" d="[^"]*" data-factor="([^"]+)"', graph))
    assert {"dz1_1_dw1", "da1_1_dz1_1", "dL_dy_hat1"} <= lit
