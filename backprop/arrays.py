"""What every array in this package has in common: float64, and frozen once computed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def frozen(array: Array) -> Array:
    """Return ``array`` after forbidding any later write to it."""
    array.setflags(False)  # type: ignore[call-arg]  # write=False; by position it takes half the time
    return array


ONE, TWO = frozen(np.array(1.0)), frozen(np.array(2.0))
"""As arrays; NumPy takes as long to make one of a Python number as to add it to all units of a small layer."""


def present(array: Array | None) -> Array:
    """Return an array that is known to be there, such as the bias of a parameter named ``b1``."""
    assert array is not None
    return array


# Saturation is a lesson, not an accident: in a function marked with this, values run to 0, 1,
# infinity or not-a-number in silence.
quietly = np.errstate(all="ignore")
