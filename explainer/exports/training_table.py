"""A run of updates as a table: the loss and every parameter after each of them."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from backprop import Training
from backprop.network import USUAL_RULE, Problem
from backprop.rules import RULES, setting
from explainer.exports.about import About
from explainer.exports.lines import Line


def training_table(training: Training, names: tuple[str, ...], updates: int, about: About) -> Iterator[str]:
    """Yield a table as CSV, line by line: of no update, of one, of two, ...

    What the table is of stands in comments above it.

    Args:
        training: the run, of at least so many updates.
        names: of the parameters, in their order.
        updates: after how many of them it ends.
        about: which network it is of.
    """
    for line in (*about.lines, how_it_learns(training.start)):
        yield f"# {line}\n"
    written = Line()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(("update", "loss", *names))
    yield written.text
    for update in range(updates + 1):
        writer.writerow((update, float(training.losses[update]), *training.parameters[update].tolist()))
        yield written.text


def how_it_learns(problem: Problem) -> str:
    """Return by what rule and of which examples updates are made, in the words of a network file."""
    learning = problem.learning
    rule = learning.rule or USUAL_RULE
    order = learning.order or "batch"
    said = {
        "rule": rule,
        "learning_rate": problem.learning_rate,
        **{name: setting(learning, name) for name in RULES[rule]},
        "order": order,
        **({"seed": learning.seed or 0} if order == "shuffled" else {}),
        **({"l2": learning.l2} if learning.l2 is not None else {}),
    }
    return ", ".join(f"{name}: {value}" for name, value in said.items())
