"""One reader's session: what each action does to the view, what can be undone, what the link says."""

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as hst

from backprop import load_preset, values_by_name
from backprop.matrices import matrix_pass
from backprop.names import names
from explainer import state
from explainer.build import last_stage
from explainer.components import Edit
from explainer.settings import View


class Query(dict):
    """Stands in for the query parameters of a browser."""

    def from_dict(self, link):
        self.clear()
        self.update(link)


class Session:
    """A reader on a page, with a browser that keeps the link."""

    def __init__(self, page="chain_rule", **query):
        st.session_state, st.query_params = {}, Query(query)
        self.visit(page)

    def visit(self, page):
        """Let a full run happen on a page."""
        state.arrive(page)
        state.leave()

    def rerun(self):
        self.visit(st.session_state["page"])

    def edit(self, done=True, seq=1, texts=(), **values):
        state.edit(Edit(seq, values, dict(texts), done))
        state.leave()

    def type(self, name, text):
        self.edit(texts={name: text})

    @property
    def link(self):
        return dict(st.query_params)

    @property
    def view(self):
        return state.view()

    @property
    def values(self):
        return dict(self.view.values)


@pytest.fixture(autouse=True)
def _own_streamlit(monkeypatch):
    monkeypatch.setattr(st, "session_state", {})
    monkeypatch.setattr(st, "query_params", Query())


@pytest.fixture
def session():
    return Session()


# Arriving and leaving.


def test_a_first_visit_shows_the_default_view_and_leaves_an_empty_link(session):
    assert (session.view, session.link) == (View(), {})


def test_a_link_is_read_on_arrival():
    assert Session("chain_rule", preset="mazur", w1="0.5", hide="1").view == View("mazur", {"w1": 0.5}, hide=True)


def test_a_bad_link_leaves_notes_and_is_replaced_by_a_good_one():
    session = Session("forward", w5="banana", step="nowhere", w6="0.5")
    assert len(st.session_state["link_notes"]) == 2
    assert session.link == {"w6": "0.5"}


def test_the_link_follows_what_a_reader_does(session):
    state.choose("parameter:w1")
    session.rerun()
    assert session.link == {"parameter": "w1", "step": "dL_dw1"}


def test_going_back_in_the_browser_is_followed(session):
    session.edit(w5=0.7)
    st.query_params.from_dict({"w5": "0.5"})
    session.rerun()
    assert session.values == {"w5": 0.5}


def test_a_page_opened_without_a_link_keeps_the_numbers(session):
    session.edit(w5=0.7)
    st.query_params.clear()
    session.visit("update")
    assert session.values == {"w5": 0.7}
    assert session.link == {"w5": "0.7"}


def test_turning_to_another_page_forgets_a_step_of_the_first(session):
    state.go_to("dL_dw1")
    session.rerun()
    session.visit("update")
    assert session.view.step == ""
    assert session.view.parameter == "w1"


def test_turning_to_the_page_of_the_step_keeps_it(session):
    state.go_to("new_w1")
    assert state.wanted_page() == "update"
    session.visit("update")
    assert session.view.step == "new_w1"
    assert state.wanted_page() is None


def test_every_run_has_a_number_of_its_own(session):
    before = st.session_state["run"]
    session.rerun()
    assert st.session_state["run"] == before + 1


# Where we are.


@pytest.mark.parametrize(("page", "step"), [("forward", "z1_1"), ("chain_rule", "dL_dw5"), ("update", "new_w5")])
def test_each_page_begins_with_the_step_of_the_chosen_parameter_or_its_first(page, step):
    Session(page)
    assert state.current_step(page).key == step


def test_a_chosen_step_is_the_current_one():
    Session("chain_rule", step="delta1_2")
    assert state.current_step("chain_rule").key == "delta1_2"


def test_the_trace_is_made_once_for_the_same_numbers(session):
    assert state.display().trace is state.display().trace


def test_the_trace_follows_the_numbers(session):
    before = state.display().trace["loss"]
    session.edit(w5=0.9)
    assert state.display().trace["loss"] != before
    assert state.display().trace["w5"] == 0.9


def test_the_trace_follows_the_preset(session):
    state.display()
    state.open_preset("mazur")
    assert state.display().trace.structure.sizes == (2, 2, 2)


