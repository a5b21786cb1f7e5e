"""The sheet of exercises that a view asks for, and the links on it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlencode

from explainer.practice.tasks import tasks_of
from explainer.practice.worksheet.settings import Settings, from_text, to_query, to_text
from explainer.view import own
from explainer.view.link import to_link
from explainer.view.view import View


def settings_of(view: View) -> Settings:
    """Return what the sheet of a view is to have; the usual one where its network does not have the tasks of it."""
    return from_text(view.sheet, tasks_of(view.ready.structure)) or Settings()


def with_settings(view: View, settings: Settings) -> View:
    """Return a view that asks for another sheet."""
    return replace(view, sheet=to_text(settings))


def asked_of(view: View) -> View:
    """Return what exercises of a view depend on; what else is chosen has nothing to do with them."""
    bare = replace(view.bare, example=0, seed=0, digits=view.digits, numbers=view.numbers)
    return replace(bare, values=view.values, updates=view.updates) if view.numbers else bare


def sheet_address(view: View, settings: Settings) -> str:
    """Return where the sheet of a view is, as seen from a page."""
    return f"worksheet?{urlencode({**to_link(asked_of(view)), **to_query(settings)})}"


def exercise_link(view: View) -> dict[str, str]:
    """Return what a link says that opens an exercise of a view, as shortly as can be; nothing where none can."""
    if not own.fits_in_link(view.network):
        return {}
    link = to_link(view)
    if name := _beginning(view.network):
        del link["network"]
        link = {"preset": name, **link}
    return link


@lru_cache(maxsize=16)
def _beginning(network: str) -> str:
    """Return the name under which an own network can be begun, if it is as it was begun, or ""."""
    return next((name for name in own.beginnings() if own.begun(name) == network), "")
