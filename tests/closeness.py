"""What it means that two floats are the same number: said here once, for every test.

Each operation on floats is rounded by at most half a unit in the last place, 1.1e-16 of its result, so two ways to
the same number end a little apart. How far apart rounding can take them, and no more than that, is allowed:

- ``relative``, of the larger of the two: a dozen digits, which a chain of some thousand roundings leaves in place.
- ``added``, the sum of the absolute values of what was added up on the way: where summands cancel, their rounding
  stays while the sum vanishes, so ``relative`` is taken of ``added`` where that is larger. Whoever compares sums
  that may cancel says what was added; without that a sum is held to its own size.
- ``absolute``, a floor: below the smallest normal float, 2.2e-308, a float has the fewer bits the smaller it is, at
  5e-324 a single one, and a relative error says nothing. One such rounding (half of 5e-324), made as much larger by
  later factors as a float has resolution (4.5e15), is still below 2.2e-308; that is the floor. A larger one is
  spelled at the call, with its reason, such as the digits that a lecture prints.

An infinity is the same as itself alone. What is not a number is the same as what is not a number: both ways broke
at the same place.
"""

import math
import sys
from collections.abc import Mapping
from numbers import Real

import numpy as np

A_DOZEN_DIGITS = 1e-12
FLOOR = sys.float_info.min


def same(one, other, *, relative=A_DOZEN_DIGITS, absolute=FLOOR, added=0.0):
    """Whether two numbers are the same up to rounding.

    Args:
        one: a number.
        other: a number.
        relative: how far apart they may be, of the larger of the two, or of ``added``.
        absolute: how far apart they may be however small they are.
        added: the sum of the absolute values of what was added up to either of them; not taken where it overflowed.
    """
    if math.isnan(one) or math.isnan(other):
        return math.isnan(one) and math.isnan(other)
    if math.isinf(one) or math.isinf(other):
        return one == other
    size = max(abs(one), abs(other), added if math.isfinite(added) else 0.0)
    return abs(one - other) <= max(absolute, relative * size)


def identical(one, other):
    """Whether two numbers are the same to the last bit; what is not a number, and zeros of either sign, are."""
    return same(one, other, relative=0.0, absolute=0.0)


def close_to(expected, *, relative=A_DOZEN_DIGITS, absolute=FLOOR, added=0.0):
    """Return what equals every number, or every nest of lists, arrays and dicts of numbers, that is the same.

    Shapes and keys have to fit, and None is the same as None alone.

    Args:
        expected: a number, or a nest of them.
        relative: see ``same``.
        absolute: see ``same``.
        added: see ``same``; one number for all, or a nest of the same shape.
    """
    return _CloseTo(expected, relative, absolute, added)


class _CloseTo:
    __array_ufunc__ = None  # so that an array leaves == to this instead of asking each of its numbers
    __hash__ = None

    def __init__(self, expected, relative, absolute, added):
        self.expected, self.relative, self.absolute, self.added = expected, relative, absolute, added
        self.first = ""

    def __eq__(self, found):
        difference = next(self._differences(found, self.expected, self.added, "it"), "")
        self.first = difference or self.first
        return not difference

    def __repr__(self):
        allowed = f"relative={self.relative}, absolute={self.absolute}, added={self.added!r}"
        return f"close_to({self.expected!r}, {allowed}){self.first and f' where {self.first}'}"

    def _differences(self, found, expected, added, place):
        """Yield in words where what was found is not what was expected."""
        found, expected, added = (v.tolist() if isinstance(v, np.ndarray) else v for v in (found, expected, added))
        if isinstance(expected, Real) and isinstance(found, Real):
            if not same(found, expected, relative=self.relative, absolute=self.absolute, added=added):
                yield f"{place} is {found!r} instead of {expected!r}"
        elif (keys := _keys(expected)) is not None and keys == _keys(found):
            for key in keys:
                deeper = added if isinstance(added, Real) else added[key]
                yield from self._differences(found[key], expected[key], deeper, f"{place}[{key!r}]")
        elif not (expected is None and found is None):
            yield f"{place} is {found!r} instead of {expected!r}, which has another form"


def _keys(nest):
    """Return the keys of a dict or the indices of a list, None of what is neither."""
    if isinstance(nest, Mapping):
        return nest.keys()
    return range(len(nest)) if isinstance(nest, list | tuple) else None