def test_the_display_has_the_notation_and_the_digits_of_the_view(session):
    state.set_option(notation="house", digits=6)
    assert (state.display().notation.name, state.display().digits) == ("house", 6)


# Moving along the walk.


def test_moving_goes_to_the_neighbour(session):
    state.go_to("delta1_1")
    state.move(1)
    assert session.view.step == "dL_da1_2"
    state.move(-1)
    assert session.view.step == "delta1_1"


def test_moving_crosses_from_page_to_page():
    Session("forward", step="loss")
    state.move(1)
    assert state.wanted_page() == "chain_rule"


@pytest.mark.parametrize(("distance", "step"), [(-33, "z1_1"), (33, "new_loss"), (-1000, "z1_1"), (1000, "new_loss")])
def test_moving_far_ends_at_an_end(session, distance, step):
    state.move(distance)
    assert session.view.step == step


def test_at_the_end_there_is_no_further_step():
    session = Session("update", step="new_loss")
    state.move(1)
    assert session.view.step == "new_loss"


def test_walking_all_the_way_meets_every_step():
    session = Session("forward", step="z1_1")
    met = [session.view.step]
    for _ in range(32):
        state.move(1)
        session.visit(state.wanted_page() or st.session_state["page"])
        met.append(session.view.step)
    assert met == [step.key for step in state.current_walk().steps]


# Choosing.


@pytest.mark.parametrize(
    ("page", "step"), [("forward", "z2_1"), ("chain_rule", "dL_dw6"), ("update", "new_w6"), ("", "")]
)
def test_choosing_a_parameter_shows_the_step_that_the_page_has_for_it(page, step):
    session = Session(page)
    state.choose("parameter:w6")
    assert (session.view.parameter, session.view.step) == ("w6", step)


def test_choosing_a_step_goes_there_and_chooses_its_parameter(session):
    state.choose("step:dL_db1")
    assert (session.view.step, session.view.parameter) == ("dL_db1", "b1")


def test_choosing_a_step_without_a_parameter_keeps_the_chosen_one(session):
    state.choose("parameter:w6")
    state.choose("step:delta2_1")
    assert (session.view.step, session.view.parameter) == ("delta2_1", "w6")


@given(
    hst.text()
    | hst.sampled_from(
        ["step:", "parameter:", "step:banana", "parameter:w99", "banana", ":", "parameter:w5:w6", "step:w5"]
    )
)
def test_a_choice_that_is_not_there_changes_nothing(choice):
    session = Session()
    before = session.view
    state.choose(choice)
    assert session.view == before


# One example of a batch, or all of them.


def test_another_example_stays_at_the_same_step():
    session = Session("forward", preset="iris", step="z1_1@1")
    state.choose_example(2)
    assert (session.view.example, session.view.step) == (2, "z1_1@2")


def test_all_examples_stay_at_the_step_of_the_first():
    session = Session("forward", preset="iris", step="z1_1@3")
    state.choose_example(0)
    assert (session.view.example, session.view.step) == (0, "z1_1@1")


@pytest.mark.parametrize("step", ["loss", "new_w1_11", "dL_dw1_11", ""])
def test_a_step_of_the_whole_batch_is_that_of_every_example(step):
    session = Session("chain_rule", preset="iris")
    state.set_option(step=step)
    state.choose_example(3)
    assert (session.view.example, session.view.step) == (3, step)


def test_the_step_of_another_example_is_one_of_the_walk():
    Session("forward", preset="iris", step="z1_1@1")
    state.choose_example(3)
    assert state.current_step("forward").key == "z1_1@3"


def test_another_example_forgets_the_cell():
    session = Session("matrix", preset="iris", product="Z1", cell="z1_1@1")
    state.choose_example(2)
    assert (session.view.product, session.view.cell) == ("Z1", "")


def test_a_step_of_another_example_shows_that_example():
    session = Session("forward", preset="iris")
    state.choose("step:z1_2@3")
    assert (session.view.example, session.view.step) == (3, "z1_2@3")


def test_a_step_of_the_first_example_keeps_all_of_them():
    session = Session("forward", preset="iris")
    state.choose("step:z1_2@1")
    assert (session.view.example, session.view.step) == (0, "z1_2@1")


