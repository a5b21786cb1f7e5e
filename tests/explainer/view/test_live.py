"""The numbers of a page while one of them moves."""

import json
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backprop import gallery, load_preset, presets, trace, with_values
from explainer.notation.display import is_known
from explainer.notation.numbers import format_number
from explainer.view import live
from explainer.view.link import OPTIONS, from_link
from explainer.view.view import View
from tests.closeness import close_to
from tests.explainer.examples import PRESETS, display_of, problem_named, trace_named


def remarks(name, notation="house", **changes):
    return list(live.remarks(display_of(with_values(problem_named(name), changes), notation)))


def test_ordinary_numbers_need_no_note():
    assert remarks("worked") == []


def test_saturated_units_are_named_together():
    assert remarks("worked", "worked", x1=1e4) == [
        "<i>a</i><sub>h1</sub> and <i>a</i><sub>h2</sub> are saturated: their slopes are nearly 0, so almost no "
        "gradient gets past them.",
    ]
    assert remarks("worked", "worked", b2=30.0)[0].endswith(
        "is saturated: its slope is nearly 0, so almost no gradient gets past it."
    )


def test_of_very_many_units_a_remark_names_a_few_and_counts_the_others():
    (said,) = (note for note in remarks("deep", **{f"x{unit}": 1e5 for unit in range(1, 13)}) if "saturated" in note)
    assert said.count("<i>") == 5
    assert " others are saturated" in said


@pytest.mark.parametrize(
    ("name", "change", "end"), [("worked", {"x1": 400.0}, "1"), ("tanh-relu-batch", {"b1": -30.0}, "−1")]
)
def test_a_unit_too_near_its_end_for_its_digits_is_said_to_have_its_slope_from_z(name, change, end):
    said = f"are so near to {end} that their own digits do not show their slopes, which are computed from z."
    assert any(note.endswith(said) for note in remarks(name, **change))


def test_a_dead_unit_is_named():
    (note,) = (note for note in remarks("tanh-relu-batch", b2=-1e5) if "dead" in note)
    assert note.endswith("are dead in every example: ReLU's slope is 0, so their weights get no gradient at all.")


def test_a_unit_that_is_dead_in_one_example_is_told_from_one_that_is_in_all():
    found = list(live.remarks(display_of(with_values(gallery()["dead_relu"], {"x1@1": 2.0, "x2@1": -3.0}), "house")))
    assert [note.partition(" is ")[2].partition(":")[0] for note in found] == [
        "dead for this example",
        "dead in every example",
    ]


def test_an_overflow_is_told_once_and_alone():
    found = remarks("one-weight", w1=1e200, x1=1e200)
    assert len(found) == 1
    assert "too large to compute with" in found[0]


@pytest.mark.parametrize("preset", sorted(presets().keys() - {"matrix"}))
def test_a_preset_as_it_is_needs_no_note(preset):
    assert list(live.remarks(live.display_of(View(preset)))) == []


def test_inputs_that_are_all_0_are_said_to_keep_the_first_layer_still():
    (said,) = live.remarks(live.display_of(View("matrix")))
    assert said == "All inputs of example 1 are 0: there, no weight of the first layer changes a number."
    assert list(live.remarks(live.display_of(View("matrix", example=2)))) == []


@pytest.mark.parametrize("changes", [{"w3_11": -2000.0}, {"w3_11": -1000.0, "w3_21": -1000.0}])
def test_the_long_way_that_breaks_names_the_factor_the_output_and_why_there_is_a_short_way(changes):
    assert [note.striptags() for note in remarks("softmax", "softmax", **changes)] == [
        "∂L/∂ŷ1 breaks the long way: it divides by ŷ1, which is too small for a number here and counts as 0. "
        "ŷ1 − y1 never divides and stays exact; that is why softmax and cross-entropy are paired."
    ]


def test_where_the_long_way_breaks_the_short_one_is_exact():
    display = display_of(with_values(problem_named("softmax"), {"w3_11": -2000.0}), "softmax")
    assert (display.trace["delta3_1"], display.trace["delta3_2"]) == (-1.0, 1.0)


