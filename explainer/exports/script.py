"""What scripts are made of: comments, numbers to the last bit, and the names of what is printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap

from backprop import CONVENTIONS, Layer, Parameter, Structure
from backprop.arrays import Array
from backprop.conventions import keeps_two
from backprop.losses import LOSSES
from explainer.exports.about import About, given_name, harmless
from explainer.notation.display import Display
from explainer.notation.terms import FUNCTIONS, loss_title

MOST_NAMED = 6
"""Units of a layer whose weights are named in comments beside them."""

WIDEST = 110
"""Signs on a line of a comment."""

A_FACTOR = re.compile(r"\w+(\(.*\))?")
"""A name or a call, which can be multiplied as it stands."""


def comment(text: str) -> str:
    """Return a line that nobody executes, whatever is written in it."""
    return f"# {harmless(text)}".rstrip()


def comments(text: str) -> str:
    """Return a longer text as such lines."""
    return "\n".join(map(comment, wrap(harmless(text), WIDEST)))


def heading(text: str) -> str:
    """Return a comment that begins a part."""
    return comment(f"---- {text} ----")


@dataclass(frozen=True)
class Script:
    """A script about a network, line by line.

    Attributes:
        display: the network, as the app shows it.
        about: what is said of it.
        array: what makes an array of lists.
        given: what else that is told of every array.
        learned: what else that is told of what is learned.
    """

    display: Display
    about: About
    array: str
    given: str = ""
    learned: str = ""

    @property
    def structure(self) -> Structure:
        """The shape of the network."""
        return self.display.trace.structure

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers of the network."""
        return self.display.trace.problem.network.layers

    @cached_property
    def arguments(self) -> tuple[str, ...]:
        """What is learned, in the order of the layers."""
        places = enumerate(self.structure.biases, start=1)
        return tuple(
            name for place, bias in places for name in (f"W{place}", *((f"b{place}",) if bias != "none" else ()))
        )

    @property
    def gradients(self) -> tuple[str, ...]:
        """What the gradients of that are called."""
        return tuple(map("dL_d{}".format, self.arguments))

    @property
    def updated(self) -> tuple[str, ...]:
        """What that is called after the update."""
        return tuple(map("new_{}".format, self.arguments))

    def head(self, docstring: str, imports: str) -> list[str]:
        """Return how it begins; what a reader wrote stands after the lines in which Python looks for an encoding."""
        return [f'"""{docstring}"""', "", *map(comment, self.about.lines), "", imports]

    def given_lines(self) -> list[str]:
        """Return inputs, targets, counts and the learning rate."""
        problem, s = self.display.trace.problem, self.structure
        counts = [f"N = {s.examples}  # examples"] if "N" in s.counts else []
        counts += [f"K = {s.outputs}  # outputs"] if "K" in s.counts else []
        outputs = f"The targets, one row for each example: what should come out as {self._units(s.depth - 1)}."
        targets = [comments(outputs), self._matrix("Y", problem.y)]
        return [
            heading("What is given"),
            "",
            comments(f"The inputs, one row for each example: {self._units(-1)}."),
            self._matrix("X", problem.x),
            *(targets if s.targets else []),
            *counts,
            f"learning_rate = {problem.learning_rate!r}",
        ]

    def layer_lines(self) -> list[str]:
        """Return the weights and biases of every layer."""
        lines = []
        for place, layer in enumerate(self.layers):
            n_in, n_out = layer.W.shape
            what = f"Layer {place + 1}: {_count(n_in, 'input' if place == 0 else 'unit')} to {_count(n_out, 'unit')}"
            lines += ["", comment(f"{what}, {FUNCTIONS[layer.activation]}.")]
            lines.append(self._matrix(f"W{place + 1}", layer.W, self.learned, list(self._rows(place))))
            if layer.b is not None:
                shared = "" if layer.b.ndim else "  # one number for all units of the layer"
                lines.append(self.array_line(f"b{place + 1}", layer.b, self.learned) + shared)
        return lines

    def array_line(self, name: str, found: Array, ending: str = "") -> str:
        """Return a matrix, each row on a line of its own, or a vector or a number on one."""
        if found.ndim == 2:
            return self._matrix(name, found, ending)
        ending = f"{self.given}{ending}"
        written = f"{self.array}({found.tolist()!r}{ending})" if found.ndim or ending else repr(found.item())
        return f"{name} = {written}"

    def _rows(self, place: int) -> Iterable[str]:
        """Say what the weights of each row are called in the app."""
        n_in, n_out = self.layers[place].W.shape
        names, written = self.display.trace.names, self.display.notation
        for i in range(n_in if n_out <= MOST_NAMED else 0):
            weights = (written.written(names.w(place, i, j)).plain for j in range(n_out))
            yield f"from {self._unit(place - 1, i)}: {'; '.join(weights)}"

    def _units(self, layer: int) -> str:
        """Say what the units of a layer are called in the app."""
        return "; ".join(self._unit(layer, j) for j in range(self.structure.sizes[layer + 1]))

    def _unit(self, layer: int, j: int) -> str:
        """Say what a unit is called in the app, and what its reader calls it."""
        name = given_name(self.display.trace.problem, layer, j)
        return self.display.notation.a(layer, None, j).plain + (f" ({name})" if name else "")

    def _matrix(self, name: str, found: Array, ending: str = "", said: Sequence[str] = ()) -> str:
        """Return a matrix, each row on a line of its own."""
        rows = [f"    {row!r}," for row in found.tolist()]
        if said:
            rows = [f"{row}  {comment(words)}" for row, words in zip(rows, said, strict=True)]
        return "\n".join((f"{name} = {self.array}([", *rows, f"]{self.given}{ending})"))

    def names_lines(self) -> list[str]:
        """Return what the app calls each weight and each bias, in the shape in which they lie."""
        n, lines = self.display.trace.names, [comment("What the app calls what is learned, in the same places.")]
        for place, layer in enumerate(self.layers):
            n_in, n_out = layer.W.shape
            rows = "".join(f"    {[n.w(place, i, j) for j in range(n_out)]!r},\n" for i in range(n_in))
            lines.append(f"W{place + 1}_names = [\n{rows}]")
            if layer.b is not None:
                lines.append(f"b{place + 1}_names = {_names(n.biases(place))!r}")
        return lines

    @property
    def loss_words(self) -> str:
        """What the loss is, in words and as a formula."""
        return f"The loss is {loss_title(self.structure)}: {self.loss_formula}"

    @property
    def loss_formula(self) -> str:
        """The loss as its convention divides it."""
        formula = LOSSES[self.structure.loss].formula.partition(" / ")[0]
        return self.divided(formula, "·") if self.structure.loss != "none" else "ŷ"

    def divided(self, body: str, times: str = " * ") -> str:
        """Divide what is added up by what the convention divides it by."""
        s = self.structure
        halved = LOSSES[s.loss].squared and CONVENTIONS[s.convention].half
        counts = (*(("2",) if halved else ()), *s.counts)
        divisor = times.join(counts)
        return f"{body} / {divisor if len(counts) == 1 else f'({divisor})'}" if counts else body

    def scaled(self, body: str) -> str:
        """Multiply a derivative by what the convention leaves of the loss in it."""
        s = self.structure
        two, divisor = keeps_two(s.loss, s.convention), " * ".join(s.counts)
        factor = f"{2 if two else 1} / {divisor if len(s.counts) == 1 else f'({divisor})'}" if s.counts else "2" * two
        if not factor:
            return body
        return f"{factor} * {body}" if A_FACTOR.fullmatch(body) else f"{factor} * ({body})"


def _names(biases: Sequence[Parameter]) -> list[str]:
    return [bias.name for bias in biases]


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"
