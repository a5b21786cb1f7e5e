"""Scripts that are executed, and the networks that they are about."""

import ast
import contextlib
import io
import json
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from hypothesis import Phase, given, settings

from backprop import conventions_of, parse_problem, train
from backprop.document import problem_from
from backprop.gallery import gallery
from backprop.network import Description
from explainer.exports.about import About
from tests.backprop.strategies import problems
from tests.explainer.examples import EVERY, RULED, layered, learning, problem_named

CASES = {file.stem: file for file in sorted((Path(__file__).parents[2] / "cases").glob("*.json"))}
GENERATED = tuple(f"generated {place}" for place in range(1, 51))
GALLERY = {f"gallery {name}": problem for name, problem in gallery().items()}
DIVIDED = {
    f"{name} by {convention}": problem_named(name).with_convention(convention)
    for name in ("tanh-relu-batch", "mean-squared-batch", "softmax-squared", "binary-batch", "softmax-batch")
    for convention in conventions_of(problem_named(name).network.loss)
}
"""A loss of every kind, by every convention that it can follow."""

STEEP = layered((2, 2, 2), ("leaky_relu", "leaky_relu"), biases="shared", examples=3)
BY_TURNS = learning(layered((2, 2, 1), ("tanh", "sigmoid"), examples=2), "adam", 0.1, "shuffled", beta1=0.5)
OTHERS = {
    **DIVIDED,
    **{f"{name} after 3": train(problem_named(name), 3).problem for name in RULED},
    "by turns of a sum": train(parse_problem(json.dumps(BY_TURNS | {"convention": "sum"})), 2).problem,
    "slopes": parse_problem(json.dumps(STEEP | {"layers": [{**layer, "slope": 0.3} for layer in STEEP["layers"]]})),
}
NETWORKS = (*EVERY, *GALLERY, *CASES, *OTHERS, *GENERATED)
"""Presets, the gallery, golden networks, those that no preset needs, public exercises, generated ones."""

ABOUT = About("A network", {"preset": "worked"})

HOSTILE = (
    "two\nimport os",
    "\r\nimport os\u2028import os\x85import os\x0cimport os\x00",
    '"""\nimport os\n"""',
    "\\",
    "coding: utf-7",
    "\u202eso txetni\u2066",
    "\ud800 lone",
    "網絡 ŷ ∂ 🂡",
    "#" * 100,
    "",
)
"""Titles that try to be more than a title."""


@lru_cache(maxsize=64)
def problem_of(name):
    """Return one of ``NETWORKS``."""
    if name in GALLERY or name in OTHERS:
        return (GALLERY | OTHERS)[name]
    if name in CASES:
        return problem_from(json.loads(CASES[name].read_text("utf-8"))["network"])
    return drawn()[GENERATED.index(name)] if name in GENERATED else problem_named(name)


@lru_cache(maxsize=1)
def drawn():
    """Return the generated problems, the same every time."""
    found = []

    @settings(max_examples=len(GENERATED), derandomize=True, database=None, phases=[Phase.generate], deadline=None)
    @given(problems(max_layers=3))
    def draw(some):
        found.append(some)

    draw()
    return found[: len(GENERATED)]


def called(problem, text):
    """Return a problem whose reader calls it and all of its inputs and outputs the same hostile text."""
    names = {"input_names": (text,) * problem.structure.sizes[0], "output_names": (text,) * problem.structure.outputs}
    return replace(problem, description=Description(title=text, about=text, **names))


def printed(script):
    """Execute a script and return what it prints, name -> value."""
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(script, "script.py", "exec"), {"__name__": "__main__"})
    return {name: float(value) for name, value in (line.split(" ") for line in output.getvalue().splitlines())}


def to_print(record):
    """Return what a script about a trace has to print."""
    n = record.names
    keys = (key for p in n.parameters for key in (n.gradient(p.name), n.new(p.name)))
    return {key: record[key] for key in ("loss", *keys, "new_loss")}


def meaning_of(script):
    """Return what Python understands of a script that it reads from a file: all but comments."""
    return ast.dump(ast.parse(script.encode()))