@pytest.mark.parametrize("changes", [{"w3_11": 2000.0}, {"w3_11": -600.0}, {"w3_11": 20.0, "w3_12": -20.0}])
def test_an_output_that_is_right_or_only_very_small_breaks_nothing(changes):
    assert not any("breaks the long way" in note for note in remarks("softmax", "softmax", **changes))


def test_sigmoid_and_binary_cross_entropy_are_a_pair_too():
    (broken,) = [note for note in remarks("binary", b4=-1e4) if "breaks the long way" in note]
    assert broken.endswith("that is why sigmoid and binary-cross-entropy are paired.")


def test_a_remark_is_about_the_example_that_is_shown():
    first = live.display_of(View("iris", {"x1@1": 1e4}))
    second = live.display_of(View("iris", {"x1@1": 1e4}, example=2))
    assert list(live.remarks(first)) != []
    assert list(live.remarks(second)) == []


def asked(**changes):
    message = {"seq": 3, "link": {}, "edits": {}, "terms": ["dL_dw5", "w5"], "marks": ["dL_dw5", "dL_db2"], **changes}
    return json.loads(live.answer(json.dumps(message)))


def test_an_answer_has_the_number_of_its_question():
    assert asked(seq=17)["seq"] == 17


def test_an_answer_says_which_slopes_are_next_to_nothing_beside_what_is_large():
    stuck = asked(edits={"w1": 1000.0, "w2": 1000.0}, marks=["dL_dw5", "da1_1_dz1_1|small", "da1_2_dz1_2|small"])
    assert stuck["marks"] == {"dL_dw5": 1.0, "da1_1_dz1_1|small": 1.0, "da1_2_dz1_2|small": 0.0}


@pytest.mark.parametrize("key", ["|small", "w99|small", "da1_1_dz1_1|smaller", "da1_1_dz1_1|small|small"])
def test_what_only_looks_like_such_a_question_is_left_out(key):
    assert asked(marks=[key])["marks"] == {}


def test_an_answer_holds_the_texts_of_the_trace_with_the_edits_in_it():
    now = trace(with_values(load_preset("worked"), {"w5": 0.9, "w1": -0.3}))
    texts = asked(edits={"w5": 0.9, "w1": -0.3})["texts"]
    assert texts == {"dL_dw5": format_number(now["dL_dw5"]), "w5": "0.90"}


def test_an_edit_goes_before_the_number_in_the_link():
    assert asked(link={"w5": "0.7"}, edits={"w5": 0.9})["values"]["w5"] == 0.9
    assert asked(link={"w5": "0.7"})["values"]["w5"] == 0.7


LINKS = [
    {"preset": "iris", "example": "2"}, {"preset": "iris", "example": "3", "convention": "sum"},
    {"preset": "softmax", "mode": "phases"}, {"preset": "derivation", "mode": "build", "stage": "4"},
    {"preset": "matrix", "product": "dL_dW2", "cell": "dL_dw2_11", "orientation": "rows"},
    {"preset": "mazur", "convention": "mean_all", "left": "A1.T", "right": "D2"},
]  # fmt: skip


@pytest.mark.parametrize("link", LINKS)
def test_the_answer_to_any_link_is_what_the_page_of_that_link_says(link):
    display = live.display_of(from_link(link)[0])
    terms, marks = tuple(display.trace.values), tuple(f"dL_d{p.name}" for p in display.trace.names.parameters)
    assert asked(link=link, terms=terms, marks=marks) == json.loads(
        json.dumps({"seq": 3, **live.numbers_of(display, terms, marks)})
    )


def test_the_answer_follows_the_convention_of_the_link():
    own, doubled = (asked(link={"convention": c}, terms=["dL_dy_hat1"])["texts"] for c in ("half_mean", "mean"))
    assert (own["dL_dy_hat1"], doubled["dL_dy_hat1"]) == ("0.7414", "1.4827")


def test_the_terms_of_the_matrices_of_a_batch_are_answered():
    texts = asked(link={"preset": "iris", "product": "delta2"}, terms=["example_delta2_1@2", "scale_half_mean"])[
        "texts"
    ]
    assert texts == {"example_delta2_1@2": "0.1446", "scale_half_mean": "0.3333"}


