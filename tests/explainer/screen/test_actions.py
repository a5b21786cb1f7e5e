"""One reader's session: what each action does to the view, what can be undone, what the link says."""

from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as hst

from backprop import load_preset, values_by_name
from backprop.matrices import matrix_pass
from backprop.names import names
from explainer.browser.messages import Acts, Edit
from explainer.matrices.order import positions
from explainer.screen import actions, session
from explainer.view.view import View
from explainer.view.where import product_place, product_shown, step_on
from explainer.walk.building import last_stage
from tests.explainer.screen.state import Breaking, State


class Query(dict):
    """Stands in for the query parameters of a browser."""

    written = 0

    def from_dict(self, link):
        self.written += 1
        self.clear()
        self.update(link)

    def to_dict(self):
        return dict(self)


class Browser(SimpleNamespace):
    """Stands in for what Streamlit knows of the browser that brought a run about."""

    def __init__(self, page, query, went_back=False):
        url = f"http://localhost:8501/app/{page}?ignored=/matrix#there"
        context = SimpleNamespace(url=url)
        super().__init__(is_history_navigation=went_back, context_info=context, query_string=urlencode(query))


class Session:
    """A reader on a page, with a browser that keeps the link."""

    def __init__(self, page="chain_rule", **query):
        st.session_state, st.query_params = State(), Query(query)
        self.address = page
        self.run(page)

    def run(self, page, went_back=False):
        """Let a full run happen on a page."""
        browser = Browser(self.address, st.query_params, went_back)
        session.get_script_run_ctx = lambda **_: browser
        session.arrive(page)
        session.leave()
        self.address = page

    def visit(self, page):
        """Turn to a page, as by its link: Streamlit clears the query."""
        st.query_params.clear()
        self.run(page)

    def rerun(self):
        self.run(session.kept().page)

    def follow(self):
        """Go where the app leads, with its link."""
        wanted = session.wanted_page()
        st.query_params.from_dict(session.link_on(wanted))
        self.run(wanted)

    def late(self, page):
        """Bring a run about from a page, before the browser has heard of another one."""
        self.address = page
        self.run(page)

    def go_back(self, page, **query):
        """Go through the browser's history to an address."""
        st.query_params.from_dict(query)
        self.address = page
        self.run(page, went_back=True)

    def edit(self, done=True, seq=1, texts=(), **values):
        actions.edit(Edit(seq, values, dict(texts), done))
        session.leave()

    def type(self, name, text):
        self.edit(texts={name: text})

    @property
    def link(self):
        return dict(st.query_params)

    @property
    def view(self):
        return session.view()

    @property
    def values(self):
        return dict(self.view.values)


pytestmark = pytest.mark.usefixtures("own_streamlit")


@pytest.fixture
def reader():
    return Session()


# Arriving and leaving.


def test_a_first_visit_shows_the_default_view_and_leaves_an_empty_link(reader):
    assert (reader.view, reader.link) == (View(), {})


def test_a_link_is_read_on_arrival():
    assert Session("chain_rule", preset="mazur", w1="0.5", hide="1").view == View("mazur", {"w1": 0.5}, hide=True)


def test_a_link_is_read_as_the_browser_brought_it_whatever_the_run_before_writes_meanwhile():
    reader = Session("forward", w5="0.5")
    st.query_params.from_dict({"w5": "0.7", "w6": "0.1"})
    brought = Browser("forward", st.query_params, went_back=True)
    session.get_script_run_ctx = lambda **_: brought
    st.query_params.from_dict({"w5": "0.5"})  # the run before has come to its end
    session.arrive("forward")
    session.leave()
    assert reader.view.values == {"w5": 0.7, "w6": 0.1}
    assert reader.link == {"w5": "0.7", "w6": "0.1"}


def test_a_bad_link_leaves_a_note_and_is_replaced_by_a_good_one():
    reader = Session("forward", w5="banana", step="nowhere", w6="0.5")
    assert session.kept().link_note.startswith("Of this link, step “nowhere” and w5 “banana”")
    assert reader.link == {"w6": "0.5"}


def test_the_link_follows_what_a_reader_does(reader):
    actions.choose("parameter:w1")
    reader.rerun()
    assert reader.link == {"parameter": "w1", "step": "dL_dw1"}


def test_going_back_in_the_browser_is_followed(reader):
    reader.edit(w5=0.7)
    reader.go_back("chain_rule", w5="0.5")
    assert reader.values == {"w5": 0.5}


def test_going_back_to_a_bare_address_of_another_page_shows_what_it_showed(reader):
    reader.visit("update")
    reader.edit(w5=0.7)
    reader.go_back("chain_rule")
    assert reader.values == {}


def test_a_page_that_is_turned_to_keeps_the_numbers(reader):
    reader.edit(w5=0.7)
    reader.visit("update")
    assert reader.values == {"w5": 0.7}
    assert reader.link == {"w5": "0.7"}


