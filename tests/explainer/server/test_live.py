"""The live path: one reader's questions do not make the others wait."""

import asyncio
import json
import threading
from dataclasses import replace

import pytest
from starlette.websockets import WebSocket

from backprop.network import Description
from explainer.server import live
from explainer.view.own import pack
from tests.closeness import close_to
from tests.explainer.examples import problem_named


def question(seq, **more):
    return json.dumps({"seq": seq, "link": {}, "terms": ["w5"], "marks": [], "edits": {}, **more})


class Reader:
    """The other end of a socket: what it sends, and what it has been sent."""

    def __init__(self, *questions, address="10.0.0.1"):
        self.waiting = asyncio.Queue()
        self.waiting.put_nowait({"type": "websocket.connect"})
        self.ask(*questions)
        self.sent, self.heard = [], asyncio.Event()
        scope = {
            "type": "websocket", "path": "/live", "query_string": b"", "headers": [], "client": (address, 1),
            "extensions": {"websocket.http.response": {}},
        }  # fmt: skip
        self.socket = WebSocket(scope, self.receive, self.send)

    def ask(self, *questions):
        for asked in questions:
            self.waiting.put_nowait({"type": "websocket.receive", "text" if isinstance(asked, str) else "bytes": asked})

    async def receive(self):
        return await self.waiting.get()

    async def send(self, message):
        self.sent.append(message)
        if message["type"] == "websocket.send":
            self.heard.set()

    @property
    def answers(self):
        return [json.loads(message["text"])["seq"] for message in self.sent if message["type"] == "websocket.send"]

    async def answered(self):
        await self.heard.wait()
        self.heard.clear()
        return self.answers[-1]

    def go(self):
        self.waiting.put_nowait({"type": "websocket.disconnect", "code": 1001})


class Flood(Reader):
    """One that asks again as soon as all that it has asked is read, as what waits in a network does.

    Args:
        together: how many it asks each time.
        most: how many it asks in all.
    """

    def __init__(self, together, most):
        super().__init__()
        self.asked, self.together, self.most = 0, together, most

    async def receive(self):
        message = await self.waiting.get()
        if self.waiting.empty():
            asyncio.get_running_loop().call_soon(self.ask_again)
        return message

    def ask_again(self):
        if self.asked >= self.most:
            self.go()
        else:
            self.ask(*(question(self.asked + number + 1) for number in range(self.together)))
            self.asked += self.together


@pytest.fixture
def pauses(monkeypatch):
    """The seconds that sockets are not read, none of which are waited for."""
    found = []

    async def sleep(seconds):
        found.append(seconds)
        await asyncio.sleep(0)

    monkeypatch.setattr(live, "sleep", sleep)
    return found


@pytest.fixture(autouse=True)
def _no_other_sockets(monkeypatch):
    monkeypatch.setattr(live, "_sockets", live.Sockets())


def conversation(talk):
    """Run a test that listens and speaks."""
    asyncio.run(asyncio.wait_for(talk(), 20))


async def talk_to(reader, *turns):
    """Serve a reader; return what it is answered first, and to each of the turns."""
    line = asyncio.create_task(live.live(reader.socket))
    said = [await reader.answered()]
    for turn in turns:
        reader.ask(*turn)
        said.append(await reader.answered())
    reader.go()
    await line
    return said


def test_of_the_questions_that_wait_only_the_newest_is_answered():
    reader = Reader(*map(question, range(1, 9)))
    assert asyncio.run(talk_to(reader, [question(9)], [question(10), question(11)])) == [8, 9, 11]
    assert reader.answers == [8, 9, 11]


@pytest.mark.parametrize("together", [1, 50])
def test_a_flood_takes_turns_with_others(pauses, together):
    async def talk():
        flood, reader = Flood(together, 2000), Reader(question(1))
        flooded = asyncio.create_task(live.live(flood.socket))
        assert await talk_to(reader, [question(2)], [question(3)]) == [1, 2, 3]
        assert len(flood.answers) < 20
        flooded.cancel()

    conversation(talk)


def test_a_flood_is_read_no_faster_than_a_page_could_ask(pauses, monkeypatch):
    async def talk():
        flood = Flood(50, 5000)
        monkeypatch.setattr(asyncio.get_running_loop(), "time", lambda: sum(pauses))  # no time is spent but in pauses
        await live.live(flood.socket)
        assert flood.answers[-1] == 5000
        assert sum(pauses) >= (5000 - live.MOST_AT_ONCE) / live.MESSAGES_PER_SECOND - 0.1
        assert len(flood.answers) <= 1 + 5000 / 50

    conversation(talk)


def test_who_asks_more_than_any_page_is_left_after_a_while_without_a_word(pauses):
    flood = Flood(live.MOST_WAITING, 10 * live.MOST_WAITING)
    asyncio.run(live.live(flood.socket))
    assert [message["type"] for message in flood.sent] == ["websocket.accept", "websocket.send"]
    assert pauses == [live.LAST_PAUSE]


def test_of_long_questions_that_wait_most_stay_where_they_are(pauses):
    reader = Reader(*(question(number, marks=["dL_dw5"] * 19_000) for number in range(30)))
    asyncio.run(live.live(reader.socket))
    assert reader.waiting.qsize() > 20
    assert pauses == [live.LAST_PAUSE]


