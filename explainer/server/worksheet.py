"""Exercises on paper: the sheet that a link asks for, a page without script and a pure function of that link.

What is said of the sheet stands beside what is said of the network: see ``practice.worksheet.settings``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from urllib.parse import urlencode

from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from backprop import NetworkError, Structure
from explainer.practice.tasks import TASKS, tasks_of
from explainer.practice.worksheet.asked import Asked
from explainer.practice.worksheet.codes import Code, written
from explainer.practice.worksheet.settings import SETTINGS, Settings, read_settings
from explainer.practice.worksheet.sheet import Sheet, sheet_html
from explainer.server.aside import begun_aside
from explainer.server.exports import about, refused
from explainer.server.linked import Linked, briefly
from explainer.view.live import display_of, takes_long
from explainer.view.practising import practised
from explainer.view.sheets import asked_of, exercise_link
from explainer.view.view import View

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
"""Where a sheet may take what from: nowhere. It has a style of its own, and no script."""

MOST_AT_ONCE = 4
"""Exercises that are written in the time in which nobody notices having to wait."""


MOST_WORK = 2_000_000
"""Exercises times weights times examples of a sheet; so many take five seconds."""


def too_large(structure: Structure, settings: Settings) -> str:
    """Say that a sheet would take too long to be made, or nothing."""
    weights = sum(n_in * n_out for n_in, n_out in pairwise(structure.sizes))
    most, wanted = MOST_WORK // (structure.examples * weights), settings.copies * settings.exercises
    if wanted <= most:
        return ""
    return (
        f"There is no sheet with so many exercises of so large a network: {wanted} in all variants together; "
        f"at most {most} can be printed at once."
    )


def sheet_of(view: View, settings: Settings, address: str) -> Sheet:
    """Return the sheet of a view.

    Args:
        view: the network, its notation and digits, and whether exercises have numbers of their own.
        settings: what the sheet is to have.
        address: where the app is, with a slash at its end.
    """
    base = asked_of(view)

    def asked(copy: int, place: int) -> Asked:
        at = replace(base, task=settings.task_of(place), exercise=settings.number_of(copy, place))
        numbers, exercise = practised(replace(at, blanks=settings.blanks))
        # As the sheet has it, whatever the app would leave blank for who has come so far.
        at = replace(at, task=exercise.task, blanks=exercise.level)
        link = exercise_link(at)
        code = written(Code(at.task, at.exercise, at.blanks, bool(at.numbers)), tuple(TASKS))
        display = replace(display_of(numbers), example=exercise.example)
        return Asked(exercise, display, f"{copy}-{code}", f"{address}practice?{urlencode(link)}" if link else "")

    def variants() -> Iterator[Sequence[Asked]]:
        for copy in range(1, settings.copies + 1):
            yield [asked(copy, place) for place in range(1, settings.exercises + 1)]

    return Sheet(view.origin.title, display_of(base), settings, address, variants())


async def worksheet(linked: Linked) -> Response:
    """Answer with a sheet."""
    view, wrong = linked.view, list[str]()
    if linked.note:
        # Of a page it is said; a sheet would be of another network, and nobody would know.
        wrong.append(f"There is no sheet of this link, because not all of it can be used. A page says: {linked.note}")
    settings = Settings()
    try:
        settings = read_settings(linked.query, tasks_of(view.structure))
    except NetworkError as error:
        wrong.append(str(error))
    wrong += filter(None, [too_large(view.structure, settings)])
    if wrong:
        return refused(" ".join(wrong))
    kind = "attachment" if settings.download else "inline"
    filename = about(view).filename(f"exercises-{settings.seed}.html")
    headers = {
        "Content-Disposition": f'{kind}; filename="{filename}"',
        "Cache-Control": "no-store",
        "Content-Security-Policy": POLICY,
    }
    if linked.head:
        return HTMLResponse(headers=headers)

    def pieces() -> Iterator[str]:
        return sheet_html(sheet_of(view, settings, linked.address))

    try:
        if settings.copies * settings.exercises > MOST_AT_ONCE or takes_long(view.structure):
            return StreamingResponse(await begun_aside(pieces), media_type=HTMLResponse.media_type, headers=headers)
        return HTMLResponse("".join(pieces()), headers=headers)
    except NetworkError as error:
        return refused(str(error))


WORKSHEET_ROUTE: BaseRoute = Route("/worksheet", briefly(worksheet, SETTINGS))
