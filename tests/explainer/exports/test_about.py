import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from backprop import load_preset
from backprop.network import Description
from explainer.exports.about import LONGEST_LINK, About, given_name, harmless, program, slug
from tests.explainer.exports.scripts import HOSTILE


def test_the_program_says_its_version():
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())["project"]
    assert program() == f"Backprop, step by step {project['version']}"


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_in_a_comment_is_one_line_of_what_can_be_seen(text):
    assert len(harmless(text)) == len(text)
    assert harmless(text).isprintable()


@pytest.mark.parametrize("text", [*HOSTILE, "../../etc/passwd", "CON", 'a"; filename="b', "x" * 500])
def test_a_file_has_a_name_that_every_system_takes(text):
    name = About(text, {}).filename("terms.csv")
    assert name.isascii()
    assert name.removesuffix("-terms.csv").replace("-", "a").isalnum()
    assert len(name) < 60


def test_two_titles_that_differ_in_signs_alone_are_called_alike():
    assert slug("XOR 2-2-1") == slug("xor  2/2/1") == "xor-2-2-1"


def test_a_link_that_is_too_long_for_a_comment_is_left_out():
    assert not any("add this" in line for line in About("", {"network": "a" * LONGEST_LINK}).lines)


def test_an_input_without_a_name_of_its_own_is_called_by_its_symbol_alone():
    named = replace(load_preset(), description=Description(input_names=("width", "x2")))
    assert [given_name(named, -1, unit) for unit in range(2)] == ["width", ""]
