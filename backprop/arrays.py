"""What every array in this package has in common: float64, and frozen once computed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def frozen(array: Array) -> Array:
    """Return ``array`` after forbidding any later write to it."""
    array.setflags(write=False)
    return array
