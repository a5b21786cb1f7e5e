"""The lecture notes."""

import re
from collections import Counter
from functools import lru_cache

import pytest
from markupsafe import Markup

from backprop import by_hand, load_preset, presets, trace, with_values
from backprop.matrices import matrix_pass
from backprop.names import names
from explainer.lectures.decks import lectures
from explainer.lectures.notes import no_lecture_html, notes_html, summary
from explainer.lectures.pieces import aligned
from explainer.lectures.sheet import Sheet
from explainer.walk.steps import walk
from tests.closeness import close_to
from tests.explainer.examples import NOTATIONS
from tests.explainer.markup import fragment

every_lecture = pytest.mark.parametrize("name", list(lectures()))
RATE = "data-at-learning_rate"


@lru_cache(maxsize=32)
def sheet_of(name, notation=None, hand_places=None):
    lecture = lectures()[name]
    return Sheet(lecture, notation or presets()[name].notation, hand_places or lecture.places)


@lru_cache(maxsize=32)
def notes(name, notation=None, hand_places=None):
    return fragment(notes_html(sheet_of(name, notation, hand_places)))


def with_class(parsed, name):
    return [e for e in parsed.elements if name in e["attributes"].get("class", "").split()]


def number_in(text):
    value = text.replace("−", "-")
    if "×10" in value:
        significand, exponent = value.split("×10")
        return float(significand) * 10.0 ** int(exponent.translate(str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")))
    return float(value)


def row_of(parsed, text):
    """Return the text of the first table row in which a number is printed."""
    rows = [row for row in parsed.tagged("tr") if row["attributes"].get("class") in {"agrees", "rounding", "slip"}]
    return next(row["text"] for row in rows if text in row["text"])


# What is shown.


@every_lecture
@pytest.mark.parametrize("notation", NOTATIONS)
def test_the_notes_are_well_formed_in_every_notation(name, notation):
    notes(name, notation)


@every_lecture
def test_the_container_names_the_deck_whose_numbers_these_are(name):
    assert [e["attributes"]["data-deck"] for e in notes(name).with_attribute("data-deck")] == [name]


@every_lecture
def test_every_number_is_that_of_the_decks_own_trace_at_the_rate_it_names(name):
    shown = notes(name).with_attribute("data-term")
    assert shown
    for element in shown:
        rate = element["attributes"].get(RATE)
        changes = {"learning_rate": float(rate)} if rate else {}
        exact = trace(with_values(load_preset(name), changes))[element["attributes"]["data-term"]]
        assert number_in(element["text"]) == close_to(exact, relative=0.06, absolute=5e-7)


def test_an_exact_value_has_four_places_more_than_the_printed_one():
    assert "0.08216704" in row_of(notes("worked"), "0.0822")


def test_new_values_at_learning_rate_1_say_that_they_are():
    shown = [e for e in notes("worked").with_attribute(RATE) if e["attributes"]["data-term"] == "new_w5"]
    assert [e["text"] for e in shown] == ["0.31783296"]


@every_lecture
def test_every_printed_number_stands_in_the_notes(name):
    parsed = notes(name)
    printed = [text for line in lectures()[name].lines() for row in line.printed for text in row]
    cells = [e["text"].split(" ")[-1] for e in parsed.tagged("td")]
    assert all(cells.count(text) >= printed.count(text) for text in printed)


@every_lecture
def test_every_button_leads_to_a_step_of_the_walk_or_to_a_matrix(name):
    structure = load_preset(name).structure
    steps = {f"step:{s.key}" for e in range(structure.examples) for s in walk(structure, e).steps}
    products = {f"product:{s.id}" for s in matrix_pass(structure).steps}
    choices = {b["attributes"]["data-choose"].removeprefix("at_rate:1;") for b in notes(name).tagged("button")}
    assert choices
    modes = {f"{mode}:{p}" for mode in ("build", "phases") for p in names(structure).by_name}
    assert choices <= steps | products | modes


def test_the_four_chains_of_lecture_1_lead_to_where_they_are_built():
    choices = {b["attributes"]["data-choose"] for b in notes("derivation").tagged("button")}
    assert {"build:b2", "build:w5", "build:w1", "build:b1"} <= choices


def test_the_phases_of_lecture_4_lead_to_where_they_are_drawn():
    assert "phases:w1_11" in {b["attributes"]["data-choose"] for b in notes("softmax").tagged("button")}


def test_a_number_at_another_learning_rate_leads_there():
    choices = {b["attributes"]["data-choose"] for b in notes("worked").tagged("button")}
    assert "at_rate:1;step:new_w5" in choices


@every_lecture
def test_every_button_has_a_name_without_markup(name):
    labels = [b["attributes"]["aria-label"] for b in notes(name).tagged("button")]
    assert all(label.startswith("Show ") and not set("<>&\\") & set(label) for label in labels)


@every_lecture
def test_every_table_has_a_caption_and_headers_with_a_scope(name):
    parsed = notes(name)
    assert len(parsed.tagged("caption")) == len(parsed.tagged("table")) > 0
    assert all(th["attributes"].get("scope") for th in parsed.tagged("th"))


@every_lecture
def test_every_formula_that_is_a_header_has_a_name_in_words(name):
    headers = re.findall("<(?:th|h3)[ >].*?</(?:th|h3)>", notes_html(sheet_of(name)))
    formulas = [header for header in headers if "<math" in header]
    assert formulas
    assert all(re.search('<span class="heard">[^<]+</span><math', header) for header in formulas)


@every_lecture
def test_every_slip_is_listed_with_a_link_to_its_explanation(name):
    parsed = notes(name)
    titles = [line.slip.title for line in lectures()[name].lines() if line.slip]
    links = [a["attributes"]["href"].removeprefix("#") for a in parsed.tagged("a")]
    explained = [e["attributes"]["id"] for e in with_class(parsed, "slip") if e["tag"] == "div"]
    assert [a["text"] for a in parsed.tagged("a")] == [title.replace("_", "") for title in titles]
    assert links == explained
    assert len(set(links)) == len(links)


def test_a_mark_is_a_sign_and_a_word():
    assert "≠ slip" in row_of(notes("worked"), "0.399927")
    assert "≈ rounding" in row_of(notes("worked"), "0.4499")


@pytest.mark.parametrize("name", ["worked", "iris"])
def test_only_a_number_that_does_not_agree_is_marked(name):
    judged = [v for line in lectures()[name].lines() for row in sheet_of(name).verdicts(line) for v in row]
    marked = [e["attributes"]["class"].split()[-1] for e in with_class(notes(name), "verdict")]
    assert Counter(marked) - Counter(agrees=len(marked)) == Counter(v for v in judged if v != "agrees")


def test_a_given_number_is_written_with_the_decimals_that_are_printed():
    (closed,) = notes("iris").tagged("details")
    assert "3.00" not in closed["text"]
    assert {e["text"] for e in notes("iris").with_attribute("data-term") if e["attributes"]["data-term"] == "x2@1"} == {
        "3.0"
    }


def test_numbers_of_a_column_stand_point_below_point():
    cells = aligned([Markup("0.25"), Markup("10"), Markup("3.1415")])
    assert [re.search("--short: (.*)ch", cell)[1] for cell in cells] == ["2", "4.5", "0"]


@every_lecture
def test_what_a_lecture_starts_from_is_closed_until_it_is_asked_for(name):
    closed = [e["text"] for e in notes(name).tagged("summary")]
    assert [text.split(" ")[0] for text in closed] == ["Given"] * (name in {"worked", "iris"})


@every_lecture
def test_every_line_has_a_place_of_its_own(name):
    ids = [e["attributes"]["id"] for e in notes(name).with_attribute("id")]
    assert len(ids) == len(set(ids))
    assert {f"{name}-line-{line.place}" for line in lectures()[name].lines()} <= set(ids)


def test_where_there_is_no_lecture_it_is_said_what_to_do():
    said = " ".join(e["text"] for e in fragment(no_lecture_html()).elements)
    assert "choose it above" in said
    assert all(lecture.about in said for lecture in lectures().values())


def test_the_difference_is_printed_minus_exact():
    assert "−0.0000647833" in row_of(notes("worked"), "0.399927")


def test_a_difference_that_is_only_noise_is_zero():
    assert sheet_of("worked").difference(next(iter(lectures()["worked"].lines())), "z1_1", "0.3775") == "0"


def test_the_factor_of_the_iris_gradient_is_found_and_named():
    (finding,) = with_class(notes("iris"), "finding")
    assert "times 1/N, with N = 3 and K = 3" in finding["text"]
    assert "1/N² instead of 1/N" in finding["text"]
    assert "mean over examples and outputs" in finding["text"]


def test_the_summary_counts_the_verdicts():
    assert summary(sheet_of("worked")) == (
        "62 printed numbers: 13 are given, 42 agree, 4 differ by rounding, 3 are slips. Only those that do not agree "
        "are marked. 4 more slips are in what is written, not in a number."
    )


def test_a_deck_without_numbers_is_judged_by_what_is_written_alone():
    assert summary(sheet_of("softmax")) == (
        "Every formula of the lecture, beside the exact value it gives. "
        "One slip is in what is written, not in a number."
    )


@every_lecture
def test_only_a_deck_that_prints_numbers_has_columns_to_compare_them(name):
    headers = {th["text"] for th in notes(name).tagged("th")}
    assert ({"Printed", "Printed − exact"} <= headers) == (name == "worked" or name == "iris")


@every_lecture
def test_every_row_of_a_table_is_as_wide_as_its_head(name):
    for html in re.findall("<table.*?</table>", notes_html(sheet_of(name))):
        rows = re.findall("<tr.*?</tr>", html)
        widths = {sum(int(n or 1) for n in re.findall(r'<t[hd]\b(?:[^>]*colspan="(\d+)")?', row)) for row in rows}
        assert len(widths) == 1, html


@every_lecture
def test_no_line_shows_the_key_of_a_term_for_want_of_a_symbol(name):
    heads = " ".join(th["text"] for th in notes(name).tagged("th"))
    assert not re.search(r"\w+\d_\d|_via|long_|example_", heads)


def test_the_printed_shapes_are_checked():
    assert "5 printed shapes: 5 agree" in summary(sheet_of("matrix"))


def test_terms_are_written_in_the_notation_asked_for_and_formulas_in_the_decks():
    text = " ".join(e["text"] for e in notes("worked", "house").tagged("th"))
    assert "δ" in text
    assert "ah1" in text


# By hand.


@every_lecture
@pytest.mark.parametrize("hand_places", [2, 6])
def test_every_by_hand_number_is_that_of_the_chosen_places(name, hand_places):
    hand = by_hand(trace(load_preset(name)), hand_places)
    at_one = by_hand(trace(with_values(load_preset(name), {"learning_rate": 1.0})), hand_places)
    shown = notes(name, None, hand_places).with_attribute("data-by-hand")
    assert shown
    for element in shown:
        key, value = element["attributes"]["data-by-hand"], number_in(element["text"])
        assert value == close_to(hand[key]) or value == close_to(at_one[key])


@every_lecture
def test_a_by_hand_number_is_never_said_to_be_of_the_trace(name):
    assert all("data-term" not in e["attributes"] for e in notes(name).with_attribute("data-by-hand"))


def test_four_places_by_hand_give_the_printed_numbers_of_the_worked_example():
    shown = {e["attributes"]["data-by-hand"]: e["text"] for e in notes("worked").with_attribute("data-by-hand")}
    assert (shown["dL_dw5"], shown["y_hat1"], shown["dL_dw1"]) == ("0.0822", "0.7514", "0.00067")


def test_what_is_given_has_no_by_hand_number():
    shown = {e["attributes"]["data-by-hand"] for e in notes("worked").with_attribute("data-by-hand")}
    assert not shown & {"x1", "w5", "b1", "learning_rate"}


def test_the_notes_do_not_give_the_answer_away():
    assert lectures()["softmax"].exercise not in {
        e["attributes"]["data-term"] for e in notes("softmax").with_attribute("data-term")
    }
