"""What was made of a view is kept for the next reader, whole, once, and of a bounded size."""

from dataclasses import dataclass
from threading import Barrier, Thread

import pytest

from explainer.view.memory import Memory, characters


def test_what_was_made_is_not_made_again():
    memory, calls = Memory(), []
    assert [memory.made("a", lambda: calls.append(1) or "made") for _ in range(2)] == ["made", "made"]
    assert calls == [1]


def test_what_is_made_of_something_else_is_another_thing():
    memory = Memory()
    assert [memory.made(("x1", number), lambda number=number: number) for number in (0.0, 1.0)] == [0.0, 1.0]


def test_of_many_who_ask_at_the_same_time_one_makes_it():
    memory, together, calls, got = Memory(), Barrier(8), [], []

    def make():
        calls.append(1)
        return object()

    def ask():
        together.wait()
        got.append(memory.made("a", make))

    readers = [Thread(target=ask) for _ in range(8)]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert len(calls) == 1
    assert len(got) == 8
    assert len(set(map(id, got))) == 1


def test_what_was_asked_for_longest_ago_is_forgotten_first():
    memory = Memory(most=3 * 11)
    for name in ("a", "b", "c", "a", "d"):
        memory.made(name, lambda: "0123456789")
    remade = [name for name in ("a", "c", "d", "b") if memory.made(name, lambda: "another") == "another"]
    assert remade == ["b"]


@pytest.mark.parametrize("size", [10, 100, 1000])
def test_it_never_holds_more_than_it_may(size):
    memory = Memory(most=500)
    for number in range(50):
        memory.made(str(number), lambda: "x" * size)
        assert memory.characters <= 500
        assert len(memory) <= 500 // size + 1


def test_what_cannot_be_made_is_tried_again():
    memory = Memory()
    with pytest.raises(ZeroDivisionError):
        memory.made("a", lambda: 1 / 0)
    assert len(memory) == 0
    assert memory.made("a", lambda: 2) == 2


@dataclass(frozen=True)
class Parts:
    text: str
    more: tuple[str, ...]


def test_the_size_of_a_thing_is_that_of_all_texts_in_it():
    assert characters(Parts("abc", ("de", "f"))) == 6
    assert characters({"ab": [1.0, "cde"]}) == 6
