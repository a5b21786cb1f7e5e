"""Training beside PyTorch's own optimizers, in float64: SGD, momentum and Adam, weights penalized too."""

from functools import cache, partial
from inspect import unwrap

import pytest

from backprop import problem_from, train
from tests.backprop.helpers import GOLDEN
from tests.backprop.scalar_twin import SQUARED, divisor_of
from tests.backprop.test_cases import CASES
from tests.closeness import close_to

torch = pytest.importorskip("torch", reason="PyTorch is not to be had for this system")
torch.set_num_threads(1)  # what is computed here is over before a second one has begun

UPDATES = 100
NINE_DIGITS = 1e-9
REACHED = 1e-18
"""Of a loss. Where all but the last digits of an output, 1e-16 of it and what a hundred updates make of that, have
reached the target, the loss is the square of a difference that consists of those digits."""

NETWORKS = {
    **{name: golden["network"] for name, golden in GOLDEN.items()},
    **{name: case["network"] for name, case in CASES.items()},
}
XOR = {
    "layers": [
        {"weights": [[0.9, -0.6], [0.5, 0.8]], "bias": [0.1, -0.2], "activation": "tanh"},
        {"weights": [[0.7], [-0.9]], "bias": [0.05], "activation": "sigmoid"},
    ],
    "loss": "binary_cross_entropy",
    "inputs": [[0, 0], [0, 1], [1, 0], [1, 1]],
    "targets": [[0], [1], [1], [0]],
    "learning_rate": 0.5,
}
ONE_AFTER_THE_OTHER = {
    "xor": {**XOR, "order": "each_example"},
    **{name: {**some, "order": "each_example"} for name, some in NETWORKS.items() if len(some["inputs"]) > 1},
}

RULES = {
    "gradient descent": ({}, torch.optim.SGD),
    "momentum": ({"rule": "momentum", "momentum": 0.8}, partial(torch.optim.SGD, momentum=0.8)),
    "adam": (
        {"rule": "adam", "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-6},
        partial(torch.optim.Adam, betas=(0.8, 0.99), eps=1e-6),
    ),
}
"""Name of a rule -> how a file asks for it, and PyTorch's optimizer."""

PENALTIES = {"": {}, "weights penalized": {"l2": 0.01}}

ACTIVATIONS = {
    # PyTorch's own sigmoid has the derivative a (1 - a), which has no digits left where a is nearly 1; this one has.
    "sigmoid": lambda z: torch.nn.functional.logsigmoid(z).exp(),
    "tanh": torch.tanh,
    "relu": torch.relu,
    "identity": lambda z: z,
    "softmax": lambda z: torch.softmax(z, -1),
}
LOGARITHMS = {
    "softmax": lambda z: (torch.log_softmax(z, -1), None),
    "sigmoid": lambda z: (torch.nn.functional.logsigmoid(z), torch.nn.functional.logsigmoid(-z)),
}


def tensor(numbers):
    return torch.tensor(numbers, dtype=torch.float64)


class Run:
    """A network that PyTorch trains under one rule, with the weights penalized or not."""

    def __init__(self, document, rule, l2):
        self.document, self.losses = {**document, "update": RULES[rule][0], **l2}, []
        given = [layer.get("bias") for layer in document["layers"]]
        self.weights = [tensor(layer["weights"]).requires_grad_() for layer in document["layers"]]
        self.biases = [None if bias is None else tensor(bias).requires_grad_() for bias in given]

    def groups(self):
        """Return the parameters as an optimizer takes them: weights are penalized, biases are not."""
        rate = self.document["learning_rate"]
        yield {"params": self.weights, "lr": rate, "weight_decay": self.document.get("l2", 0.0)}
        if biases := [b for b in self.biases if b is not None]:
            yield {"params": biases, "lr": rate}


class Runs:
    """Runs of one network, whose losses are computed side by side: one by one they take five times as long."""

    def __init__(self, document):
        self.document = document
        self.x, self.y = tensor(document["inputs"]), tensor(document.get("targets", [[]]))
        self.by_rule = {(rule, name): Run(document, rule, l2) for rule in RULES for name, l2 in PENALTIES.items()}

    def losses(self, x, y):
        """Return PyTorch's loss of some examples, of each run."""
        runs, a = self.by_rule.values(), x
        for number, layer in enumerate(self.document["layers"]):
            z = a @ torch.stack([run.weights[number] for run in runs])
            if layer.get("bias") is not None:
                z = z + torch.stack([run.biases[number] for run in runs]).reshape(len(runs), 1, -1)
            a = ACTIVATIONS[layer["activation"]](z)
        if self.document["loss"] == "none":
            added = a
        elif self.document["loss"] in SQUARED:
            added = (a - y) ** 2
        else:
            log, log_complement = LOGARITHMS[layer["activation"]](z)
            binary = self.document["loss"] == "binary_cross_entropy"
            added = -(y * log + (1.0 - y) * log_complement) if binary else -y * log
        divisor = divisor_of({**self.document, "inputs": x.tolist()}, self.document.get("convention", ""))
        return added.sum(dim=(1, 2)) / divisor

    def loss(self, update):
        """Note the loss of all examples, and return that of those whose turn it is."""
        whole = self.losses(self.x, self.y)
        for run, loss in zip(self.by_rule.values(), whole.tolist(), strict=True):
            run.losses.append(loss)
        if self.document.get("order") != "each_example":
            return whole.sum()
        turn = slice(update % len(self.x), update % len(self.x) + 1)
        return self.losses(self.x[turn], self.y[turn]).sum()


@cache
def trained():
    """Return every run of every network, trained by PyTorch."""
    # Else PyTorch would import its compiler for this, which takes as long as all that is computed here.
    torch.optim.Optimizer.add_param_group = unwrap(torch.optim.Optimizer.add_param_group)
    found = [{name: Runs(document) for name, document in some.items()} for some in (NETWORKS, ONE_AFTER_THE_OTHER)]
    together = [runs for some in found for runs in some.values()]
    optimizers = [
        optimizer([group for runs in together for name in PENALTIES for group in runs.by_rule[rule, name].groups()])
        for rule, (_, optimizer) in RULES.items()
    ]
    for update in range(UPDATES):
        for optimizer in optimizers:
            optimizer.zero_grad()
        sum(runs.loss(update) for runs in together).backward()
        for optimizer in optimizers:
            optimizer.step()
    for runs in together:
        runs.loss(UPDATES)
    return found


def assert_alike(run):
    """The losses on the way and the parameters at the end are PyTorch's."""
    ours = train(problem_from(run.document), UPDATES)
    layers = ours.problem.network.layers
    weights = [W.tolist() for W in run.weights]
    biases = [b if b is None else b.tolist() for b in run.biases]
    assert ours.losses == close_to(run.losses, relative=NINE_DIGITS, absolute=REACHED)
    assert [layer.W.tolist() for layer in layers] == close_to(weights, relative=NINE_DIGITS)
    assert [None if layer.b is None else layer.b.tolist() for layer in layers] == close_to(biases, relative=NINE_DIGITS)


every_way = pytest.mark.parametrize("way", [(rule, name) for rule in RULES for name in PENALTIES], ids=", ".join)


@every_way
@pytest.mark.parametrize("name", NETWORKS)
def test_a_hundred_updates_are_those_of_pytorch(name, way):
    assert_alike(trained()[0][name].by_rule[way])


@every_way
@pytest.mark.parametrize("name", ONE_AFTER_THE_OTHER)
def test_a_hundred_updates_of_one_example_after_the_other_are_those_of_pytorch(name, way):
    assert_alike(trained()[1][name].by_rule[way])
