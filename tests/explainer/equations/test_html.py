"""The lines of an equation as HTML."""

from explainer.equations.derivations import equation
from explainer.equations.html import run_on_html
from tests.explainer.examples import display_named


def run_on(name, key):
    display = display_named(name)
    return run_on_html(equation(display, key), display)


def test_lines_run_on_from_symbols_to_the_value_without_the_formula_in_between():
    shown = run_on("worked", "dL_dw5")
    assert shown.count('class="run-on"') == 1
    assert shown.count("<mo>=</mo>") + shown.count("&#x0003D;") == 3
    assert shown.count('data-term="dL_dw5"') == 1


def test_another_way_to_the_same_number_is_left_out():
    shown = run_on("softmax", "delta3_1")
    assert 'data-term="delta3_1"' in shown
    assert "long" not in shown


def test_several_paths_keep_their_lines():
    assert 'class="lines' in run_on("worked", "dL_db1")