@pytest.mark.parametrize("step", ["step:z1_1@4", "step:z1_1@99999", "step:z1_1@0", "step:z1_1"])
def test_a_step_of_an_example_that_is_not_there_changes_nothing(step):
    session = Session("forward", preset="iris")
    state.choose(step)
    assert session.view == View("iris")


def test_the_display_is_that_of_the_example_or_of_the_whole_batch():
    Session("chain_rule", preset="iris")
    assert (state.display().example, state.display().whole) == (0, True)
    state.choose_example(2)
    assert (state.display().example, state.display().whole) == (1, False)


# The matrix page.


@pytest.mark.parametrize(
    ("choice", "product"), [("product:Z1", "Z1"), ("cell:z1_1@2", "Z1"), ("cell:dL_dw2_21", "dL_dW2")]
)
def test_a_product_or_a_cell_leads_to_the_matrix_page(choice, product):
    session = Session("chain_rule", preset="iris")
    state.choose(choice)
    assert session.view.product == product
    assert state.wanted_page() == "matrix"


def test_on_the_matrix_page_a_product_leads_nowhere_else():
    Session("matrix", preset="iris")
    state.choose("product:Z1")
    assert state.wanted_page() is None


def test_the_matrix_page_is_wanted_once():
    Session("chain_rule", preset="iris")
    state.choose("product:Z1")
    state.wanted_page()
    assert state.wanted_page() is None


def test_a_product_that_is_chosen_forgets_the_cell_of_another():
    session = Session("matrix", preset="iris", product="Z1", cell="z1_1@1")
    state.choose("product:Z2")
    assert session.view.cell == ""


@pytest.mark.parametrize("choice", ["product:banana", "product:", "cell:banana", "cell:", "cell:w2_11", "cell:loss"])
def test_a_product_or_a_cell_that_is_not_there_changes_nothing(choice):
    session = Session("chain_rule", preset="iris")
    state.choose(choice)
    assert session.view == View("iris")
    assert state.wanted_page() is None


def test_a_cell_of_a_gradient_chooses_its_parameter():
    session = Session("matrix", preset="iris")
    state.choose("cell:dL_dw1_42")
    assert (session.view.parameter, session.view.product) == ("w1_42", "dL_dW1")


def test_a_cell_of_the_product_that_is_shown_keeps_it():
    session = Session("matrix", preset="iris", product="dL_dW2-entries")
    state.choose("cell:dL_dw2_23")
    assert (session.view.product, session.view.cell) == ("dL_dW2-entries", "dL_dw2_23")


def test_a_cell_of_an_operand_leads_to_the_product_that_makes_it():
    session = Session("matrix", preset="iris", product="dL_dW2")
    state.choose("cell:example_delta2_1@2")
    assert (session.view.product, session.view.cell) == ("delta2", "example_delta2_1@2")


def test_from_the_matrices_a_step_leads_back_to_the_chain_rule():
    session = Session("matrix", preset="iris", product="dL_dW2")
    state.choose("step:delta2_1@2")
    assert (session.view.step, session.view.example) == ("delta2_1@2", 2)
    assert state.wanted_page() == "chain_rule"


def test_from_the_matrices_a_step_forward_leads_back_to_the_forward_page():
    Session("matrix", preset="iris")
    state.choose("step:z1_1@1")
    assert state.wanted_page() == "forward"


@pytest.mark.parametrize(("preset", "parameter", "product"), [
    ("worked", "w1", "dL_dW1"), ("worked", "b1", "dL_db1"), ("matrix", "b1_3", "dL_db1"), ("iris", "w2_13", "dL_dW2"),
])  # fmt: skip
def test_a_parameter_chosen_on_the_matrix_page_shows_the_product_of_its_gradient(preset, parameter, product):
    session = Session("matrix", preset=preset, product="Z1")
    state.choose(f"parameter:{parameter}")
    step, cell = state.current_product()
    assert (step.id, cell) == (product, f"dL_d{parameter}")
    assert (session.view.step, state.wanted_page()) == ("", None)


@pytest.mark.parametrize("preset", ["worked", "derivation", "matrix", "softmax", "iris", "mazur"])
def test_the_matrix_page_begins_with_the_gradient_of_the_chosen_parameter(preset):
    session = Session("matrix", preset=preset)
    step, cell = state.current_product()
    assert cell == f"dL_d{session.view.shown_parameter}"
    assert step.result.find(cell)