def test_a_page_that_is_turned_to_twice_at_once_keeps_the_numbers(reader):
    reader.edit(w5=0.7)
    st.query_params.clear()
    session.arrive("update")  # a second click cuts the run short
    st.query_params.clear()
    reader.run("update")
    assert (reader.values, reader.link) == ({"w5": 0.7}, {"w5": "0.7"})


def test_turning_to_another_page_forgets_a_step_of_the_first(reader):
    actions.go_to("dL_dw1")
    reader.rerun()
    reader.visit("update")
    assert reader.view.step == ""
    assert reader.view.parameter == "w1"


def test_turning_to_the_page_of_the_step_keeps_it(reader):
    actions.go_to("new_w1")
    assert session.wanted_page() == "update"
    reader.visit("update")
    assert reader.view.step == "new_w1"
    assert session.wanted_page() is None


def test_every_run_has_a_number_of_its_own(reader):
    before = session.kept().run
    reader.rerun()
    assert session.kept().run == before + 1


# Where we are.


@pytest.mark.parametrize(("page", "step"), [("forward", "z1_1"), ("chain_rule", "dL_dw5"), ("update", "new_w5")])
def test_each_page_begins_with_the_step_of_the_chosen_parameter_or_its_first(page, step):
    Session(page)
    assert step_on(session.view(), page).key == step


def test_a_chosen_step_is_the_current_one():
    Session("chain_rule", step="delta1_2")
    assert step_on(session.view(), "chain_rule").key == "delta1_2"


def test_the_trace_is_made_once_for_the_same_numbers(reader):
    assert session.display().trace is session.display().trace


def test_the_trace_follows_the_numbers(reader):
    before = session.display().trace["loss"]
    reader.edit(w5=0.9)
    assert session.display().trace["loss"] != before
    assert session.display().trace["w5"] == 0.9


def test_the_trace_follows_the_preset(reader):
    session.display()
    actions.open_preset("mazur")
    assert session.display().trace.structure.sizes == (2, 2, 2)


def test_the_display_has_the_notation_and_the_digits_of_the_view(reader):
    actions.set_option(notation="house", digits=6)
    assert (session.display().notation.name, session.display().digits) == ("house", 6)


# Moving along the walk.


def test_moving_goes_to_the_neighbour(reader):
    actions.go_to("delta1_1")
    actions.move(1)
    assert reader.view.step == "dL_da1_2"
    actions.move(-1)
    assert reader.view.step == "delta1_1"


def test_moving_crosses_from_page_to_page():
    Session("forward", step="loss")
    actions.move(1)
    assert session.wanted_page() == "chain_rule"


@pytest.mark.parametrize(("distance", "step"), [(-33, "z1_1"), (33, "new_loss"), (-1000, "z1_1"), (1000, "new_loss")])
def test_moving_far_ends_at_an_end(reader, distance, step):
    actions.move(distance)
    assert reader.view.step == step


def test_at_the_end_there_is_no_further_step():
    reader = Session("update", step="new_loss")
    actions.move(1)
    assert reader.view.step == "new_loss"


def test_walking_all_the_way_meets_every_step():
    reader = Session("forward", step="z1_1")
    met = [reader.view.step]
    for _ in session.view().walk.steps[1:]:
        actions.move(1)
        reader.visit(session.wanted_page() or session.kept().page)
        met.append(reader.view.step)
    assert met == [step.key for step in session.view().walk.steps]


# Choosing.


@pytest.mark.parametrize(
    ("page", "step"), [("forward", "z2_1"), ("chain_rule", "dL_dw6"), ("update", "new_w6"), ("", "")]
)
def test_choosing_a_parameter_shows_the_step_that_the_page_has_for_it(page, step):
    reader = Session(page)
    actions.choose("parameter:w6")
    assert (reader.view.parameter, reader.view.step) == ("w6", step)


def test_choosing_a_step_goes_there_and_chooses_its_parameter(reader):
    actions.choose("step:dL_db1")
    assert (reader.view.step, reader.view.parameter) == ("dL_db1", "b1")


def test_choosing_a_step_without_a_parameter_keeps_the_chosen_one(reader):
    actions.choose("parameter:w6")
    actions.choose("step:delta2_1")
    assert (reader.view.step, reader.view.parameter) == ("delta2_1", "w6")


@given(
    hst.text()
    | hst.sampled_from(
        ["step:", "parameter:", "step:banana", "parameter:w99", "banana", ":", "parameter:w5:w6", "step:w5"]
    )
)
def test_a_choice_that_is_not_there_changes_nothing(choice):
    reader = Session()
    before = reader.view
    actions.choose(choice)
    assert reader.view == before


# One example of a batch, or all of them.


