"""Backpropagation taken apart: every number of one update, by name.

In reading order:

``errors``       the one exception that crosses into a page
``arrays``       arrays that nobody can change
``kept``         results that are kept while there is room
``activations``  activation functions and their derivatives
``losses``       losses and theirs
``conventions``  what a loss is divided by
``network``      what a network is
``validation``   whether it can be used
``weights``      what a network learns
``names``        what every value is called
``parameters``   single numbers by their names
``forward``      z and a
``backward``     every derivative of the loss
``rules``        how an update is made of a gradient
``update``       one step against the gradient
``training``     the update again and again
``landscape``    the loss at other values of one parameter, or of two
``alone``        one parameter is changed and no other
``abreast``      many runs of it at once
``passes``       all arrays of one update
``operations``   how a term is made of its factors
``terms``        a name for every value
``trace``        all of one update in one record
``divergence``   what became of a run, and where it went wrong
``sweep``        many learning rates from the same start
``rounding``     which numbers are nothing but rounding
``chain``        the paths of one parameter
``check``        is the gradient right?
``derive``       a term made again where a number on the way is another one
``by_hand``      what a student's rounding makes of it
``mistakes``     what comes out if it was made wrongly
``matrices``     the same pass as matrices
``numerals``     numbers as people write them
``precision``    to how many decimals a number is written
``vocabulary``   the words of a network file
``document``     what a network file says
``files``        network files as text
``tables``       examples as a spreadsheet has them
``judging``      what somebody else worked out, judged
``presets``      the networks to start from
``gallery``      small ones that show one thing each
``building``     a network changed one step at a time
``export``       a trace as text and as JSON
"""

from backprop.backward import backward
from backprop.by_hand import by_hand
from backprop.chain import Chain, Path, chain
from backprop.check import Comparison, check_gradients
from backprop.conventions import CONVENTIONS, Convention, conventions_of
from backprop.derive import derive
from backprop.document import document_from, problem_from
from backprop.errors import NetworkError
from backprop.files import parse_problem, read_problem
from backprop.forward import forward, loss
from backprop.gallery import gallery
from backprop.landscape import curve, surface
from backprop.mistakes import MISTAKES, Mistake, Wrong, mistakes_of, wrong_values
from backprop.network import Layer, Network, Problem, Structure
from backprop.parameters import values_by_name, with_values
from backprop.presets import DEFAULT_PRESET, Preset, load_preset, presets
from backprop.trace import Term, Trace, trace
from backprop.training import Training, train
from backprop.update import update
from backprop.weights import Bias, Parameter, SharedBias, UnitBias, Weight

__all__ = [
    "CONVENTIONS",
    "DEFAULT_PRESET",
    "MISTAKES",
    "Bias",
    "Chain",
    "Comparison",
    "Convention",
    "Layer",
    "Mistake",
    "Network",
    "NetworkError",
    "Parameter",
    "Path",
    "Preset",
    "Problem",
    "SharedBias",
    "Structure",
    "Term",
    "Trace",
    "Training",
    "UnitBias",
    "Weight",
    "Wrong",
    "backward",
    "by_hand",
    "chain",
    "check_gradients",
    "conventions_of",
    "curve",
    "derive",
    "document_from",
    "forward",
    "gallery",
    "load_preset",
    "loss",
    "mistakes_of",
    "parse_problem",
    "presets",
    "problem_from",
    "read_problem",
    "surface",
    "trace",
    "train",
    "update",
    "values_by_name",
    "with_values",
    "wrong_values",
]
