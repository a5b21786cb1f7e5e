"""A run as a table: exactly the numbers of the run, and how it was made."""

import csv

import pytest

from backprop import load_preset, train, with_values
from explainer.exports.about import About
from explainer.exports.training_table import how_it_learns, training_table
from explainer.view.view import View

VIEW = View("iris", {"learning_rate": 0.5}, order="shuffled", seed=7, rule="adam", penalty="on")


def rows_of(training, names, updates):
    text = "".join(training_table(training, names, updates, About("Iris", {"preset": "iris"}, "iris")))
    lines = text.splitlines()
    comments = [line for line in lines if line.startswith("# ")]
    return comments, list(csv.reader(lines[len(comments) :]))


def test_every_cell_is_a_number_of_the_run():
    training = train(with_values(load_preset("worked"), {"learning_rate": 0.5}), 5)
    names = tuple(f"p{number}" for number in range(training.parameters.shape[1]))
    _, (head, *rows) = rows_of(training, names, 5)
    assert head == ["update", "loss", *names]
    assert [int(row[0]) for row in rows] == list(range(6))
    assert [float(row[1]) for row in rows] == training.losses.tolist()
    assert [[float(cell) for cell in row[2:]] for row in rows] == training.parameters.tolist()


def test_it_ends_where_the_reader_is_however_much_further_the_run_has_been_taken():
    training = train(load_preset("worked"), 5)
    _, rows = rows_of(training, ("w",) * training.parameters.shape[1], 2)
    assert len(rows) == 1 + 3


def test_its_head_says_rule_rate_and_order():
    comments, _ = rows_of(VIEW.run(1), tuple(p.name for p in VIEW.names.parameters), 1)
    assert comments[-1] == "# " + how_it_learns(VIEW.begun)


def test_what_belongs_to_a_rule_and_an_order_is_said_with_them():
    assert how_it_learns(VIEW.begun) == (
        "rule: adam, learning_rate: 0.5, beta1: 0.9, beta2: 0.999, epsilon: 1e-08, order: shuffled, seed: 7, l2: 0.01"
    )
    assert how_it_learns(load_preset("worked")) == "rule: gradient_descent, learning_rate: 0.0001, order: batch"


@pytest.mark.parametrize("title", ["=1+1", "a\n1,2,3"])
def test_what_a_reader_wrote_stays_in_the_comments(title):
    lines = list(training_table(train(load_preset("worked"), 0), ("w",) * 8, 0, About(title, {})))
    assert all(line.startswith("# ") for line in lines[:-2])
    assert all(line.count("\n") == 1 for line in lines)