def test_another_example_stays_at_the_same_step():
    reader = Session("forward", preset="iris", step="z1_1@1")
    actions.choose_example(2)
    assert (reader.view.example, reader.view.step) == (2, "z1_1@2")


def test_all_examples_stay_at_the_step_of_the_first():
    reader = Session("forward", preset="iris", step="z1_1@3")
    actions.choose_example(0)
    assert (reader.view.example, reader.view.step) == (0, "z1_1@1")


@pytest.mark.parametrize("step", ["loss", "new_w1_11", "dL_dw1_11", ""])
def test_a_step_of_the_whole_batch_is_that_of_every_example(step):
    reader = Session("chain_rule", preset="iris")
    actions.set_option(step=step)
    actions.choose_example(3)
    assert (reader.view.example, reader.view.step) == (3, step)


def test_the_step_of_another_example_is_one_of_the_walk():
    Session("forward", preset="iris", step="z1_1@1")
    actions.choose_example(3)
    assert step_on(session.view(), "forward").key == "z1_1@3"


def test_another_example_forgets_the_cell():
    reader = Session("matrix", preset="iris", product="Z1", cell="z1_1@1")
    actions.choose_example(2)
    assert (reader.view.product, reader.view.cell) == ("Z1", "")


def test_a_step_of_another_example_shows_that_example():
    reader = Session("forward", preset="iris")
    actions.choose("step:z1_2@3")
    assert (reader.view.example, reader.view.step) == (3, "z1_2@3")


def test_a_step_of_the_first_example_keeps_all_of_them():
    reader = Session("forward", preset="iris")
    actions.choose("step:z1_2@1")
    assert (reader.view.example, reader.view.step) == (0, "z1_2@1")


@pytest.mark.parametrize("step", ["step:z1_1@4", "step:z1_1@99999", "step:z1_1@0", "step:z1_1"])
def test_a_step_of_an_example_that_is_not_there_changes_nothing(step):
    reader = Session("forward", preset="iris")
    actions.choose(step)
    assert reader.view == View("iris")


def test_the_display_is_that_of_the_example_or_of_the_whole_batch():
    Session("chain_rule", preset="iris")
    assert (session.display().example, session.display().whole) == (0, True)
    actions.choose_example(2)
    assert (session.display().example, session.display().whole) == (1, False)


# The matrix page.


@pytest.mark.parametrize(
    ("choice", "product"), [("product:Z1", "Z1"), ("cell:z1_1@2", "Z1"), ("cell:dL_dw2_21", "dL_dW2")]
)
def test_a_product_or_a_cell_leads_to_the_matrix_page(choice, product):
    reader = Session("chain_rule", preset="iris")
    actions.choose(choice)
    assert reader.view.product == product
    assert session.wanted_page() == "matrix"


def test_on_the_matrix_page_a_product_leads_nowhere_else():
    Session("matrix", preset="iris")
    actions.choose("product:Z1")
    assert session.wanted_page() is None


def test_the_matrix_page_is_wanted_until_it_is_there():
    reader = Session("chain_rule", preset="iris")
    actions.choose("product:Z1")
    reader.rerun()
    assert session.wanted_page() == "matrix"
    reader.visit("matrix")
    assert session.wanted_page() is None


def test_a_product_that_is_chosen_forgets_the_cell_of_another():
    reader = Session("matrix", preset="iris", product="Z1", cell="z1_1@1")
    actions.choose("product:Z2")
    assert reader.view.cell == ""


@pytest.mark.parametrize("choice", ["product:banana", "product:", "cell:banana", "cell:", "cell:w2_11", "cell:loss"])
def test_a_product_or_a_cell_that_is_not_there_changes_nothing(choice):
    reader = Session("chain_rule", preset="iris")
    actions.choose(choice)
    assert reader.view == View("iris")
    assert session.wanted_page() is None


def test_a_cell_of_a_gradient_chooses_its_parameter():
    reader = Session("matrix", preset="iris")
    actions.choose("cell:dL_dw1_42")
    assert (reader.view.parameter, reader.view.product) == ("w1_42", "dL_dW1")


def test_a_cell_of_the_product_that_is_shown_keeps_it():
    reader = Session("matrix", preset="iris", product="dL_dW2-entries")
    actions.choose("cell:dL_dw2_23")
    assert (reader.view.product, reader.view.cell) == ("dL_dW2-entries", "dL_dw2_23")


def test_a_cell_of_an_operand_leads_to_the_product_that_makes_it():
    reader = Session("matrix", preset="iris", product="dL_dW2")
    actions.choose("cell:example_delta2_1@2")
    assert (reader.view.product, reader.view.cell) == ("delta2", "example_delta2_1@2")


def test_from_the_matrices_a_step_leads_back_to_the_chain_rule():
    reader = Session("matrix", preset="iris", product="dL_dW2")
    actions.choose("step:example_delta2_1@2")
    assert (reader.view.step, reader.view.example) == ("example_delta2_1@2", 2)
    assert session.wanted_page() == "chain_rule"


