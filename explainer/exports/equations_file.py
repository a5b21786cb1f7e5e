"""Every equation of the walk as a LaTeX document, to be printed or copied from."""

from __future__ import annotations

from collections.abc import Iterator

from backprop import values_by_name
from backprop.parameters import LOOKED_WITH
from explainer.equations.derivations import equation
from explainer.exports.about import About, given_name, program
from explainer.exports.latex import PACKAGES, colours, derivation, escaped, filled
from explainer.notation.display import Display
from explainer.notation.markers import number
from explainer.notation.terms import FUNCTIONS, loss_title
from explainer.walk.steps import Step, walk

PARTS = {"forward": "Forward", "chain_rule": "Backward: the chain rule", "update": "Update"}
"""Page of a step -> heading of its part."""

MOST_STEPS = 100
"""Equations of one part."""

MOST_NUMBERS = 300
"""Numbers of a network that are listed."""

NUMBERS_IN_ROW = 5


def equations_file(display: Display, about: About) -> Iterator[str]:
    """Yield a document of the whole pass: the network, its numbers, and each step as symbols, numbers and value.

    What a reader wrote stands in it as text, and in comments.
    """
    yield r"\documentclass[11pt]{article}" + "\n"
    yield "".join(f"% {line}\n" for line in about.lines)
    yield f"{PACKAGES}\n{colours()}\n\\allowdisplaybreaks\n\\setlength{{\\parindent}}{{0pt}}\n"
    yield f"\\title{{{escaped(about.title)}}}\n\\author{{}}\n\\date{{Made with {escaped(program())}}}\n"
    yield "\\begin{document}\n\\maketitle\n"
    yield from _network(display)
    yield from _numbers(display)
    steps = walk(display.trace.structure, display.example)
    for page, title in PARTS.items():
        yield from _part(display, title, steps.on(page))
    yield "\\end{document}\n"


def _network(display: Display) -> Iterator[str]:
    """Say what the network is."""
    s = display.trace.structure
    yield "\n\\section*{The network}\n"
    yield f"{s.sizes[0]} input{'s' * (s.sizes[0] > 1)}"
    for size, kind, bias in zip(s.sizes[1:], s.activations, s.biases, strict=True):
        with_bias = {"none": "no bias", "unit": "a bias each", "shared": "one bias for all"}[bias]
        yield f", then {size} unit{'s' * (size > 1)} ({FUNCTIONS[kind]}, {with_bias})"
    yield f". The loss is {loss_title(s)}"
    batch = f", over {s.examples} examples. The forward pass is that of example {display.example + 1}"
    yield f"{batch if s.examples > 1 else ''}.\n"
    for layer, what in ((-1, "inputs"), (s.depth - 1, "outputs")):
        names = [(j, given_name(display.trace.problem, layer, j)) for j in range(s.sizes[layer + 1])]
        said = [f"${display.notation.a(layer, None, j).latex}$ is {escaped(name)}" for j, name in names if name]
        yield f"Of its {what}, {', '.join(said)}.\n" if said else ""


def _numbers(display: Display) -> Iterator[str]:
    """List inputs, targets, parameters and the learning rate."""
    yield "\n\\section*{Its numbers}\n"
    names = [name for name in values_by_name(display.trace.problem) if name not in LOOKED_WITH]
    shown = names[:MOST_NUMBERS]
    written = [filled(rf"{display.written(name).latex} = {number(name)}", display) for name in shown]
    rows = (
        r", \quad ".join(row)
        for row in (written[start : start + NUMBERS_IN_ROW] for start in range(0, len(written), NUMBERS_IN_ROW))
    )
    yield "\\begin{align*}\n" + " \\\\\n".join(f"& {row}" for row in rows) + "\n\\end{align*}\n"
    yield _left_out(len(names) - len(shown), "numbers")


def _part(display: Display, title: str, steps: tuple[Step, ...]) -> Iterator[str]:
    """Yield the equations of a part of the walk."""
    yield f"\n\\section*{{{title}}}\n"
    for step in steps[:MOST_STEPS]:
        yield f"{derivation(equation(display, step.key), display)}\n"
    yield _left_out(len(steps[MOST_STEPS:]), "equations")


def _left_out(count: int, what: str) -> str:
    """Say how much is not in the document, and where it is."""
    return f"\n{count} more {what} are left out here; each number is in terms.csv.\n" if count else ""
