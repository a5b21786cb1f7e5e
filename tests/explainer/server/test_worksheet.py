import json
import re
from functools import lru_cache
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from backprop import parse_problem, presets, trace
from backprop.mistakes import MISTAKES, wrong_values
from explainer.notation.numbers import number_in
from explainer.practice.exercises import LEVELS
from explainer.practice.tasks import TASKS, tasks_of
from explainer.practice.worksheet.codes import read
from explainer.server import aside, worksheet
from explainer.view import own
from explainer.view.link import from_link
from explainer.view.practising import practised
from tests.closeness import close_to
from tests.explainer.examples import FILES
from tests.explainer.markup import Fragment
from tests.explainer.server.asking import ask

NETWORKS = (*presets(), "xor", "neuron", "dead_relu")
every_network = pytest.mark.parametrize("name", NETWORKS)


@lru_cache(maxsize=64)
def sheet(**query):
    answer = ask("/worksheet", **query)
    assert answer.status_code == 200, answer.body
    return answer.body.decode()


def of_every_task(name):
    """Return a sheet with an exercise of each task of a network, as far as there is room, and its key."""
    tasks = tasks_of(from_link({"preset": name})[0].structure)[:8]
    return sheet(preset=name, key="1", exercises=str(len(tasks)), task=",".join(tasks), seed="3")


def links(text):
    return [unescape(link) for link in re.findall(r'<a href="([^"]+)"', text)]


def opened(link):
    """Return the view and the exercise that the app shows at a link of a sheet."""
    query = {name: values[0] for name, values in parse_qs(urlsplit(link).query, keep_blank_values=True).items()}
    view, note = from_link(query)
    assert note == ""
    return practised(view)


def articles(text):
    return re.findall(r"<article.*?</article>", text, re.DOTALL)


def answers(text):
    return re.findall(r'<section class="answers">.*?</section>', text, re.DOTALL)


# ---- what a sheet is ----


@every_network
def test_a_sheet_stands_alone_and_runs_nothing(name):
    found = Fragment(of_every_task(name).partition("\n")[2].replace("<use href", "<use data-href"))
    assert found.complaints == []
    assert not found.tagged("script") + found.tagged("link") + found.tagged("img") + found.tagged("iframe")
    assert not [a for element in found.elements for a in element["attributes"] if a.startswith("on") or a == "src"]
    assert {urlsplit(a["attributes"]["href"]).netloc for a in found.tagged("a")} == {"here"}
    (style,) = found.tagged("style")
    assert not re.search("url|import|http", style["text"])


def test_the_policy_of_a_sheet_lets_nothing_run_and_only_this_app_show_it():
    policy = ask("/worksheet").headers["content-security-policy"]
    assert policy.split("; ") == [
        "default-src 'none'", "style-src 'unsafe-inline'", "base-uri 'none'", "form-action 'none'",
        "frame-ancestors 'self'",
    ]  # fmt: skip


def test_the_same_link_is_the_same_sheet():
    query = {"preset": "softmax", "seed": "7", "copies": "2", "key": "1"}
    assert ask("/worksheet", **query).body == ask("/worksheet", **query).body


def test_a_variant_is_the_same_however_many_there_are():
    few, many = articles(sheet(copies="1")), articles(sheet(copies="3"))
    assert many[: len(few)] == few
    assert len(set(many)) == len(many) == 3 * len(few)


def test_the_seed_of_a_sheet_is_its_own():
    drawn = sheet(preset="matrix", order="shuffled", seed="5")
    assert "seed 5" in drawn
    assert links(drawn)
    assert all("seed" not in link for link in links(drawn))


def test_many_variants_come_in_pieces_that_are_the_same_page(monkeypatch):
    query = {"preset": "worked", "copies": "3", "key": "1"}
    pieces = ask("/worksheet", **query).body
    monkeypatch.setattr(worksheet, "MOST_AT_ONCE", 100)
    assert ask("/worksheet", **query).body == pieces


def test_too_many_sheets_at_once_are_refused(monkeypatch):
    monkeypatch.setattr(aside, "MOST_LONG_ANSWERS", 0)
    assert ask("/worksheet", copies="30").status_code == 503


def test_only_the_head_of_a_sheet_costs_nothing(monkeypatch):
    monkeypatch.setattr(worksheet, "sheet_of", None)
    answer = ask("/worksheet", method="HEAD", copies="30")
    assert (answer.status_code, answer.body) == (200, b"")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"


def test_a_sheet_is_shown_or_kept_under_the_name_of_its_network_and_seed():
    said = 'filename="softmax-exercises-7.html"'
    shown, kept = (ask("/worksheet", preset="softmax", seed="7", download=d).headers for d in "01")
    assert shown["content-disposition"] == f"inline; {said}"
    assert kept["content-disposition"] == f"attachment; {said}"
    assert shown["cache-control"] == kept["cache-control"] == "no-store"


@pytest.mark.parametrize(("paper", "size"), [("a4", "A4"), ("letter", "Letter")])
def test_a_sheet_says_its_paper(paper, size):
    assert f"@page {{ size: {size} }}" in sheet(paper=paper)


# ---- what it asks ----


@every_network
def test_the_link_of_an_exercise_opens_it_with_what_the_sheet_asks(name):
    text = of_every_task(name)
    found = [opened(link)[1] for link in links(text)]
    assert len(found) == len(articles(text))
    for place, (exercise, article) in enumerate(zip(found, articles(text), strict=True), 1):
        assert f"<h2>{place}. {TASKS[exercise.task].title}</h2>" in article
        assert article.count('<li class="blank">') == len(exercise.blanks)
        assert article.count("<li ") == len(exercise.lines)


