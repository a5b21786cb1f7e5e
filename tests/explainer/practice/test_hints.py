import pytest

from backprop import trace
from explainer.matrices.names import plain
from explainer.notation.display import Display
from explainer.notation.notation import Notation
from explainer.practice.exercises import exercise
from explainer.practice.hints import asked_html, choice_html, hints, line_html, spoken_exercise
from explainer.practice.tasks import TASKS, tasks_of
from tests.explainer.examples import NOTATIONS, problem_named

SOME = ("worked", "iris", "softmax-squared")


def shown(name, task, number=1, notation="worked", blanks=0):
    found = exercise(problem_named(name), task, number, blanks=blanks)
    notation = Notation(notation, found.problem.structure)
    return Display(trace(found.problem), notation, example=found.example), found


def of(name, task, number=1, notation="worked", blanks=0):
    display, found = shown(name, task, number, notation, blanks)
    return [hints(display, found, line) for line in found.blanks]


@pytest.mark.parametrize("task", TASKS)
@pytest.mark.parametrize("name", SOME)
def test_every_blank_line_has_three_hints(name, task):
    if task in tasks_of(problem_named(name).structure):
        for blanks in (1, 4):
            assert all(len(three) == 3 and all(three) for three in of(name, task, blanks=blanks))


def test_hints_go_from_where_to_look_to_the_line():
    (pointer, question, line), *_ = of("worked", "forward")
    assert plain(pointer).startswith("z_h1 is the pre-activation of hidden unit 1")
    assert plain(question).endswith("Here: x_1, w_1, x_2, w_2 and b_1.")
    assert 'data-term="w1"' in line


def test_the_last_hint_does_not_show_what_comes_out():
    display, found = shown("worked", "update")
    _, _, line = hints(display, found, found.blanks[-1])
    assert 'data-term="dL_dw2"' in line
    assert 'data-term="new_w2"' not in line


@pytest.mark.parametrize("notation", NOTATIONS)
def test_hints_are_written_in_the_notation_on_screen(notation):
    display, found = shown("worked", "gradient", notation=notation)
    pointer, *_ = hints(display, found, found.blanks[-1])
    assert display.written(found.asked).html in pointer


@pytest.mark.parametrize("task", TASKS)
def test_an_exercise_is_said_in_words(task):
    display, found = shown("mazur", task)
    said = spoken_exercise(display, found)
    assert said.startswith(f"Exercise 1, {TASKS[task].title.lower()}. ")
    assert not set("<>") & set(said)


def test_what_is_given_is_said_with_its_numbers():
    display, found = shown("worked", "update")
    assert all(display.text(key) in spoken_exercise(display, found) for key in found.given)


@pytest.mark.parametrize("task", TASKS)
def test_every_choice_is_written(task):
    for blanks in (1, 4):
        display, found = shown("mazur", task, blanks=blanks)
        for line in found.blanks:
            written = [choice_html(display, found, line, choice) for choice in line.choices]
            assert len(set(written)) == len(written)


@pytest.mark.parametrize("task", TASKS)
def test_an_exercise_names_what_it_asks_for(task):
    display, found = shown("mazur", task)
    name = line_html(display, found, found.lines[-1])
    assert task in {"cell", "sign"} or name in asked_html(display, found)


@pytest.mark.parametrize(("name", "said"), [("mazur", "Examples are rows; there is 1."), ("iris", "there are 3.")])
def test_a_shape_is_asked_for_with_how_the_examples_lie(name, said):
    for task in ("shape", "transpose"):
        assert asked_html(*shown(name, task)).endswith(said)
