"""Matrix: the same pass as matrices, product by product and cell by cell."""

from explainer.matrix_page import render_matrices

render_matrices()
