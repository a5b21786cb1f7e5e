"""What a sheet is to have: how many variants of how many exercises, which ones, and on which paper.

A sheet is a pure function of its link. The exercises of a variant are numbers, and those follow from the seed: see
``Settings.number_of``. A variant is the same whether it is printed alone or with 29 others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from backprop import NetworkError
from explainer.practice.exercises import LEVELS

MOST_COPIES = 30
MOST_EXERCISES = 8
LARGEST_SEED = 4000
"""With it, the largest number of an exercise has six digits."""

PAPERS: Mapping[str, str] = {"a4": "A4", "letter": "Letter"}
"""Paper, as an address says it -> what it is called."""


@dataclass(frozen=True)
class Settings:
    """What a sheet is to have.

    Attributes:
        seed: what the numbers of all exercises follow from.
        copies: variants, one for each student.
        exercises: on each of them.
        task: ids of tasks, taken in turn; "" is mixed.
        blanks: the level of every exercise, see ``exercises.LEVELS``; 0 for the usual one of its task.
        key: whether the key is printed too, on pages of its own.
        paper: one of ``PAPERS``.
        download: whether it is to be kept as a file, rather than shown.
    """

    seed: int = 1
    copies: int = 1
    exercises: int = 4
    task: tuple[str, ...] = ("",)
    blanks: int = 0
    key: bool = False
    paper: str = "a4"
    download: bool = False

    def task_of(self, place: int) -> str:
        """Return the task of an exercise of a variant, counted from 1."""
        return self.task[(place - 1) % len(self.task)]

    def number_of(self, copy: int, place: int) -> int:
        """Return the number of an exercise of a variant; no two of any sheets have the same.

        number = ((seed − 1) · 30 + copy − 1) · 8 + place

        Args:
            copy: which variant, from 1.
            place: which of its exercises, from 1.

        >>> Settings(seed=1).number_of(1, 1), Settings(seed=2).number_of(30, 8)
        (1, 480)
        """
        return ((self.seed - 1) * MOST_COPIES + copy - 1) * MOST_EXERCISES + place


@dataclass(frozen=True)
class Setting:
    """Something that an address says of a sheet.

    Attributes:
        read: a text, ids of the tasks that the network has -> what it says, or None where it cannot be used.
        needed: those ids -> what can be used.
    """

    read: Callable[[str, Sequence[str]], object | None]
    needed: Callable[[Sequence[str]], str]


def _whole(least: int, most: int) -> Setting:
    def read(text: str, tasks: Sequence[str]) -> int | None:
        fits = text.isascii() and text.isdigit() and len(text) <= len(str(most)) and least <= int(text) <= most
        return int(text) if fits else None

    return Setting(read, lambda tasks: f"a whole number from {least} to {most}")


def _one_of(found: Mapping[str, object]) -> Setting:
    return Setting(lambda text, tasks: found.get(text), lambda tasks: _listed([*found]))


def _read_tasks(text: str, tasks: Sequence[str]) -> tuple[str, ...] | None:
    found = tuple(text.split(","))
    return found if len(found) <= MOST_EXERCISES and set(found) <= {*tasks} else None


SWITCH = _one_of({"0": False, "1": True})

SETTINGS: Mapping[str, Setting] = {
    "seed": _whole(1, LARGEST_SEED),
    "copies": _whole(1, MOST_COPIES),
    "exercises": _whole(1, MOST_EXERCISES),
    "task": Setting(_read_tasks, lambda tasks: f"{_listed(tasks)}, several with commas between"),
    "blanks": _whole(0, max(LEVELS)),
    "key": SWITCH,
    "paper": _one_of({name: name for name in PAPERS}),
    "download": SWITCH,
}
"""Name in an address, and of an attribute of the settings -> how it is read.

On the address of a sheet these names are the sheet's own, also where a link to a page uses them for something else:
``seed`` is what the exercises follow from, not what the order of examples is drawn from.
"""


def read_settings(query: Mapping[str, str], tasks: Sequence[str]) -> Settings:
    """Return what an address says of a sheet.

    Args:
        query: name -> text.
        tasks: ids of the tasks that the network has.

    Raises:
        NetworkError: if any of it cannot be used; its sentence names all that cannot, and what can.
    """
    found: dict[str, object] = {}
    wrong: list[str] = []
    for name, setting in SETTINGS.items():
        text = query.get(name, "")
        value = setting.read(text, tasks) if text else None
        if value is not None:
            found[name] = value
        elif text:
            wrong.append(f"{name} “{_short(text)}” (needed is {setting.needed(tasks)})")
    if wrong:
        raise NetworkError(f"There is no sheet with {_listed(wrong, 'and')}.")
    return Settings(**found)  # type: ignore[arg-type]


def to_query(settings: Settings) -> dict[str, str]:
    """Return what an address has to say of a sheet; what is usual is left out."""
    usual = Settings()
    said = {name: getattr(settings, name) for name in SETTINGS if getattr(settings, name) != getattr(usual, name)}
    return {name: ",".join(value) if isinstance(value, tuple) else str(int(value) if value is True else value)
            for name, value in said.items()}  # fmt: skip


def _listed(parts: Sequence[str], word: str = "or") -> str:
    *some, last = parts
    return f"{', '.join(some)} {word} {last}" if some else last


LONGEST_NAMED = 20
"""Characters of what cannot be used that are repeated."""


def _short(text: str) -> str:
    shown = "".join(c if c.isprintable() else "·" for c in text[:LONGEST_NAMED])
    return f"{shown}…" if len(text) > LONGEST_NAMED else shown


def to_text(settings: Settings) -> str:
    """Return the settings as one option of a link to a page, in letters that need no escape there.

    >>> to_text(Settings(copies=30, task=("forward", "sign"), key=True))
    'copies-30.task-forward~sign.key-1'
    """
    said = to_query(replace(settings, download=False))
    return ".".join(f"{name}-{text.replace(',', '~')}" for name, text in said.items())


def from_text(text: str, tasks: Sequence[str]) -> Settings | None:
    """Return the settings that such an option says, or None where it cannot be used."""
    said = dict(part.partition("-")[::2] for part in text.split(".")) if text else {}
    try:
        found = read_settings({name: value.replace("~", ",") for name, value in said.items()}, tasks)
    except NetworkError:
        return None
    return found if to_text(found) == text else None
