"""Chain rule: how the loss answers to each parameter, factor by factor."""

from explainer import state
from explainer.stage import Stage, render
from explainer.tables import gradient_table

render(
    Stage(
        page="chain_rule",
        flow="backward",
        gradients=True,
        unit_step="delta",
        table=lambda display, step: gradient_table(display, step.parameter or state.view().shown_parameter),
    )
)
