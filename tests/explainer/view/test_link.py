"""The link is the state: to a link, from a link, and what comes of links that nobody should trust."""

import math
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backprop import DEFAULT_PRESET, conventions_of, load_preset, presets, trace, train, values_by_name
from backprop.matrices import ORIENTATIONS
from backprop.names import names
from backprop.network import Learning
from backprop.rules import RULES
from explainer.notation.notation import notations
from explainer.notation.numbers import DIGITS
from explainer.view import link, own
from explainer.view.compared import LENGTHS
from explainer.view.link import MOST_STAGES, OPTIONS, from_link, is_at_hand, to_link
from explainer.view.view import (
    LARGEST,
    LIMITS,
    MODES,
    MOST_BLANKS,
    MOST_EXERCISES,
    NUMBERS,
    PARTS,
    PARTS_OF_PRACTICE,
    ROOMS,
    TRANSPOSED,
    View,
    usable,
)
from explainer.walk.steps import walk
from tests.closeness import close_to
from tests.explainer.examples import problem_named


def note(name, text):
    """What is said where one part of a link cannot be used."""
    return f"Of this link, {name} “{text}” cannot be used here; the usual value is shown instead."


OWN = View(network=own.pack(problem_named("softmax-batch")))
"""A network of the reader's own."""

STARTS = {**{name: View(preset=name) for name in presets()}, "own": OWN}


@st.composite
def views(draw):
    """Draw a view that a reader can reach."""
    preset = draw(st.sampled_from(list(STARTS)))
    start = STARTS[preset]
    convention = draw(st.sampled_from(["", *conventions_of(start.structure.loss)]))
    structure = replace(start, convention=convention).structure
    example = draw(st.integers(0, structure.examples))
    step = draw(st.sampled_from([None, *walk(structure, max(example - 1, 0)).steps]))
    parameters = ["", *names(structure).by_name]
    view = replace(
        start,
        parameter=(step and step.parameter) or draw(st.sampled_from(parameters)),
        step=step.key if step else "",
        notation=draw(st.sampled_from(["", *notations()])),
        digits=draw(st.sampled_from(DIGITS)),
        present=draw(st.booleans()),
        room=draw(st.sampled_from(ROOMS)),
        part=draw(st.sampled_from(PARTS)),
        hide=draw(st.booleans()),
        ahead=draw(st.booleans()),
        revealed=draw(st.sampled_from(["", "loss", "dL_dw5"])) if preset == "worked" else "",
        example=example,
        convention=convention,
        orientation=draw(st.sampled_from(["", *ORIENTATIONS])),
        mode=draw(st.sampled_from(MODES)),
        stage=draw(st.integers(0, MOST_STAGES)),
        other=draw(st.sampled_from(["", "learning_rate:0.25", "rule:adam", "penalty:on"])),
        length=draw(st.sampled_from(LENGTHS)),
        practice=draw(st.sampled_from(PARTS_OF_PRACTICE)),
        exercise=draw(st.integers(1, MOST_EXERCISES)),
        numbers=draw(st.sampled_from(NUMBERS)),
        blanks=draw(st.integers(0, MOST_BLANKS)),
    )
    product = draw(st.sampled_from([None, *view.matrices.steps]))
    tried = ["", *(name + turned for name in view.matrices.matrices for turned in ("", TRANSPOSED))]
    view = replace(
        view,
        product=product.id if product else "",
        cell=draw(st.sampled_from(["", *(key for row in product.result.keys for key in row)])) if product else "",
        left=draw(st.sampled_from(tried)),
        right=draw(st.sampled_from(tried)),
    )
    changes = {}
    for name in sorted(draw(st.sets(st.sampled_from(list(start.start_values))))):
        low, high = LIMITS.get(name, (-LARGEST, LARGEST))
        changes[name] = draw(st.floats(low, high))
    return view.change(changes)


# There and back.


@given(views())
def test_a_view_survives_the_way_to_its_link_and_back(view):
    assert from_link(to_link(view)) == (view, "")


