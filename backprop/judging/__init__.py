"""What somebody else worked out, judged: an answer, a whole table, a matrix in print.

``reading``    a text as an answer
``rule``       what is right
``finding``    what is found out, and how it is said
``near``       nearly right: a sign, a power of ten
``carried``    right from one's own earlier values
``others``     another term of the network
``judge``      all of this about one answer
``printed``    a number in print: agreement, rounding, or a slip
``factors``    many terms that are wrong by one number
``handed_in``  a file that somebody hands in
``arrays``     lists of numbers in it, as terms
``grading``    each term of it
"""

from backprop.judging.finding import Finding, Said
from backprop.judging.judge import Judgement, judge
from backprop.judging.rule import rule_sentence

__all__ = ["Finding", "Judgement", "Said", "judge", "rule_sentence"]
