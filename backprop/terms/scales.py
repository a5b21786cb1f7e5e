"""The scale of the loss in every convention, and what choosing another one does to every gradient."""

from __future__ import annotations

from collections.abc import Iterator

from backprop.conventions import CONVENTIONS, conventions_of, keeps_two, scale_of
from backprop.names import Names
from backprop.network import Structure, as_array
from backprop.terms.family import Family, Made


def scale_terms(s: Structure, n: Names) -> Iterator[Family]:
    """Yield c of dL/dy_hat for each convention of the loss, then c beside the c of the loss's own.

    The second is the one factor by which every gradient differs from that of the own convention.
    """
    possible = conventions_of(s.loss)
    own = possible[0]
    scales = as_array([scale_of(s.loss, name, s.examples, s.outputs) for name in possible])
    factors = as_array(scales / scales[0])

    def scale_made(convention: str) -> Made:
        operation = "two_over" if keeps_two(s.loss, convention) else "one_over"
        return operation, CONVENTIONS[convention].over

    yield Family("scale", (possible,), n.scale, scale_made, lambda t: scales)
    yield Family(
        "factor",
        (possible,),
        key=n.factor,
        made=lambda convention: ("quotient", (n.scale(convention), n.scale(own))),
        values=lambda t: factors,
    )
