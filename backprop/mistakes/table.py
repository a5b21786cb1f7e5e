"""The one table of mistakes: what each is called, what is to be said of it, and what it does where."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from backprop.conventions import CONVENTIONS
from backprop.losses import LOSSES
from backprop.mistakes import at_terms as at
from backprop.mistakes import whole_pass as whole
from backprop.mistakes.kinds import Here, Mistake, Slip, Slips
from backprop.network import Structure

LOSS = {"loss", "loss_part", "loss_of_example", "new_loss", "loss_change"}
BACK = {
    "dL_dy_hat", "dL_da_via", "dL_da", "delta", "delta_via", "long_delta", "long_delta_via", "gradient_via",
    "gradient_of_example", "gradient", "mean_gradient", "path",
}  # fmt: skip
FREE = {
    "example_dL_da", "example_dL_da_via", "example_delta", "example_delta_via", "example_gradient", "sum_gradient",
}  # fmt: skip
"""Families of the way back that are free of the scale of the loss."""

Times = Callable[[Structure, str], float]


def _half_lost(s: Structure, family: str) -> float:
    halved = LOSSES[s.loss].squared and CONVENTIONS[s.convention].half
    return 2.0 if halved and family in LOSS | BACK | FREE else 1.0


def _half_too_many(s: Structure, family: str) -> float:
    return 0.5 if LOSSES[s.loss].squared and family in LOSS | BACK | FREE else 1.0


def _mean_lost(s: Structure, family: str) -> float:
    return float(s.examples) if "N" in s.counts and family in LOSS | BACK else 1.0


def _mean_twice(s: Structure, family: str) -> float:
    return 1.0 / s.examples if s.targets and family in LOSS | BACK | FREE else 1.0


def _outputs_lost(s: Structure, family: str) -> float:
    return float(s.outputs) if "K" in s.counts and family in LOSS | BACK else 1.0


def _outputs_twice(s: Structure, family: str) -> float:
    return 1.0 / s.outputs if s.targets and family in LOSS | BACK | FREE else 1.0


def _sign(s: Structure, family: str) -> float:
    return -1.0 if s.targets and family in BACK | FREE else 1.0


def _scaled(times: Times, with_mean: bool = False) -> Slips:
    """Return where a wrong scale of the loss is made: in its parts, where the way back begins, with the mean."""

    def here(term: Here) -> float:
        return times(term.s, term.recipe.family)

    parts, first_back = at.multiplied(here), at.first_back(here)
    starts = dict.fromkeys(("dL_dy_hat", "example_dL_da", "delta", "example_delta"), first_back)
    return {"loss": parts, "loss_part": parts, **starts, **({"mean_gradient": parts} if with_mean else {})}


def _every(family: Slip, *names: str) -> Slips:
    return dict.fromkeys(names, family)


_DELTAS = ("delta", "example_delta", "long_delta")
_SLOPES = ("da_dz", "da_dz_cross")
_GRADIENTS = ("gradient", "gradient_of_example", "example_gradient")
_TOTALS = ("gradient", "sum_gradient")


def _of_slopes(title: str, sentence: str, said: str, slip: Slip) -> Mistake:
    return Mistake(title, sentence, said, _every(slip, *_SLOPES), together=(frozenset(_SLOPES),))


def _rounded(places: int) -> Mistake:
    return Mistake(
        f"Rounded to {places} places too early",
        f"Every number on the way is rounded to {places} places before the next one is made of it.",
        f"Every number on the way to {{}} is rounded to {places} places.",
        places=places,
    )


MISTAKES: Mapping[str, Mistake] = {
    "slope": Mistake(
        "Derivative of the activation forgotten",
        "delta is taken to be dL/da: the derivative of the activation function is left out.",
        "The derivative of the activation function is left out at {}.",
        {**_every(at.without_slope, *_DELTAS), "path": at.path_without_slope},
        together=(frozenset({*_DELTAS, "path"}),),
        whole_pass=whole.WITHOUT_SLOPE,
    ),
    "activation": _of_slopes(
        "Activation in the place of its derivative",
        "The activation a stands where the derivative of the activation function belongs.",
        "The activation stands where its derivative belongs at {}.",
        at.ACTIVATION,
    ),
    "sign": Mistake(
        "Sign flipped",
        "The difference of output and target is taken the wrong way round: every gradient has the wrong sign.",
        "Output and target are swapped at {}.",
        _scaled(_sign),
        times=_sign,
        whole_pass=whole.SIGN_FLIPPED,
    ),
    "updated": Mistake(
        "Updated weights used on the way back",
        "The weights of a layer are updated before the hidden deltas are made, which should still use the old ones.",
        "The updated weight is used on the way back at {}.",
        {"dz_da": at.updated_weight},
        together=(frozenset({"dz_da"}),),
        whole_pass=whole.WITH_UPDATED_WEIGHTS,
    ),
    "path": Mistake(
        "One path left out",
        "Where several paths come back together, the one through the last unit is not added.",
        "One of the paths that come together at {} is left out.",
        _every(at.without_a_path, "dL_da", "example_dL_da", *_GRADIENTS, *_DELTAS),
        also={"gradient": at.without_a_route},
        together=(frozenset({"dL_da", "example_dL_da", *_GRADIENTS}), frozenset(_DELTAS)),
        whole_pass=whole.WITHOUT_LAST_PATH,
    ),
    "half": Mistake(
        "The ½ of the loss lost",
        "The loss has a ½ that cancels the 2 of its square. Here the 2 stays: every gradient is twice as large.",
        "The ½ of the loss is lost at {}.",
        _scaled(_half_lost),
        times=_half_lost,
        whole_pass=whole.WITHOUT_HALF,
    ),
    "half_again": Mistake(
        "A ½ too many",
        "A ½ stands where there is none, or where the 2 of the square has cancelled it.",
        "There is a ½ too many at {}.",
        _scaled(_half_too_many),
        times=_half_too_many,
    ),
    "mean": Mistake(
        "The 1/N of the loss lost",
        "The loss is divided by the number of examples and the gradient is not: it is N times as large.",
        "The division by the number of examples is left out at {}.",
        _scaled(_mean_lost, with_mean=True),
        times=_mean_lost,
        whole_pass=whole.WITHOUT_MEAN,
    ),
    "mean_again": Mistake(
        "A 1/N too many",
        "A number is divided by the number of examples once too often.",
        "It is divided by the number of examples once too often at {}.",
        _scaled(_mean_twice, with_mean=True),
        times=_mean_twice,
    ),
    "outputs": Mistake(
        "The 1/K of the loss lost",
        "The loss is divided by the number of outputs and the gradient is not: it is K times as large.",
        "The division by the number of outputs is left out at {}.",
        _scaled(_outputs_lost, with_mean=True),
        times=_outputs_lost,
    ),
    "outputs_again": Mistake(
        "A 1/K too many",
        "A number is divided by the number of outputs, or once too often by it.",
        "It is divided by the number of outputs once too often at {}.",
        _scaled(_outputs_twice, with_mean=True),
        times=_outputs_twice,
    ),
    "input": Mistake(
        "Input used instead of the activation",
        "The delta of a later layer is multiplied by the inputs x rather than by the activations that enter it.",
        "The input stands where the activation belongs at {}.",
        {"dz_dw": at.input_entering, "product": at.in_product(at.input_entering)},
        together=(frozenset({"dz_dw"}), frozenset({"product"})),
        whole_pass=whole.WITH_INPUTS,
    ),
    "pre_activation": Mistake(
        "Pre-activation instead of the activation",
        "The pre-activation z stands where the activation belongs that is made of it.",
        "The pre-activation z stands where the activation belongs at {}.",
        {
            **_every(at.z_itself, "a", "y_hat"),
            "dz_dw": at.z_entering,
            "product": at.in_product(at.z_entering),
        },
        together=(frozenset({"dz_dw"}), frozenset({"product"}), frozenset({"a", "y_hat"})),
    ),
    "rate": Mistake(
        "Learning rate left out",
        "The parameter goes by the whole gradient rather than by the learning rate times that.",
        "The learning rate is left out at {}.",
        {"step": at.without_rate},
    ),
    "rate_added": Mistake(
        "Learning rate where it does not belong",
        "The gradient is multiplied by the learning rate already: that is the step.",
        "The learning rate is multiplied in at {}, where it does not belong yet.",
        _every(at.with_rate, "gradient", "mean_gradient"),
    ),
    "added": Mistake(
        "Step added instead of subtracted",
        "The step is added to the parameter, which goes uphill.",
        "The step is added instead of subtracted at {}.",
        {"new": at.added},
        together=(frozenset({"new"}),),
    ),
    "transposed": Mistake(
        "Transposed weight",
        "The weight from unit i to unit j is taken where the one from j to i belongs.",
        "The transposed weight is used at {}.",
        {"product": at.transposed_forward, "dz_da": at.transposed_back},
        together=(frozenset({"product"}), frozenset({"dz_da"})),
    ),
    "one_example": Mistake(
        "One example instead of the batch",
        "One example alone is counted where all examples of the batch are to be added up.",
        "One example alone is counted at {}.",
        {**_every(at.one_example, *_TOTALS, "loss"), "mean_gradient": at.mean_of_one_example},
    ),
    "unshared": Mistake(
        "Shared bias counted for one unit",
        "All units of a layer share the bias, and only what comes through one of them is counted.",
        "Only what comes through one unit is counted at {}, although all units of the layer share the bias.",
        _every(at.unshared, *_GRADIENTS, "sum_gradient", "mean_gradient"),
    ),
    "bias": Mistake(
        "Bias forgotten",
        "The bias is not added to the products of weights and inputs.",
        "The bias is forgotten at {}.",
        {"z": at.bias_forgotten},
        together=(frozenset({"z"}),),
    ),
    "summand": Mistake(
        "One summand left out",
        "One summand of a sum is not added: a product of z, an example of the batch, a part of the loss.",
        "One summand is left out at {}.",
        {
            "z": at.without_a_product,
            **_every(at.without_a_summand, *_TOTALS, "loss", "loss_of_example"),
        },
    ),
    "slope_twice": Mistake(
        "Derivative of the activation multiplied in again",
        "For this output and loss, output minus target is dL/dz at once; it is multiplied by the derivative again.",
        "The derivative of the activation function is multiplied in again at {}.",
        _every(at.with_slope, "delta", "example_delta"),
        together=(frozenset({"delta", "example_delta"}),),
    ),
    "slope_of_z": _of_slopes(
        "Pre-activation in the formula of the derivative",
        "The formula of the derivative is made for the activation a, and z is put into it.",
        "The pre-activation z is put into the formula of the derivative, which is made for the activation, at {}.",
        at.SLOPE_OF_Z,
    ),
    "slope_at_a": _of_slopes(
        "Derivative taken at the activation",
        "The derivative of the activation function is taken at a rather than at z.",
        "The activation is put where z belongs in the derivative of the activation function at {}.",
        at.SLOPE_AT_A,
    ),
    "other_slope": _of_slopes(
        "Another derivative",
        "The derivative of another activation function is used, or half of the formula.",
        "The formula of another derivative, or half of the right one, is used at {}.",
        at.OTHER_SLOPE,
    ),
    "rounded_2": _rounded(2),
    "rounded_3": _rounded(3),
    "rounded_4": _rounded(4),
}
"""Id -> mistake, in the order in which they are listed, and tried."""


def mistakes_of(structure: Structure) -> dict[str, Mistake]:
    """Return the mistakes of a whole backward pass of a network of this shape, by their ids: those of a gradient check.

    >>> from backprop.gallery import gallery
    >>> list(mistakes_of(gallery()["neuron"].structure))
    ['slope', 'sign', 'half']
    """
    return {name: mistake for name, mistake in MISTAKES.items() if mistake.applies(structure)}