def test_from_the_matrices_a_step_forward_leads_back_to_the_forward_page():
    Session("matrix", preset="iris")
    actions.choose("step:z1_1@1")
    assert session.wanted_page() == "forward"


@pytest.mark.parametrize(("preset", "parameter", "product"), [
    ("worked", "w1", "dL_dW1"), ("worked", "b1", "dL_db1"), ("matrix", "b1_3", "dL_db1"), ("iris", "w2_13", "dL_dW2"),
])  # fmt: skip
def test_a_parameter_chosen_on_the_matrix_page_shows_the_product_of_its_gradient(preset, parameter, product):
    reader = Session("matrix", preset=preset, product="Z1")
    actions.choose(f"parameter:{parameter}")
    step, cell = product_shown(session.view())
    assert (step.id, cell) == (product, f"dL_d{parameter}")
    assert (reader.view.step, session.wanted_page()) == ("", None)


@pytest.mark.parametrize("preset", ["worked", "derivation", "matrix", "softmax", "iris", "mazur"])
def test_the_matrix_page_begins_at_its_first_place(preset):
    reader = Session("matrix", preset=preset)
    assert product_place(session.view())[0] == 1
    assert product_shown(session.view()) == (
        reader.view.matrices.steps[0],
        "z1_1@1" if reader.view.structure.examples > 1 else "z1_1",
    )


def test_a_parameter_of_the_walk_leaves_the_matrix_page_at_its_first_place():
    reader = Session("chain_rule", step="dL_dw1")
    reader.visit("matrix")
    assert product_place(session.view())[0] == 1


def test_a_product_without_the_cell_shows_its_first():
    Session("matrix", preset="iris", product="Z1")
    assert product_shown(session.view())[1] == "z1_1@1"


def test_moving_on_the_matrix_page_goes_entry_by_entry_in_the_order_of_lecture_5():
    reader = Session("matrix", preset="iris", product="dL_dW2-entries", cell="dL_dw2_11")
    met = [reader.view.cell]
    for _ in range(5):
        actions.move(1)
        met.append(reader.view.cell)
    assert met == [f"dL_dw2_{entry}" for entry in (11, 21, 12, 22, 13, 23)]


def test_after_the_last_entry_the_product_is_turned_round_turned_back_and_written_directly():
    reader = Session("matrix", preset="iris", product="dL_dW2-entries", cell="dL_dw2_23")
    met = []
    for _ in range(4):
        actions.move(1)
        met.append(reader.view.product)
    assert met == ["dL_dW2-swapped", "dL_dW2-back", "dL_dW2", "error1"]


def test_moving_along_products_meets_every_place_and_stops_at_the_ends():
    reader = Session("matrix", preset="iris")
    walked = positions(matrix_pass(load_preset("iris").structure, "rows"))
    actions.move(-1000)
    met = []
    for _ in walked:
        met.append((reader.view.product, reader.view.cell))
        actions.move(1)
    assert met == list(walked)
    assert product_place(session.view()) == (len(walked), len(walked))


def test_moving_on_from_a_cell_that_is_not_walked_through_goes_to_the_next_product():
    reader = Session("matrix", preset="iris", product="Z1", cell="z1_2@3")
    actions.move(1)
    assert reader.view.product == "A1"


def test_moving_along_products_never_leaves_the_matrix_page():
    Session("matrix", preset="iris")
    actions.move(1)
    assert session.wanted_page() is None


# A chain that is built.


def test_building_goes_from_stage_to_stage_and_back():
    reader = Session("chain_rule", preset="derivation", mode="build")
    met = []
    for distance in (1, 1, -1):
        actions.move(distance)
        met.append(reader.view.stage)
    assert met == [1, 2, 1]


def test_at_the_end_of_a_chain_the_next_one_begins():
    reader = Session("chain_rule", preset="derivation", mode="build", parameter="w5", stage="10")
    actions.move(1)
    assert (reader.view.parameter, reader.view.stage, reader.view.step) == ("w6", 0, "dL_dw6")


def test_before_the_beginning_of_a_chain_is_the_end_of_the_one_before():
    reader = Session("chain_rule", preset="derivation", mode="build", parameter="w6")
    actions.move(-1)
    assert (reader.view.parameter, reader.view.stage) == ("w5", 10)


def test_building_all_the_way_meets_every_stage_of_every_chain():
    reader = Session("chain_rule", preset="derivation", mode="build", parameter="w5")
    met = [("w5", 0)]
    while True:
        actions.move(1)
        now = (reader.view.parameter, reader.view.stage)
        if now == met[-1]:
            break
        met.append(now)
    chains = [step.parameter for step in session.view().walk.on("chain_rule") if step.parameter]
    assert set(chains) == set(names(reader.view.structure).by_name)
    assert met == [(p, stage) for p in chains for stage in range(last_stage(session.view().structure, p) + 1)]


