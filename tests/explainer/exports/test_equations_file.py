import re
from functools import lru_cache

import pytest

from explainer.exports import equations_file as file
from explainer.exports.about import About
from explainer.exports.equations_file import equations_file
from explainer.exports.latex import escaped
from explainer.walk.steps import walk
from tests.explainer.examples import NOTATIONS, PRESETS, display_named, display_of
from tests.explainer.exports.scripts import ABOUT, GALLERY, HOSTILE, called, problem_of

TAUGHT = (*PRESETS, *GALLERY)
BRACES = re.compile(r"\\[{}\\]|[{}]")
TEXT = re.compile(r"\\text\{([^{}]*)\}")
TWICE = re.compile(r"([\^_])(?:\{(?:[^{}]|\{[^{}]*\})*\}|\w)\s*\1")
"""A second exponent or index of the same symbol, at which LaTeX stops."""
MATHS = re.compile(r"\\begin\{align\*\}\n(.*?)\n\\end\{align\*\}", re.DOTALL)


def depth(latex):
    """Return how many braces are left open, having found none closed that was not opened."""
    open_braces = 0
    for brace in BRACES.findall(latex):
        open_braces += {"{": 1, "}": -1}.get(brace, 0)
        assert open_braces >= 0
    return open_braces


def written(display, about=ABOUT):
    return "".join(equations_file(display, about))


def without_comments(latex):
    return re.sub(r"(?<!\\)%.*", "", latex)


@lru_cache(maxsize=32)
def written_of(name):
    return written(displayed(name))


def displayed(name):
    return display_named(name) if name in PRESETS else display_of(problem_of(name))


@pytest.mark.parametrize("name", TAUGHT)
def test_the_document_is_whole(name):
    latex = without_comments(written_of(name))
    assert depth(latex) == 0
    assert re.findall(r"\\begin\{(.*?)\}", latex)[0] == re.findall(r"\\end\{(.*?)\}", latex)[-1] == "document"
    equations = MATHS.findall(latex)
    assert len(equations) == latex.count(r"\begin{align*}") == latex.count(r"\end{align*}")
    for equation in equations:
        assert depth(equation) == 0
        assert equation.count(r"\left") == equation.count(r"\right")
        assert not TWICE.search(equation)
        assert all(row.count("&") == 1 for row in equation.split(r"\\"))


@pytest.mark.parametrize("name", TAUGHT)
def test_every_gradient_and_every_update_stands_in_it(name):
    display = displayed(name)
    latex, n = written_of(name), display.trace.names
    wanted = [key for p in n.parameters for key in (n.gradient(p.name), n.new(p.name))]
    assert [key for key in wanted if f"{display.written(key).latex} &=" not in latex] == []


@pytest.mark.parametrize("name", TAUGHT)
def test_every_number_of_a_gradient_is_the_one_on_the_page(name):
    display = displayed(name)
    latex, n = written_of(name), display.trace.names
    texts = [display.text(n.gradient(p.name)).replace("−", "-") for p in n.parameters]
    assert [text for text in texts if f"{{{text}}}" not in latex and "×" not in text] == []


@pytest.mark.parametrize("notation", NOTATIONS)
def test_what_we_write_is_what_every_latex_can_read(notation):
    latex = without_comments(written(display_named("softmax", notation)))
    assert latex.isascii()
    assert [text for text in TEXT.findall(latex) if "_" in text.replace(r"\_", "")] == []
    assert "⟦" not in latex
    assert r"\class" not in latex


def test_the_document_is_written_in_the_notation_on_screen():
    assert r"\frac{\partial L}{\partial w_{5}} &=" in written(display_named("worked"))
    assert r"\frac{\partial E}{\partial" in written(display_named("worked", "derivation"))


@pytest.mark.parametrize(
    "text", [*filter(None, HOSTILE), r"\input{/etc/passwd}", "$x$ % & # _ ^^41 ~ {", "}\\end{document}"]
)
def test_a_text_of_a_reader_is_said_and_does_nothing(text):
    display = display_of(called(problem_of("worked"), text), "worked")
    latex = written(display, About(text, {"preset": text}))
    plain = written(display_of(called(problem_of("worked"), "A"), "worked"), About("A", {"preset": "A"}))
    assert without_comments(latex).replace(escaped(text), "A") == without_comments(plain)
    assert depth(escaped(text)) == 0


def test_of_a_large_network_it_is_said_what_is_left_out_and_where_it_is(monkeypatch):
    monkeypatch.setattr(file, "MOST_STEPS", 3)
    monkeypatch.setattr(file, "MOST_NUMBERS", 5)
    latex = written(display_named("worked"))
    assert latex.count(r"\begin{align*}") == 1 + 3 * 3
    steps = walk(display_named("worked").trace.structure).on("forward")
    assert f"{len(steps) - 3} more equations are left out here; each number is in terms.csv." in latex
    assert "7 more numbers are left out here" in latex
