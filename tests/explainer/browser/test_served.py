"""What the browser gets: modules that lie side by side and load nothing else."""

import re
from pathlib import Path

import pytest

from explainer.browser.served import ASSETS, version

SCRIPTS = sorted(ASSETS.glob("*.js"))
TESTS = Path(__file__).parent
IMPORTED = re.compile(
    r"""^(?:import|export)\b[^;]*?\bfrom "([^"]+)";|^import "([^"]+)";|\bimport\("?([^")]*)"?\)""", re.MULTILINE
)


def imports_of(script):
    return {"".join(found) for found in IMPORTED.findall(script.read_text("utf-8"))}


def test_the_version_is_that_of_the_assets():
    assert len(version()) == 12
    assert all((ASSETS / name).is_file() for name in ("panels.js", "panels.css", "present.css"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_imports_its_neighbours_alone(script):
    neighbours = {f"./{other.name}" for other in SCRIPTS if other != script}
    assert imports_of(script) <= neighbours


def test_every_script_is_reached_from_those_that_streamlit_and_the_page_load():
    reached, new = set(), {"./panels.js", "./base.js"}
    while new:
        reached |= new
        new = {name for found in new for name in imports_of(ASSETS / found)} - reached
    assert reached == {f"./{script.name}" for script in SCRIPTS}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.name)
def test_a_script_says_first_what_it_is_for_and_is_type_checked(script):
    comment = script.read_text("utf-8").split("\n\n")[0].splitlines()
    assert re.match(r"// [A-Z].*[.:]$", comment[0])
    assert comment[-1] == "// @ts-check"


def test_the_tests_of_the_scripts_mirror_them():
    tested = {test.name.removesuffix(".test.js") for test in TESTS.glob("*.test.js")}
    assert tested
    assert tested <= {script.stem for script in SCRIPTS}
