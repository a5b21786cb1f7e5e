"""The whole page: a variant for each student, then the key; no script, nothing from elsewhere, black on white."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup

from backprop.judging import rule_sentence
from explainer.browser.markup import attributes_text, element
from explainer.notation.display import Display
from explainer.practice.worksheet.asked import Asked, exercise_html
from explainer.practice.worksheet.diagram import form
from explainer.practice.worksheet.key import answers_html
from explainer.practice.worksheet.qr import fits
from explainer.practice.worksheet.settings import PAPERS, Settings

STYLE = Path(__file__).with_name("worksheet.css")


@dataclass(frozen=True)
class Sheet:
    """What a page of exercises is made of.

    Attributes:
        title: what the network is called.
        display: the network, whatever its numbers.
        settings: what the sheet is to have.
        address: where the app is, with a slash at its end.
        variants: the exercises of each variant, made as they are written.
    """

    title: str
    display: Display
    settings: Settings
    address: str
    variants: Iterable[Sequence[Asked]]


def sheet_html(sheet: Sheet) -> Iterator[str]:
    """Yield the page in pieces: its head, each variant, the key."""
    settings, key = sheet.settings, list[Markup]()
    drawn, again = form(sheet.display)
    yield f'<!doctype html>\n<html lang="en">{_head(sheet)}<body{attributes_text({"class": settings.paper})}><main>'
    for copy, asked in enumerate(sheet.variants, 1):
        yield _variant(sheet, drawn if copy == 1 else again, copy, asked)
        if settings.key:
            key.append(_key_of(copy, asked))
    if settings.key:
        yield element("section", {"class": "key"}, _key_head(sheet), *key)
    yield "</main></body></html>\n"


@lru_cache(maxsize=1)
def _style() -> str:
    return STYLE.read_text("utf-8")


def _head(sheet: Sheet) -> Markup:
    page = f"@page {{ size: {PAPERS[sheet.settings.paper]} }}\n"
    return element(
        "head",
        None,
        element("meta", {"charset": "utf-8"}),
        element("meta", {"name": "viewport", "content": "width=device-width"}),
        element("meta", {"name": "color-scheme", "content": "only light"}),
        element("meta", {"name": "referrer", "content": "no-referrer"}),
        element("title", None, f"Exercises: {sheet.title}"),
        # A style sheet of ours: in it "<" and "&" would be read as they stand.
        element("style", None, Markup(page + _style())),  # noqa: S704
    )


def _variant(sheet: Sheet, drawn: Markup, copy: int, asked: Sequence[Asked]) -> Markup:
    """Return the exercises of one student."""
    return element(
        "section",
        {"class": "variant", "aria-label": f"Variant {copy}"},
        element(
            "header",
            None,
            element("h1", None, sheet.title),
            element("p", {"class": "which"}, f"Variant {copy} · seed {sheet.settings.seed}"),
            element("p", {"class": "who"}, *map(_to_write, ("Name", "Date"))),
        ),
        element("figure", None, drawn),
        element("p", {"class": "rule"}, rule_sentence(sheet.display.digits)),
        *(exercise_html(one, place) for place, one in enumerate(asked, 1)),
        element("footer", None, _how_to_open(sheet, asked)),
    )


def _to_write(what: str) -> Markup:
    return element("span", None, what, element("span", {"class": "write"}))


def _how_to_open(sheet: Sheet, asked: Sequence[Asked]) -> Markup:
    """Say how an exercise is opened in the app, where its answers are judged line by line."""
    typed = Markup("open this network at {}, and type the code of the exercise under Practice, Worksheet.").format(
        element("span", {"class": "address"}, sheet.address)
    )
    if all(fits(one.link) for one in asked):
        return element("p", None, "To have your answers checked, scan the picture code; or ", typed)
    return element(
        "p", None, "The link of this network is too long for a picture code. To have your answers checked, ", typed
    )


def _key_head(sheet: Sheet) -> Markup:
    said = f"{sheet.title} · seed {sheet.settings.seed}"
    return element("header", None, element("h1", None, "Key"), element("p", {"class": "which"}, said))


def _key_of(copy: int, asked: Sequence[Asked]) -> Markup:
    answers = (answers_html(one, place) for place, one in enumerate(asked, 1))
    return element("section", {"class": "of"}, element("h2", None, f"Variant {copy}"), *answers)
