"""Work that takes long, beside the loop."""

import asyncio
import threading

import pytest

from explainer.server import aside


def test_others_are_answered_while_work_takes_long():
    async def talk():
        go_on = threading.Event()
        work = asyncio.create_task(aside.aside(lambda: go_on.wait(20)))
        await asyncio.sleep(0)
        go_on.set()  # which nobody could say if the work kept the loop
        return await work

    assert asyncio.run(talk()) is True


def test_short_work_stays_on_the_loop():
    assert asyncio.run(aside.aside(threading.current_thread, takes_long=False)) is threading.main_thread()


def test_a_fault_of_the_work_reaches_who_asked_and_leaves_no_trace():
    with pytest.raises(ZeroDivisionError):
        asyncio.run(aside.aside(lambda: 1 // 0))
    assert not aside._accepted


def test_what_would_wait_too_long_is_refused(monkeypatch):
    monkeypatch.setattr(aside, "MOST_WAITING", 0)
    with pytest.raises(aside.TooBusyError):
        asyncio.run(aside.aside(int))


def taken(answer):
    async def take():
        return [piece async for piece in await answer]

    return asyncio.run(take())


def test_a_long_answer_comes_in_pieces_that_are_made_as_they_are_taken(monkeypatch):
    monkeypatch.setattr(aside, "PIECE", 4)
    monkeypatch.setattr(aside, "TURN_S", 60)
    made = []

    def make():
        for part in ("ab", "cd", "ef", "gh", "i"):
            made.append(part)
            yield part

    async def take():
        answer = await aside.begun_aside(make)
        assert made == ["ab", "cd"]
        return [piece async for piece in answer]

    assert asyncio.run(take()) == [b"abcd", b"efgh", b"i"]


def test_a_long_answer_that_nobody_takes_counts_no_longer(monkeypatch):
    monkeypatch.setattr(aside, "MOST_LONG_ANSWERS", 1)

    async def begin_twice():
        first = await aside.begun_aside(lambda: ["a"])
        with pytest.raises(aside.TooBusyError):
            await aside.begun_aside(lambda: ["b"])
        del first
        return [piece async for piece in await aside.begun_aside(lambda: ["c"])]

    assert asyncio.run(begin_twice()) == [b"c"]


def test_what_is_wrong_with_a_long_answer_shows_before_any_of_it_is_sent():
    with pytest.raises(ZeroDivisionError):
        taken(aside.begun_aside(lambda: [str(1 // 0)]))
