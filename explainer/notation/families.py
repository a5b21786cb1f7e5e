"""What is to be known about each family of terms to show it: one catalogue, which every room reads.

A new family of terms in ``backprop/terms`` needs a line here; a test says which is missing.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from backprop.terms import Recipe

NO_REASON = Markup("")


@dataclass(frozen=True)
class Traits:
    """How the terms of a family are shown.

    Attributes:
        given: its numbers were chosen, or counted; they are written as one would by hand.
        symbol: it has a symbol of its own; else it is written as what it is made of.
        number: without a symbol, its own number stands for it rather than the numbers it is made of.
        role: what it does as a factor, a name in ``ROLES``; "" where it never is one.
        place: why it is the next factor of a chain, after "<symbol>: ".
        why: where its formula comes from, where its operation does not tell; see ``REASONS``. Filled in are {z},
            the sum, and what stands in it: {a}, an activation, {w}, a weight or bias.
        passing: a step that adds it up also lights what it is made of.
        known: a reader knows it by name, and may take it for another term.
        bare: it is written as it is, also where it is nothing but rounding: that is what it shows.
    """

    given: bool = False
    symbol: bool = True
    number: bool = False
    role: str = ""
    place: str = ""
    why: Markup = NO_REASON
    passing: bool = False
    known: bool = False
    bare: bool = False


GIVEN, PART, PLAIN = Traits(given=True), Traits(symbol=False), Traits()

FAMILIES: dict[str, Traits] = {
    # given
    "x": GIVEN,
    "y": GIVEN,
    "parameter": GIVEN,
    "slope": GIVEN,
    "learning_rate": GIVEN,
    "nudge": GIVEN,
    "N": GIVEN,
    "K": GIVEN,
    "scale": Traits(given=True, symbol=False),
    "factor": GIVEN,
    # forward
    "product": Traits(symbol=False, passing=True),
    "z": Traits(known=True),
    "a": Traits(known=True),
    "y_hat": Traits(known=True),
    # the loss
    "log_y_hat": Traits(symbol=False, number=True),
    "log_1_minus_y_hat": Traits(symbol=False, number=True),
    "loss_part": Traits(symbol=False, passing=True),
    "loss_of_example": PART,
    "loss": PLAIN,
    # backward
    "dL_dy_hat": Traits(role="loss", place="the loss depends on the output.", known=True),
    "dL_da_via": Traits(symbol=False, role="weight", passing=True),
    "dL_da": Traits(role="loss", known=True),
    "da_dz": Traits(role="unit", place="the activation depends on what enters the unit.", known=True),
    "da_dz_cross": Traits(role="unit", place="each output depends on what enters the unit."),
    "y_sum": PART,
    "delta_via": PART,
    "delta": Traits(
        role="loss",
        place="the loss depends on what enters the output; output and loss together are one factor.",
        known=True,
    ),
    "long_delta_via": PART,
    "long_delta": PLAIN,
    "delta_size": PART,
    "delta_ratio": PART,
    "dz_da": Traits(
        role="weight",
        place="what enters depends on the activation one layer to the left.",
        why=Markup("of all that is added up to {z}, only {w} · {a} contains {a}; its slope is {w}."),
    ),
    "dz_dw": Traits(
        role="parameter",
        place="what enters depends on the weight itself: the chain is closed.",
        why=Markup("of all that is added up to {z}, only {w} · {a} contains {w}; its slope is {a}."),
    ),
    "dz_db": Traits(
        given=True,
        role="parameter",
        place="what enters depends on the bias itself: the chain is closed.",
        why=Markup("{w} stands in the sum {z} as it is, so its slope is 1."),
    ),
    # gradients
    "gradient_via": Traits(symbol=False, passing=True),
    "gradient_of_example": PLAIN,
    "gradient": PLAIN,
    "path": PLAIN,
    # the same with the scale of the loss taken last
    "example_dL_da_via": PART,
    "example_dL_da": Traits(role="loss"),
    "example_delta_via": PART,
    "example_delta": Traits(role="loss"),
    "example_gradient": PLAIN,
    "sum_gradient": PART,
    "mean_gradient": PLAIN,
    # what a gradient means
    "nudged": PLAIN,
    # the update
    "setting": GIVEN,
    "alone": PLAIN,
    "penalty": PLAIN,
    "objective": PLAIN,
    "decay": PART,
    "penalized": PLAIN,
    "update_number": GIVEN,
    "complement": PART,
    "correction": PART,
    "memory": PLAIN,
    "kept_memory": PART,
    "squared": PART,
    "added_memory": PART,
    "new_memory": PLAIN,
    "corrected": PLAIN,
    "root": PART,
    "direction": PART,
    "step": PLAIN,
    "new": PLAIN,
    "new_loss": PLAIN,
    "loss_change": PLAIN,
    # one parameter alone
    "raised": PART,
    "raised_loss": PLAIN,
    "rise": Traits(symbol=False, bare=True),
    "quotient": PART,
    "off": Traits(symbol=False, bare=True),
    "spacing": PLAIN,
    "spacing_quotient": PART,
    "moved": PLAIN,
    "loss_alone": PLAIN,
    "change_alone": PART,
    "predicted_change": PART,
    "predicted_loss": PART,
}
"""Name of a family -> how its terms are shown, in the order in which they are computed."""


def traits(recipe: Recipe) -> Traits:
    """Return how a term is shown."""
    return FAMILIES[recipe.family]
