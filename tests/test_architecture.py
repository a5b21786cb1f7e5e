"""Imports run one way: backprop <- explainer <- pages <- app.py."""

import ast
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
OURS = {"backprop", "explainer", "pages", "app", "tests", "benchmarks"}
KNOWS_STREAMLIT = {
    f"explainer/{name}.py"
    for name in ("state", "components", "controls", "parts", "stage", "chain_views", "matrix_page")
}


def imported_by(source, package=()):
    """Return the top-level names that a module imports anywhere in it.

    Args:
        source: the text of the module.
        package: the names of the packages it lies in, outermost first.
    """
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(node.module.split(".")[0])
        elif isinstance(node, ast.ImportFrom):
            above = [*package[: len(package) - node.level + 1], *(node.module or node.names[0].name).split(".")]
            found.add(above[0])
        elif (
            isinstance(node, ast.Call)
            and ast.unparse(node.func) in {"__import__", "importlib.import_module", "import_module"}
            and isinstance(node.args[0], ast.Constant)
        ):
            found.add(node.args[0].value.split(".")[0])
    return found


def imports_of(*folders):
    """Return file -> imported names, for every Python file of some folders that exist."""
    files = sorted(file for folder in folders for file in (REPOSITORY / folder).rglob("*.py"))
    return {
        str(file.relative_to(REPOSITORY).as_posix()): imported_by(
            file.read_text("utf-8"), file.relative_to(REPOSITORY).parent.parts
        )
        for file in files
    }


def trespassers(found, forbidden):
    """Return file -> the names among its imports for which ``forbidden`` is true."""
    wrong = {file: {name for name in names if forbidden(name)} for file, names in found.items()}
    return {file: names for file, names in wrong.items() if names}


def test_the_mathematics_imports_numpy_and_the_standard_library_alone():
    found = imports_of("backprop")
    assert "backprop/trace.py" in found
    assert trespassers(found, lambda name: name not in {"backprop", "numpy", *sys.stdlib_module_names}) == {}


def test_the_explainer_imports_no_page_and_no_app():
    assert trespassers(imports_of("explainer"), lambda name: name in OURS - {"backprop", "explainer"}) == {}


def test_the_pages_import_no_app():
    assert trespassers(imports_of("pages"), lambda name: name in OURS - {"backprop", "explainer", "pages"}) == {}


def test_only_what_stands_on_the_screen_imports_streamlit():
    found = {file: names for file, names in imports_of("explainer").items() if file not in KNOWS_STREAMLIT}
    assert trespassers(found, lambda name: name == "streamlit") == {}


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import numpy as np, streamlit.web", {"numpy", "streamlit"}),
        ("from explainer.palette import BLUE", {"explainer"}),
        ("def late():\n    import streamlit", {"streamlit"}),
        ("try:\n    import app\nexcept ImportError:\n    app = None", {"app"}),
        ("from . import names", {"backprop"}),
        ("from .. import explainer", {"explainer"}),
        ("from ..pages import frame", {"pages"}),
        ("import importlib\nimportlib.import_module('pages.frame')", {"importlib", "pages"}),
        ("# import streamlit\ntext = 'import app'", set()),
    ],
)
def test_an_import_is_seen_wherever_it_stands(source, names):
    assert imported_by(source, ("backprop",)) == names


def test_an_import_against_the_current_is_reported():
    found = {"backprop/a.py": {"numpy", "explainer"}, "backprop/b.py": {"math"}}
    assert trespassers(found, lambda name: name == "explainer") == {"backprop/a.py": {"explainer"}}
