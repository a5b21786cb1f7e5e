"""What is said about each step."""

import re
from dataclasses import replace
from functools import lru_cache

import pytest

from backprop import load_preset, trace
from backprop.activations import ACTIVATIONS
from backprop.gallery import gallery
from backprop.losses import LOSSES
from explainer.notation.families import traits
from explainer.notation.operations import REASONS
from explainer.notation.terms import loss_title
from explainer.walk.narration import ACTIVATION_SENTENCES, LOSS_SENTENCES, SAID, narrate, narrate_phases
from explainer.walk.steps import walk
from tests.explainer.examples import (
    EVERY,
    LARGE,
    display_named,
    display_of,
    every_network,
    every_notation,
    every_preset,
    own_notation,
    problem_named,
)
from tests.explainer.markup import fragment


def plain(markup):
    return re.sub(r"<[^>]*>", "", markup)


def told(name, notation=None):
    """Return every step of the walk of a known network with what is said about it.

    Of the largest network, whose units are many and alike, every seventh step in other notations than its own: the
    unit that is met is another one each time.
    """
    return _told(name, notation or own_notation(name))


@lru_cache(maxsize=256)
def _told(name, notation):
    shown = display_named(name, notation)
    steps = walk(shown.trace.structure).steps
    asked = steps[::7] if name in LARGE and notation != own_notation(name) else steps
    return [(step, narrate(shown, step)) for step in asked]


def words_of(name, key, notation=None):
    found = walk(problem_named(name).structure).find(key)
    return narrate(display_named(name, notation), found)


@every_network
@every_notation
def test_every_step_has_a_title_a_question_and_a_sentence(name, notation):
    for _, words in told(name, notation):
        assert plain(words.title).strip()
        assert plain(words.question).endswith("?")
        assert plain(words.sentence).endswith(".")
        assert not words.after or plain(words.after)[-1] in ".→"


def test_the_title_of_a_step_says_nothing_of_the_example_whose_turn_it_is():
    start = problem_named("adam-one-by-one")
    first, second = (display_of(problem) for problem in (start, trace(start).updated))
    steps = walk(start.structure).on("update")
    assert [narrate(first, step).title for step in steps] == [narrate(second, step).title for step in steps]
    assert narrate(first, steps[1]).sentence != narrate(second, steps[1]).sentence


@every_network
def test_nothing_answers_to_anything(name):
    for _, words in told(name):
        assert "answer to" not in plain(words.title + words.question + words.sentence + words.after)


@every_network
def test_every_local_derivative_of_a_walk_has_a_reason(name):
    shown = display_named(name)
    steps = [(step.key, words, shown.trace.recipe(step.key)) for step, words in told(name) if step.page == "chain_rule"]
    local = [(key, words, of) for key, words, of in steps if of.operation in REASONS or traits(of).why]
    assert {"dz_dw"} <= {of.family for _, _, of in local}
    assert [key for key, words, _ in local if not plain(words.after).startswith("Why: ")] == []


def test_the_reason_of_the_squared_error_has_the_inner_derivative():
    reason = plain(words_of("worked", "dL_dy_hat1").after)
    assert reason.endswith("the inner derivative of y − ŷ by ŷ is −1. So −(y − ŷ) = ŷ − y.")


def test_a_derivative_is_said_to_be_how_much_one_thing_changes_when_another_does():
    words = words_of("worked", "dL_dy_hat1")
    assert plain(words.question) == "How much does L change when ŷ changes?"
    assert plain(words.sentence).endswith("If ŷ rises by a little, L changes by 0.7414 times that.")


@every_preset
def test_a_gradient_says_with_numbers_of_the_trace_what_it_means(name):
    shown = display_named(name)
    for step in walk(shown.trace.structure).on("chain_rule"):
        if step.parameter:
            numbers = fragment(narrate(shown, step).after).with_attribute("data-term")
            assert [e["attributes"]["data-term"] for e in numbers] == ["nudge", f"nudge_{step.parameter}"]


def test_a_gradient_is_what_a_nudge_does_to_the_loss():
    assert plain(words_of("worked", "dL_dw5").after).startswith("Raise w5 by 0.01, and L rises by about 0.000")


@every_preset
def test_no_two_updates_say_the_same(name):
    shown = display_named(name)
    said = [narrate(shown, step).sentence for step in walk(shown.trace.structure).on("update")]
    assert len(set(said)) == len(said)


@every_preset
@every_notation
def test_words_are_well_formed_fragments(name, notation):
    for _, words in told(name, notation):
        for markup in (words.title, words.question, words.sentence, words.after):
            assert {element["tag"] for element in fragment(markup).elements} <= {"i", "sub", "sup", "span", "button"}


@every_preset
@every_notation
def test_no_key_of_a_term_is_among_the_words(name, notation):
    shown = display_named(name, notation)
    keys = [key for key in shown.trace.values if "_" in key]
    for _, words in told(name, notation):
        text = plain(words.title + words.question + words.sentence + words.after)
        assert [key for key in keys if key in text] == []


