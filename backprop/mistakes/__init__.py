"""The mistakes that are often made, each made on purpose: which wrong numbers come out, and where it enters.

``kinds``       what a mistake is
``whole_pass``  those of a whole backward pass, in arrays
``at_terms``    what each makes of one term
``table``       all of them, by their ids
``wrong``       the wrong numbers of a term, and what a mistake spoils
``clear``       which terms are worth asking for
"""

from backprop.mistakes.clear import is_clear
from backprop.mistakes.kinds import Mistake
from backprop.mistakes.table import MISTAKES, mistakes_of
from backprop.mistakes.wrong import Wrong, places, planted, wrong_values

__all__ = ["MISTAKES", "Mistake", "Wrong", "is_clear", "mistakes_of", "places", "planted", "wrong_values"]
