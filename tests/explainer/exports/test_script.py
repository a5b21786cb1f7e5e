import pytest

from explainer.exports.script import comments
from tests.explainer.exports.scripts import HOSTILE


@pytest.mark.parametrize("text", [*HOSTILE, "a long text " * 50])
def test_every_line_of_a_comment_is_one(text):
    assert all(line.startswith("#") and len(line) < 120 for line in comments(text).splitlines())