@given(views())
def test_a_link_is_made_of_texts(view):
    assert all(isinstance(part, str) and part for item in to_link(view).items() for part in item)


def test_the_default_view_has_an_empty_link():
    assert to_link(View()) == {}


def test_an_empty_link_is_the_default_view():
    assert from_link({}) == (View(), "")


@pytest.mark.parametrize("preset", presets())
def test_a_preset_as_it_is_needs_nothing_but_its_name(preset):
    assert set(to_link(View(preset=preset))) <= {"preset"}


@pytest.mark.parametrize(
    ("query", "view"),
    [
        ({"preset": "mazur", "parameter": "w1"}, View(preset="mazur", parameter="w1")),
        ({"step": "dL_dw5"}, View(step="dL_dw5", parameter="w5")),
        ({"step": "z1_1"}, View(step="z1_1")),
        ({"w5": "0.5", "learning_rate": "1"}, View(values={"w5": 0.5, "learning_rate": 1.0})),
        ({"x1": "0,5"}, View(values={"x1": 0.5})),
        ({"w5": "−0.5"}, View(values={"w5": -0.5})),
        ({"w5": "0.4"}, View()),
        ({"present": "1", "hide": "0", "digits": "6"}, View(present=True, digits=6)),
        ({"present": "1", "room": "dark", "part": "equation"}, View(present=True, room="dark", part="equation")),
        ({"notation": "house"}, View(notation="house")),
        ({"preset": "", "step": "", "notation": ""}, View()),
        ({"preset": "iris", "step": "z1_1@2"}, View("iris", step="z1_1@2", example=2)),
        ({"preset": "iris", "step": "z1_1@1"}, View("iris", step="z1_1@1")),
        ({"preset": "iris", "step": "z1_1@1", "example": "3"}, View("iris", step="z1_1@1", example=1)),
        ({"preset": "iris", "step": "loss"}, View("iris", step="loss")),
        ({"preset": "iris", "step": "loss", "example": "2"}, View("iris", step="loss", example=2)),
        ({"preset": "iris", "step": "loss@3"}, View("iris", step="loss@3", example=3)),
        ({"preset": "iris", "step": "dL_dw1_11", "example": "2"},
         View("iris", step="dL_dw1_11", parameter="w1_11", example=2)),
        ({"convention": "mean"}, View(convention="mean")),
        ({"convention": "sum", "w5": "0.7"}, View(convention="sum", values={"w5": 0.7})),
        ({"orientation": "columns", "product": "dL_dW2", "cell": "dL_dw6"},
         View(orientation="columns", product="dL_dW2", cell="dL_dw6")),
        ({"mode": "build", "stage": "7"}, View(mode="build", stage=7)),
        ({"mode": "phases"}, View(mode="phases")),
        ({"look": "check", "mistake": "path"}, View(look="check", mistake="path")),
        ({"left": "A1.T", "right": "D2"}, View(left="A1.T", right="D2")),
    ],
)  # fmt: skip
def test_a_link_written_by_hand_is_understood(query, view):
    assert from_link(query) == (view, "")


def test_a_step_of_a_parameter_chooses_it():
    assert from_link({"step": "dL_dw1", "parameter": "w5"})[0].parameter == "w1"


def test_a_mistake_that_this_network_has_no_place_for_is_named():
    view, said = from_link({"preset": "neuron", "mistake": "path"})
    assert (view.mistake, "mistake “path”" in said) == ("", True)


# Links that cannot be trusted.


HOSTILE = [
    "banana", "nan", "inf", "-inf", "1e999", "<script>alert(1)</script>", "x" * 100_000, "'; DROP TABLE", "%00", "\x00",
    "../../etc/passwd", "{0.__class__}", "\ud800", "🙂", "⟦w5⟧", r"\frac{1}{0}", "1" * 5000, "0x10", " ", "None", "-1",
]  # fmt: skip


