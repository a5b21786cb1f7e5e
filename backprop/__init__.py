"""Backpropagation taken apart: every number of one update, by name.

The files in reading order: ``activations``, ``losses`` and ``conventions`` (what a loss is divided
by), ``network`` (what a network is) and ``validation`` (whether it can be used),
``forward``, ``backward``, ``update``, ``training`` (the update again and again), ``trace`` (all
of one update in one record), ``terms`` (a name for every value), ``operations`` (how a term is
made), ``chain`` (the paths of one parameter), ``check`` (is the gradient right?), ``by_hand`` (what
a student's rounding makes of it), ``files`` and ``presets`` (where networks come from).
"""

from backprop.backward import backward
from backprop.by_hand import by_hand
from backprop.chain import Chain, Path, chain
from backprop.check import Comparison, check_gradients
from backprop.conventions import CONVENTIONS, Convention, conventions_of
from backprop.errors import NetworkError
from backprop.files import document_from, parse_problem, read_problem
from backprop.forward import forward, loss
from backprop.names import Parameter
from backprop.network import Layer, Network, Problem, Structure
from backprop.parameters import values_by_name, with_values
from backprop.presets import DEFAULT_PRESET, Preset, load_preset, presets
from backprop.trace import Term, Trace, trace
from backprop.training import Training, train
from backprop.update import update

__all__ = [
    "CONVENTIONS",
    "DEFAULT_PRESET",
    "Chain",
    "Comparison",
    "Convention",
    "Layer",
    "Network",
    "NetworkError",
    "Parameter",
    "Path",
    "Preset",
    "Problem",
    "Structure",
    "Term",
    "Trace",
    "Training",
    "backward",
    "by_hand",
    "chain",
    "check_gradients",
    "conventions_of",
    "document_from",
    "forward",
    "load_preset",
    "loss",
    "parse_problem",
    "presets",
    "read_problem",
    "trace",
    "train",
    "update",
    "values_by_name",
    "with_values",
]