def test_the_notes_of_an_answer_are_about_the_example_of_its_link():
    for number, saturated in (("1", True), ("2", False)):
        notes = asked(link={"preset": "iris", "example": number}, edits={"x1@1": 1e4})["notes"]
        assert bool(notes) is saturated


@pytest.mark.parametrize("preset", list(presets()))
def test_the_live_answer_and_the_run_of_the_page_say_the_same(preset):
    display = live.display_of(View(preset=preset))
    terms, marks = tuple(display.trace.values), tuple(f"dL_d{p.name}" for p in display.trace.names.parameters)
    said = asked(link={"preset": preset}, terms=terms, marks=marks)
    assert said == json.loads(json.dumps({"seq": 3, **live.numbers_of(display, terms, marks)}))


def test_the_largest_mark_is_one_and_keeps_its_sign():
    marks = asked(edits={"y1": 1.0})["marks"]
    assert marks["dL_db2"] == -1.0


def test_an_answer_holds_the_numbers_that_can_be_changed_where_its_terms_are_shown_and_no_others():
    said = asked(terms=["dL_dw5", "dz2_1_da1_1", "z1_1", "x1|fine", "learning_rate"])
    assert said["values"] == {"w5": 0.4, "learning_rate": 0.0001}
    assert asked(terms=["x1", "y1|6", "dz2_1_da1_1"])["values"] == {"x1": 0.05, "y1": 0.01, "w5": 0.4}


def test_terms_that_are_unknown_are_left_out():
    assert asked(terms=["w5", "nothing", "loss|fine", "<script>"])["texts"].keys() == {"w5", "loss|fine"}


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300, True, None, "0.5", [1], 10**400])
def test_an_edit_that_is_no_usable_number_is_left_out(value):
    assert asked(edits={"w5": value})["values"]["w5"] == 0.4


@pytest.mark.parametrize("message", ["", "banana", "[]", "3", '{"seq": "one"}', "[" * 100_000, "x" * 300_000])
def test_what_is_not_a_question_is_not_answered(message):
    assert live.answer(message) is None


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=8)
ANY_JSON = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
)
NAMES = st.sampled_from([*OPTIONS, "w5", "w2_11", "x1@2", "learning_rate", "b1"]) | st.text(max_size=4)
TEXTS = st.sampled_from(
    [*PRESETS, "1", "3", "rows", "build", "mean", "dL_dw1", "delta2", "softmax", "house", "1e6", "-1e-300", "nan"]
)
LINKS_OF_ANY_KIND = st.dictionaries(NAMES, TEXTS | SCALARS, max_size=6) | ANY_JSON
NUMBERS = st.sampled_from([1e6, -1e6, 0.0, 5e-324, -1e-160]) | SCALARS
EDITS = st.dictionaries(NAMES, NUMBERS, max_size=6) | ANY_JSON
KEYS = st.sampled_from(
    ["x1", "w5", "loss", "new_loss", "dL_dw5", "N", "long_delta3_1", "delta2_1@2", "w3_11", "y_hat1"]
)
FORMS = st.sampled_from(["", "|", "|fine", "|rise", "|fall", "|9", "|-99", "|999", "|٣", "|fine|fine", "|7 "])
ASKED = st.lists(st.builds(str.__add__, KEYS | st.text(max_size=6), FORMS), max_size=12) | ANY_JSON


def refuse(name):
    raise AssertionError(f"{name} is no JSON")


def read(reply):
    """Read an answer as a browser does, which knows no NaN."""
    return json.loads(reply, parse_constant=refuse)


@given(LINKS_OF_ANY_KIND, EDITS, ASKED, ASKED)
@example({}, {}, ["x1|fine"], [])
@example({"preset": "softmax"}, {"w3_11": -1e6}, [], ["dL_dw3_11", "long_delta3_1"])
def test_any_question_is_answered_in_json_that_a_browser_reads(link, edits, terms, marks):
    message = json.dumps({"seq": 1, "link": link, "edits": edits, "terms": terms, "marks": marks})
    assert read(live.answer(message))["seq"] == 1


