"""The network of a link as files of other kinds: each a pure function of the link."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route
from starlette.status import HTTP_400_BAD_REQUEST

from backprop import NetworkError
from backprop.files import text_of
from explainer.exports.about import About
from explainer.exports.equations_file import equations_file
from explainer.exports.numpy_script import numpy_script
from explainer.exports.picture import picture
from explainer.exports.pytorch_script import pytorch_script
from explainer.exports.terms_table import terms_table
from explainer.exports.trace_file import trace_file
from explainer.exports.training_table import training_table
from explainer.notation.display import Display
from explainer.server.aside import begun_aside
from explainer.server.linked import Linked, briefly
from explainer.view.link import to_link
from explainer.view.live import display_of, takes_long
from explainer.view.own import fits_in_link
from explainer.view.view import View


@dataclass(frozen=True)
class Export:
    """A kind of file.

    Attributes:
        media_type: what it is, for a browser.
        make: a view and what is said of it -> the text of the file, in pieces.
        takes_long: whether others would notice if they had to wait for it.
    """

    media_type: str
    make: Callable[[View, About], Iterable[str]]
    takes_long: Callable[[View], bool] = lambda view: takes_long(view.structure)


def _of(make: Callable[[Display, About], Iterable[str]]) -> Callable[[View, About], Iterable[str]]:
    """Return how a file is made of a view, where it shows numbers as pages do."""
    return lambda view, about: make(display_of(view), about)


MOST_CELLS_AT_ONCE = 10_000
"""Numbers of a run that are written in a few milliseconds."""


def _training(view: View, about: About) -> Iterable[str]:
    names = tuple(p.name for p in view.names.parameters)
    return training_table(view.run(view.updates), names, view.updates, about)


def _training_takes_long(view: View) -> bool:
    return takes_long(view.structure) or view.updates * len(view.names.parameters) > MOST_CELLS_AT_ONCE


EXPORTS: Mapping[str, Export] = {
    "network.json": Export("application/json", lambda view, about: [text_of(view.described)]),
    "terms.csv": Export("text/csv", lambda view, about: terms_table(display_of(view).trace)),
    "training.csv": Export("text/csv", _training, _training_takes_long),
    "trace.json": Export("application/json", lambda view, about: trace_file(display_of(view).trace, about)),
    "numpy.py": Export("text/x-python", _of(lambda display, about: [numpy_script(display, about)])),
    "pytorch.py": Export("text/x-python", _of(lambda display, about: [pytorch_script(display, about)])),
    "equations.tex": Export("text/x-tex", _of(equations_file)),
    "diagram.svg": Export("image/svg+xml", _of(lambda display, about: [picture(display, about)])),
}
"""Name of a file -> its kind."""


def about(view: View) -> About:
    """Return what files say of the network of a view; a link that only this server understands says nothing."""
    link = to_link(view) if fits_in_link(view.network) else {}
    return About(view.origin.title, link, view.origin.name)


def exported(name: str) -> Callable[[Linked], Awaitable[Response]]:
    """Return what answers with a file."""
    kind = EXPORTS[name]

    async def answer(linked: Linked) -> Response:
        view = linked.view
        if linked.note:
            # Of a page it is said; a file would be of another network, and nobody would know.
            return refused(
                f"There is no file of this link, because not all of it can be used. A page says: {linked.note}"
            )
        said = about(view)
        headers = {
            "Content-Disposition": f'attachment; filename="{said.filename(name)}"',
            "Cache-Control": "no-store",
        }
        if linked.head:
            return Response(media_type=kind.media_type, headers=headers)
        try:
            if kind.takes_long(view):
                pieces = await begun_aside(partial(kind.make, view, said))
                return StreamingResponse(pieces, media_type=kind.media_type, headers=headers)
            return Response("".join(kind.make(view, said)), media_type=kind.media_type, headers=headers)
        except NetworkError as error:
            return refused(str(error))

    return answer


def refused(sentence: str) -> Response:
    """Return an answer that says why there is no file."""
    return PlainTextResponse(sentence, HTTP_400_BAD_REQUEST)


EXPORT_ROUTES: list[BaseRoute] = [
    *(Route(f"/export/{name}", briefly(exported(name))) for name in EXPORTS),
    Route("/terms.csv", briefly(exported("terms.csv"))),  # where it was at first
]