def test_the_two_phases_are_shown_one_after_the_other_for_every_parameter():
    reader = Session("chain_rule", mode="phases", parameter="w5")
    met = [("w5", 0)]
    for _ in range(3):
        actions.move(1)
        met.append((reader.view.parameter, reader.view.stage))
    assert met == [("w5", 0), ("w5", 1), ("w6", 0), ("w6", 1)]


def test_a_parameter_that_is_chosen_begins_its_chain_anew():
    reader = Session("chain_rule", preset="derivation", mode="build", stage="7")
    actions.choose("parameter:b2")
    assert (reader.view.parameter, reader.view.stage, reader.view.mode) == ("b2", 0, "build")


def test_before_the_first_chain_there_is_nothing():
    reader = Session("chain_rule", preset="derivation", mode="build", parameter="w5")
    actions.move(-1)
    assert (reader.view.parameter, reader.view.stage) == ("w5", 0)


def test_from_a_stage_beyond_the_last_the_way_back_leads_into_the_same_chain():
    reader = Session("chain_rule", preset="derivation", mode="build", parameter="w6", stage="50")
    actions.move(-1)
    assert (reader.view.parameter, reader.view.stage) == ("w6", 9)


@pytest.mark.parametrize("distance", [33, 1000])
def test_the_key_for_the_last_step_goes_to_the_end_of_what_is_built(distance):
    reader = Session("chain_rule", preset="derivation", mode="build", parameter="w5", stage="4")
    actions.move(distance)
    assert reader.view.stage == last_stage(session.view().structure, reader.view.parameter)


def test_the_key_for_the_first_step_goes_to_the_beginning_of_what_is_built():
    reader = Session("chain_rule", preset="derivation", mode="build", parameter="w6", stage="4")
    actions.move(-33)
    assert reader.view.stage == 0


def test_a_step_without_a_parameter_is_no_step_of_the_other_ways_to_look():
    Session("chain_rule", preset="derivation", mode="build", step="delta2_1")
    assert step_on(session.view(), "chain_rule").key == "dL_dw5"


# Numbers.


def test_an_edit_changes_a_number(reader):
    reader.edit(w5=0.7)
    assert reader.values == {"w5": 0.7}


def test_an_edit_says_which_message_it_was(reader):
    reader.edit(seq=42, w5=0.7)
    assert session.kept().seq == 42


def test_while_a_number_is_dragged_the_link_waits(reader):
    reader.edit(done=False, w5=0.7)
    assert reader.link == {}
    reader.edit(w5=0.8)
    assert reader.link == {"w5": "0.8"}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e7, -1e7])
def test_a_value_that_cannot_be_used_is_left_out_of_an_edit(reader, value):
    reader.edit(w5=value, w6=0.7)
    assert reader.values == {"w6": 0.7}


def test_a_name_that_is_not_a_number_here_is_left_out_of_an_edit(reader):
    reader.edit(banana=1.0, w6=0.7)
    assert reader.values == {"w6": 0.7}


@pytest.mark.parametrize(("text", "value"), [("0,5", 0.5), ("−2", -2.0), (" 1e-3 ", 0.001), ("1/4", 0.25)])
def test_a_typed_number_is_taken(reader, text, value):
    reader.type("w5", text)
    assert reader.values == {"w5": value}
    assert session.kept().refused == {}


@pytest.mark.parametrize("text", ["banana", "", "nan", "1e7", "<b>1</b>", "9" * 200])
def test_a_typed_text_that_is_no_usable_number_is_refused_and_nothing_changes(reader, text):
    reader.edit(w5=0.7)
    reader.type("w5", text)
    assert reader.values == {"w5": 0.7}
    assert session.kept().refused == {
        "w5": f"“{text[:40]}” cannot be used for w5: "
        "a number between −1000000 and 1000000 is needed; w5 stays as it was."
    }


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("1,000", "it can mean 1.000 or 1000, so write one of these"),
        ("1,234.5", "it has a comma and a point, so write one decimal point and nothing else"),
        ("1/0", "it divides by 0"),
    ],
)
def test_a_typed_text_that_could_be_two_numbers_is_asked_about(reader, text, why):
    reader.type("w5", text)
    assert session.kept().refused == {"w5": f"“{text}” cannot be used for w5: {why}; w5 stays as it was."}


def test_a_refused_learning_rate_is_told_its_own_bounds(reader):
    reader.type("learning_rate", "-1")
    assert session.kept().refused["learning_rate"] == (
        "“-1” cannot be used for learning_rate: a number from 0 to 10000 is needed; the learning rate stays as it was."
    )


def test_a_refusal_ends_with_the_next_good_number(reader):
    reader.type("w5", "banana")
    reader.type("w5", "0.5")
    assert session.kept().refused == {}


