"""Update: every parameter takes one step against its gradient."""

from explainer.screen.walk_page import PageSpec, render
from explainer.walk.tables import update_table

render(
    PageSpec(
        path="update",
        flow="backward",
        gradients=True,
        unit_step="delta",
        table=lambda display, step: update_table(display, step.parameter, step.place),
    )
)