def test_a_product_without_the_cell_shows_its_first():
    Session("matrix", preset="iris", product="Z1")
    assert state.current_product()[1] == "z1_1@1"


def test_moving_on_the_matrix_page_goes_entry_by_entry_in_the_order_of_lecture_5():
    session = Session("matrix", preset="iris", product="dL_dW2-entries", cell="dL_dw2_11")
    met = [session.view.cell]
    for _ in range(5):
        state.move(1)
        met.append(session.view.cell)
    assert met == [f"dL_dw2_{entry}" for entry in (11, 21, 12, 22, 13, 23)]


def test_after_the_last_entry_the_product_is_turned_round_turned_back_and_written_directly():
    session = Session("matrix", preset="iris", product="dL_dW2-entries", cell="dL_dw2_23")
    met = []
    for _ in range(4):
        state.move(1)
        met.append(session.view.product)
    assert met == ["dL_dW2-swapped", "dL_dW2-back", "dL_dW2", "error1"]


def test_moving_along_products_meets_every_place_and_stops_at_the_ends():
    session = Session("matrix", preset="iris")
    positions = matrix_pass(load_preset("iris").structure, "rows").positions()
    state.move(-1000)
    met = []
    for _ in positions:
        met.append((session.view.product, session.view.cell))
        state.move(1)
    assert met == list(positions)
    assert state.product_place() == (len(positions), len(positions))


def test_moving_on_from_a_cell_that_is_not_walked_through_goes_to_the_next_product():
    session = Session("matrix", preset="iris", product="Z1", cell="z1_2@3")
    state.move(1)
    assert session.view.product == "A1"


def test_moving_along_products_never_leaves_the_matrix_page():
    Session("matrix", preset="iris")
    state.move(1)
    assert state.wanted_page() is None


# A chain that is built.


def test_building_goes_from_stage_to_stage_and_back():
    session = Session("chain_rule", preset="derivation", mode="build")
    met = []
    for distance in (1, 1, -1):
        state.move(distance)
        met.append(session.view.stage)
    assert met == [1, 2, 1]


def test_at_the_end_of_a_chain_the_next_one_begins():
    session = Session("chain_rule", preset="derivation", mode="build", parameter="w5", stage="10")
    state.move(1)
    assert (session.view.parameter, session.view.stage, session.view.step) == ("w6", 0, "dL_dw6")


def test_before_the_beginning_of_a_chain_is_the_end_of_the_one_before():
    session = Session("chain_rule", preset="derivation", mode="build", parameter="w6")
    state.move(-1)
    assert (session.view.parameter, session.view.stage) == ("w5", 10)


def test_building_all_the_way_meets_every_stage_of_every_chain():
    session = Session("chain_rule", preset="derivation", mode="build", parameter="w5")
    met = [("w5", 0)]
    while True:
        state.move(1)
        now = (session.view.parameter, session.view.stage)
        if now == met[-1]:
            break
        met.append(now)
    chains = [step.parameter for step in state.current_walk().on("chain_rule") if step.parameter]
    assert set(chains) == set(names(session.view.structure).by_name)
    assert met == [(p, stage) for p in chains for stage in range(last_stage(state.display(), p) + 1)]


def test_a_parameter_that_is_chosen_begins_its_chain_anew():
    session = Session("chain_rule", preset="derivation", mode="build", stage="7")
    state.choose("parameter:b2")
    assert (session.view.parameter, session.view.stage, session.view.mode) == ("b2", 0, "build")


def test_before_the_first_chain_there_is_nothing():
    session = Session("chain_rule", preset="derivation", mode="build", parameter="w5")
    state.move(-1)
    assert (session.view.parameter, session.view.stage) == ("w5", 0)


def test_from_a_stage_beyond_the_last_the_way_back_leads_into_the_same_chain():
    session = Session("chain_rule", preset="derivation", mode="build", parameter="w6", stage="50")
    state.move(-1)
    assert (session.view.parameter, session.view.stage) == ("w6", 9)


@pytest.mark.parametrize("distance", [33, 1000])
def test_the_key_for_the_last_step_goes_to_the_end_of_what_is_built(distance):
    session = Session("chain_rule", preset="derivation", mode="build", parameter="w5", stage="4")
    state.move(distance)
    assert session.view.stage == last_stage(state.display(), session.view.parameter)


