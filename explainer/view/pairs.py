"""Two parameters at a time: with which other one a parameter is shown, where the reader has not chosen that."""

from __future__ import annotations

from backprop import Weight
from backprop.names import Names


def partner(names: Names, parameter: str) -> str:
    """Return the parameter that another one is shown with at first, or "" where there is no other.

    It is one that leads into the same unit, because those two share a delta and change the loss alike: the next weight
    of the unit, or else its bias, or else its first weight; where there is no such one either, the next parameter.

    >>> from backprop import load_preset
    >>> from backprop.names import names
    >>> worked = names(load_preset("worked").structure)
    >>> [partner(worked, name) for name in ("w5", "w6", "b2", "b1")]
    ['w6', 'w5', 'w5', 'w1']
    """
    chosen = names.by_name[parameter]
    unit = chosen.units(names.structure)[0]
    into = [weight.name for weight in names.weights(chosen.layer) if weight.unit == unit]
    bias = names.b(chosen.layer, unit)
    if isinstance(chosen, Weight):
        place = into.index(parameter)
        into = [*into[place + 1 :], *into[:place]]
    everywhere = [other.name for other in names.parameters]
    place = everywhere.index(parameter)
    candidates = [*into, *([bias] if bias else []), *everywhere[place + 1 :], *everywhere[:place]]
    return next((other for other in candidates if other != parameter), "")