@pytest.mark.parametrize("name", [name for name in OPTIONS if name != "network"])
def test_a_setting_that_is_not_known_falls_back_and_is_named(name):
    for text in HOSTILE:
        view, said = from_link({name: text})
        assert view == View(), text[:40]
        assert said.startswith(f"Of this link, {name} “"), text[:40]
        assert len(said) < 150, text[:40]
        assert said.isprintable(), text[:40]


@pytest.mark.parametrize("text", HOSTILE)
def test_of_a_network_that_cannot_be_used_nothing_is_and_one_sentence_says_why(text):
    view, said = from_link({"network": text, "w5": "3", "present": "1"})
    assert view == View()
    assert said.startswith(("The network in this link", "This link names"))
    assert len(said) < 150
    assert said.isprintable()


def test_a_network_of_the_gallery_is_opened_by_its_name():
    assert from_link({"preset": "xor", "digits": "6"}) == (View(network=own.begun("xor"), digits=6), "")


def test_a_preset_beside_an_own_network_is_named_and_not_used():
    link = {**to_link(OWN), "preset": "iris"}
    assert from_link(link) == (OWN, note("preset", "iris"))


@pytest.mark.parametrize("name", ["w5", "b1", "x1", "y1", "learning_rate"])
@pytest.mark.parametrize("text", [text for text in HOSTILE if text != "-1"])
def test_a_number_that_cannot_be_used_falls_back_and_is_named(name, text):
    view, said = from_link({name: text})
    assert view == View()
    assert said.startswith(f"Of this link, {name} “")


@pytest.mark.parametrize("text", ["1000000.1", "-1e7", "1e300"])
def test_a_number_too_large_to_draw_is_not_used(text):
    assert from_link({"w5": text}) == (View(), note("w5", text))


@pytest.mark.parametrize("text", ["-0.1", "10001"])
def test_a_learning_rate_that_is_negative_or_enormous_is_not_used(text):
    assert from_link({"learning_rate": text}) == (View(), note("learning_rate", text))


@pytest.mark.parametrize(
    "name", ["banana", "w99", "w0", "W5", "<b>", "", " ", "__class__", "x" * 100_000, "loss", "\x00", "z1_1", "new_w5"]
)
def test_a_name_that_is_not_a_number_of_the_network_is_left_out(name):
    view, said = from_link({name: "1"})
    assert view == View()
    assert said.endswith(" “1” cannot be used here; the usual value is shown instead.")


def test_what_one_network_knows_another_may_not():
    assert from_link({"preset": "mazur", "w8": "1"})[1] == ""
    assert from_link({"w8": "1", "parameter": "w8", "step": "dL_dw8"}) == (
        View(),
        "Of this link, parameter “w8”, step “dL_dw8” and w8 “1” cannot be used here; the usual values are shown "
        "instead.",
    )


@pytest.mark.parametrize(("name", "text"), [("example", "4"), ("example", "01"), ("stage", "100"), ("stage", "1.0")])
def test_a_count_beyond_its_end_falls_back_with_one_note(name, text):
    assert from_link({"preset": "iris", name: text}) == (View("iris"), note(name, text))


@pytest.mark.parametrize("step", ["z1_1@4", "z1_1@0", "z1_1@99999", "z1_1@-1", "z1_1@", "z1_1", "dL_dw1_11@2"])
def test_a_step_of_an_example_that_is_not_there_falls_back_with_one_note(step):
    assert from_link({"preset": "iris", "step": step}) == (View("iris"), note("step", step))


@pytest.mark.parametrize(("preset", "convention"), [("softmax", "half_mean"), ("softmax", "half_mean_all")])
def test_a_convention_that_the_loss_does_not_have_is_refused(preset, convention):
    assert from_link({"preset": preset, "convention": convention}) == (View(preset), note("convention", convention))


def test_a_cell_without_its_product_is_not_known():
    assert from_link({"product": "Z1", "cell": "dL_dw5"}) == (View(product="Z1"), note("cell", "dL_dw5"))


def test_a_matrix_of_another_network_cannot_be_tried():
    assert from_link({"preset": "softmax", "left": "W3"}) == (View("softmax", left="W3"), "")
    assert from_link({"left": "W3"})[0].left == ""


