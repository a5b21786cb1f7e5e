"""What every term is written as: notation is data, one file each in ``notations/``.

A notation gives a base letter, a subscript and a superscript for each kind of value; whatever it
leaves out is written as in the house notation. Derivatives follow from those: nobody has to say
how the derivative of L by w is written.
"""

from __future__ import annotations

import html
import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from backprop import Parameter, Structure
from backprop.names import names
from backprop.terms import Recipe, catalogue

HOUSE = "house"
GREEK = {"η": r"\eta", "δ": r"\delta", "α": r"\alpha", "σ": r"\sigma", "ŷ": r"\hat{y}"}


@dataclass(frozen=True)
class Symbol:
    """A letter with what hangs on it; a derivative is a symbol over another one."""

    base: str
    sub: str = ""
    sup: str = ""

    @property
    def latex(self) -> str:
        """As LaTeX."""
        text = GREEK.get(self.base, self.base)
        return (
            text
            + (f"_{{{_upright(self.sub)}}}" if self.sub else "")
            + (f"^{{{_upright(self.sup)}}}" if self.sup else "")
        )

    @property
    def html(self) -> str:
        """As HTML."""
        parts = (f"<i>{html.escape(self.base)}</i>", self.sub and f"<sub>{html.escape(self.sub)}</sub>")
        return "".join((*filter(None, parts), self.sup and f"<sup>{html.escape(self.sup)}</sup>"))

    @property
    def svg(self) -> str:
        """As the inside of an SVG text element."""
        parts = [f'<tspan class="letter">{html.escape(self.base)}</tspan>']
        if self.sub:
            parts.append(f'<tspan class="index" dy="0.3em">{html.escape(self.sub)}</tspan>')
        if self.sup:
            parts.append(
                f'<tspan class="index" dy="{"-0.75em" if self.sub else "-0.4em"}">{html.escape(self.sup)}</tspan>'
            )
        # The next piece of text returns to the line.
        back = -0.3 * bool(self.sub) * 0.75 + (0.75 if self.sub else 0.4) * bool(self.sup) * 0.75
        return "".join(parts) + (f'<tspan dy="{back:.2f}em">​</tspan>' if back else "")

    @property
    def plain(self) -> str:
        """As plain text, for labels that are read aloud."""
        return self.base + (f"_{self.sub}" if self.sub else "") + (f"^{self.sup}" if self.sup else "")


@dataclass(frozen=True)
class Derivative:
    """The derivative of one symbol by another."""

    of: Symbol
    by: Symbol

    @property
    def latex(self) -> str:
        """As LaTeX."""
        return rf"\frac{{\partial {self.of.latex}}}{{\partial {self.by.latex}}}"

    @property
    def html(self) -> str:
        """As HTML, on one line."""
        return f"∂{self.of.html}/∂{self.by.html}"

    @property
    def svg(self) -> str:
        """As the inside of an SVG text element."""
        return f"∂{self.of.svg}/∂{self.by.svg}"

    @property
    def plain(self) -> str:
        """As plain text."""
        return f"∂{self.of.plain}/∂{self.by.plain}"


Written = Symbol | Derivative


def _upright(text: str) -> str:
    """Words such as "out" and "h1" stand upright; single letters and digits as they are."""
    return rf"\text{{{text}}}" if any(c.isalpha() for c in text) else text


