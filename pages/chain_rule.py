"""Chain rule: how the loss answers to each parameter, along its paths, built up, or in two phases."""

from explainer import state
from explainer.chain_views import render_build, render_phases
from explainer.stage import Stage, render
from explainer.tables import gradient_table


def render_paths() -> None:
    """Show the equation of the current step beside the network, and every gradient."""
    render(
        Stage(
            page="chain_rule",
            flow="backward",
            gradients=True,
            unit_step="delta",
            table=lambda display, step: gradient_table(display, step.parameter or state.view().shown_parameter),
        )
    )


{"": render_paths, "build": render_build, "phases": render_phases}[state.view().mode]()
