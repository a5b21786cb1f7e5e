"""What every value is called: the one place where counting from 0 becomes counting from 1.

A small network numbers its weights through, w1, w2, ..., unit by unit; a larger one says where
a weight leads: ``w2_13`` is layer 2, from unit 1 to unit 3 (``w2_1_13`` style separators appear
only where a layer has more than nine units). An example's own value ends in ``@`` and its
number, unless the batch has only one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import count, pairwise, product

from backprop.network import Structure
from backprop.weights import Bias, Parameter, SharedBias, UnitBias, Weight

MOST_NUMBERED_WEIGHTS = 9


@dataclass(frozen=True)
class Names:
    """The keys of every named value of a network of this structure; all indices count from 0."""

    structure: Structure

    @property
    def numbered(self) -> bool:
        """Whether parameters are simply numbered through."""
        sizes = self.structure.sizes
        return sum(n_in * n_out for n_in, n_out in pairwise(sizes)) <= MOST_NUMBERED_WEIGHTS

    @cached_property
    def parameters(self) -> tuple[Parameter, ...]:
        """All weights in reading order, then all biases."""
        layers = range(self.structure.depth)
        weights: Iterator[Parameter] = (weight for layer in layers for weight in self.weights(layer))
        return (*weights, *(bias for layer in layers for bias in self.biases(layer)))

    def weights(self, layer: int) -> tuple[Weight, ...]:
        """The weights of a layer, unit by unit."""
        return self._weights[layer]

    def unit_biases(self, layer: int) -> tuple[UnitBias, ...]:
        """The biases of the units of a layer; none where it has none, or one for all."""
        return tuple(bias for bias in self._biases[layer] if isinstance(bias, UnitBias))

    def shared_bias(self, layer: int) -> SharedBias | None:
        """The bias that the units of a layer share, if there is one."""
        return next((bias for bias in self._biases[layer] if isinstance(bias, SharedBias)), None)

    def biases(self, layer: int) -> tuple[Bias, ...]:
        """The biases of a layer: none, one per unit, or one for all."""
        return self._biases[layer]

    @cached_property
    def _weights(self) -> list[tuple[Weight, ...]]:
        number, sizes = count(1), self.structure.sizes

        def weights(layer: int, n_in: int, n_out: int) -> Iterator[Weight]:
            separator = "_" if max(n_in, n_out) > 9 else ""
            for unit, source in product(range(n_out), range(n_in)):
                place = next(number)
                name = f"w{place}" if self.numbered else f"w{layer + 1}_{source + 1}{separator}{unit + 1}"
                yield Weight(name, layer, source, unit, place)

        return [tuple(weights(layer, *ends)) for layer, ends in enumerate(pairwise(sizes))]

    @cached_property
    def _biases(self) -> list[tuple[Bias, ...]]:
        number, sizes = count(1), self.structure.sizes

        def biases(layer: int, kind: str) -> Iterator[Bias]:
            if kind == "shared":
                place = next(number)
                yield SharedBias(f"b{place if self.numbered else layer + 1}", layer, place)
            elif kind == "unit":
                for unit in range(sizes[layer + 1]):
                    place = next(number)
                    yield UnitBias(f"b{place}" if self.numbered else f"b{layer + 1}_{unit + 1}", layer, unit, place)

        return [tuple(biases(layer, kind)) for layer, kind in enumerate(self.structure.biases)]

    @cached_property
    def by_name(self) -> dict[str, Parameter]:
        """Every parameter under its name."""
        return {parameter.name: parameter for parameter in self.parameters}

    def w(self, layer: int, source: int, unit: int) -> str:
        """Weight of ``layer`` from ``source`` into ``unit``."""
        return self._weights[layer][unit * self.structure.sizes[layer] + source].name

    def b(self, layer: int, unit: int) -> str | None:
        """The bias that ``unit`` of ``layer`` receives, shared or its own; None without one."""
        biases = self._biases[layer]
        return biases[unit if len(biases) > 1 else 0].name if biases else None

    def at(self, example: int | None) -> str:
        """The ending that says whose value it is; empty for a batch of one, or for no example."""
        return "" if example is None or self.structure.examples == 1 else f"@{example + 1}"

    # ---- given ----

    def x(self, example: int, source: int) -> str:
        """An input."""
        return f"x{source + 1}{self.at(example)}"

    def y(self, example: int, unit: int) -> str:
        """A target."""
        return f"y{unit + 1}{self.at(example)}"

    def slope(self, layer: int) -> str:
        """The slope of a leaky_relu layer below 0."""
        return f"slope{layer + 1}"

    def scale(self, convention: str) -> str:
        """What dL/dy_hat is multiplied by for the sake of a convention."""
        return f"scale_{convention}"

    def factor(self, convention: str) -> str:
        """By what every gradient differs under a convention from that of the loss's own."""
        return f"factor_{convention}"

    # ---- forward ----

    def product(self, weight: str, example: int) -> str:
        """What comes in over the edge of a weight."""
        return f"product_{weight}{self.at(example)}"

    def z(self, layer: int, example: int | None, unit: int) -> str:
        """A pre-activation; without its example where there is none to be said."""
        return f"z{layer + 1}_{unit + 1}{self.at(example)}"

    def a_stem(self, layer: int, unit: int) -> str:
        """An activation without its example: ``x1`` below the first layer, ``y_hat1`` on the last."""
        if layer < 0:
            return f"x{unit + 1}"
        return f"y_hat{unit + 1}" if layer == self.structure.depth - 1 else f"a{layer + 1}_{unit + 1}"

    def a(self, layer: int, example: int, unit: int) -> str:
        """An activation; layer -1 is the input."""
        return f"{self.a_stem(layer, unit)}{self.at(example)}"

    def log_y_hat(self, example: int, unit: int) -> str:
        """The logarithm of an output."""
        return f"log_y_hat{unit + 1}{self.at(example)}"

    def log_complement(self, example: int, unit: int) -> str:
        """The logarithm of 1 - an output."""
        return f"log_1_minus_y_hat{unit + 1}{self.at(example)}"

    def loss(self, example: int | None = None) -> str:
        """The loss, of the whole batch or what one example adds to it."""
        return f"loss{self.at(example)}"

    def loss_part(self, example: int, unit: int) -> str:
        """What one output of an example adds to the loss."""
        return f"loss_{unit + 1}{self.at(example)}"

    # ---- backward ----

    def dL_da(self, layer: int, example: int, unit: int) -> str:
        """Derivative of the loss by an activation."""
        return f"dL_d{self.a(layer, example, unit)}"

    def dL_da_via(self, layer: int, example: int, unit: int, above: int) -> str:
        """What flows back into a hidden activation from the unit ``above`` of the next layer."""
        return f"dL_d{self.a_stem(layer, unit)}_via{layer + 2}_{above + 1}{self.at(example)}"

    def da_dz(self, layer: int, example: int, unit: int, by: int | None = None) -> str:
        """Local derivative of an activation by its own z, or by the z of unit ``by``."""
        return f"d{self.a_stem(layer, unit)}_dz{layer + 1}_{(unit if by is None else by) + 1}{self.at(example)}"

    def dz_da(self, layer: int, source: int, unit: int) -> str:
        """Derivative of a pre-activation by an activation one layer below."""
        return f"dz{layer + 1}_{unit + 1}_d{self.a_stem(layer - 1, source)}"

    def dz_dw(self, layer: int, example: int, source: int, unit: int) -> str:
        """Derivative of a pre-activation by a weight."""
        return f"dz{layer + 1}_{unit + 1}_d{self.w(layer, source, unit)}{self.at(example)}"

    def dz_db(self, layer: int, unit: int) -> str:
        """Derivative of a pre-activation by its bias."""
        return f"dz{layer + 1}_{unit + 1}_d{self.b(layer, unit)}"

    def delta(self, layer: int, example: int, unit: int) -> str:
        """Derivative of the loss by a pre-activation."""
        return f"delta{layer + 1}_{unit + 1}{self.at(example)}"

    def delta_size(self, layer: int) -> str:
        """How large delta is in a layer: the largest of its units, in any example, without its sign."""
        return f"delta_size{layer + 1}"

    def delta_ratio(self, layer: int) -> str:
        """What the way back through one layer makes of that: its size beside that of the layer above."""
        return f"delta_ratio{layer + 1}"

    def y_sum(self, example: int) -> str:
        """The sum of an example's targets."""
        return f"y_sum{self.at(example)}"

    def long(self, delta: str) -> str:
        """A delta of an output by the long road, where there is a short one too."""
        return f"long_{delta}"

    def through(self, delta: str, output: int) -> str:
        """What comes to a delta of softmax from one output."""
        return f"{delta}_via{output + 1}"

    # ---- gradients ----

    def gradient(self, parameter: str, example: int | None = None) -> str:
        """Derivative of the loss by a parameter, of the whole batch or what one example adds to it."""
        return f"dL_d{parameter}{self.at(example)}"

    def gradient_via(self, parameter: str, example: int, unit: int) -> str:
        """What flows into the gradient of a shared bias through one unit."""
        return f"{self.gradient(parameter)}_via{unit + 1}{self.at(example)}"

    def example(self, key: str) -> str:
        """The same derivative for the sake of one example alone, free of the scale of the loss."""
        return f"example_{key}"

    def back(self, key: str) -> str:
        """The same derivative as a way back carries it: over a batch whose loss is scaled, the scale is taken last."""
        return self.example(key) if self.structure.examples > 1 and self.structure.scaled else key

    def total(self, parameter: str) -> str:
        """The sum over the examples of a gradient free of the scale of the loss."""
        return f"sum_{self.gradient(parameter)}"

    def mean(self, parameter: str) -> str:
        """A gradient with the scale of the loss taken last."""
        return f"mean_{self.gradient(parameter)}"

    def path(self, parameter: str, example: int, units: tuple[int, ...]) -> str:
        """What flows into a parameter's gradient along one path, its units named from the parameter up."""
        return f"path_{parameter}_{'-'.join(str(unit + 1) for unit in units)}{self.at(example)}"

    # ---- what a gradient means ----

    def nudged(self, parameter: str) -> str:
        """How much the loss changes when a parameter is raised by the nudge: nudge * gradient."""
        return f"nudge_{parameter}"

    def raised(self, parameter: str) -> str:
        """A parameter raised by the nudge."""
        return f"raised_{parameter}"

    def raised_loss(self, parameter: str) -> str:
        """The loss when a parameter alone is raised by the nudge."""
        return f"raised_loss_{parameter}"

    def rise(self, parameter: str) -> str:
        """How much that changes the loss."""
        return f"rise_{parameter}"

    def quotient(self, parameter: str) -> str:
        """That change for each unit of the nudge: about the gradient."""
        return f"quotient_{parameter}"

    def off(self, parameter: str) -> str:
        """By how much that is not the gradient."""
        return f"off_{parameter}"

    # ---- the update ----

    def alone(self, parameter: str) -> str:
        """The gradient of the one example that an update is made of, whose loss is not divided by N."""
        return f"alone_{self.gradient(parameter)}"

    def of_update(self, parameter: str) -> str:
        """The gradient that an update is made of: of the batch, or of the example whose turn it is."""
        if self.structure.only is None:
            return self.gradient(parameter)
        return self.alone(parameter) if "N" in self.structure.counts else self.gradient(parameter, self.structure.only)

    def decay(self, parameter: str) -> str:
        """What the penalty adds to the gradient of a weight: l2 * weight."""
        return f"decay_{parameter}"

    def penalized(self, parameter: str) -> str:
        """The gradient of a weight with what the penalty adds to it."""
        return f"penalized_{self.gradient(parameter)}"

    def direction(self, parameter: str) -> str:
        """What an update goes against: the gradient, or what the rule makes of it."""
        rule, weight = self.structure.rule, isinstance(self.by_name[parameter], Weight)
        if rule == "momentum":
            return self.new_memory("velocity", parameter)
        if rule == "adam":
            return f"direction_{parameter}"
        return self.into_rule(parameter, penalized=weight)

    def into_rule(self, parameter: str, penalized: bool) -> str:
        """The gradient that the rule works with; only weights are penalized."""
        return self.penalized(parameter) if penalized and self.structure.penalized else self.of_update(parameter)

    def memory(self, kind: str, parameter: str) -> str:
        """What the updates before left behind: its velocity, its moment1 or its moment2."""
        return f"{kind}_{parameter}"

    def kept_memory(self, kind: str, parameter: str) -> str:
        """The share of that which is kept."""
        return f"kept_{kind}_{parameter}"

    def added_memory(self, kind: str, parameter: str) -> str:
        """What is added to that share."""
        return f"added_{kind}_{parameter}"

    def new_memory(self, kind: str, parameter: str) -> str:
        """What this update leaves behind."""
        return f"new_{kind}_{parameter}"

    def corrected(self, kind: str, parameter: str) -> str:
        """A moment, with what makes up for its beginning at 0."""
        return f"corrected_{kind}_{parameter}"

    def squared(self, parameter: str) -> str:
        """The square of the gradient that the rule works with."""
        return f"squared_{self.gradient(parameter)}"

    def root(self, parameter: str) -> str:
        """The root of the corrected second moment, with epsilon."""
        return f"root_{parameter}"

    def step(self, parameter: str) -> str:
        """How far one update moves a parameter: learning rate * direction."""
        return f"step_{parameter}"

    def new(self, parameter: str) -> str:
        """A parameter after one update."""
        return f"new_{parameter}"

    # ---- the update of one parameter alone ----

    def moved(self, parameter: str) -> str:
        """How far one update moves a parameter, with its sign."""
        return f"moved_{parameter}"

    def loss_alone(self, parameter: str) -> str:
        """The loss when a parameter alone takes its step."""
        return f"loss_alone_{parameter}"

    def change_alone(self, parameter: str) -> str:
        """How much that changes the loss."""
        return f"change_alone_{parameter}"

    def predicted_change(self, parameter: str) -> str:
        """How much it would change the loss if that went on as steeply as here."""
        return f"predicted_change_{parameter}"

    def predicted_loss(self, parameter: str) -> str:
        """Where the tangent says that the loss would be."""
        return f"predicted_loss_{parameter}"