def test_a_refusal_ends_when_the_slider_moves(reader):
    reader.type("w5", "banana")
    reader.edit(done=False, w5=0.5)
    assert session.kept().refused == {}


def test_a_refusal_of_one_number_outlasts_an_edit_of_another(reader):
    reader.type("w5", "banana")
    reader.edit(w6=0.5)
    assert list(session.kept().refused) == ["w5"]


def test_nothing_is_said_about_a_name_that_is_not_a_number_here(reader):
    reader.type("<b>banana</b>" * 1000, "banana")
    assert session.kept().refused == {}


@pytest.mark.parametrize("end", [actions.undo, actions.reset, lambda: actions.open_preset("mazur")])
def test_a_refusal_ends_with_undo_reset_and_another_network(reader, end):
    reader.type("w5", "banana")
    end()
    assert session.kept().refused == {}


# Undo and reset.


def test_undo_returns_to_the_numbers_before(reader):
    reader.edit(w5=0.7)
    reader.edit(w5=0.8)
    actions.undo()
    assert reader.values == {"w5": 0.7}
    actions.undo()
    assert reader.values == {}


def test_a_drag_is_undone_as_a_whole(reader):
    for value in (0.41, 0.42, 0.43):
        reader.edit(done=False, w5=value)
    reader.edit(w5=0.44)
    actions.undo()
    assert reader.values == {}


def test_a_drag_that_ends_where_it_began_is_nothing_to_undo(reader):
    reader.edit(w6=0.9)
    reader.edit(done=False, w5=0.7)
    reader.edit(w5=0.4)
    actions.undo()
    assert reader.values == {}


def test_letting_go_without_a_new_value_ends_a_drag(reader):
    reader.edit(done=False, w5=0.7)
    reader.edit()
    assert reader.link == {"w5": "0.7"}
    actions.undo()
    assert reader.values == {}


def test_undo_stays_at_the_same_place(reader):
    reader.edit(w5=0.7)
    actions.go_to("delta1_1")
    actions.undo()
    assert reader.view == View(step="delta1_1")


def test_undo_of_another_network_brings_the_first_one_back(reader):
    reader.edit(w5=0.7)
    actions.open_preset("mazur")
    actions.undo()
    assert reader.view == View(values={"w5": 0.7})


def test_undo_with_nothing_to_undo_changes_nothing(reader):
    actions.undo()
    assert reader.view == View()


def test_redo_returns_to_what_was_undone(reader):
    reader.edit(w5=0.7)
    reader.edit(w5=0.8)
    actions.undo()
    actions.undo()
    actions.redo()
    assert reader.values == {"w5": 0.7}
    actions.redo()
    assert reader.values == {"w5": 0.8}


def test_redo_stays_at_the_same_place(reader):
    reader.edit(w5=0.7)
    actions.undo()
    actions.go_to("delta1_1")
    actions.redo()
    assert reader.view == View(values={"w5": 0.7}, step="delta1_1")


def test_after_a_new_change_there_is_nothing_to_redo(reader):
    reader.edit(w5=0.7)
    actions.undo()
    reader.edit(w6=0.1)
    actions.redo()
    assert reader.values == {"w6": 0.1}


def test_what_is_redone_can_be_undone_again(reader):
    reader.edit(w5=0.7)
    actions.undo()
    actions.redo()
    actions.undo()
    assert reader.values == {}


def test_another_network_can_be_redone_on_the_page_that_is_open(reader):
    actions.open_preset("mazur")
    actions.go_to("dL_dw1")
    actions.undo()
    reader.rerun()
    reader.visit("update")
    actions.redo()
    assert (reader.view.preset, session.wanted_page()) == ("mazur", None)


def test_looking_through_several_networks_is_one_change(reader):
    reader.edit(w5=0.7)
    for name in ("mazur", "iris", "worked"):
        actions.open_preset(name)
    actions.undo()
    assert reader.view == View(values={"w5": 0.7})


def test_only_what_there_is_something_for_is_on(reader):
    assert actions.able() == ()
    reader.edit(w5=0.7)
    assert actions.able() == ("undo", "reset")
    actions.undo()
    assert actions.able() == ("redo",)


def test_as_many_changes_can_be_undone_as_are_kept(reader):
    for n in range(session.MOST_UNDONE + 50):
        reader.edit(w5=1.0 + n)
    for _ in range(session.MOST_UNDONE + 50):
        actions.undo()
    assert reader.values == {"w5": 1.0 + 49}


def test_reset_returns_to_the_presets_own_numbers(reader):
    reader.edit(w5=0.7, x1=3.0, learning_rate=1.0)
    actions.reset()
    assert reader.values == {}


def test_a_reset_can_be_undone(reader):
    reader.edit(w5=0.7)
    actions.reset()
    actions.undo()
    assert reader.values == {"w5": 0.7}


