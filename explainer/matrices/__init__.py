"""The pass as matrices.

``names``        how a matrix is written, and what its rows and columns are
``order``        the order of its cells, and which term each of them is
``tables``       a whole product, a cell of it lit
``words``        what a product asks and why its shapes fit
``trying``       two matrices tried as a product
``conventions``  by what a loss may divide
"""
