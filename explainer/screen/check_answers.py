"""Numbers that a reader has computed elsewhere: taken down, judged, put in as a block, forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup

from backprop import NetworkError
from backprop.derive import way_to
from backprop.terms import catalogue
from explainer.browser.markup import NOTHING, together
from explainer.lectures.printed_too import printed_too
from explainer.notation.display import Display
from explainer.practice.checked import Box, Verdict, asked_html, verdict
from explainer.practice.checking import Group, box_name, filled, groups, own_values, place_of, steps_beside, texts_of
from explainer.screen import network_acts, session
from explainer.screen.answers import answer, answers, forget
from explainer.view.grids import column_of, is_turned
from explainer.view.hiding import asked
from explainer.view.moves import reveal


def texts() -> dict[str, str]:
    """Return key -> what the reader typed last, of the terms of the network on the table."""
    known = catalogue(session.view().structure).recipes
    return {key: text for key, text in texts_of(answers(), session.view().table).items() if key in known}


def boxes(display: Display, keys: Iterable[str], typed: Mapping[str, str]) -> dict[str, Box]:
    """Return key -> its box, with what came of its answer.

    Args:
        display: what is shown.
        keys: the terms.
        typed: key -> what was typed, of these and of all others that later ones may have been made of.
    """
    own, table = own_values(typed), session.view().table
    texts = {key: typed.get(key, "") for key in keys}
    return {
        key: Box(box_name(table, key), text, _verdict(display, key, text, own) if text else None)
        for key, text in texts.items()
    }


def _verdict(display: Display, key: str, text: str, own: Mapping[str, float]) -> Verdict:
    """Return what came of an answer, judged once for all who gave it with the same earlier ones."""
    earlier = {recipe.key for recipe in way_to(display.trace.structure, key).recipes} - {key}
    feeding = {name: own[name] for name in sorted(own.keys() & earlier)}
    view = session.view()
    # What a lecture prints is about its own numbers.
    lecture = view.preset if view.table[0] and not view.changed and not view.convention else ""

    def judged() -> Verdict:
        found = verdict(display, key, text, feeding)
        too = printed_too(lecture, key, text, view.shown_notation, told=False)
        # Of a number that no mistake of the usual ones gives, the lecture knows more.
        said = [found.said] if found.kind != "wrong" or not too else []
        return found._replace(said=together(filter(None, [*said, too]), " "))

    return session.made("verdict", judged, key, text, *feeding.items())


def asked_beside(display: Display, key: str) -> Markup:
    """Return a box beside the equation of a step, and what came of what stands in it.

    On a projected screen there is one where the answer is hidden, to be predicted.
    """
    if session.view().present and not session.view().hide:
        return NOTHING
    typed = texts()
    of = typed if key in typed else {}
    return session.made(
        "asked", lambda: asked_html(display, key, boxes(display, [key], of)[key]), key, *sorted(of.items())
    )


def listed() -> tuple[tuple[Group, ...], Markup]:
    """Return the groups of the terms that are shown together, and the ways to the others."""
    view = session.view()
    shown, ways = steps_beside(session.display(), view.walk.steps, view.shown_parameter)
    return groups(view.structure, shown), ways


def take_down(detail: str) -> None:
    """Take down an answer; one that is right reveals the number, where that was hidden to be predicted."""
    answer(detail)
    view, page = session.view(), session.kept().page or ""
    key = asked(view, page) if view.hide else ""
    name, _, _ = detail.partition(":")
    if key and name == box_name(view.table, key) and view.revealed != key:
        box = boxes(session.display(), [key], texts())[key]
        if box.verdict and box.verdict.is_right:
            session.put(reveal(view, page, key) or view)


def fill(detail: str) -> None:
    """Put a block into the boxes from one on; the name of its box and the block stand on both sides of a colon."""
    name, _, text = detail.partition(":")
    view = session.view()
    shown, _ = listed()
    try:
        found = filled(view.structure, shown, name.removeprefix(place_of(view.table)), column_of(text), _turned())
    except NetworkError as error:
        network_acts.say(str(error))
        return
    session.change(refused={}, acted=True)
    for key, cell in found.items():
        answer(f"{box_name(view.table, key)}:{cell}")


def _turned() -> bool:
    return is_turned(session.view().problem)


def clear(_: str) -> None:
    """Forget all numbers that were typed for the network on the table."""
    forget(place_of(session.view().table))
    session.change(refused={}, acted=True)
