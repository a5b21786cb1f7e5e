"""What an exercise asks, and the way to its answer."""

from __future__ import annotations

from explainer.equations.derivations import equation
from explainer.equations.html import lines_html
from explainer.notation.display import Display
from explainer.practice.mistakes import way_to


def question(display: Display, key: str) -> str:
    """Return what is asked."""
    return (
        f'<div class="exercise"><h2>Try it alone</h2><p>Find {display.written(key).html} in two phases: what does the '
        "forward pass leave on that edge, and what does the backward pass bring to the unit it leads into?</p></div>"
    )


def solution(display: Display, key: str, preset: str) -> str:
    """Return the way to the answer in the two phases, then its three linked lines.

    Args:
        display: the trace that holds it.
        key: the gradient of a weight.
        preset: whose numbers these are.
    """
    now, way = display.trace, way_to(display, key)

    def says(term: str) -> str:
        return f"{display.written(term).html} = {display.number(term)}"

    # What comes back has been collected unit by unit, from the output down.
    back = [
        now.names.delta(layer, display.example, unit)
        for layer in range(now.structure.depth - 1, way.weight.layer, -1)
        for unit in range(now.structure.sizes[layer + 1])
    ]
    return (
        f'<div class="exercise" data-deck="{preset}"><h3>Forward pass</h3>'
        f"<p>What enters on that edge: {says(way.entering)}.</p>"
        f"<h3>Backward pass</h3><p>What comes back, unit by unit: {', '.join(map(says, [*back, way.delta]))}.</p>"
        f"<h3>Both together</h3><p>{says(key)}, the product of the two. Path by path:</p>"
        f"{lines_html(equation(display, key), display)}</div>"
    )