@lru_cache(maxsize=1)
def notations() -> dict[str, dict[str, Any]]:
    """Return every notation by name, the house notation first."""
    folder = files("explainer") / "notations"
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

    def _symbol(self, *kinds: str, example: int | None = None, **fields: object) -> Symbol:
        """Fill in the first of ``kinds`` that this notation has."""
        own, patterns = notations()[self.name], self._patterns
        kind = next((kind for kind in kinds if kind in own), None) or next(k for k in kinds if k in patterns)
        base, sub, sup = (*patterns[kind], "", "")[:3]
        if example is not None and self.structure.examples > 1:
            sup = f"{sup}[{example + 1}]"
        return Symbol(base, sub.format(**fields), sup.format(**fields))

    @property
    def loss(self) -> Symbol:
        """The loss."""
        return self._symbol("loss")

    @property
    def learning_rate(self) -> Symbol:
        """The learning rate."""
        return self._symbol("learning_rate")

    def x(self, example: int | None, i: int) -> Symbol:
        """An input."""
        return self._symbol("x", example=example, i=i + 1)

    def y(self, example: int, k: int) -> Symbol:
        """A target."""
        return self._symbol(*self._single("y"), example=example, k=k + 1, j=k + 1)

    def z(self, layer: int, example: int | None, j: int) -> Symbol:
        """A pre-activation."""
        kinds = ("z",) if layer < self.structure.depth - 1 else (*self._single("z_output"), "z")
        return self._symbol(*kinds, example=example, **self._unit(layer, j))

    def a(self, layer: int, example: int | None, j: int) -> Symbol:
        """An activation; layer -1 is the input, the last one y_hat."""
        if layer < 0:
            return self.x(example, j)
        kinds = ("a",) if layer < self.structure.depth - 1 else self._single("y_hat")
        return self._symbol(*kinds, example=example, **self._unit(layer, j))

    def delta(self, layer: int, example: int, j: int) -> Written:
        """The derivative of the loss by a pre-activation, which some notations give a letter."""
        if self._patterns["delta"] is None:
            return Derivative(self.loss, self.z(layer, example, j))
        return self._symbol("delta", example=example, **self._unit(layer, j))

    def parameter(self, p: Parameter) -> Symbol:
        """A weight or a bias."""
        numbered = p.name == f"{p.name[0]}{p.number}" and "_" not in p.name
        single = self.structure.sizes[p.layer + 1] == 1
        if p.is_weight:
            kinds = [*(["numbered_weight"] if numbered else []), *(["weight_single"] if single else []), "weight"]
        else:
            shared = ["shared_bias"] if p.unit is None else []
            kinds = [*(["numbered_bias"] if numbered else []), *(["bias_single"] if single else []), *shared, "bias"]
        fields = self._unit(p.layer, p.unit or 0)
        # "111" could be from 1 to 11 or from 11 to 1.
        comma = "," if not single and max(self.structure.sizes[p.layer : p.layer + 2]) > 9 else ""
        fields |= {"n": p.number, "i": "" if p.source is None else f"{p.source + 1}{comma}"}
        return self._symbol(*kinds, **fields)

    def _single(self, kind: str) -> tuple[str, ...]:
        return (f"{kind}_single", kind) if self.structure.outputs == 1 else (kind,)

    def _unit(self, layer: int, j: int) -> dict[str, Any]:
        hidden = self.structure.depth - 1
        letters = ["i", *("h" if hidden == 1 else f"h{n + 1}" for n in range(hidden)), "o"]
        return {
            "l": layer + 1, "j": j + 1, "k": j + 1, "unit": j + 1 if hidden == 1 else f"{layer + 1},{j + 1}",
            "from": letters[layer], "to": letters[layer + 1],
        }  # fmt: skip

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
                return Derivative(loss, self.a(last, e, k))
            case "dL_da", (layer, e, j):
                return Derivative(loss, self.a(layer, e, j))
            case "delta", (*where, e, j):
                return self.delta(where[0], e, j)
            case "da_dz", (layer, e, j):
                return Derivative(self.a(layer, e, j), self.z(layer, e, j))
            case "da_dz_cross", (layer, e, k, j):
                return Derivative(self.a(layer, e, k), self.z(layer, e, j))
            case "dz_da", (layer, j, i):
                return Derivative(self.z(layer, None, j), self.a(layer - 1, None, i))
            case "dz_dw", (layer, e, j, i):
                return Derivative(self.z(layer, e, j), self._weight(layer, i, j))
            case "dz_db", (layer, j):
                return Derivative(self.z(layer, None, j), self._bias(layer, j))
            case "gradient_of_example", (p, e):
                return Derivative(self._symbol("loss", example=e), self.parameter(p))
            case (("gradient" | "gradient_via" | "path"), (p, *_)):
                return Derivative(loss, self.parameter(p))
            case "new", (p,):
                symbol = self.parameter(p)
                return Symbol(symbol.base, symbol.sub, f"{symbol.sup}new")
            case "new_loss", ():
                return Symbol(loss.base, loss.sub, "new")
            case "learning_rate", ():
                return self.learning_rate
            case "loss_of_example", (e,):
                return self._symbol("loss", example=e)
            case "loss", _:
                return loss
            case _:
                return Symbol(recipe.key)

    def _weight(self, layer: int, i: int, j: int) -> Symbol:
        named = names(self.structure)
        return self.parameter(named.by_name[named.w(layer, i, j)])

    def _bias(self, layer: int, j: int) -> Symbol:
        named = names(self.structure)
        return self.parameter(named.by_name[str(named.b(layer, j))])