def test_a_long_question_counts_for_as_many_as_it_is_long(pauses):
    asyncio.run(talk_to(Reader(question(1, marks=["dL_dw5"] * 19_000)), [question(2)]))
    due = (1 + 190_000 // 6000 - live.MOST_AT_ONCE) / live.MESSAGES_PER_SECOND
    # A clock that has run for days has not more digits than this beside a fraction of a second.
    assert pauses[0] == close_to(due, relative=1e-6)


@pytest.fixture
def beside(monkeypatch):
    """What was done beside the loop."""
    done = []

    async def aside(work):
        done.append(work)
        return work()

    monkeypatch.setattr(live, "aside", aside)
    return done


def test_a_network_that_nobody_has_opened_lately_is_opened_beside_the_loop(beside):
    said = Description(title="No other test opens this one")
    network = pack(replace(problem_named("tanh-relu-batch"), description=said))
    opened, again, broken = question(1, link={"network": network}), question(2, link={"network": network}), "a?"
    asyncio.run(talk_to(Reader(opened), [again], [question(3, link={"network": broken})]))
    assert len(beside) == 2


def test_updates_that_nobody_has_taken_lately_are_taken_beside_the_loop(beside):
    opened = {"w5": "0.654321", "updates": "7"}
    longer = {**opened, "updates": "8"}
    reader = Reader(question(1, link=opened))
    later = [question(2, link=opened), question(3, link=longer), question(4, link=longer, edits={"w6": 0.5})]
    assert asyncio.run(talk_to(reader, *([asked] for asked in later))) == [1, 2, 3, 4]
    assert len(beside) == 2


def test_answers_that_take_long_leave_most_of_a_processor_to_others(pauses, monkeypatch):
    monkeypatch.setattr(live, "thread_time", iter([10.0, 10.3, 20.0, 20.06]).__next__)
    network = pack(problem_named("deep"))
    reader = Reader(question(1, link={"network": network}))
    asyncio.run(talk_to(reader, [question(2, link={"network": network})]))
    spent = 0.3 + 0.06
    assert spent / (spent + sum(pauses)) == close_to(live.SHARE, relative=1e-6)


@pytest.mark.parametrize("each_second", [20, 60, live.MESSAGES_PER_SECOND])
def test_a_page_is_never_kept_waiting(each_second):
    pace = live.Pace()
    assert not any(pace.pause(1, number / each_second) for number in range(10 * each_second))


def test_what_a_page_asked_while_the_server_was_away_is_read_at_once():
    pace = live.Pace()
    assert pace.pause(live.MOST_AT_ONCE, 11.0) == 0.0
    assert pace.pause(1, 11.0) > 0


@pytest.mark.parametrize("message", ["banana", "[]", b"\x00", "", '{"seq": true}', '{"seq": -1}'])
def test_what_is_no_question_is_passed_over_and_the_line_stays_open(message):
    assert asyncio.run(talk_to(Reader(question(1)), [message, question(2)])) == [1, 2]


def test_a_question_is_answered_though_something_without_text_comes_after_it():
    assert asyncio.run(talk_to(Reader(question(1), b"\x00"))) == [1]


def test_a_form_that_a_number_does_not_have_costs_one_number_and_not_the_line():
    reader = Reader(question(1, terms=["x1|fine", "w5"]))
    assert asyncio.run(talk_to(reader, [question(2)])) == [1, 2]
    assert json.loads(reader.sent[1]["text"])["texts"] == {"w5": "0.40"}


def test_a_fault_of_ours_is_logged_and_costs_one_answer(monkeypatch, caplog):
    real = live.reply
    monkeypatch.setattr(live, "reply", lambda asked, view: real(asked, view) if asked.seq != 1 else {}["gone"])

    async def talk():
        reader = Reader(question(1))
        line = asyncio.create_task(live.live(reader.socket))
        while not caplog.records:
            await asyncio.sleep(0)
        reader.ask(question(2))
        assert await reader.answered() == 2
        reader.go()
        await line

    conversation(talk)
    assert "KeyError: 'gone'" in caplog.text


@pytest.mark.parametrize(
    ("large", "more", "on_the_loop"),
    [(False, {}, True), (True, {}, False), (False, {"marks": ["dL_dw5"] * 800}, False)],
)
def test_what_takes_long_is_computed_beside_the_loop(monkeypatch, large, more, on_the_loop):
    threads, real = [], live.reply

    def reply(asked, view):
        threads.append(threading.current_thread())
        return real(asked, view)

    monkeypatch.setattr(live, "reply", reply)
    monkeypatch.setattr("explainer.view.live.reply", reply)
    monkeypatch.setattr(live, "takes_long", lambda structure: large)
    assert asyncio.run(talk_to(Reader(question(1, **more)))) == [1]
    assert [thread is threading.main_thread() for thread in threads] == [on_the_loop]


def refusal(reader):
    """Return how a reader is refused, or None."""
    asyncio.run(live.live(reader.socket))
    return reader.sent[0].get("status") if reader.sent[0]["type"] != "websocket.accept" else None


def reader_who_goes(address):
    reader = Reader(address=address)
    reader.go()
    return reader


def test_an_address_has_so_many_sockets_and_others_have_theirs(monkeypatch):
    monkeypatch.setattr(live, "MOST_OF_ONE_ADDRESS", 2)
    with live._sockets.place("school"), live._sockets.place("school"):
        assert refusal(reader_who_goes("school")) == 503
        assert refusal(reader_who_goes("elsewhere")) is None
    assert refusal(reader_who_goes("school")) is None


def test_a_server_has_so_many_sockets(monkeypatch):
    monkeypatch.setattr(live, "MOST_SOCKETS", 2)
    with live._sockets.place("one"), live._sockets.place("another"):
        assert refusal(reader_who_goes("third")) == 503
    assert refusal(reader_who_goes("third")) is None


def test_of_readers_who_have_gone_nothing_is_kept():
    assert refusal(reader_who_goes("school")) is None
    assert not live._sockets._open


def test_a_school_is_one_address():
    assert live.MOST_OF_ONE_ADDRESS >= 300
