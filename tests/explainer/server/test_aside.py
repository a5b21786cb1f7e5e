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
