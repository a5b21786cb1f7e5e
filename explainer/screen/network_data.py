"""The examples that an own network learns from, as a table of boxes, and what inputs and outputs are called."""

from __future__ import annotations

from markupsafe import Markup

from backprop.validation import MAX_EXAMPLES
from explainer.browser.grids import data_html
from explainer.browser.markup import Attributes, element
from explainer.screen import session
from explainer.screen.network_layers import complaint
from explainer.screen.panels import show
from explainer.view import wishes
from explainer.view.grids import data_grid
from explainer.view.view import View

HINT = "A block that is pasted fills the table from the box on; rows beyond the last become new examples."


def show_data() -> Markup:
    """Show the examples, and return the markup of their numbers."""
    view = session.view()
    refused = wishes.refusal(view)
    wrong = refused.name if refused else ""
    table = session.made("data", lambda: _table(view, wrong), wrong, view.wishes, of=view.bare)
    notes: Attributes = {"class": "notes quiet", "role": "status", "data-notes": "refused", "data-hint": HINT}
    if refused:
        show("complaint", complaint(refused, view))
    elif wishes.unfit(view):
        show("complaint", element("p", {"class": "misfit", "role": "status"}, wishes.unfit(view)))
    show("data", table + element("p", notes, HINT) + _add(view.structure.examples))
    return table


def _table(view: View, wrong: str) -> Markup:
    """Return the examples as a table; ``wrong`` is the wish that does not fit, which may be a name in its header."""
    sizes = view.structure.sizes
    called = [
        *(f"input_name{number}" for number in range(1, sizes[0] + 1)),
        *(f"output_name{number}" for number in range(1, sizes[-1] + 1)),
    ]
    names = [wishes.shown(view, name) for name in called]
    return data_html(session.display(), data_grid(view.structure).rows, names, [name == wrong for name in called])


def _add(examples: int) -> Markup:
    """Return the button that adds an example."""
    attributes: Attributes = {
        "type": "button",
        "class": "tool small",
        "data-act": "build:example",
        "aria-disabled": "true" if examples == MAX_EXAMPLES else None,
    }
    count = f"{examples} of at most {MAX_EXAMPLES} examples"
    return element("p", {"class": "count"}, count, element("button", attributes, "Add an example"))
