"""A text that a reader gives: as the network, or as the examples of the one on the table."""

from __future__ import annotations

from dataclasses import replace

from backprop import NetworkError, Problem, document_from
from backprop.building import with_data, with_inputs, with_names
from backprop.tables import Data, read_data
from explainer.view import moves, own
from explainer.view.view import View

BEFORE = "\ufeff \t\r\n"
"""What may stand before the beginning of a text and says nothing."""


def is_network_file(text: str) -> bool:
    """Whether a text is meant as a network file: it begins as JSON does, and no table begins so."""
    return text.lstrip(BEFORE).startswith(("{", "["))


def with_network(view: View, text: str) -> View | None:
    """Return the view with the network of a network file as it stands there, or None where it has just that.

    Raises:
        NetworkError: with one sentence about the first thing that is wrong.
    """
    found = moves.open_network(view, own.read(text.lstrip(BEFORE)))
    unchanged = replace(view, values={}, wishes=(), **moves.AS_BEGUN)
    return found or (None if unchanged == view else unchanged)


def with_examples(view: View, text: str) -> View | None:
    """Return the view with the examples of a table, or None where it has just those.

    Where the table has another number of inputs, the network gets as many.

    Raises:
        NetworkError: with one sentence about the first thing that is wrong.
    """
    problem = view.problem
    data = _read(text, problem)
    count = data.x.shape[1]
    wide = problem if count == problem.structure.sizes[0] else with_inputs(problem, count)
    made = with_data(wide, data.x, data.y)
    said = made.description
    if data.input_names or data.output_names:
        made = with_names(made, data.input_names or said.input_names, data.output_names or said.output_names)
    return None if document_from(made) == document_from(problem) else moves.rebuild(view, made)


def _read(text: str, problem: Problem) -> Data:
    """Return the examples of a table, which fits the network as it is, or else decides how many inputs there are."""
    structure = problem.structure
    try:
        return read_data(text, structure.sizes[0], structure.targets)
    except NetworkError as error:
        try:
            return read_data(text, None, structure.targets)
        except NetworkError:
            raise error from None