def test_of_many_unknown_parts_a_few_are_named():
    said = from_link({f"n{i}": "1" for i in range(1000)})[1]
    assert said.startswith("Of this link, n0 “1”, n1 “1”, n2 “1”, n3 “1” and 996 more cannot be used here;")


def test_a_mode_may_be_called_by_what_it_shows():
    assert from_link({"mode": "paths"}) == (View(), "")


def test_what_is_good_in_a_bad_link_is_kept():
    view, said = from_link({"w5": "banana", "w6": "0.7", "step": "nowhere", "digits": "6"})
    assert view == View(values={"w6": 0.7}, digits=6)
    assert "step “nowhere” and w5 “banana”" in said


texts = st.text(max_size=30) | st.sampled_from(HOSTILE)
names_of_links = st.sampled_from([*OPTIONS, *values_by_name(load_preset())]) | st.text(max_size=12)


@given(st.dictionaries(names_of_links, texts, max_size=8))
@example({"preset": "softmax", "y1": "-5", "w3_11": "-1000000"})
def test_any_link_gives_a_view_that_can_be_traced(query):
    view, said = from_link(query)
    assert view.preset in presets()
    assert all(usable(name, value) and math.isfinite(value) for name, value in view.values.items())
    assert math.isfinite(trace(view.problem).loss)  # it may be negative: targets of cross-entropy are not kept from it
    assert view.shown_notation in notations()
    assert view.shown_parameter in names(view.problem.structure).by_name
    assert from_link(to_link(view)) == (view, "")
    assert len(said) < 350
    assert said.isprintable()


# The view.


def test_a_fresh_view_shows_the_worked_example():
    assert View().preset == DEFAULT_PRESET == "worked"
    assert View().problem is not None
    assert (View().shown_notation, View().shown_parameter) == ("worked", "w5")


@given(views())
def test_a_problem_has_the_numbers_of_its_view(view):
    assert values_by_name(view.problem) == {**view.start_values, **view.values}


@pytest.mark.parametrize(("preset", "convention"), [("worked", "mean"), ("iris", "sum"), ("softmax", "mean_all")])
def test_under_a_convention_every_gradient_is_the_own_one_times_its_factor_at_the_readers_numbers_too(
    preset, convention
):
    changed = View(preset).change({"x1": 0.9})
    own, other = trace(changed.problem), trace(replace(changed, convention=convention).problem)
    factor = own[f"factor_{convention}"]
    for parameter in own.names.by_name:
        assert other[f"dL_d{parameter}"] == close_to(factor * own[f"dL_d{parameter}"])


def test_a_convention_is_part_of_the_structure():
    assert View(convention="mean").structure.convention == "mean"
    assert View().structure.convention == "half_mean"


@pytest.mark.parametrize(
    ("preset", "orientation"), [("matrix", "columns"), ("derivation", "columns"), ("iris", "rows")]
)
def test_examples_lie_as_the_notation_of_the_lecture_has_them(preset, orientation):
    assert View(preset).shown_orientation == orientation


def test_the_orientation_that_was_chosen_goes_before_that_of_the_notation():
    assert View("matrix", orientation="rows").shown_orientation == "rows"


def test_the_orientation_follows_the_notation_that_was_chosen():
    assert View("matrix", notation="house").shown_orientation == "rows"


def test_the_walk_of_a_view_is_that_of_the_example_it_shows():
    assert View("iris", example=2).walk == walk(load_preset("iris").structure, 1)
    assert View("iris").walk == View("iris", example=1).walk


def test_a_term_of_another_example_is_explained_by_the_walk_of_that_one():
    assert View("iris").walk_with("z1_1@3") == View("iris", example=3).walk


@pytest.mark.parametrize("key", ["banana", "w1_11", "z1_1@0"])
def test_what_no_walk_explains_has_none(key):
    assert View("iris").walk_with(key) is None


def test_what_is_no_example_of_this_batch_has_no_walk():
    assert View("iris").walk_with("z1_1@4") is None


def test_a_change_back_to_the_preset_is_no_change():
    assert View().change({"w5": 0.7}).change({"w5": 0.4}) == View()


