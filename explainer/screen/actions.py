"""What a reader does: every button, choice and edit puts another view on screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from backprop import presets, values_by_name
from backprop.network import LARGEST_SEED
from explainer.browser.choices import Choice
from explainer.browser.messages import Acts, Edit
from explainer.notation.numbers import parse_number, why_unclear
from explainer.screen import check_answers, network_acts, network_texts, practice_acts, run_clock
from explainer.screen.network_texts import put_on_table
from explainer.screen.session import change, kept, present_page, put, remember, stop_run, view
from explainer.view import moves, own
from explainer.view.hiding import INTUITION
from explainer.view.link import from_link, to_link, with_options
from explainer.view.pages import TITLES
from explainer.view.view import View, needed, usable
from explainer.view.where import page_of
from explainer.walk.steps import PAGES


def choose(text: str) -> None:
    """Follow a choice made in a figure, a table or a sentence; what is no choice is left alone."""
    choice = Choice.parse(text)
    found = choice and moves.follow(view(), present_page(), choice)
    if choice and found:
        if choice.rate is not None:
            remember()
        put(found, moves.page_wanted(choice) or None)


def _go(found: View | None) -> None:
    """Put a view on screen, if there is one."""
    if found:
        put(found)


def go_to(key: str) -> None:
    """Go to a step of the walk."""
    _go(moves.go_to(view(), present_page(), key))


def move(distance: int) -> None:
    """Go so many steps along the walk, or on the matrix page along the products."""
    _go(moves.move(view(), present_page(), distance))


def choose_example(example: int) -> None:
    """Show one example of the batch, from 1, or 0 for all."""
    _go(moves.choose_example(view(), example))


def set_option(**options: object) -> None:
    """Change how things are shown: any option of a link, as far as the network on the table has it."""
    if options.get("section", view().section) != view().section:
        change(refused={})  # what did not fit stands on the part of the page that is left
    found = with_options(view(), **options)
    if found and found.learning != view().learning:
        remember()  # how the network learns is as much of a change as its numbers are
    _go(found)


def open_preset(name: str) -> None:
    """Put another starting network on the table."""
    put_on_table(moves.open_preset(view(), name), looking=True)


def begin_from(name: str) -> None:
    """Put a preset or a small network on the table, by its name."""
    if name in presets():
        open_preset(name)
    elif name in own.beginnings():
        put_on_table(moves.open_network(view(), own.beginnings()[name]), looking=True)


def edit(message: Edit) -> None:
    """Take over numbers from sliders, boxes and scrubbing.

    While a slider moves this happens at every event. Letting go makes the change one that can be
    undone as a whole, and writes the link.
    """
    stop_run()
    now, before = view(), kept().before_edit
    texts = {name: text for name, text in message.texts.items() if name in values_by_name(now.problem)}
    typed = {name: parse_number(text) for name, text in texts.items()}
    values = {**message.values, **{name: value for name, value in typed.items() if value is not None}}
    values = {name: value for name, value in values.items() if value == value and usable(name, value)}
    refused = {name: why for name, why in kept().refused.items() if name not in {*values, network_acts.FORM}}
    refused |= {
        name: refusal(name, texts[name]) for name, value in typed.items() if value is None or not usable(name, value)
    }
    if values and before is None:
        before = now
    change(view=now.change(values), seq=message.seq, refused=refused, before_edit=before)
    if message.done:
        change(before_edit=None)
        if before is not None and (before.values, before.updates) != (view().values, view().updates):
            remember(before)
            network_acts.settle()


def refusal(name: str, text: str) -> str:
    """Say why a typed number cannot be used, and what stands instead."""
    called = "the " + name.replace("_", " ") if name in {"learning_rate", "nudge"} else name
    why = why_unclear(text) or f"{needed(name)} is needed"
    return f"“{text[:40]}” cannot be used for {name}: {why}; {called} stays as it was."


TOO_FAR = "This update would throw a parameter beyond 1000000; with a smaller learning rate it can be taken."
TOO_MANY = "So many updates can be taken of this network here; a number that is changed begins a new run."


def take_update(updates: int = 1) -> None:
    """Take the next update, or so many; a negative number takes as many back."""
    now = view()
    found = now.after(now.updates + updates)
    others = {name: why for name, why in kept().refused.items() if name != "update"}
    short = found.updates < now.updates + updates
    why = TOO_MANY if found.updates == now.most_updates else TOO_FAR
    if found.updates != now.updates:
        remember()
        put(found)
    change(refused={**others, "update": why} if short and updates > 0 else others)


def choose_seed(text: str) -> None:
    """Draw the order of the examples from another number; one that cannot be used is said."""
    fits = text.isascii() and text.isdigit() and int(text) < LARGEST_SEED
    if fits:
        set_option(order="shuffled", seed=int(text))
    others = {name: why for name, why in kept().refused.items() if name != "seed"}
    why = f"The seed is “{text[:40]}”; a whole number from 0 to {LARGEST_SEED - 1} is needed."
    change(refused=others if fits else {**others, "seed": why})


def take_epoch() -> None:
    """Take updates until each example has had its turn as often as the others."""
    examples = view().structure.examples
    take_update(examples - view().updates % examples)


AT_ONCE = 300
"""Updates that are taken at once; of the largest network that takes half a second. More are taken by the clock."""


def go_to_update(updates: int) -> None:
    """Take updates, or take them back, until there are so many; of a long run it can be watched, and stopped."""
    now = view()
    if updates - now.updates <= AT_ONCE or now.has_run(updates):
        take_update(updates - now.updates)
    else:
        run_clock.start(updates)


def undo() -> None:
    """Return to the numbers before the last change, staying at the same place."""
    stop_run()
    *earlier, before = (*kept().history,) or (None,)
    if before is not None:
        change(history=tuple(earlier), ahead=(*kept().ahead, view()))
        _return_to(before)
    change(refused={})


def redo() -> None:
    """Return to the numbers before the last undo, staying at the same place."""
    stop_run()
    *later, after = (*kept().ahead,) or (None,)
    if after is not None:
        change(history=(*kept().history, view()), ahead=tuple(later))
        _return_to(after)
    change(refused={})


def _return_to(found: View) -> None:
    """Put the network and the numbers of a view on screen; the page and, in the same network, the place stay."""
    now = view()
    if found.table == now.table:
        put(with_numbers_of(now, found))
    else:
        step = found.step if page_of(found) == present_page() else ""
        put(replace(found, step=step, present=now.present))


def with_numbers_of(now: View, found: View) -> View:
    """Return a view with the numbers of another one of the same network, and with its way to learn."""
    rule, order, seed, penalty = found.learning
    then = replace(now, values=found.values, updates=found.updates, rule=rule, order=order, seed=seed, penalty=penalty)
    opened, _ = from_link(to_link(then))
    return replace(opened, wishes=found.wishes)


def able() -> tuple[str, ...]:
    """Return the acts that there is something for."""
    present = {"undo": kept().history or kept().clock, "redo": kept().ahead, "reset": view().changed or view().wishes}
    return tuple(act for act, what in present.items() if what)


def reset() -> None:
    """Return to the numbers that the network was put on the table with."""
    if view().changed or view().wishes:
        remember()
        put(replace(view(), values={}, updates=0, wishes=()))
    change(refused={})


def play(on: bool) -> None:
    """Let the walk go on by itself, or stop it."""
    change(playing=on, acted=True)


def toggle_play() -> None:
    """Let what the page is about go on by itself, or stop it: a run, where there is one, or the walk."""
    if present_page() != "training":
        play(not kept().playing)
    elif not view().training:
        run_clock.play(not kept().clock)


def keep_typed(name: str, text: str) -> None:
    """Keep what was typed into a box of an exercise."""
    change(typed={**kept().typed, name: text})


def turn_to(page: str) -> None:
    """Turn to a page, where a step of another one is forgotten."""
    if page in TITLES:
        put(view(), page)


def act(message: Acts) -> None:
    """Do what a reader did by keys, buttons or choices, in its order, but nothing twice.

    What has no place on the page that is open is left alone.
    """
    new = message.after(kept().acts)
    if new:
        change(acts=message.last)
    for text in new:
        name, _, detail = text.partition(":")
        if name in ACTS and with_place([text]):
            ACTS[name](detail)


def changes_the_view(act: str) -> bool:
    """Whether something else may be on screen after an act; keeping what was typed comes by leaving its box."""
    return not act.startswith("keep:")


def with_place(acts: Iterable[str]) -> set[str]:
    """Return those acts for which there is anything to do on the page that is open, as it is shown."""
    page, projected = present_page(), view().present
    named = ((act, act.partition(":")[0]) for act in acts)
    return {
        act
        for act, name in named
        if (name not in ONLY_ON or page in ONLY_ON[name]) and (projected or name not in PROJECTED)
    }


def next_part() -> None:
    """Project the next part of the present step."""
    offered = kept().parts
    if offered:
        set_option(part=offered[(offered.index(part_shown(offered)) + 1) % len(offered)])


def part_shown(offered: Sequence[str]) -> str:
    """Return what of a step is projected: the reader's choice, or else the first of what there is."""
    return view().part if view().part in offered else offered[0]


