"""What the diagram of a network shows: the drawing as a value, and what is lit on its edges."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from backprop import Parameter, Weight
from backprop.names import Names
from explainer.figures.network.plan import AIRY, CLOSE, Called, Plan, plan
from explainer.figures.shapes import Columns
from explainer.notation.called import input_names, output_names
from explainer.notation.display import SMALL, Display
from explainer.notation.families import traits

CAN_BE_STUCK = {"sigmoid", "tanh", "relu"}
"""Activation functions whose slope can be next to nothing."""


@dataclass(frozen=True)
class Drawing:
    """What the drawing shows beyond the network itself.

    Attributes:
        display: trace, notation and precision.
        gradients: whether edges and biases carry dL/dw below their value.
        flow: what the widths of the edges follow: "forward" the products w * a, "backward" the gradients, "delta" how
            large delta is in the layer that they lead into.
        lit: keys of the terms whose place in the drawing is lit.
        subject: key of the term that the step is about, or "".
        parameter: the chosen parameter, or "".
        unit_step: what choosing a unit leads to: "z" (how it is computed) or "delta".
        captions: whether each column says what it is.
        stuck: whether units are marked whose local derivative is next to nothing.
        close: whether things stand close together, as where type has to be large beside them.
    """

    display: Display
    gradients: bool = False
    flow: str = "forward"
    lit: frozenset[str] = field(default_factory=frozenset)
    parameter: str = ""
    unit_step: str = "z"
    close: bool = False
    subject: str = ""
    captions: bool = False
    stuck: bool = False

    @cached_property
    def names(self) -> Names:
        """The keys of the terms."""
        return self.display.trace.names

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Units per layer, inputs first."""
        return self.display.trace.structure.sizes

    @cached_property
    def plan(self) -> Plan:
        """Where everything stands."""
        spacing = CLOSE if self.close else AIRY
        return plan(self.display.notation, self.display.digits, self.gradients, spacing, self.called)

    @cached_property
    def called(self) -> Called | None:
        """What inputs and outputs are called; nothing where things stand close together, or none has a name."""
        problem = self.display.trace.problem
        found = Called(input_names(problem), output_names(problem))
        return None if self.close or not any((*found.inputs, *found.outputs)) else found

    @cached_property
    def stuck_marks(self) -> tuple[str, ...]:
        """Keys of the marks that say which units let next to nothing past, where those are drawn."""
        activations = self.display.trace.structure.activations if self.stuck else ()
        return tuple(
            self.names.da_dz(layer, self.display.example, unit) + SMALL
            for layer, activation in enumerate(activations)
            for unit in range(self.sizes[layer + 1])
            if activation in CAN_BE_STUCK
        )

    @property
    def columns(self) -> Columns:
        """Where the units stand."""
        return self.plan.columns

    def as_lit(self, key: str) -> str:
        """Return a derivative on the way back as it is lit: with the scale of the loss of a batch, or free of it."""
        return next((found for found in (self.names.back(key), key) if self.is_lit(found)), key)

    def is_lit(self, *keys: str) -> bool:
        """Whether any of these terms is lit."""
        return not self.lit.isdisjoint(keys)

    @cached_property
    def about(self) -> str:
        """The parameter that the step is about, or ""."""
        if not self.subject:
            return ""
        recipe, n = self.display.trace.recipe(self.subject), self.names
        match recipe.family, recipe.place:
            case "dz_dw", (layer, _, j, i):
                return n.w(layer, i, j)
            case "dz_da", (layer, j, i):
                return n.w(layer, i, j)
            case "dz_db", (layer, j):
                return str(n.b(layer, j))
        return recipe.parameter.name if recipe.parameter else ""

    @cached_property
    def sources(self) -> dict[str, str]:
        """Where the number of a lit factor comes from: an input, an activation, a weight -> the role of the factor."""
        recipes = (self.display.trace.recipe(key) for key in self.lit)
        return {r.factors[0]: traits(r).role for r in recipes if r.operation == "same" and traits(r).role}

    def shade(self, value: str, *derivatives: str) -> str:
        """Return how the place of a value is marked: as what the step is about, or as what that is made of.

        Args:
            value: the key of what stands there.
            derivatives: keys of derivatives by it, which have no other place.
        """
        if self.subject in (value, *derivatives):
            return "subject"
        if value in self.sources:
            return f"lit role-{self.sources[value]}"
        return "cause" if self.is_lit(value) else ""


def product_of(drawing: Drawing, p: Parameter) -> str:
    """Return the key of what comes in over a weight's edge, in the example that is shown."""
    return drawing.names.product(p.name, drawing.display.example)


def mark_of(drawing: Drawing, p: Parameter) -> str:
    """Return the key whose size and sign the width of a weight's edge follows."""
    if drawing.flow == "forward":
        return product_of(drawing, p)
    return drawing.names.delta_size(p.layer) if drawing.flow == "delta" else drawing.names.gradient(p.name)


def edge_marks(drawing: Drawing) -> tuple[str, ...]:
    """Return the keys beside whose largest value the widths of all edges are drawn, each once."""
    drawn = (p for p in drawing.names.parameters if isinstance(p, Weight) or drawing.flow == "backward")
    return tuple(dict.fromkeys(mark_of(drawing, p) for p in drawn))


def edge_roles(drawing: Drawing, p: Parameter) -> list[tuple[str, str]]:
    """Return (role, factor key) for each factor that lies on a weight's edge and is lit."""
    e, n = drawing.display.example, drawing.names
    if not isinstance(p, Weight):
        return []
    keys = [n.dz_dw(p.layer, e, p.source, p.unit)]
    if p.layer:
        keys.append(n.dz_da(p.layer, p.source, p.unit))
    recipes = drawing.display.trace.catalogue.recipes
    return [(traits(recipes[key]).role, key) for key in keys if key in drawing.lit]


def role_of(drawing: Drawing, p: Parameter) -> str:
    """Return the role that a parameter plays in the step, or "" where it plays none."""
    if drawing.flow == "forward":
        return "weight" if drawing.is_lit(p.name) else ""
    if roles := edge_roles(drawing, p):
        return roles[0][0]
    chosen = p.name == drawing.parameter or bool(factors_of_bias(drawing, p))
    return "parameter" if chosen else ""


def factors_of_bias(drawing: Drawing, p: Parameter) -> list[str]:
    """Return the lit factors that a bias is met by: one for each unit that it feeds."""
    if isinstance(p, Weight):
        return []
    keys = (drawing.names.dz_db(p.layer, unit) for unit in p.units(drawing.display.trace.structure))
    return [key for key in keys if drawing.is_lit(key)]


def is_lit_edge(drawing: Drawing, p: Parameter) -> bool:
    """Whether anything that a weight takes part in is lit on its edge."""
    lit_forward = drawing.flow == "forward" and drawing.is_lit(product_of(drawing, p), p.name)
    return lit_forward or bool(edge_roles(drawing, p))


def all_gradients(display: Display) -> tuple[str, ...]:
    """Return the keys that the widths of edges and bars follow on the way back."""
    return tuple(display.trace.names.gradient(p.name) for p in display.trace.names.parameters)
