import re
import sys
from fractions import Fraction
from inspect import unwrap
from types import SimpleNamespace

import numpy as np
import pytest

from backprop import trace
from explainer.exports.about import About
from explainer.exports.pytorch_script import pytorch_script
from tests.closeness import close_to, same
from tests.explainer.examples import display_named, display_of
from tests.explainer.exports.scripts import (
    ABOUT,
    DIVIDED,
    HOSTILE,
    NETWORKS,
    called,
    meaning_of,
    printed,
    problem_of,
    to_print,
)

NINE_DIGITS = 1e-9


@pytest.fixture(scope="module", autouse=True)
def torch():
    found = pytest.importorskip("torch", reason="PyTorch is not to be had for this system")
    found.set_num_threads(1)  # what is computed here is over before a second one has begun
    found.optim.Optimizer.add_param_group = unwrap(found.optim.Optimizer.add_param_group)
    with pytest.MonkeyPatch.context() as patch:
        if "torch._dynamo" not in sys.modules:
            # An optimizer would import PyTorch's compiler to tell it to keep out, which takes longer than all scripts.
            compiler = SimpleNamespace(graph_break=lambda: None)
            patch.setitem(sys.modules, "torch._dynamo", compiler)
            patch.setattr(found, "_dynamo", compiler, raising=False)
        yield found


def flowing(record):
    """Return key -> how much would flow into a gradient if no unit were saturated and nothing cancelled.

    Where an activation is nearly 1, PyTorch takes its slope a (1 - a) of an a that is rounded, and the delta of
    softmax as the difference of two shares. What is lost of them is 1e-16 however small they are, and it comes to a
    gradient over the same weights as they do.
    """
    layers, n = record.problem.network.layers, record.names
    flow, found = np.abs(record.backward.dL_da[-1]), {}
    flow = np.maximum(np.where(np.isfinite(flow), flow, 0.0), 1.0)
    for place in range(len(layers) - 1, -1, -1):
        entering = np.abs(record.a(place - 1))
        found |= {n.gradient(w.name): float(entering[:, w.source] @ flow[:, w.unit]) for w in n.weights(place)}
        for b in n.biases(place):
            found[n.gradient(b.name)] = float(flow[:, list(b.units(record.structure))].sum())
        flow = flow @ np.abs(layers[place].W).T
    return found


@pytest.mark.parametrize("name", NETWORKS)
def test_the_script_prints_the_loss_every_gradient_and_every_update(name):
    display = display_of(problem_of(name))
    found, expected, flow = printed(pytorch_script(display, ABOUT)), to_print(display.trace), flowing(display.trace)
    assert found.keys() == expected.keys()
    differ = {
        key: (found[key], value)
        for key, value in expected.items()
        if not same(found[key], value, relative=NINE_DIGITS, absolute=1e-15 * flow.get(key, 1.0))
    }
    assert differ == {}


OWN = re.compile(r"PyTorch's own (torch\.nn\.functional\.\w+\(\w, Y\)) .*?: (?:that is ([\d/]+) times )?this loss\.")


@pytest.mark.parametrize("name", DIVIDED)
def test_what_the_script_says_of_pytorchs_own_loss_is_true(torch, name):
    record = trace(problem_of(name))
    script = pytorch_script(display_of(problem_of(name)), ABOUT)
    own, ratio = OWN.search(re.sub(r"\n# (?!-)", " ", script)).groups()
    last = {"Z": record.forward.z[-1], "A": record.forward.a[-1], "Y": record.problem.y}
    theirs = eval(own, {"torch": torch, **{key: torch.tensor(array) for key, array in last.items()}}).item()
    assert theirs == close_to(float(Fraction(ratio or 1)) * record.loss)


@pytest.mark.parametrize("title", HOSTILE)
def test_nothing_that_a_reader_writes_is_executed(title):
    display = display_of(called(problem_of("softmax"), title), "softmax")
    script = pytorch_script(display, About(title, {"preset": title}))
    assert meaning_of(script) == meaning_of(pytorch_script(display_named("softmax"), About("", {})))
