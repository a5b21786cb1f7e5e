"""Where an own network begins: at one that is there, at an empty one, or at a file."""

from __future__ import annotations

from markupsafe import Markup

from backprop import Problem, presets
from explainer.browser.choices import Choice
from explainer.browser.markup import element
from explainer.screen import session
from explainer.screen.network_file import choose_a_file
from explainer.screen.panels import show
from explainer.view import moves, own, pages
from explainer.view.view import View
from explainer.walk.steps import PAGES as WALKED

ANY = "2-2-1 with any numbers, to be made into yours."
FROM_FILE = "Or drop it anywhere, or paste its text under File and link."


WAYS = element(
    "div",
    {"class": "ways", "role": "group", "aria-label": "See it taken apart", "data-roving": True},
    *(
        element("button", {"type": "button", "class": "tool small", "data-act": f"page:{path}"}, pages.TITLES[path])
        for path in (*WALKED, moves.MATRIX_PAGE)
    ),
)
"""The ways on: to the same network on other pages."""


def show_begin() -> Markup:
    """Show what a network can begin from."""
    view = session.view()
    small = [_small(name, problem, view) for name, problem in own.beginnings().items()]
    taught = [_card(name, preset.title, preset.about, (name, "") == view.table) for name, preset in presets().items()]
    choose = element("div", None, choose_a_file(first=True), element("span", None, "a network or a table"))
    from_file = element("div", {"class": "card from-file"}, choose, element("span", None, FROM_FILE))
    html = element(
        "div",
        {"class": "beginnings"},
        _group("Small networks", from_file, *small),
        _group("From the lectures", *taught),
    )
    show("begin", html)
    return html


def where_next() -> Markup:
    """Return the way on from the network that is on the table: along its walk, or to it on another page."""
    first = Choice("step", session.view().walk.steps[0].key)
    return element("div", {"class": "next"}, first.button("Take it apart", style="tool first"), WAYS)


def _group(title: str, *cards: Markup) -> Markup:
    return element(
        "section",
        {"aria-label": title},
        element("h2", None, title),
        element("div", {"class": "cards"}, *cards),
    )


def _small(name: str, problem: Problem, view: View) -> Markup:
    said = problem.description
    return _card(name, said.title or "Empty", said.about or ANY, view.network == own.begun(name))


def _card(name: str, title: str, about: str, is_chosen: bool) -> Markup:
    attributes = {
        "type": "button",
        "class": "card",
        "data-act": f"open:{name}",
        "aria-pressed": "true" if is_chosen else "false",
    }
    return element("button", attributes, element("strong", None, title), element("span", None, about))
