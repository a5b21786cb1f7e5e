"""Forward: from the inputs to the loss, term by term."""

from explainer.screen import session
from explainer.screen.walk_page import PageSpec, render
from explainer.walk.tables import forward_table

render(
    PageSpec(
        path="forward",
        flow="forward",
        gradients=False,
        unit_step="z",
        table=lambda display, step: forward_table(display, session.view().walk.on("forward"), step.key),
    )
)