def test_a_change_of_an_unknown_name_is_none():
    assert View().change({"banana": 1.0}) == View()


def test_a_change_keeps_the_earlier_ones():
    assert View().change({"w5": 0.7}).change({"w6": 0.8}).values == {"w5": 0.7, "w6": 0.8}


@pytest.mark.parametrize(
    ("name", "value", "fits"),
    [
        ("w5", 1e6, True), ("w5", -1e6, True), ("w5", 1e6 + 1, False), ("w5", math.nan, False), ("w5", math.inf, False),
        ("learning_rate", 0.0, True), ("learning_rate", 1e4, True), ("learning_rate", -1e-9, False),
        ("learning_rate", 1e4 + 1, False), ("learning_rate", math.nan, False),
    ],
)  # fmt: skip
def test_a_number_that_can_be_used_is_finite_and_of_a_size_that_can_be_drawn(name, value, fits):
    assert usable(name, value) is fits


# Updates.


WAYS_TO_LEARN = [
    {"rule": "momentum", "momentum": "0.5"},
    {"rule": "adam", "beta1": "0.8", "beta2": "0.9", "epsilon": "0.001"},
    {"penalty": "on", "l2": "0.2"},
    {"order": "each_example"},
    {"order": "shuffled", "seed": "7"},
    {"rule": "adam", "penalty": "on", "order": "shuffled", "seed": "999999", "learning_rate": "0.5"},
]


@pytest.mark.parametrize("way", WAYS_TO_LEARN, ids=str)
@pytest.mark.parametrize("preset", ["worked", "iris"])
def test_a_way_to_learn_and_its_updates_survive_the_way_to_a_link_and_back(preset, way):
    link = {"preset": preset, **way, "updates": "7"}
    view, said = from_link(link)
    assert (said, view.updates) == ("", 7)
    assert {name: text for name, text in link.items() if name != "preset" or text != "worked"} == to_link(view)
    assert from_link(to_link(view)) == (view, "")


@pytest.mark.parametrize("way", WAYS_TO_LEARN, ids=str)
def test_a_link_with_updates_opens_where_as_many_single_updates_end(way):
    view, _ = from_link({"preset": "iris", **way, "updates": "5"})
    single = from_link({"preset": "iris", **way})[0].problem
    for _ in range(5):
        single = trace(single).updated
    assert values_by_name(view.problem) == values_by_name(single)
    assert view.problem.memory.updates == 5
    assert trace(view.problem).values == trace(single).values


@pytest.mark.parametrize(
    "text", [text for text in HOSTILE if not text.isdigit()] + ["1.5", "+3", "\u0663", "1_000", "²"]
)
def test_a_number_of_updates_that_is_none_is_named_and_nothing_else_is_lost(text):
    view, said = from_link({"preset": "iris", "w1_11": "0.5", "digits": "6", "updates": text})
    assert view == View("iris", values={"w1_11": 0.5}, digits=6)
    assert said.startswith("Of this link, updates “")
    assert len(said) < 150
    assert said.isprintable()


@pytest.fixture
def few(monkeypatch):
    """So that no test has to take ten thousand updates."""
    monkeypatch.setattr("explainer.view.runs.MOST_UPDATES", 30)


@pytest.mark.parametrize("text", ["31", "9" * 19, "9" * 10_000])
def test_of_more_updates_than_can_be_taken_those_are_shown_that_can(text, few):
    view, said = from_link({"preset": "neuron", "updates": text, "w1": "0.5"})
    assert (view.updates, view.values) == (30, {"w1": 0.5})
    assert said == "Of this network 30 updates can be taken here; these are shown."


@pytest.mark.parametrize("text", ["4", "30", "9" * 10_000])
def test_of_updates_that_lead_too_far_those_are_shown_that_do_not(text, few):
    asked = {"preset": "regression", "learning_rate": "30", "updates": text, "digits": "6"}
    view, said = from_link(asked)
    assert (view.updates, view.digits, view.values) == (3, 6, {"learning_rate": 30.0})
    assert said.startswith(f"Of the {text[:20]}")
    assert said.endswith(" 3 can be taken, for the next one would throw a parameter beyond 1000000.")
    assert len(said) < 150
    assert from_link(to_link(view)) == (view, "")