@every_network
def test_the_code_of_an_exercise_says_the_same_as_its_link(name):
    text = of_every_task(name)
    codes = re.findall(r'<p class="code">1-(\w+)</p>', text)
    assert len(codes) == len(links(text))
    for said, link in zip(codes, links(text), strict=True):
        code, (_, exercise) = read(said, tuple(TASKS)), opened(link)
        assert (code.task, code.exercise, code.blanks) == (exercise.task, exercise.number, exercise.level)


@pytest.mark.parametrize("blanks", ["", *map(str, LEVELS)])
@pytest.mark.parametrize("name", ["worked", "iris"])
def test_no_answer_stands_where_it_is_asked_for(name, blanks):
    text = sheet(preset=name, copies="2", exercises="8", blanks=blanks)
    for link, article in zip(links(text), articles(text), strict=True):
        _, exercise = opened(link)
        asked = {line.key for line in exercise.blanks if line.blank == "number"}
        assert asked.isdisjoint(re.findall('data-term="([^"]+)"', article))


def test_exercises_can_have_the_numbers_on_the_table():
    text = sheet(preset="worked", numbers="table", task="forward", w1="0.75", exercises="2")
    numbers, exercise = opened(links(text)[0])
    assert (numbers.values, exercise.values) == ({"w1": 0.75}, {})
    code = read(re.search('<p class="code">([^<]+)<', text)[1], tuple(TASKS))
    assert code.on_table


# ---- the key ----


@every_network
def test_the_key_has_exactly_the_numbers_of_the_trace(name):
    text = of_every_task(name)
    for link, of_exercise in zip(links(text), answers(text), strict=True):
        numbers, exercise = opened(link)
        now = trace(numbers.problem)
        said = re.findall(r'<b><span data-term="([^"]+)"[^>]*>([^<]+)</span></b>', of_exercise)
        assert [key for key, _ in said] == [line.key for line in exercise.blanks if line.blank == "number"]
        for key, shown in said:
            assert number_in(shown) == close_to(now[key], absolute=0.50001e-4, relative=0.5e-3)
        assert of_exercise.count("<b>") == len(exercise.blanks)


def test_the_key_names_at_most_three_wrong_answers_each_of_which_a_mistake_gives():
    text = sheet(preset="mazur", task="gradient", copies="3", key="1")
    titles = {mistake.title for mistake in MISTAKES.values()}
    named = 0
    for link, of_exercise in zip(links(text), answers(text), strict=True):
        numbers, exercise = opened(link)
        now = trace(numbers.problem)
        rows = re.findall(r"<li>.*?</li>", of_exercise)
        for line, row in zip(exercise.blanks, rows, strict=True):
            right = number_in(re.search(r"<b><span[^>]*>([^<]+)<", row)[1])
            made = [wrong.value for wrong in wrong_values(now, line.key)]
            (looked,) = re.findall(r'class="wrong"> Look for (.*)\.</span>', row)
            found = [part.split(": ", 1) for part in looked.split("; ")]
            assert 0 < len(found) <= 3
            for shown, why in found:
                assert set(unescape(why).split(" or ")) <= titles
                assert number_in(shown) != right
                assert any(number_in(shown) == close_to(value, absolute=0.51e-4, relative=0.6e-3) for value in made)
            named += len(found)
    assert named > 12


def test_a_sheet_without_key_has_no_answers():
    assert answers(sheet(copies="2")) == []


# ---- what cannot be ----


def test_all_that_cannot_be_used_is_said_at_once():
    answer = ask("/worksheet", seed="0", copies="31", paper="a5", preset="none")
    assert answer.status_code == 400
    said = answer.body.decode()
    assert "There is no sheet of this link" in said
    assert "preset “none”" in said
    assert "seed “0” (needed is a whole number from 1 to 4000), copies “31”" in said
    assert "paper “a5” (needed is a4 or letter)." in said


def test_a_task_that_the_network_does_not_have_is_refused():
    assert b"task \xe2\x80\x9csum\xe2\x80\x9d" in ask("/worksheet", preset="neuron", task="sum").body


def test_of_a_large_network_only_so_many_exercises_are_printed_at_once(monkeypatch):
    monkeypatch.setattr(worksheet, "MOST_WORK", 6 * 8)  # a 2-2-1 network has 6 weights
    assert ask("/worksheet", copies="2", exercises="4").status_code == 200
    answer = ask("/worksheet", copies="3", exercises="3")
    assert answer.status_code == 400
    assert b"9 in all variants together; at most 8 can be printed at once." in answer.body


def own_network(**said):
    document = {**FILES["one-weight"], **said}
    return own.in_link(own.pack(parse_problem(json.dumps(document))))


def test_what_a_reader_wrote_does_nothing():
    hostile = '<script>alert("1")</script>&<b>'
    text = sheet(network=own_network(title=hostile, input_names=["<i>x"]))
    assert "<script" not in text
    assert "&lt;script&gt;" in text
    assert Fragment(text.partition("\n")[2].replace("<use href", "<use data-href")).complaints == []


def test_a_link_that_is_too_long_for_a_picture_has_a_code_and_a_sentence():
    text = sheet(network=own_network(about="".join(map(chr, range(200, 700)))))
    assert (links(text), text.count('class="qr"')) == ([], 0)
    assert "The link of this network is too long for a picture code." in text
    assert text.count('class="code"') == 4


def test_a_network_of_the_gallery_is_named_in_the_links_of_its_sheet():
    assert all("preset=xor" in link and len(link) < 100 for link in links(sheet(preset="xor")))


def test_a_link_that_only_this_server_understands_stands_on_no_sheet(monkeypatch):
    monkeypatch.setattr(own, "MOST_IN_LINK", 10)
    network = own_network(title="another")
    assert network.startswith(own.NAMED)
    assert links(ask("/worksheet", network=network).body.decode()) == []
