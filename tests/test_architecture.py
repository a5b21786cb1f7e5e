"""The house has walls: who may import whom, which library lives where, and where everything is written down."""

import ast
import re
import sys
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import explainer

REPOSITORY = Path(__file__).parents[1]
OURS = {"backprop", "explainer", "pages", "app", "tests", "benchmarks"}
CONTENTS = re.compile(r"^``(\w+)``", re.MULTILINE)
"""A line of a folder's table of contents."""

ROOMS = tuple(CONTENTS.findall(explainer.__doc__))
"""The rooms of ``explainer``, each above all that import it, as its table of contents has them."""

LIBRARIES = {
    "streamlit": ("explainer/screen/", "pages/", "app.py"),
    "plotly": ("explainer/figures/plots/",),
    "latex2mathml": ("explainer/browser/mathml.py",),
    "starlette": ("explainer/server/", "app.py"),
    "segno": ("explainer/practice/worksheet/qr.py",),
    "pandas": ("explainer/server/", "explainer/screen/training_table.py"),
}
"""Library -> the only places that may import it."""


def imported_by(source, package=()):
    """Return the dotted names that a module imports anywhere in it, also for type checking alone.

    Of ``from a import b`` that is ``a.b``, which may be a module or something in the module ``a``.

    Args:
        source: the text of the module.
        package: the names of the packages it lies in, outermost first.
    """
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            found |= {".".join((*above, *filter(None, [node.module]), alias.name)) for alias in node.names}
        elif (
            isinstance(node, ast.Call)
            and ast.unparse(node.func) in {"__import__", "importlib.import_module", "import_module"}
            and isinstance(node.args[0], ast.Constant)
        ):
            found.add(node.args[0].value)
    return found


def files_of(*places):
    """Return every Python file of some folders, and of some files."""
    for place in places:
        path = REPOSITORY / place
        yield from sorted(path.rglob("*.py")) if path.is_dir() else [path]


@lru_cache(maxsize=16)
def imports_of(*places):
    """Return file -> imported names, paths relative to the repository."""
    return {
        file.relative_to(REPOSITORY).as_posix(): imported_by(
            file.read_text("utf-8"), file.relative_to(REPOSITORY).parent.parts
        )
        for file in files_of(*places)
    }


def top(name):
    """Return the package that a dotted name begins with."""
    return name.partition(".")[0]


def trespassers(found, forbidden):
    """Return (file, name) for each import for which ``forbidden`` is true."""
    return [(file, name) for file, names in found.items() for name in sorted(names) if forbidden(file, name)]


def file_of(name):
    """Return the file of ours that a dotted name lies in, or None."""
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        path = "/".join(parts[:length])
        for file in (f"{path}.py", f"{path}/__init__.py"):
            if (REPOSITORY / file).is_file():
                return file
    return None


def arrows(*places):
    """Return file -> the files of the same places that it imports."""
    found = imports_of(*places)
    return {file: {file_of(name) for name in names} & found.keys() - {file} for file, names in found.items()}


# Who may import whom.


def test_the_mathematics_imports_numpy_and_the_standard_library_alone():
    allowed = {"backprop", "numpy", *sys.stdlib_module_names}
    assert trespassers(imports_of("backprop"), lambda file, name: top(name) not in allowed) == []


def test_the_explainer_imports_no_page_and_no_app():
    forbidden = OURS - {"backprop", "explainer"}
    assert trespassers(imports_of("explainer"), lambda file, name: top(name) in forbidden) == []


def test_the_pages_import_no_app():
    forbidden = OURS - {"backprop", "explainer", "pages"}
    assert trespassers(imports_of("pages"), lambda file, name: top(name) in forbidden) == []


def test_a_room_imports_only_rooms_above_it():
    def upwards(file, name):
        here, parts = file.split("/")[1], name.split(".")
        return parts[0] == "explainer" and ROOMS.index(parts[1]) > ROOMS.index(here)

    found = {file: names for file, names in imports_of("explainer").items() if file != "explainer/__init__.py"}
    assert trespassers(found, upwards) == []


@pytest.mark.parametrize("place", ["backprop", "explainer"])
def test_no_files_import_each_other_in_a_circle(place):
    try:
        TopologicalSorter(arrows(place)).prepare()
    except CycleError as error:
        pytest.fail(f"These import each other, the last one the first: {' <- '.join(error.args[1])}")


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_lives_in_its_own_rooms(library):
    found = imports_of("backprop", "explainer", "pages", "app.py")
    assert trespassers(found, lambda file, name: top(name) == library and not file.startswith(LIBRARIES[library])) == []


# Where keys are put together.

PREFIXES = {
    "dL_d", "new_", "step_", "product_", "long_", "sum_", "mean_", "scale_", "factor_", "path_", "example_", "loss_",
    "sum_dL_d", "mean_dL_d", "example_dL_d",
}  # fmt: skip
"""What keys of terms begin with; ``backprop/names.py`` alone puts them together or takes them apart."""


def letters_in(source):
    """Return the lines of a module that put keys of terms together, or take them apart, by hand."""
    tree = ast.parse(source)
    written = [part for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values[:1]]
    pieces = [
        inner
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp | ast.Call)
        for inner in ([node.left, node.right] if isinstance(node, ast.BinOp) else node.args)
    ]
    return [part.lineno for part in (*written, *pieces) if isinstance(part, ast.Constant) and part.value in PREFIXES]


def test_keys_are_put_together_in_one_place_alone():
    by_hand = [
        (file.relative_to(REPOSITORY).as_posix(), line)
        for file in files_of("backprop", "explainer", "pages", "app.py")
        for line in letters_in(file.read_text("utf-8"))
    ]
    assert {file for file, _ in by_hand} == {"backprop/names.py"}, by_hand