def change_room() -> None:
    """Project for a dark room instead of a bright one, or the other way round."""
    now = view().room or ("dark" if st.context.theme.type == "dark" else "bright")
    set_option(room="bright" if now == "dark" else "dark")


def _toggle(option: str) -> None:
    set_option(**{option: not getattr(view(), option)})


BEYOND = 10_000
"""More steps than any walk has."""

ACTS: Mapping[str, Callable[[str], None]] = {
    "move": lambda distance: move(int(distance)),
    "first": lambda _: move(-BEYOND),
    "last": lambda _: move(BEYOND),
    "page": turn_to,
    "play": lambda _: toggle_play(),
    "hide": lambda _: _toggle("hide"),
    "present": lambda _: _toggle("present"),
    "leave": lambda _: set_option(present=False),
    "room": lambda _: change_room(),
    "part": lambda _: next_part(),
    "update": lambda _: take_update(),
    "updates": lambda number: take_update(int(number)),
    "epoch": lambda _: take_epoch(),
    "start": lambda _: go_to_update(0),
    "undo": lambda _: undo(),
    "redo": lambda _: redo(),
    "reset": lambda _: reset(),
    "choose": choose,
    "open": begin_from,
    "read": network_texts.read,
    "keep": network_texts.keep,
    "unread": network_texts.unread,
    "say": network_texts.say,
    "answer": check_answers.take_down,
    "fill": check_answers.fill,
    "clear": check_answers.clear,
    "practise": practice_acts.follow,
    "build": network_acts.follow,
    "paste": network_acts.paste,
    "help": lambda _: change(asks_for_help=True),
}
"""Name of an act -> what it does with what stands behind its colon."""

PROJECTED = ("leave", "room", "part")
"""Names of the acts that have a place in presenter mode alone."""

ONLY_ON: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("move", "first", "last", "room", "part"), (*PAGES, moves.MATRIX_PAGE)),
    "hide": (*PAGES, moves.MATRIX_PAGE, INTUITION, "training"),
    "play": (*PAGES, "training"),
    **dict.fromkeys(("updates", "epoch", "start"), ("training",)),
    "update": ("update", "intuition", "training"),
    **dict.fromkeys(("build", "paste"), ("your_network",)),
    **dict.fromkeys(("fill", "clear"), ("check",)),
    "practise": ("practice",),
}
"""Name of an act -> the pages it has a place on, where that is not all of them."""
