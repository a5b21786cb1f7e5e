"""What every term is written as: notation is data, one file each in ``notations/``.

A notation gives a base letter, a subscript and a superscript for each kind of value; whatever it
leaves out is written as in the house notation. Derivatives follow from those: nobody has to say
how the derivative of L by w is written.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from backprop import Parameter, SharedBias, Structure, Weight
from backprop.names import names
from backprop.terms import Recipe, catalogue
from explainer.notation.symbols import Applied, Derivative, Symbol, Written

HOUSE = "house"

NUDGE = Symbol("ε")
"""A nudge, for which no notation has a letter of its own."""

GRADIENT_OF = {"gradient": "weight", "bias_gradient": "bias"}
"""Kind of a matrix of gradients -> kind of the matrix of what they are the gradients of."""


@lru_cache(maxsize=1)
def notations() -> dict[str, dict[str, Any]]:
    """Return every notation by name, the house notation first."""
    folder = files("explainer.notation") / "notations"
    found = [json.loads(file.read_text("utf-8")) for file in folder.iterdir() if file.name.endswith(".json")]
    return {d["name"]: d for d in sorted(found, key=lambda d: (d["name"] != HOUSE, d["title"]))}


@dataclass(frozen=True)
class Notation:
    """How the terms of one structure are written in one notation."""

    name: str
    structure: Structure

    @cached_property
    def _patterns(self) -> dict[str, Any]:
        return {**notations()[HOUSE], **notations()[self.name]}

    def _pattern(self, kinds: tuple[str, ...]) -> list[str] | None:
        """Return the pattern of the first of ``kinds`` that this notation has, or else the house has."""
        own = notations()[self.name]
        kind = next((kind for kind in kinds if kind in own), None) or next(k for k in kinds if k in self._patterns)
        pattern: list[str] | None = self._patterns[kind]
        return pattern

    def _symbol(self, *kinds: str, example: int | None = None, **fields: object) -> Symbol:
        """Fill in the first of ``kinds`` that this notation has."""
        pattern = self._pattern(kinds)
        assert pattern is not None  # only derivatives may be without a letter, see ``_letter_or_derivative``
        base, sub, sup = (*pattern, "", "")[:3]
        if example is not None and self.structure.examples > 1:
            sup += self._patterns["example"].format(e=example + 1)
        return Symbol(base, sub.format(**fields), sup.format(**fields))

    def _letter_or_derivative(
        self, kind: str, layer: int, by: Symbol, of: Symbol, example: int | None = None, j: int = 0
    ) -> Written:
        """Return the letter that a notation has for a derivative, or the derivative written out."""
        kinds = self._of_layer(kind, layer)
        if self._pattern(kinds) is None:
            return self.derivative(of, by)
        return self._symbol(*kinds, example=example, **self._unit(layer, j))

    def derivative(self, of: Symbol, by: Symbol) -> Derivative:
        """Return the derivative of one symbol by another."""
        return Derivative(of, by, self.d)

    @property
    def d(self) -> str:
        """What derivatives are written with."""
        return str(self._patterns["derivative"])

    @property
    def orientation(self) -> str:
        """Whether examples are usually "rows" or "columns"."""
        return str(self._patterns["orientation"])

    @property
    def loss(self) -> Symbol:
        """The loss."""
        return self._symbol("loss")

    @property
    def learning_rate(self) -> Symbol:
        """The learning rate."""
        return self._symbol("learning_rate")

    @property
    def objective(self) -> Symbol:
        """The loss with the penalty of large weights."""
        return self._symbol("objective")

    def example_loss(self, example: int | None) -> Symbol:
        """The loss of one example alone, before it is scaled and added to the others."""
        return self._symbol("example_loss", example=example)

    def x(self, example: int | None, i: int) -> Symbol:
        """An input."""
        return self._symbol("x", example=example, i=i + 1)

    def y(self, example: int | None, k: int) -> Symbol:
        """A target."""
        return self._symbol(*self._single("y"), example=example, k=k + 1, j=k + 1)

    def z(self, layer: int, example: int | None, j: int) -> Symbol:
        """A pre-activation."""
        return self._symbol(*self._of_layer("z", layer), example=example, **self._unit(layer, j))

    def a(self, layer: int, example: int | None, j: int) -> Symbol:
        """An activation; layer -1 is the input, the last one y_hat."""
        if layer < 0:
            return self.x(example, j)
        kinds = ("a",) if layer < self.structure.depth - 1 else self._single("y_hat")
        return self._symbol(*kinds, example=example, **self._unit(layer, j))

    def slope(self, layer: int) -> Symbol:
        """The slope of a leaky ReLU below 0, for which no notation has a letter of its own."""
        return Symbol("s", str(layer + 1))

    def delta(self, layer: int, example: int, j: int) -> Written:
        """The derivative of the loss by a pre-activation, which some notations give a letter."""
        return self._letter_or_derivative("delta", layer, self.z(layer, example, j), self.loss, example, j)

    def example_delta(self, layer: int, example: int, j: int) -> Written:
        """The same of one example's own loss: delta without the scale."""
        own = self.example_loss(example)
        return self._letter_or_derivative("example_delta", layer, self.z(layer, example, j), own, example, j)

    def example_dL_da(self, layer: int, example: int, j: int) -> Written:
        """The derivative of one example's own loss by an activation."""
        own = self.example_loss(example)
        return self._letter_or_derivative("example_dL_da", layer, self.a(layer, example, j), own, example, j)

    def matrix(self, kind: str, layer: int, by_example: bool = False) -> Written:
        """The matrix of all values of one kind in a layer; layer -1 is the input.

        Args:
            kind: "x", "y", "z", "a", "weight", "bias", "dL_da", "delta", "gradient" or "bias_gradient".
            layer: counted from 0.
            by_example: whether they are derivatives of each example's own loss.
        """
        fields = self._unit(max(layer, 0), 0)
        if kind == "a":
            kind = "x" if layer < 0 else "y_hat" if layer == self.structure.depth - 1 else "a"
        if kind in GRADIENT_OF:
            return self.derivative(self.loss, self._symbol(f"matrix_{GRADIENT_OF[kind]}", **fields))
        kinds = self._of_layer(f"matrix_example_{kind}" if by_example else f"matrix_{kind}", layer)
        if self._pattern(kinds) is not None:
            return self._symbol(*kinds, **fields)
        by = self.matrix("z" if kind == "delta" else "a", layer)
        assert isinstance(by, Symbol)  # z and a have letters everywhere
        return self.derivative(self.example_loss(None) if by_example else self.loss, by)

    def parameter(self, p: Parameter) -> Symbol:
        """A weight or a bias."""
        numbered = p.name == f"{p.name[0]}{p.number}" and "_" not in p.name
        single = self.structure.sizes[p.layer + 1] == 1
        if isinstance(p, Weight):
            kinds = [*(["numbered_weight"] if numbered else []), *(["weight_single"] if single else []), "weight"]
        else:
            shared = ["shared_bias"] if isinstance(p, SharedBias) else []
            kinds = [*(["numbered_bias"] if numbered else []), *(["bias_single"] if single else []), *shared, "bias"]
        fields = self._unit(p.layer, p.units(self.structure)[0])
        # "111" could be from 1 to 11 or from 11 to 1.
        comma = "," if not single and max(self.structure.sizes[p.layer : p.layer + 2]) > 9 else ""
        fields |= {"n": p.number}
        if isinstance(p, Weight):
            below = f"x{p.source + 1}" if p.layer == 0 else f"h{self._running(p.layer - 1, p.source)}"
            fields |= {"i": f"{p.source + 1}{comma}", "source": below}
        return self._symbol(*kinds, **fields)

    def new(self, p: Parameter) -> Symbol:
        """A weight or a bias after the update."""
        symbol = self.parameter(p)
        return Symbol(symbol.base, symbol.sub, f"{symbol.sup}new")

    def _single(self, kind: str) -> tuple[str, ...]:
        return (f"{kind}_single", kind) if self.structure.outputs == 1 else (kind,)

    def _of_layer(self, kind: str, layer: int) -> tuple[str, ...]:
        """Return the kinds to look for: the last layer may have letters of its own."""
        return (*self._single(f"{kind}_output"), kind) if layer == self.structure.depth - 1 else (kind,)

    def _unit(self, layer: int, j: int) -> dict[str, Any]:
        hidden = self.structure.depth - 1
        letters = ["i", *("h" if hidden == 1 else f"h{n + 1}" for n in range(hidden)), "o"]
        return {
            "l": layer + 1, "j": j + 1, "k": j + 1, "unit": j + 1 if hidden == 1 else f"{layer + 1},{j + 1}",
            "u": self._running(layer, j), "hidden": "" if hidden == 1 else f"{layer + 1},",
            "from": letters[layer], "to": letters[layer + 1],
            "target": f"o{j + 1}" if layer == hidden else f"h{self._running(layer, j)}",
        }  # fmt: skip

    def _running(self, layer: int, j: int) -> int:
        """Return the number of a unit where units are numbered through all hidden layers."""
        return sum(self.structure.sizes[1 : layer + 1]) + j + 1

    def written(self, key: str) -> Written:
        """Return how a term of the trace is written."""
        return self._written(catalogue(self.structure).recipes[key])

    def _written(self, recipe: Recipe) -> Written:
        family, place = recipe.family, recipe.place
        loss, last = self.loss, self.structure.depth - 1
        match family, place:
            case "parameter", (p,):
                return self.parameter(p)
            case "x", (e, i):
                return self.x(e, i)
            case "y", (e, k):
                return self.y(e, k)
            case "z", (layer, e, j):
                return self.z(layer, e, j)
            case (("a" | "y_hat"), (layer, e, j)):
                return self.a(layer, e, j)
            case "dL_dy_hat", (e, k):
                return self.derivative(loss, self.a(last, e, k))
            case "dL_da", (layer, e, j):
                return self.derivative(loss, self.a(layer, e, j))
            case "delta", (*where, e, j):
                return self.delta(where[0], e, j)
            case "long_delta", (layer, e, j):
                return self.derivative(loss, self.z(layer, e, j))
            case "da_dz", (layer, e, j):
                return self.derivative(self.a(layer, e, j), self.z(layer, e, j))
            case "da_dz_cross", (layer, e, k, j):
                return self.derivative(self.a(layer, e, k), self.z(layer, e, j))
            case "dz_da", (layer, j, i):
                return self.derivative(self.z(layer, None, j), self.a(layer - 1, None, i))
            case "dz_dw", (layer, e, j, i):
                return self.derivative(self.z(layer, e, j), self._weight(layer, i, j))
            case "dz_db", (layer, j):
                return self.derivative(self.z(layer, None, j), self._bias(layer, j))
            case "example_dL_da", (layer, e, j):
                return self.example_dL_da(layer, e, j)
            case "example_delta", (layer, e, j):
                return self.example_delta(layer, e, j)
            case "example_gradient", (p, e):
                return self.derivative(self.example_loss(e), self.parameter(p))
            case "gradient_of_example", (p, e):
                of, by = self.loss, self.parameter(p)
                return Derivative(of, by, self.d, self._patterns["example"].format(e=e + 1))
            case (("gradient" | "gradient_via" | "mean_gradient" | "path"), (p, *_)):
                return self.derivative(loss, self.parameter(p))
            case "new", (p,):
                return self.new(p)
            case "new_loss", ():
                return Symbol(loss.base, loss.sub, "new")
            case "nudge", ():
                return NUDGE
            case "raised_loss", (p,):
                return Applied(loss, (self.parameter(p), NUDGE))
            case "loss_alone", (p,):
                return Applied(loss, (self.new(p),))
            case "spacing", ():
                return Applied(Symbol("ulp"), (loss,))
            case "moved", (p,):
                symbol = self.parameter(p)
                return Symbol(f"Δ{symbol.base}", symbol.sub, symbol.sup)
            case "slope", (layer,):
                return self.slope(layer)
            case "learning_rate", ():
                return self.learning_rate
            case "setting", (name,):
                return self._symbol(name)
            case (("penalty" | "update_number"), ()):
                return self._symbol(family)
            case "objective", ():
                return self.objective
            case "alone", (p,):
                return self.derivative(self._only(loss), self.parameter(p))
            case "penalized", (p,):
                return self.derivative(self._only(self.objective), self.parameter(p))
            case "memory", (kind, p):
                return self._remembered(kind, p)
            case "new_memory", (kind, p):
                symbol = self._remembered(kind, p)
                return Symbol(symbol.base, symbol.sub, f"{symbol.sup}new")
            case "corrected", (kind, p):
                return self._remembered(f"corrected_{kind}", p)
            case "loss_of_example", (e,):
                return Symbol(loss.base, f"{loss.sub}ex {e + 1}", loss.sup)
            case "loss", _:
                return loss
            case _:
                return Symbol(recipe.key)

    def _only(self, whole: Symbol) -> Symbol:
        """The same of the one example alone whose turn it is, as if there were no other."""
        only = self.structure.only
        return whole if only is None else Symbol(whole.base, f"{whole.sub}only {only + 1}", whole.sup)

    def _remembered(self, kind: str, p: Parameter) -> Symbol:
        """What the updates leave behind for a parameter, whose letters stand below."""
        symbol = self.parameter(p)
        space = " " if symbol.sub[:1].isalpha() else ""
        return self._symbol(kind, parameter=f"{symbol.base}{space}{symbol.sub}", above=symbol.sup)

    def remembered(self, kind: str) -> Symbol:
        """What the updates leave behind, without the parameter that it is of."""
        return self._symbol(kind, parameter="", above="")

    def _weight(self, layer: int, i: int, j: int) -> Symbol:
        named = names(self.structure)
        return self.parameter(named.by_name[named.w(layer, i, j)])

    def _bias(self, layer: int, j: int) -> Symbol:
        named = names(self.structure)
        return self.parameter(named.by_name[str(named.b(layer, j))])