def test_no_updates_are_none():
    assert from_link({"updates": "0"}) == (View(), "")


def test_what_cannot_be_used_beside_updates_is_named_and_the_updates_are_taken():
    assert from_link({"updates": "2", "w99": "1"}) == (View(updates=2), note("w99", "1"))


def test_a_link_is_kept_with_all_that_it_takes():
    before = link._with_updates.size
    from_link({"updates": "1", "junk": "x" * 40_000})
    assert link._with_updates.size - before > 40_000


def test_a_network_that_is_known_by_name_again_is_opened_though_it_was_asked_for_when_it_was_not(monkeypatch):
    names_here = own.Named()
    monkeypatch.setattr(own, "NAMES", names_here)
    packed = own.pack(problem_named("softmax-batch"))
    asked = {"network": own.Named().name(packed), "updates": "1"}
    assert from_link(asked)[0] == View()
    names_here.name(packed)
    assert from_link(asked) == (View(network=packed, updates=1), "")


def test_a_link_with_updates_is_at_hand_once_it_was_read():
    asked = {"preset": "mazur", "updates": "3", "w1": "0.123"}
    assert not is_at_hand(asked)
    view, _ = from_link(asked)
    assert is_at_hand(asked)
    assert "problem" in vars(view)


def test_a_link_without_updates_is_always_at_hand():
    assert is_at_hand({"preset": "mazur", "w1": "0.321"})


def test_a_change_after_updates_begins_a_new_run_with_the_numbers_they_have_led_to():
    trained = View("iris", rule="adam").after(5)
    changed = trained.change({"w1_11": 0.5})
    assert changed.updates == 0
    assert values_by_name(changed.problem) == {**values_by_name(trained.problem), "w1_11": 0.5}
    assert (changed.problem.memory.updates, changed.problem.memory.first) == (0, None)


def test_a_change_to_the_same_number_is_none_and_the_run_goes_on():
    trained = View().after(5)
    now = values_by_name(trained.problem)
    assert trained.change({"w5": now["w5"], "b1": now["b1"]}) == trained


def test_two_readers_with_other_numbers_have_runs_of_their_own():
    one, other = View().change({"w5": 0.3}), View().change({"w5": 0.2})
    for updates in (2, 4):
        for view in (one, other):
            found = values_by_name(view.after(updates).problem)
            assert found == values_by_name(train(view.begun, updates).problem)
    assert one.after(4).problem.network is not other.after(4).problem.network


@pytest.mark.parametrize("wanted", [-3, 0])
def test_before_the_start_there_is_nothing(wanted):
    assert View(updates=2).after(wanted) == View()


@pytest.mark.parametrize("rule", RULES)
def test_the_structure_after_updates_is_that_of_the_next_update(rule):
    view = View("iris", rule=rule, order="each_example").after(4)
    assert view.structure == view.problem.structure
    assert (view.structure.only, view.structure.rule) == (1, rule)


# The seed of an order.


def test_a_seed_draws_the_order_that_a_network_has_of_its_own():
    network = own.in_link(own.pack(replace(load_preset("iris"), learning=Learning(order="shuffled", seed=3))))
    view, note = from_link({"network": network, "seed": "7"})
    assert (view.problem.learning, note) == (Learning(order="shuffled", seed=7), "")


def test_a_seed_without_an_order_to_draw_is_said_to_be_of_no_use():
    view, note = from_link({"preset": "iris", "order": "each_example", "seed": "7"})
    assert (view.seed, "seed “7”" in note) == (0, True)


def test_updates_that_cannot_be_read_are_named_with_all_else_that_cannot():
    _, note = from_link({"look": "zzz", "updates": "-4"})
    assert note == "Of this link, look “zzz” and updates “-4” cannot be used here; the usual values are shown instead."