@every_preset
def test_no_two_steps_of_a_walk_have_the_same_title(name):
    titles = [words.title for _, words in told(name, "worked")]
    assert len(set(titles)) == len(titles)


def test_every_loss_has_its_words():
    assert set(LOSS_SENTENCES) == {name for name, loss in LOSSES.items() if not loss.squared}


@pytest.mark.parametrize(
    ("convention", "title", "sentence"),
    [
        ("half_mean", "half the squared error", "Half the squared difference"),
        ("half_sum", "half the sum of squared errors", "Half the squared difference"),
        ("sum", "the sum of squared errors", "The squared difference"),
        ("mean_all", "the mean squared error", "The squared difference"),
    ],
)
def test_a_squared_error_is_called_halved_only_where_it_is(convention, title, sentence):
    problem = load_preset("worked")
    shown = display_of(replace(problem, network=replace(problem.network, convention=convention)))
    assert loss_title(shown.trace.structure) == title
    assert narrate(shown, shown_step(shown, "loss")).sentence.startswith(sentence)


def test_one_value_that_comes_in_is_spoken_of_as_one():
    shown = display_of(gallery()["chain"])
    assert narrate(shown, shown_step(shown, "z1_1")).sentence == (
        "Multiply the input by the weight on its edge, then add the bias."
    )
    assert "add them up" not in narrate(shown, shown_step(shown, "z2_1")).sentence


def shown_step(shown, key):
    return next(step for step in walk(shown.trace.structure).steps if step.key == key)


def test_every_activation_function_has_a_sentence():
    assert set(ACTIVATION_SENTENCES) == set(ACTIVATIONS)


def test_the_question_of_w5_is_about_w5():
    assert plain(words_of("worked", "dL_dw5", "worked").question) == "How much does L change when w5 changes?"


def test_one_path_is_multiplied_along():
    assert "multiply along the path" in words_of("worked", "dL_dw1").title


@pytest.mark.parametrize(
    ("name", "key", "paths"), [("worked", "dL_db1", 2), ("mazur", "dL_dw1", 2), ("softmax", "dL_dw1_11", 4)]
)
def test_several_paths_are_counted(name, key, paths):
    assert f"has {paths} paths to the loss" in plain(words_of(name, key).sentence)


def test_a_gradient_over_a_batch_is_said_to_have_a_product_for_each_example():
    assert "one product per example" in plain(words_of("iris", "dL_dw2_11").title)


def test_a_gradient_in_one_example_says_that_the_others_are_added():
    shown = replace(display_named("iris"), whole=False)
    words = narrate(shown, walk(problem_named("iris").structure).find("dL_dw1_11"))
    assert "has 3 paths" in plain(words.sentence)
    assert plain(words.sentence).endswith("Then the other examples are added.")


def test_delta_of_a_pair_is_said_to_be_output_minus_target():
    assert "output minus target" in plain(words_of("softmax", "delta3_1").title)


def test_the_two_phases_say_what_each_of_them_leaves():
    words = narrate_phases(display_named("softmax"), "w1_11")
    assert "Forward" in words.sentence
    assert "Backward" in words.sentence


def test_a_z_without_a_bias_is_not_said_to_add_one():
    assert "bias" not in words_of("golden-iris-4-2-3", "z1_1@1").sentence
    assert "bias" in words_of("worked", "z1_1").sentence


def test_the_first_layer_sees_inputs_and_the_others_activations():
    assert "inputs" in words_of("worked", "z1_1").sentence
    assert "activations" in words_of("worked", "z2_1").sentence


def test_ways_back_are_counted():
    assert words_of("worked", "dL_da1_1").sentence.startswith("One way back")
    assert words_of("mazur", "dL_da1_1").sentence.startswith("2 ways back")


@pytest.mark.parametrize("key", ["dy_hat2_dz3_2", "delta3_2"])
def test_the_output_of_a_softmax_is_asked_about_its_own_z(key):
    assert plain(words_of("golden-softmax-2-2-2-2", key, "house").question).endswith("when z2(3) changes?")


@every_preset
def test_the_local_derivative_of_a_unit_asks_about_its_own_z(name):
    shown = display_named(name, "house")
    for step, words in told(name, "house"):
        recipe = shown.trace.recipe(step.key)
        if recipe.family in {"da_dz", "delta"}:
            layer, example, unit = recipe.place
            assert shown.notation.z(layer, example, unit).html in words.question


def test_everything_that_is_said_is_about_a_step_of_some_walk():
    met = {
        display_named(name).trace.recipe(step.key).family
        for name in EVERY
        for step in walk(problem_named(name).structure).steps
    }
    assert met <= SAID.keys()
    assert SAID.keys() - met == set()