@pytest.mark.parametrize("source", ['f"dL_d{p}"', '"dL_d" + p', 'key.removeprefix("new_")', 'f"loss_{k}"'])
def test_a_key_put_together_by_hand_is_seen(source):
    assert letters_in(source) == [1]


# Where a widget's value is read.


def taken_for_granted(source):
    """Return the lines of a module that read something of Streamlit's session by its key, as if it had to be there."""
    reads = [node for node in ast.walk(ast.parse(source)) if isinstance(getattr(node, "ctx", None), ast.Load)]
    subscripts = [node for node in reads if isinstance(node, ast.Subscript)]
    attributes = [node for node in reads if isinstance(node, ast.Attribute) and node.attr not in {"get", "pop"}]
    return [node.lineno for node in (*subscripts, *attributes) if ast.unparse(node.value).endswith("session_state")]


def test_no_callback_takes_it_for_granted_that_its_widget_is_still_there():
    found = {
        file.relative_to(REPOSITORY).as_posix(): lines
        for file in files_of("explainer/screen", "pages", "app.py")
        if (lines := taken_for_granted(file.read_text("utf-8")))
    }
    assert found.keys() == {"explainer/screen/session.py"}, found


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("st.session_state[key]", [1]),
        ("x\nlambda: session_state['a']", [2]),
        ("st.session_state.lecture", [1]),
        ("st.session_state[key] = 1\nst.session_state.get(key)\nst.session_state.pop(key, None)", []),
    ],
)
def test_what_is_taken_for_granted_is_seen(source, lines):
    assert taken_for_granted(source) == lines


def breakable(source):
    """Return the lines of a module that give Streamlit a callback which it could break off in its middle."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.keyword)]
    callbacks = [node for node in calls if re.fullmatch("on_(click|change|[a-z]+_change)", node.arg or "")]
    return [
        node.value.lineno
        for node in callbacks
        if not ast.unparse(node.value).removeprefix("session.").startswith("unbroken(")
    ]


def test_every_callback_is_done_as_a_whole():
    found = {
        file.relative_to(REPOSITORY).as_posix(): lines
        for file in files_of("explainer/screen", "pages", "app.py")
        if (lines := breakable(file.read_text("utf-8")))
    }
    assert found == {}


def test_a_callback_that_could_be_broken_off_is_seen():
    assert breakable("button('a', on_click=session.unbroken(act))\nbutton('b', on_click=act)") == [2]


# What is written down.


def folders(*places):
    return [file.parent for file in files_of(*places) if file.name == "__init__.py"]


@pytest.mark.parametrize(
    "folder", folders("backprop", "explainer"), ids=lambda folder: folder.relative_to(REPOSITORY).as_posix()
)
def test_the_table_of_contents_of_a_folder_is_complete(folder):
    listed = CONTENTS.findall(ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))))
    files = {file.stem for file in folder.glob("*.py")} - {"__init__", "__main__"}
    assert sorted(listed) == sorted(files | {inner.parent.name for inner in folder.glob("*/__init__.py")})


def test_the_explainer_has_no_loose_files():
    assert [file.name for file in (REPOSITORY / "explainer").glob("*.*")] == ["__init__.py"]


def test_the_map_of_the_readme_is_complete():
    (drawn,) = re.findall(r"## Map\n+```\n(.*?)```", (REPOSITORY / "README.md").read_text("utf-8"), re.DOTALL)
    listed = re.findall(r"^ *([\w/]+(?:\.py)?)  ", drawn, re.MULTILINE)
    top_level = {"app.py", "pages/", "explainer/", "backprop/", "tests/", "benchmarks/"}
    inner = {f"{folder.name}/" for folder in folders("explainer") if folder.parent.name == "explainer"}
    assert sorted(listed) == sorted(top_level | inner)


def test_the_tests_of_the_explainer_mirror_it():
    tests = [file.relative_to(REPOSITORY / "tests") for file in files_of("tests/explainer")]
    sources = {file: REPOSITORY / file.with_name(file.name.removeprefix("test_")) for file in tests}
    assert [
        str(test) for test, source in sources.items() if test.name.startswith("test_") and not source.is_file()
    ] == []


def test_every_room_has_tests():
    assert [room for room in ROOMS if not list((REPOSITORY / "tests" / "explainer" / room).rglob("test_*.py"))] == []


# The test itself.


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("import numpy as np, streamlit.web", {"numpy", "streamlit.web"}),
        ("from explainer.palette import BLUE", {"explainer.palette.BLUE"}),
        ("def late():\n    import streamlit", {"streamlit"}),
        ("if TYPE_CHECKING:\n    from app import app", {"app.app"}),
        ("try:\n    import app\nexcept ImportError:\n    app = None", {"app"}),
        ("from . import names", {"backprop.terms.names"}),
        ("from .. import names", {"backprop.names"}),
        ("from ..pages import frame", {"backprop.pages.frame"}),
        ("import importlib\nimportlib.import_module('pages.frame')", {"importlib", "pages.frame"}),
        ("# import streamlit\ntext = 'import app'", set()),
    ],
)
def test_an_import_is_seen_wherever_it_stands(source, names):
    assert imported_by(source, ("backprop", "terms")) == names


def test_an_import_against_the_current_is_reported():
    found = {"backprop/a.py": {"numpy", "explainer.view"}, "backprop/b.py": {"math"}}
    assert trespassers(found, lambda file, name: top(name) == "explainer") == [("backprop/a.py", "explainer.view")]


def test_a_name_is_traced_to_its_file():
    assert file_of("backprop.terms.catalogue.Catalogue") == "backprop/terms/catalogue.py"
    assert file_of("backprop.terms.Catalogue") == "backprop/terms/__init__.py"
    assert file_of("numpy.array") is None
