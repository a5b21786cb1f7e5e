"""Every named term of a trace: its key, how it is made, and where its value lies.

The files in reading order: ``family`` (terms that lie in one array), then the families in the
order of computation, ``given``, ``scales``, ``forward``, ``loss``, ``backward``, ``two_roads``,
``gradients``, ``by_example``, ``mean_last``, ``paths``, ``update``, and ``catalogue``, which puts them together.
"""

from backprop.terms.catalogue import Catalogue, catalogue
from backprop.terms.family import Family, Recipe
from backprop.terms.paths import MAX_PATHS, path_count, path_factors, path_routes

__all__ = [
    "MAX_PATHS",
    "Catalogue",
    "Family",
    "Recipe",
    "catalogue",
    "path_count",
    "path_factors",
    "path_routes",
]