def apart(key: str) -> tuple[str, str]:
    """Return what the keys of a term have in common in all examples, and the number that says whose this one is.

    >>> apart("z1_1@12"), apart("long_delta2_1@3_via2"), apart("w5")
    (('z1_1@', '12'), ('long_delta2_1@_via2', '3'), ('w5', ''))
    """
    head, separator, rest = key.partition("@")
    tail = rest.lstrip("0123456789")
    return f"{head}{separator}{tail}", rest.removesuffix(tail) if tail else rest


def together(stems: Iterable[str], numbers: Iterable[str]) -> list[str]:
    """Return the keys that ``apart`` takes apart: of each example in turn, one for each stem.

    >>> together(["z1_1@", "z1_2@"], ["1", "2"])
    ['z1_1@1', 'z1_2@1', 'z1_1@2', 'z1_2@2']
    """
    halves = [stem.partition("@") for stem in stems]
    return [f"{head}{separator}{number}{tail}" for number in numbers for head, separator, tail in halves]


def of_example(key: str, example: int) -> str:
    """Return the key of the same term of another example, from 0; of a term of all examples, its own."""
    stem, separator, _ = key.partition("@")
    return f"{stem}@{example + 1}" if separator else key


def example_of(key: str) -> int | None:
    """Return the example that a key of a batch belongs to, from 0, or None where it belongs to all."""
    _, _, number = key.partition("@")
    return int(number) - 1 if number.isascii() and number.isdigit() and len(number) < 5 and number != "0" else None


@lru_cache(maxsize=64)  # of the largest network, 0.2 MB each
def names(structure: Structure) -> Names:
    """Return the names for a structure, made once."""
    return Names(structure)
