"""The same pass as matrices: which term stands in which cell, and which product makes which matrix.

``matrix``      a grid of keys of the trace, and what its rows and columns are
``steps``       some matrices are combined to another, and which cells make which
``whole_pass``  every step of a structure
"""

from backprop.matrices.matrix import Axis, Matrix
from backprop.matrices.steps import MatrixStep
from backprop.matrices.whole_pass import ORIENTATIONS, MatrixPass, matrix_pass

__all__ = ["ORIENTATIONS", "Axis", "Matrix", "MatrixPass", "MatrixStep", "matrix_pass"]
