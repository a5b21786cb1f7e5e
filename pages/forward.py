"""Forward: from the inputs to the loss, term by term."""

from explainer import state
from explainer.stage import Stage, render
from explainer.tables import forward_table

render(
    Stage(
        page="forward",
        flow="forward",
        gradients=False,
        unit_step="z",
        table=lambda display, step: forward_table(display, state.current_walk().on("forward"), step.key),
    )
)
