"""The starting networks."""

import dataclasses

import pytest

from backprop import DEFAULT_PRESET, NetworkError, document_from, load_preset, presets, trace
from backprop.vocabulary import NAMES
from tests.backprop.helpers import golden_problem

every_preset = pytest.mark.parametrize("name", presets())


def test_the_presets_of_the_worked_example_its_derivation_and_mazur_are_there():
    assert presets().keys() >= {"worked", "derivation", "mazur"}


def test_the_worked_example_is_the_default_and_comes_first():
    assert (DEFAULT_PRESET, next(iter(presets()))) == ("worked", "worked")


def test_loading_without_a_name_loads_the_default():
    assert document_from(load_preset()) == document_from(load_preset("worked"))


@every_preset
def test_a_preset_is_listed_under_its_own_name(name):
    assert presets()[name].name == name


@every_preset
def test_every_text_of_a_preset_says_something(name):
    preset = presets()[name]
    texts = {f.name: getattr(preset, f.name) for f in dataclasses.fields(preset) if f.name != "problem"}
    assert [field for field, text in texts.items() if not text.strip()] == []


@every_preset
def test_the_first_parameter_of_a_preset_is_one_of_its_network(name):
    preset = presets()[name]
    assert preset.parameter in trace(preset.problem).names.by_name


@every_preset
def test_a_preset_has_a_finite_trace(name):
    values = trace(load_preset(name)).values.values()
    assert all(abs(value) < 1e6 for value in values)


def test_titles_are_all_different():
    titles = [preset.title for preset in presets().values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("name", "golden"),
    [
        ("worked", "worked-2-2-1"),
        ("derivation", "worked-2-2-1"),
        ("matrix", "matrix-2-5-1"),
        ("softmax", "softmax-2-2-2-2"),
        ("iris", "iris-4-2-3"),
        ("mazur", "mazur-2-2-2"),
    ],
)
def test_a_preset_has_the_numbers_of_its_golden_file(name, golden):
    nameless = {key: entry for key, entry in document_from(load_preset(name)).items() if key not in NAMES}
    assert nameless == document_from(golden_problem(golden))


@pytest.mark.parametrize("name", ["", "nope", "Worked", "../worked", "x" * 5000, "two\nlines"])
def test_an_unknown_preset_is_refused_in_one_short_line(name):
    with pytest.raises(NetworkError, match=r"^There is no preset named .*; there are worked, .*\.$") as refusal:
        load_preset(name)
    assert len(str(refusal.value)) < 300
