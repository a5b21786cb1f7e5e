from dataclasses import replace

import pytest

from backprop import NetworkError
from backprop.network import Learning
from explainer.exports.numpy_script import numpy_script
from explainer.exports.pytorch_script import pytorch_script
from explainer.exports.script import comments
from tests.explainer.examples import display_named
from tests.explainer.exports.scripts import ABOUT, HOSTILE


@pytest.mark.parametrize("script", [numpy_script, pytorch_script])
@pytest.mark.parametrize("learning", [Learning("momentum"), Learning(l2=0.1), Learning(order="each_example")])
def test_no_script_computes_another_update_than_the_network_asks_for(script, learning):
    display = display_named("iris")
    record = replace(display.trace, problem=replace(display.trace.problem, learning=learning))
    with pytest.raises(NetworkError, match="plain gradient descent"):
        script(replace(display, trace=record), ABOUT)


@pytest.mark.parametrize("text", [*HOSTILE, "a long text " * 50])
def test_every_line_of_a_comment_is_one(text):
    assert all(line.startswith("#") and len(line) < 120 for line in comments(text).splitlines())
