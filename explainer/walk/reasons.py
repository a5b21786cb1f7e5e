"""Where the formula of a local derivative comes from, in the letters of the notation."""

from __future__ import annotations

from markupsafe import Markup

from backprop.conventions import CONVENTIONS
from backprop.terms import Recipe
from explainer.notation.display import Display
from explainer.notation.families import traits
from explainer.notation.operations import REASONS
from explainer.notation.symbols import Written


def reason(display: Display, key: str) -> Markup:
    """Say where the formula of a term comes from, or nothing where it is no local derivative."""
    recipe = display.trace.recipe(key)
    # Free of what the loss is divided by, the derivative of half a square is a plain difference.
    is_half_square = recipe.family == "example_dL_da" and recipe.operation == "difference" and _is_halved(display)
    operation = "half_squared_error_derivative" if is_half_square else recipe.operation
    template = REASONS.get(operation) or traits(recipe).why
    if not template:
        return template
    said = template.format(**{letter: written.html for letter, written in _letters(display, recipe).items()})
    return said + (" What the loss is divided by stays." if _is_divided(display, recipe) else "")


def _letters(display: Display, recipe: Recipe) -> dict[str, Written]:
    """Return what stands for each letter of a reason."""
    n, s = display.notation, display.trace.structure
    named, last = display.trace.names, s.depth - 1
    match recipe.family, recipe.place:
        case "dL_dy_hat", (e, k):
            return {"a": n.a(last, e, k), "y": n.y(e, k)}
        case "example_dL_da", (layer, e, k):
            return {"a": n.a(layer, e, k), "y": n.y(e, k)}
        case (("delta" | "example_delta"), (layer, e, k)):
            return {"a": n.a(layer, e, k), "z": n.z(layer, e, k), "y": n.y(e, k)}
        case "da_dz", (layer, e, j):
            return {"a": n.a(layer, e, j), "z": n.z(layer, e, j), "s": n.slope(layer)}
        case "da_dz_cross", (layer, e, k, j):
            return {"a": n.a(layer, e, k), "z": n.z(layer, e, j), "b": n.a(layer, e, j)}
        case "dz_da", (layer, j, i):
            w = display.written(named.w(layer, i, j))
            return {"z": n.z(layer, None, j), "a": n.a(layer - 1, None, i), "w": w}
        case "dz_dw", (layer, e, j, i):
            w = display.written(named.w(layer, i, j))
            return {"z": n.z(layer, e, j), "a": n.a(layer - 1, e, i), "w": w}
        case "dz_db", (layer, j):
            return {"z": n.z(layer, None, j), "w": display.written(str(named.b(layer, j)))}
    return {}


def _is_halved(display: Display) -> bool:
    """Whether the loss follows a convention that halves the square."""
    return CONVENTIONS[display.trace.structure.convention].half


def _is_divided(display: Display, recipe: Recipe) -> bool:
    """Whether a formula has a count in front that its reason does not speak of."""
    return any(display.trace[f] != 1.0 for f in recipe.factors if display.trace.recipe(f).family in {"N", "K"})
