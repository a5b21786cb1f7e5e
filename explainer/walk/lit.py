"""What lights up in every drawing for a step."""

from __future__ import annotations

from backprop import NetworkError, chain
from explainer.notation.display import Display
from explainer.notation.families import traits


def lit_by(display: Display, key: str) -> frozenset[str]:
    """Return the terms that light up for a step: itself, its factors, and every factor on its paths."""
    recipe = display.trace.recipe(key)
    lit = {key, *recipe.factors}
    if recipe.family in {"new", "step"}:
        (parameter,) = recipe.place
        return frozenset({key, parameter.name, display.trace.names.gradient(parameter.name)})
    for factor in recipe.factors:
        if traits(display.trace.recipe(factor)).passing:
            lit.update(display.trace.recipe(factor).factors)
    if recipe.family == "gradient" and recipe.parameter is not None:
        try:
            paths = chain(display.trace, recipe.parameter.name).paths
        except NetworkError:
            return frozenset(lit)
        at = display.example
        lit.update(factor for path in paths if path.example == at for factor in path.factors)
    return frozenset(lit)
