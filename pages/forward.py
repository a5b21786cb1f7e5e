"""Forward: from the inputs to the loss, term by term."""

from explainer.screen import session
from explainer.screen.walk_page import Stage, render
from explainer.walk.tables import forward_table

render(
    Stage(
        page="forward",
        flow="forward",
        gradients=False,
        unit_step="z",
        table=lambda display, step: forward_table(display, session.current_walk().on("forward"), step.key),
    )
)
