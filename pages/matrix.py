"""Matrix: the same pass as matrices, product by product and cell by cell."""

from explainer.stage import render_matrices

render_matrices()
