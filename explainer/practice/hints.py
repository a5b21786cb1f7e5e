"""What is said about an exercise: what it asks, what a line asks, its choices, and three hints for each blank."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from markupsafe import Markup

from backprop.matrices import Matrix
from backprop.names import example_of
from backprop.terms import Recipe
from explainer.browser.markup import together
from explainer.equations.derivations import equation
from explainer.equations.html import lines_html
from explainer.matrices.names import axes, matrix_name, plain, shape
from explainer.matrices.words import explanation
from explainer.notation.display import Display
from explainer.notation.spoken import spoken
from explainer.notation.terms import meaning
from explainer.practice.exercises import Exercise, Line
from explainer.practice.ideas import IDEAS
from explainer.practice.tasks import TASKS, product_id, step_making
from explainer.practice.working import parts_of

Hints = tuple[Markup, Markup, Markup]
"""A pointer, a sub-question, the line."""


# ---- what is asked ----


def asked_html(display: Display, exercise: Exercise) -> Markup:
    """Return what an exercise asks, in one sentence with the symbols of the notation."""
    return ASKED[exercise.task](display, exercise)


def _value(display: Display, exercise: Exercise) -> Markup:
    recipe = display.trace.recipe(exercise.asked)
    what, _, _ = meaning(display.trace.structure, recipe).partition(":")
    return Markup("Find {}: {}.").format(display.written(exercise.asked).html, what)


def _cell(display: Display, exercise: Exercise) -> Markup:
    result = step_making(display.trace.structure, exercise.matrix).result
    row, column = result.find(exercise.asked) or (0, 0)
    return Markup("Find the number in row {}, column {} of {}.").format(
        row + 1, column + 1, matrix_name(display, result)
    )


def _shape(display: Display, exercise: Exercise) -> Markup:
    result = step_making(display.trace.structure, exercise.asked).result
    asked = Markup("Which shape has {}: how many rows and columns? {}")
    return asked.format(matrix_name(display, result), _examples(display))


def _transpose(display: Display, exercise: Exercise) -> Markup:
    result = step_making(display.trace.structure, exercise.asked).result
    asked = Markup("Which product makes {}, with its shape and its meaning? {}")
    return asked.format(matrix_name(display, result), _examples(display))


def _examples(display: Display) -> str:
    """Say how the examples lie, without which nobody can tell a shape."""
    count = display.trace.structure.examples
    return f"Examples are rows; there {'is 1' if count == 1 else f'are {count}'}."


def _sign(display: Display, exercise: Exercise) -> Markup:
    recipe = display.trace.recipe(exercise.asked)
    if recipe.family == "moved" and recipe.parameter is not None:
        return Markup("Which way does the update move {}?").format(display.written(recipe.parameter.name).html)
    return Markup("Which sign has {}? No number is needed.").format(display.written(exercise.asked).html)


ASKED: Mapping[str, Callable[[Display, Exercise], Markup]] = {
    **dict.fromkeys(("forward", "factor", "gradient", "update", "sum"), _value),
    "cell": _cell,
    "shape": _shape,
    "transpose": _transpose,
    "sign": _sign,
}
"""Task -> what its exercises ask."""


def line_html(display: Display, exercise: Exercise, line: Line) -> Markup:
    """Return what a line is about: the left side of its equation, as it is written."""
    if _is_of_matrix(exercise):
        return matrix_name(display, step_making(display.trace.structure, line.key).result)
    recipe = display.trace.recipe(line.key)
    if recipe.family == "moved" and recipe.parameter is not None:
        return Markup("Δ{}").format(display.written(recipe.parameter.name).html)
    return display.written(line.key).html


def choice_html(display: Display, exercise: Exercise, line: Line, choice: str) -> Markup:
    """Return a choice of a line as it is written: the title of an idea, a product in the letters of the notation."""
    if choice in IDEAS:
        return Markup("{}").format(IDEAS[choice].title)
    if line.idea != "transpose":
        return Markup("{}").format(choice)
    return _products(display, exercise, line)[choice]


def _products(display: Display, exercise: Exercise, line: Line) -> dict[str, Markup]:
    """Return every product of the two matrices of a step, by what it is called as a choice."""
    one, other = step_making(display.trace.structure, line.key).operands[:2]
    pairs = [(a, b) for first, second in ((one, other), (other, one)) for a in _both(first) for b in _both(second)]
    return {product_id(a, b): Markup("{} · {}").format(*(matrix_name(display, m) for m in (a, b))) for a, b in pairs}


def _both(matrix: Matrix) -> tuple[Matrix, Matrix]:
    return matrix, matrix.T


def _is_of_matrix(exercise: Exercise) -> bool:
    """Whether the lines of an exercise are steps of the matrix pass."""
    return TASKS[exercise.task].blank in {"shape", "transpose"}


# ---- for those who listen ----


def spoken_exercise(display: Display, exercise: Exercise) -> str:
    """Say an exercise in words: what is asked, and what is given."""
    title, blank, said = TASKS[exercise.task].title, exercise.blanks, plain(asked_html(display, exercise))
    count = f"{len(blank)} of {len(exercise.lines)} lines to be answered."
    if blank[0].blank == "idea":
        said, count = (
            "",
            f"{said.replace('Find', 'Found:', 1)} All lines are given; which idea does the last one follow?",
        )
    is_followed = any(example_of(line.key) is not None for line in exercise.lines)
    example = f" Example {exercise.example + 1} is followed." if is_followed else ""
    given = [f"{_spoken(display, key)} is {display.text(key)}" for key in exercise.given[:MOST_SAID]]
    more = len(exercise.given) - len(given)
    rest = f"; and {more} more" if more else ""
    told = f" Given: {'; '.join(given)}{rest}." if given else ""
    return f"Exercise {exercise.number}, {title.lower()}. {said}{example} {count}{told}"


def _spoken(display: Display, key: str) -> str:
    said, example = spoken(display.notation, key), example_of(key)
    return said if example is None or "example" in said else f"{said} of example {example + 1}"


MOST_SAID = 24
"""Given numbers that are said of one exercise."""


# ---- hints ----


def hints(display: Display, exercise: Exercise, line: Line) -> Hints:
    """Return three hints for a line: where to look, what to ask oneself, and the line with numbers put in."""
    if line.blank == "idea":
        return _idea_hints(display, exercise, line)
    if _is_of_matrix(exercise):
        return _matrix_hints(display, exercise, line)
    recipe = display.trace.recipe(line.key)
    if recipe.family == "moved" and recipe.parameter is not None:
        return _moved_hints(display, recipe.parameter.name)
    sentence, written = IDEAS[line.idea].sentence, display.written(line.key).html
    pointer = Markup("{} is the {}. {}").format(written, meaning(display.trace.structure, recipe), sentence)
    if line.idea == "sign":
        return pointer, _signs(display, line.key), _without_value(display, line.key)
    return pointer, _what_comes_in(display, exercise, line, recipe), _without_value(display, line.key)


def _what_comes_in(display: Display, exercise: Exercise, line: Line, recipe: Recipe) -> Markup:
    """Ask what a term is made of, with the symbols of its parts."""
    s = display.trace.structure
    known = {earlier.key for earlier in exercise.lines if earlier.key != line.key}
    parts = parts_of(s, line.key)
    listed = _listed(display.written(part).html for part in parts)
    asked = QUESTIONS.get(line.idea, "What is it made of?")
    own = [part for part in parts if part in known]
    above = Markup(" {} in the lines above.").format(_stand(display, own, len(own) == len(parts))) if own else ""
    return Markup("{} Here: {}.{}").format(asked, listed or "nothing but the number 1", above)


def _stand(display: Display, parts: list[str], is_all: bool) -> Markup:
    """Say which parts of a term stand somewhere."""
    if is_all:
        return Markup("It stands") if len(parts) == 1 else Markup("They stand")
    said = _listed(display.written(part).html for part in parts)
    return Markup("{} {}").format(said, "stands" if len(parts) == 1 else "stand")


QUESTIONS = {
    "weighted_sum": "Which value comes in over which weight, and which bias is added?",
    "activation": "Which number does the activation function take?",
    "loss": "Which output is compared with which target, and what is the loss divided by?",
    "loss_derivative": "What is the derivative of the loss by this output?",
    "local_derivative": "What is the derivative of this activation function, and which number does it take?",
    "pair": "What is left when the two derivatives are multiplied?",
    "chain": "Which factors meet here: what has come back, and what is the next derivative?",
    "enters": "What is this weight multiplied by in the forward pass?",
    "paths": "Which units above does it lead to, what comes back from each, and over which weight?",
    "bias": "What has come back to the unit of this bias?",
    "shared_bias": "Which units share it, and what has come back to each?",
    "batch": "What does each example add, and what is their sum divided by?",
    "update": "What was it before, and what is subtracted?",
    "cell": "Which cells of the matrices make this one?",
}
"""Idea -> the question that leads to its line."""


def _signs(display: Display, key: str) -> Markup:
    parts = _listed(display.written(part).html for part in parts_of(display.trace.structure, key))
    return Markup("Which signs have {}? How many of them are negative?").format(parts)


def _moved_hints(display: Display, parameter: str) -> Hints:
    n = display.trace.names
    written, gradient = display.written(parameter).html, display.written(n.gradient(parameter)).html
    return (
        Markup("The update moves {}. {}").format(written, IDEAS["sign"].sentence),
        Markup("Which sign has {}, and is the step added or subtracted?").format(gradient),
        _without_value(display, n.new(parameter)),
    )


def _without_value(display: Display, key: str) -> Markup:
    """Return the lines of a term with its numbers put in, but not what comes out."""
    found = equation(replace(display, whole=True), key)
    kept = tuple(line for line in found.lines if line.kind != "value")
    return lines_html(replace(found, lines=kept or found.lines), display)


def _matrix_hints(display: Display, exercise: Exercise, line: Line) -> Hints:
    step = step_making(display.trace.structure, line.key)
    result, operands = matrix_name(display, step.result), [matrix_name(display, m) for m in step.operands]
    pointer = Markup("{} is made of {}. {}").format(result, _listed(operands), IDEAS[line.idea].sentence)
    shapes = _listed(Markup("{} ({})").format(matrix_name(display, m), shape(m)) for m in _plain(step.operands))
    question = (
        Markup("How are {} put together, and what is left of their rows and columns?").format(shapes)
        if line.idea == "shape"
        else Markup("{} has {}. Over what does the sum run, and where has that to stand in {}?").format(
            result, axes(display, step.result), shapes
        )
    )
    return pointer, question, Markup("{}").format(explanation(display, step))


def _plain(matrices: Iterable[Matrix]) -> list[Matrix]:
    return [m.T if m.transposed else m for m in matrices]


def _idea_hints(display: Display, exercise: Exercise, line: Line) -> Hints:
    """Return hints for the question by which idea a worked line holds."""
    last = replace(line, blank="")
    _, question, shown = hints(display, exercise, last)
    return (
        Markup("Look at the last line: {}.").format(line_html(display, exercise, line)),
        question,
        Markup("{} {}").format(shown, IDEAS[line.right].sentence),
    )


def _listed(parts: Iterable[Markup]) -> Markup:
    listed = list(parts)
    if len(listed) < 2:
        return together(listed)
    return Markup("{} and {}").format(together(listed[:-1], ", "), listed[-1])