def test_the_key_for_the_first_step_goes_to_the_beginning_of_what_is_built():
    session = Session("chain_rule", preset="derivation", mode="build", parameter="w6", stage="4")
    state.move(-33)
    assert session.view.stage == 0


def test_a_step_without_a_parameter_is_no_step_of_the_other_ways_to_look():
    Session("chain_rule", preset="derivation", mode="build", step="delta2_1")
    assert state.current_step("chain_rule").key == "dL_dw5"


# Numbers.


def test_an_edit_changes_a_number(session):
    session.edit(w5=0.7)
    assert session.values == {"w5": 0.7}


def test_an_edit_says_which_message_it_was(session):
    session.edit(seq=42, w5=0.7)
    assert st.session_state["seq"] == 42


def test_while_a_number_is_dragged_the_link_waits(session):
    session.edit(done=False, w5=0.7)
    assert session.link == {}
    session.edit(w5=0.8)
    assert session.link == {"w5": "0.8"}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e7, -1e7])
def test_a_value_that_cannot_be_used_is_left_out_of_an_edit(session, value):
    session.edit(w5=value, w6=0.7)
    assert session.values == {"w6": 0.7}


def test_a_name_that_is_not_a_number_here_is_left_out_of_an_edit(session):
    session.edit(banana=1.0, w6=0.7)
    assert session.values == {"w6": 0.7}


@pytest.mark.parametrize(("text", "value"), [("0,5", 0.5), ("−2", -2.0), (" 1e-3 ", 0.001)])
def test_a_typed_number_is_taken(session, text, value):
    session.type("w5", text)
    assert session.values == {"w5": value}
    assert state.refused() == {}


@pytest.mark.parametrize("text", ["banana", "", "1e999", "nan", "1e7", "<b>1</b>", "9" * 200])
def test_a_typed_text_that_is_no_usable_number_is_refused_and_nothing_changes(session, text):
    session.edit(w5=0.7)
    session.type("w5", text)
    assert session.values == {"w5": 0.7}
    assert state.refused() == {
        "w5": f"“{text[:40]}” cannot be used for w5: "
        "a number between −1000000 and 1000000 is needed; w5 stays as it was."
    }


def test_a_refused_learning_rate_is_told_its_own_bounds(session):
    session.type("learning_rate", "-1")
    assert state.refused()["learning_rate"] == (
        "“-1” cannot be used for learning_rate: a number from 0 to 10000 is needed; the learning rate stays as it was."
    )


def test_a_refusal_ends_with_the_next_good_number(session):
    session.type("w5", "banana")
    session.type("w5", "0.5")
    assert state.refused() == {}


def test_a_refusal_ends_when_the_slider_moves(session):
    session.type("w5", "banana")
    session.edit(done=False, w5=0.5)
    assert state.refused() == {}


def test_a_refusal_of_one_number_outlasts_an_edit_of_another(session):
    session.type("w5", "banana")
    session.edit(w6=0.5)
    assert list(state.refused()) == ["w5"]


def test_nothing_is_said_about_a_name_that_is_not_a_number_here(session):
    session.type("<b>banana</b>" * 1000, "banana")
    assert state.refused() == {}


@pytest.mark.parametrize("end", [state.undo, state.reset, lambda: state.open_preset("mazur")])
def test_a_refusal_ends_with_undo_reset_and_another_network(session, end):
    session.type("w5", "banana")
    end()
    assert state.refused() == {}


# Undo and reset.


def test_undo_returns_to_the_numbers_before(session):
    session.edit(w5=0.7)
    session.edit(w5=0.8)
    state.undo()
    assert session.values == {"w5": 0.7}
    state.undo()
    assert session.values == {}


def test_a_drag_is_undone_as_a_whole(session):
    for value in (0.41, 0.42, 0.43):
        session.edit(done=False, w5=value)
    session.edit(w5=0.44)
    state.undo()
    assert session.values == {}


def test_a_drag_that_ends_where_it_began_is_nothing_to_undo(session):
    session.edit(w6=0.9)
    session.edit(done=False, w5=0.7)
    session.edit(w5=0.4)
    state.undo()
    assert session.values == {}


