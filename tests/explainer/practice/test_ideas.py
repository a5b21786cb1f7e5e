import pytest

from explainer.practice.ideas import IDEAS, idea_of
from tests.explainer.examples import trace_named


@pytest.mark.parametrize(
    ("name", "key", "idea"),
    [
        ("worked", "delta2_1", "chain"),
        ("worked", "dL_db1", "shared_bias"),
        ("worked", "dL_db2", "bias"),
        ("worked", "dL_da1_1", "chain"),
        ("mazur", "dL_da1_1", "paths"),
        ("softmax", "delta3_1", "pair"),
        ("softmax-squared", "example_delta2_1@1", "paths"),
        ("matrix", "dL_dw1_11", "batch"),
        ("matrix", "example_dL_dw1_11@2", "chain"),
        ("matrix", "example_dL_dy_hat1@2", "loss_derivative"),
        ("worked", "new_w5", "update"),
    ],
)
def test_a_term_is_an_example_of_one_idea(name, key, idea):
    now = trace_named(name)
    assert idea_of(now.structure, now.recipe(key)) == idea


@pytest.mark.parametrize("idea", IDEAS)
def test_an_idea_stands_among_three_others(idea):
    assert len({idea, *IDEAS[idea].others} & IDEAS.keys()) == 4