@given(ANY_JSON)
def test_any_message_is_answered_or_not_and_never_fails(anything):
    assert isinstance(live.answer(json.dumps(anything)), str | None)


@pytest.mark.parametrize("marks", [["dL_dw3_11", "long_delta3_1"], ["long_delta3_1", "dL_dw3_11"]])
def test_sizes_beside_one_that_is_not_finite_are_0_in_any_order(marks):
    asked = {"seq": 1, "link": {"preset": "softmax"}, "edits": {"w3_11": -2000.0}, "terms": [], "marks": marks}
    said = read(live.answer(json.dumps(asked)))
    assert (said["largest"], set(said["marks"].values())) == (0.0, {0.0})


@pytest.mark.parametrize("preset", PRESETS)
def test_a_form_that_a_number_does_not_have_is_left_out_and_the_others_are_answered(preset):
    display = live.display_of(View(preset))
    keys = [key + form for key in display.trace.values for form in ("", "|fine", "|rise", "|12", "|loud")]
    known = [key for key in keys if is_known(display.trace.structure, key)]
    assert display.texts(known).keys() == set(known)
    changed = {"loss", "new_loss", *(p.name for p in display.trace.names.parameters)}
    assert {key for key in keys if key.endswith("|fine")} & set(known) == {f"{key}|fine" for key in changed}


def test_no_more_numbers_are_looked_up_than_a_network_has():
    forms = [f"w5|{places}" for places in range(-999, 999)]
    assert len(asked(terms=forms)["texts"]) == len(trace_named("worked").catalogue.recipes)


@pytest.mark.parametrize("preset", PRESETS)
def test_the_numbers_of_a_preset_are_there_at_once(preset):
    assert not live.takes_long(View(preset).structure)


def test_a_network_takes_long_by_its_weights_or_its_examples():
    assert live.takes_long(problem_named("deep").structure)
    assert live.takes_long(replace(View("iris").structure, examples=200))


def drawn(edits=None, link=None, parameter="w5", **also):
    curve = {"parameter": parameter, "low": -1.0, "high": 1.0}
    asked = {"seq": 1, "link": link or {}, "terms": [], "marks": [], "edits": edits or {}, "curve": curve, **also}
    return json.loads(live.answer(json.dumps(asked))).get("curve")


def test_a_page_that_draws_no_curve_gets_none():
    assert "curve" not in json.loads(live.answer(json.dumps({"seq": 1})))


def test_the_points_on_a_curve_are_the_traces():
    record = trace(with_values(load_preset("worked"), {"w5": 0.5, "learning_rate": 1.0}))
    points = drawn({"w5": 0.5}, {"learning_rate": "1"})["points"]
    assert (points["value"], points["loss"], points["gradient"]) == (0.5, record["loss"], record["dL_dw5"])
    assert (points["new"], points["landed"]) == (record["new_w5"], record["loss_alone_w5"])
    assert (points["predicted"], points["raisedLoss"]) == (record["predicted_loss_w5"], record["raised_loss_w5"])


@pytest.mark.parametrize("edits", [{"w5": 0.5}, {"w5": 0.5, "learning_rate": 2.0}, {"nudge": 0.1}])
def test_while_the_parameter_on_the_axis_moves_its_curve_is_not_sent_again(edits):
    assert "losses" not in drawn(edits)


def test_when_another_number_moves_the_curve_is_sent_with_a_hundred_and_one_points():
    losses = drawn({"w6": 0.5, "w5": 0.3})["losses"]
    at_the_end = trace(with_values(load_preset("worked"), {"w6": 0.5, "w5": 1.0})).loss
    assert (len(losses), losses[-1]) == (101, close_to(at_the_end))


def test_what_a_reader_is_to_predict_is_not_in_a_curve():
    points = drawn({"w5": 0.5}, {"hide": "1"})["points"]
    assert [name for name, value in points.items() if value is None] == ["new", "landed", "predicted"]


@pytest.mark.parametrize("parameter", ["w99", "x1", "loss", ""])
def test_there_is_no_curve_along_what_is_no_parameter(parameter):
    assert drawn(parameter=parameter) is None