def test_letting_go_without_a_new_value_ends_a_drag(session):
    session.edit(done=False, w5=0.7)
    session.edit()
    assert session.link == {"w5": "0.7"}
    state.undo()
    assert session.values == {}


def test_undo_stays_at_the_same_place(session):
    session.edit(w5=0.7)
    state.go_to("delta1_1")
    state.undo()
    assert session.view == View(step="delta1_1")


def test_undo_of_another_network_brings_the_first_one_back(session):
    session.edit(w5=0.7)
    state.open_preset("mazur")
    state.undo()
    assert session.view == View(values={"w5": 0.7})


def test_undo_with_nothing_to_undo_changes_nothing(session):
    state.undo()
    assert session.view == View()


def test_as_many_changes_can_be_undone_as_are_kept(session):
    for n in range(state.MOST_UNDONE + 50):
        session.edit(w5=1.0 + n)
    for _ in range(state.MOST_UNDONE + 50):
        state.undo()
    assert session.values == {"w5": 1.0 + 49}


def test_reset_returns_to_the_presets_own_numbers(session):
    session.edit(w5=0.7, x1=3.0, learning_rate=1.0)
    state.reset()
    assert session.values == {}


def test_a_reset_can_be_undone(session):
    session.edit(w5=0.7)
    state.reset()
    state.undo()
    assert session.values == {"w5": 0.7}


def test_a_reset_of_nothing_is_nothing_to_undo(session):
    session.edit(w5=0.7)
    state.undo()
    state.reset()
    assert st.session_state["history"] == []


# Another network, other options.


def test_another_network_starts_with_its_own_numbers_and_its_own_notation(session):
    session.edit(w5=0.7)
    state.set_option(notation="house", digits=6, present=True, hide=True)
    state.open_preset("mazur")
    assert session.view == View("mazur", digits=6, present=True, hide=True)


@pytest.mark.parametrize("name", ["banana", "", "worked"])
def test_a_network_that_is_not_there_or_already_open_changes_nothing(session, name):
    session.edit(w5=0.7)
    state.open_preset(name)
    assert session.values == {"w5": 0.7}


def test_a_network_opened_in_the_middle_of_a_drag_has_a_link(session):
    session.edit(done=False, w5=0.7)
    state.open_preset("mazur")
    session.rerun()
    assert session.link == {"preset": "mazur"}


def test_an_option_keeps_everything_else(session):
    session.edit(w5=0.7)
    state.set_option(digits=8)
    assert session.view == View(values={"w5": 0.7}, digits=8)


# The update.

TOO_FAR = {"w3": 0.15, "w4": 0.2, "w5": 9e5, "w6": -9e5, "learning_rate": 1e4}
"""Numbers with which one update throws w1 beyond what can be drawn."""


def test_taking_the_update_sets_every_parameter_to_its_new_value_exactly(session):
    now = state.display().trace
    new = {p.name: now[f"new_{p.name}"] for p in now.names.parameters}
    state.take_update()
    after = values_by_name(session.view.problem)
    assert {name: after[name] for name in new} == new


def test_taking_the_update_changes_no_input_no_target_and_no_learning_rate(session):
    state.take_update()
    assert not set(session.values) & {"x1", "x2", "y1", "learning_rate"}


def test_after_the_update_the_loss_is_the_one_that_was_announced(session):
    announced = state.display().trace["new_loss"]
    state.take_update()
    assert state.display().trace["loss"] == announced


def test_an_update_can_be_undone(session):
    state.take_update()
    state.undo()
    assert session.values == {}


def test_an_update_that_would_throw_a_parameter_out_of_range_is_refused(session):
    session.edit(**TOO_FAR)
    before = session.view
    state.take_update()
    assert session.view == before
    assert state.refused() == {
        "update": "This update would throw a parameter beyond 1000000; with a smaller learning rate it can be taken."
    }


def test_a_refused_update_is_nothing_to_undo(session):
    session.edit(**TOO_FAR)
    state.take_update()
    state.undo()
    assert session.values == {}


def test_a_refusal_of_an_update_ends_when_one_is_taken(session):
    session.edit(**TOO_FAR)
    state.take_update()
    session.edit(learning_rate=1e-9)
    state.take_update()
    assert state.refused() == {}