def test_a_reset_of_nothing_is_nothing_to_undo(reader):
    reader.edit(w5=0.7)
    actions.undo()
    actions.reset()
    assert session.kept().history == ()


# Keys and buttons.


def done(*acts, first=1):
    actions.act(Acts(session.kept().name, first, acts))


def after_w5(presses):
    """Return the step so many steps after the one where the chain rule page begins."""
    steps = session.view().walk
    return steps.steps[steps.find("dL_dw5").number - 1 + presses].key


def test_every_press_counts_however_they_are_reported(reader):
    done("move:1")
    done("move:1", "move:1", "move:1")
    done("move:1", "move:1", first=3)
    assert reader.view.step == after_w5(4)


def test_no_press_counts_twice(reader):
    done("move:1", "move:1")
    done("move:1", "move:1")
    assert reader.view.step == after_w5(2)


def test_a_choice_is_followed_once(reader):
    done("choose:parameter:w1")
    actions.choose("parameter:w6")
    done("choose:parameter:w1")
    assert reader.view.parameter == "w6"


def test_presses_lead_on_over_the_end_of_a_page():
    reader = Session("forward", step="loss")
    done("move:1", "move:1", "move:1")
    assert (reader.view.step, session.wanted_page()) == (reader.view.walk.steps[9].key, "chain_rule")


def test_a_press_that_the_browser_reports_from_the_page_before_leads_on():
    reader = Session("forward", step="loss")
    done("move:1")
    reader.rerun()
    reader.follow()
    done("move:1", "move:1")
    reader.late("forward")
    assert (reader.view.step, session.wanted_page()) == (reader.view.walk.steps[8].key, "chain_rule")


def test_a_press_on_a_page_that_the_browser_has_not_heard_of_stays_on_it():
    reader = Session("forward", preset="iris")
    done("page:matrix")
    reader.follow()
    done("page:matrix", "hide")
    reader.late("forward")
    assert (reader.view.hide, session.wanted_page()) == (True, "matrix")


@pytest.mark.parametrize("choice", ["cell:z1_1@2", "step:z1_1@1", "product:Z1"])
def test_a_second_click_on_what_leads_to_another_page_leads_there_as_well(choice):
    reader = Session("lecture_notes", preset="iris")
    actions.choose(choice)
    led, there = reader.view, session.wanted_page()
    reader.rerun()
    reader.follow()
    reader.late("lecture_notes")  # what was clicked is gone by now, so that nothing is heard of it
    assert (reader.view, session.wanted_page()) == (led, there)


def test_a_third_click_that_is_told_from_between_two_pages_leads_there_as_well():
    reader = Session("chain_rule", preset="iris")
    done("choose:cell:dL_dw1_11")
    reader.rerun()
    reader.follow()
    led = reader.view
    reader.address = "matrix"  # the browser knows both pages, and which of them it takes for open is chance
    reader.run("chain_rule")
    assert (reader.view, session.wanted_page()) == (led, "matrix")


def test_a_page_that_streamlit_turns_to_along_with_the_session_is_there(reader):
    done("page:matrix")
    reader.visit("matrix")
    assert (session.kept().page, session.wanted_page(), reader.view.step) == ("matrix", None, "")


def test_a_page_that_is_turned_to_gets_its_link_even_where_the_query_says_it_already(reader):
    reader.edit(w5=0.7)
    before = st.query_params.written
    reader.run("update")  # the browser puts the bare address of the page in place after it has sent the query
    reader.run("update")
    assert st.query_params.written == before + 1


def test_a_second_click_that_was_sent_before_the_first_had_come_back_leaves_the_link_of_both(reader):
    sent = reader.link
    actions.set_option(hide=True)
    reader.rerun()
    st.query_params.clear()
    st.query_params.update(sent)
    actions.set_option(hide=False)
    before = st.query_params.written
    reader.rerun()
    assert (reader.link, st.query_params.written) == ({}, before + 1)


def test_a_page_that_is_turned_to_after_a_click_is_the_one_that_opens(reader):
    actions.choose("parameter:w1")
    reader.visit("matrix")
    assert (reader.view.parameter, session.wanted_page()) == ("w1", None)


def test_a_page_can_be_turned_to_and_forgets_the_step(reader):
    actions.go_to("dL_dw1")
    done("page:update")
    reader.rerun()
    assert session.wanted_page() == "update"
    reader.visit("update")
    assert (reader.view.step, session.wanted_page()) == ("", None)


def test_the_start_page_can_be_turned_to(reader):
    done("page:")
    assert session.wanted_page() == ""


@pytest.mark.parametrize(
    ("act", "page"), [("update", "chain_rule"), ("move:1", "lecture_notes"), ("hide", ""), ("play", "matrix")]
)
def test_what_has_no_place_on_a_page_is_left_alone(act, page):
    reader = Session(page)
    before = session.kept()
    done(act)
    assert (reader.view, session.kept().playing) == (before.view, before.playing)


