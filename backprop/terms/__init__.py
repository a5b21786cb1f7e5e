"""Every named term of a trace: its key, how it is made, and where its value lies.

In the order of computation:

``family``        terms that lie in one array
``given``         inputs, targets, parameters, counts, a nudge
``scales``        the scale of the loss in every convention
``forward``       products, z, a
``loss``          what each output adds, and dL/dy_hat
``every_output``  delta of softmax, through every output
``backward``      from what flows into a layer to its delta
``two_roads``     delta where output and loss are a pair
``gradients``     of every parameter
``by_example``    the way back of each example alone
``mean_last``     the gradients with the mean taken last
``paths``         the product along each path
``update``        what a nudge does, steps, new parameters, the new loss
``nudge``         one parameter alone is nudged, or takes its step
``sizes``         how large delta is in each layer
``recipes``       how each is made, by its key
``catalogue``     all of them together
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
