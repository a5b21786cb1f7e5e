import json

import pytest

from backprop import parse_problem
from backprop.document import document_from
from explainer.exports.network_file import network_file
from tests.explainer.exports.scripts import NETWORKS, problem_of


@pytest.mark.parametrize("name", NETWORKS)
def test_the_file_of_a_network_is_that_network_to_the_last_bit(name):
    problem = problem_of(name)
    text = network_file(problem)
    assert json.loads(text) == document_from(problem)
    assert document_from(parse_problem(text)) == document_from(problem)


def test_the_rows_of_a_matrix_stand_below_each_other():
    lines = network_file(problem_of("worked")).splitlines()
    assert "    [0.15, 0.25]," in lines
    assert "    [0.2, 0.3]" in lines