def test_a_key_with_nothing_to_do_is_left_to_the_browser():
    Session("lecture_notes")
    assert actions.with_place(("first", "last", "move:1", "hide", "leave", "undo")) == {"undo"}
    actions.set_option(present=True)
    assert actions.with_place(("leave",))


@pytest.mark.parametrize("act", ["banana", "", ":", "undo:undo"])
def test_an_act_that_is_not_known_changes_nothing(act, reader):
    done(act)
    assert reader.view == View()


def test_presenting_is_turned_on_and_off_and_left(reader):
    done("present")
    assert reader.view.present
    done("present", "present", "present")
    assert reader.view.present
    done("leave", first=4)
    assert not reader.view.present


def test_a_projected_screen_turns_from_a_bright_room_to_a_dark_one_and_back():
    reader = Session("chain_rule", present="1")
    rooms = []
    for first in (1, 2):
        done("room", first=first)
        rooms.append(reader.view.room)
    assert rooms == ["dark", "bright"]


def test_the_parts_of_a_step_are_projected_in_turn():
    reader, met = Session("chain_rule", present="1"), []
    session.change(parts=("picture", "equation", "gradients"))
    for first in (1, 2, 3):
        done("part", first=first)
        met.append(reader.view.part)
    assert met == ["equation", "gradients", "picture"]


def test_only_a_projected_screen_has_a_room():
    Session("chain_rule")
    assert not actions.with_place(("room",))


# Another network, other options.


def test_another_network_starts_with_its_own_numbers_and_its_own_notation(reader):
    reader.edit(w5=0.7)
    actions.set_option(notation="house", digits=6, present=True, hide=True)
    actions.open_preset("mazur")
    assert reader.view == View("mazur", digits=6, present=True, hide=True)


@pytest.mark.parametrize("name", ["banana", "", "worked"])
def test_a_network_that_is_not_there_or_already_open_changes_nothing(reader, name):
    reader.edit(w5=0.7)
    actions.open_preset(name)
    assert reader.values == {"w5": 0.7}


def test_a_network_opened_in_the_middle_of_a_drag_has_a_link(reader):
    reader.edit(done=False, w5=0.7)
    actions.open_preset("mazur")
    reader.rerun()
    assert reader.link == {"preset": "mazur"}


def test_an_option_keeps_everything_else(reader):
    reader.edit(w5=0.7)
    actions.set_option(digits=8)
    assert reader.view == View(values={"w5": 0.7}, digits=8)


# The update.

TOO_FAR = {"w3": 0.15, "w4": 0.2, "w5": 9e5, "w6": -9e5, "learning_rate": 1e4}
"""Numbers with which one update throws w1 beyond what can be drawn."""


def test_taking_the_update_sets_every_parameter_to_its_new_value_exactly(reader):
    now = session.display().trace
    new = {p.name: now[f"new_{p.name}"] for p in now.names.parameters}
    actions.take_update()
    after = values_by_name(reader.view.problem)
    assert {name: after[name] for name in new} == new


def test_taking_the_update_changes_no_input_no_target_and_no_learning_rate(reader):
    actions.take_update()
    assert not set(reader.values) & {"x1", "x2", "y1", "learning_rate"}


def test_after_the_update_the_loss_is_the_one_that_was_announced(reader):
    announced = session.display().trace["new_loss"]
    actions.take_update()
    assert session.display().trace["loss"] == announced


def test_an_update_can_be_undone(reader):
    actions.take_update()
    actions.undo()
    assert reader.values == {}


def test_an_update_that_would_throw_a_parameter_out_of_range_is_refused(reader):
    reader.edit(**TOO_FAR)
    before = reader.view
    actions.take_update()
    assert reader.view == before
    assert session.kept().refused == {
        "update": "This update would throw a parameter beyond 1000000; with a smaller learning rate it can be taken."
    }


def test_a_refused_update_is_nothing_to_undo(reader):
    reader.edit(**TOO_FAR)
    actions.take_update()
    actions.undo()
    assert reader.values == {}


def test_a_refusal_of_an_update_ends_when_one_is_taken(reader):
    reader.edit(**TOO_FAR)
    actions.take_update()
    reader.edit(learning_rate=1e-9)
    actions.take_update()
    assert session.kept().refused == {}


def test_a_callback_is_done_as_a_whole_however_soon_something_newer_is_reported(reader):
    update, store = session.unbroken(actions.take_update), st.session_state[session.KEY]
    kept, st.session_state = st.session_state, Breaking()
    update()
    st.session_state = kept
    assert (len(store.session.history), reader.view.updates) == (1, 1)


def test_what_is_not_in_a_callback_can_be_broken_off(reader):
    st.session_state = Breaking()
    with pytest.raises(InterruptedError):
        actions.take_update()
