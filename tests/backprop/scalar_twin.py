"""A slow second opinion: every term of one update, one float at a time, by automatic differentiation.

It reads a network file, builds a graph of plain numbers for each example and asks the graph for
every derivative. It shares no code with the package, not even the names.

>>> document = {
...     "layers": [{"weights": [[0.5]], "activation": "identity"}],
...     "loss": "half_squared_error", "inputs": [[2.0]], "targets": [[0.0]], "learning_rate": 0.1,
... }
>>> twin = terms(document)
>>> twin["loss"], twin["dL_dw1"], twin["new_w1"]
(0.5, 2.0, 0.3)
"""

import itertools
import math

PAIRS = {("softmax", "cross_entropy"), ("sigmoid", "binary_cross_entropy"), ("sigmoid", "cross_entropy")}
MOST_PATHS = 64
SQUARED = {"half_squared_error", "mean_squared_error"}
OWN_CONVENTIONS = {"half_squared_error": "half_mean", "mean_squared_error": "mean_all", "none": "sum"}
DIVISORS = {  # what the sum of squares, or of logarithms, is divided by
    "half_mean": lambda n, k: 2 * n,
    "mean": lambda n, k: n,
    "mean_all": lambda n, k: n * k,
    "half_mean_all": lambda n, k: 2 * n * k,
    "half_sum": lambda n, k: 2,
    "sum": lambda n, k: 1,
}


CONVENTIONS = {
    **dict.fromkeys(("cross_entropy", "binary_cross_entropy"), ("mean", "mean_all", "sum")),
    "none": ("sum",),
}


class Value:
    """A number that remembers what it was made of: pairs of (input, derivative by that input)."""

    __slots__ = ("data", "made_of", "serial")
    _serials = itertools.count()

    def __init__(self, data, made_of=()):
        self.data, self.made_of, self.serial = data, made_of, next(Value._serials)

    def __add__(self, other):
        return Value(self.data + other.data, ((self, 1.0), (other, 1.0)))

    def __mul__(self, other):
        return Value(self.data * other.data, ((self, other.data), (other, self.data)))

    def shift(self, constant):
        return Value(self.data + constant, ((self, 1.0),))

    def scale(self, constant):
        return Value(self.data * constant, ((self, constant),))

    def over(self, other):
        quotient = self.data / other.data
        return Value(quotient, ((self, 1.0 / other.data), (other, -quotient / other.data)))

    def copy(self):
        return self.shift(0.0)

    def squared(self):
        return Value(self.data * self.data, ((self, 2.0 * self.data),))

    def exp(self):
        result = math.exp(self.data)
        return Value(result, ((self, result),))

    def log(self):
        return Value(
            _logarithm(self.data), ((self, math.copysign(math.inf, 1) if self.data == 0 else 1.0 / self.data),)
        )

    def log_one_plus_exp(self):
        result = max(self.data, 0.0) + math.log1p(math.exp(-abs(self.data)))
        return Value(result, ((self, _squash(self.data)),))

    def sigmoid(self):
        result = _squash(self.data)
        return Value(result, ((self, result * (1.0 - result)),))

    def tanh(self):
        result = math.tanh(self.data)
        return Value(result, ((self, 1.0 - result * result),))

    def rectified(self, slope_below):
        slope = 1.0 if self.data > 0.0 else slope_below
        return Value(slope * self.data, ((self, slope),))


def _squash(z):
    if z >= 0.0:
        return 1.0 / (1.0 + math.exp(-z))
    power = math.exp(z)
    return power / (1.0 + power)


def _logarithm(value):
    return math.log(value) if value > 0.0 else -math.inf if value == 0.0 else math.nan


def total(values):
    values = list(values)
    result = values[0]
    for value in values[1:]:
        result = result + value
    return result


def gradients(root):
    """Return the derivative of ``root`` by every value that it was made of, as a function of the value."""
    ancestors, waiting = {root}, [root]
    while waiting:
        for value, _ in waiting.pop().made_of:
            if value not in ancestors:
                ancestors.add(value)
                waiting.append(value)
    slopes = dict.fromkeys(ancestors, 0.0)
    slopes[root] = 1.0
    for value in sorted(ancestors, key=lambda ancestor: -ancestor.serial):
        for used, slope in value.made_of:
            slopes[used] += slopes[value] * slope
    return lambda value: slopes.get(value, 0.0)


def _activations(name, zs, slope):
    if name == "softmax":
        largest = max(z.data for z in zs)
        powers = [z.shift(-largest).exp() for z in zs]
        whole = total(powers)
        return [power.over(whole) for power in powers]
    return [
        {
            "sigmoid": lambda z=z: z.sigmoid(),
            "tanh": lambda z=z: z.tanh(),
            "relu": lambda z=z: z.rectified(0.0),
            "leaky_relu": lambda z=z: z.rectified(slope),
            "identity": lambda z=z: z.copy(),
        }[name]()
        for z in zs
    ]


def _stable_logarithms(name, zs, outputs):
    """Return log y_hat and log(1 - y_hat), from z where the output saturates."""
    if name == "softmax":
        largest = max(z.data for z in zs)
        shifted = [z.shift(-largest) for z in zs]
        whole = total([z.exp() for z in shifted]).log()
        return [z + whole.scale(-1.0) for z in shifted], None
    if name == "sigmoid":
        return [z.scale(-1.0).log_one_plus_exp().scale(-1.0) for z in zs], [
            z.log_one_plus_exp().scale(-1.0) for z in zs
        ]
    return None


def _plain_logarithms(outputs):
    return [a.log() for a in outputs], [a.scale(-1.0).shift(1.0).log() for a in outputs]


def _contributions(loss, outputs, targets, logarithms, divisor):
    """What each output adds to the loss; a logarithm that has the weight 0 is left out."""
    parts = []
    for k, (a, y) in enumerate(itertools.zip_longest(outputs, targets)):
        if loss == "none":
            parts.append(a.copy())
        elif loss in SQUARED:
            parts.append(a.shift(-y).squared().scale(1.0 / divisor))
        else:
            weights = (
                [(logarithms[0], y)] if loss == "cross_entropy" else [(logarithms[0], y), (logarithms[1], 1.0 - y)]
            )
            used = [logs[k].scale(-weight / divisor) for logs, weight in weights if weight != 0.0]
            parts.append(total(used) if used else Value(0.0))
    return parts


def divisor_of(document, convention):
    """Return what the sum of the errors is divided by."""
    named = convention or OWN_CONVENTIONS.get(document["loss"], "mean")
    return DIVISORS[named](len(document["inputs"]), len(document["layers"][-1]["weights"][0]))


def divisor_without_scale(loss):
    """Return what the sum of the errors is divided by where the derivative is free of any scale."""
    return 2 if loss in SQUARED else 1


class Example:
    """The graph of one example. Layers and units count from 0."""

    def __init__(self, document, number, convention=""):
        layers, loss = document["layers"], document["loss"]
        divisor, self.y = divisor_of(document, convention), document.get("targets", [[]] * (number + 1))[number]
        self.x = [Value(float(x)) for x in document["inputs"][number]]
        self.w, self.b, self.own_b, self.product, self.z, self.a, self.carried = [], [], [], [], [], [], []
        below = self.x
        for layer in layers:
            weights = [[Value(float(w)) for w in row] for row in layer["weights"]]
            units = range(len(weights[0]))
            # A value that goes to several units is copied for each: the copy's slope is that road's share.
            carried = [[a.copy() for _ in units] for a in below]
            product = [[carried[i][j] * weights[i][j] for i in range(len(below))] for j in units]
            given = layer.get("bias")
            if given is None:
                bias, own = None, None
                z = [total(product[j]) for j in units]
            else:
                bias = (
                    [Value(float(b)) for b in given] if isinstance(given, list) else [Value(float(given))] * len(units)
                )
                own = [b.copy() for b in bias]
                z = [total([*product[j], own[j]]) for j in units]
            below = _activations(layer["activation"], z, layer.get("slope", 0.01))
            for where, what in (
                (self.w, weights), (self.b, bias), (self.own_b, own), (self.product, product),
                (self.z, z), (self.a, below), (self.carried, carried),
            ):  # fmt: skip
                where.append(what)
        self.logarithms = _stable_logarithms(layers[-1]["activation"], self.z[-1], below)
        plain = _plain_logarithms(below)
        self.parts = _contributions(loss, below, self.y, self.logarithms, divisor)
        self.loss = total(self.parts)
        self.loss_by_outputs = total(_contributions(loss, below, self.y, plain, divisor))
        unscaled = divisor_without_scale(loss)
        self.unscaled_loss = total(_contributions(loss, below, self.y, self.logarithms, unscaled))
        self.unscaled_loss_by_outputs = total(_contributions(loss, below, self.y, plain, unscaled))


def loss_of(document, convention=""):
    """Return the loss of the whole batch."""
    return math.fsum(Example(document, e, convention).loss.data for e in range(len(document["inputs"])))


class Namer:
    """The published names, counted from 1."""

    def __init__(self, document):
        self.examples = len(document["inputs"])
        self.depth = len(document["layers"])
        self.sizes = [len(document["inputs"][0]), *(len(layer["weights"][0]) for layer in document["layers"])]
        pairs = list(itertools.pairwise(self.sizes))
        self.through_every_output = document["layers"][-1]["activation"] == "softmax" and document["loss"] in SQUARED
        small = sum(rows * columns for rows, columns in pairs) <= 9
        self.weights, self.biases = {}, {}  # (layer, source, unit) -> name; (layer, unit or None) -> name
        for layer, (rows, columns) in enumerate(pairs):
            between = "_" if max(rows, columns) >= 10 else ""
            for unit in range(columns):
                for source in range(rows):
                    long_name = f"w{layer + 1}_{source + 1}{between}{unit + 1}"
                    self.weights[layer, source, unit] = f"w{len(self.weights) + 1}" if small else long_name
        for layer, description in enumerate(document["layers"]):
            bias = description.get("bias")
            if bias is None:
                continue
            for unit in range(len(bias)) if isinstance(bias, list) else [None]:
                long_name = f"b{layer + 1}" if unit is None else f"b{layer + 1}_{unit + 1}"
                self.biases[layer, unit] = f"b{len(self.biases) + 1}" if small else long_name

    def bias(self, layer, unit):
        return self.biases.get((layer, None)) or self.biases.get((layer, unit))

    def at(self, example):
        return f"@{example + 1}" if self.examples > 1 else ""

    def unit(self, layer, unit):
        if layer == -1:
            return f"x{unit + 1}"
        return f"y_hat{unit + 1}" if layer == self.depth - 1 else f"a{layer + 1}_{unit + 1}"


def terms(document, convention="", updates=0, memory=None, turn=None):
    """Return key -> value for every term of one update of the network file ``document``.

    Args:
        document: the network file.
        convention: by what its loss is divided, or "" for its own.
        updates: how many there have been.
        memory: key -> what those have left behind, such as ``velocity_w1``; what is missing is 0.
        turn: the example that the update is made of, from 0, or None for all of them.
    """
    name = Namer(document)
    found = {
        "learning_rate": document["learning_rate"],
        "nudge": 0.01,
        "N": float(name.examples),
        "K": float(name.sizes[-1]),
    }
    own_divisor, unscaled = divisor_of(document, ""), divisor_without_scale(document["loss"])
    for possible in CONVENTIONS.get(document["loss"], DIVISORS):
        found[f"scale_{possible}"] = unscaled / divisor_of(document, possible)
        found[f"factor_{possible}"] = own_divisor / divisor_of(document, possible)
    graphs = [Example(document, e, convention) for e in range(name.examples)]
    parameters = _parameters(document, name, found)
    shares = {key: [] for key in parameters}
    for e, graph in enumerate(graphs):
        _terms_of_example(document, name, graph, e, parameters, shares, found)
    found["loss"] = math.fsum(graph.loss.data for graph in graphs)
    for key in parameters:
        found[f"dL_d{key}"] = math.fsum(shares[key]) if all(map(math.isfinite, shares[key])) else sum(shares[key])
        found[f"nudge_{key}"] = 0.01 * found[f"dL_d{key}"]
    scale = unscaled / divisor_of(document, convention)
    if scale != 1.0:
        for e, graph in enumerate(graphs):
            _terms_without_scale(name, graph, e, parameters, found)
        for key in parameters:
            own = [found[f"example_dL_d{key}{name.at(e)}"] for e in range(name.examples)]
            found[f"sum_dL_d{key}"] = math.fsum(own) if all(map(math.isfinite, own)) else sum(own)
            found[f"mean_dL_d{key}"] = scale * found[f"sum_dL_d{key}"]
    _update(document, convention, parameters, updates, memory or {}, turn, found)
    found["new_loss"] = loss_of(_updated(document, name, found), convention)
    found["loss_change"] = found["new_loss"] - found["loss"]
    return found


def _update(document, convention, parameters, updates, memory, turn, found):
    """Note what the rule of the file makes of the gradients."""
    asked, l2 = document.get("update", {}), document.get("l2")
    rule = asked.get("rule") or "gradient_descent"
    weights = [key for key, (_, source, _) in parameters.items() if source is not None]
    usual = {"momentum": {"momentum": 0.9}, "adam": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}}.get(rule, {})
    needed = {name: asked.get(name, value) for name, value in usual.items()}
    found.update(needed)
    slope_of_turn = _gradients_of_one(document, convention, turn) if turn is not None else None
    if l2 is not None:
        found["l2"] = l2
        found["penalty"] = l2 / 2.0 * math.fsum(found[key] * found[key] for key in weights)
        found["objective"] = found["loss"] + found["penalty"]
    if rule == "adam":
        found["t"] = updates + 1.0
        for beta in ("beta1", "beta2"):
            found[f"one_minus_{beta}"] = 1.0 - needed[beta]
            found[f"correction_{beta}"] = 1.0 - needed[beta] ** (updates + 1)
    for key, place in parameters.items():
        gradient = found[f"dL_d{key}"]
        if slope_of_turn is not None:
            gradient = slope_of_turn(*place)
            if _counts_examples(document, convention):
                found[f"alone_dL_d{key}"] = gradient
        if l2 is not None and key in weights:
            found[f"decay_{key}"] = l2 * found[key]
            gradient += found[f"decay_{key}"]
            found[f"penalized_dL_d{key}"] = gradient
        direction = gradient
        if rule == "momentum":
            found[f"velocity_{key}"] = before = memory.get(f"velocity_{key}", 0.0)
            found[f"kept_velocity_{key}"] = needed["momentum"] * before
            found[f"new_velocity_{key}"] = direction = needed["momentum"] * before + gradient
        if rule == "adam":
            found[f"squared_dL_d{key}"] = gradient * gradient
            for moment, beta, added in (("moment1", "beta1", gradient), ("moment2", "beta2", gradient * gradient)):
                found[f"{moment}_{key}"] = before = memory.get(f"{moment}_{key}", 0.0)
                found[f"kept_{moment}_{key}"] = kept = needed[beta] * before
                found[f"added_{moment}_{key}"] = fresh = (1.0 - needed[beta]) * added
                found[f"new_{moment}_{key}"] = kept + fresh
                found[f"corrected_{moment}_{key}"] = (kept + fresh) / found[f"correction_{beta}"]
            found[f"root_{key}"] = math.sqrt(found[f"corrected_moment2_{key}"]) + needed["epsilon"]
            direction = found[f"direction_{key}"] = found[f"corrected_moment1_{key}"] / found[f"root_{key}"]
        found[f"step_{key}"] = document["learning_rate"] * direction
        found[f"new_{key}"] = found[key] - found[f"step_{key}"]


def _counts_examples(document, convention):
    """Whether the loss of one example alone is divided by less than that of all."""
    return divisor_of(_alone(document, 0), convention) != divisor_of(document, convention)


def _alone(document, example):
    """Return the network file with one example alone."""
    return {**document, **{key: [document[key][example]] for key in ("inputs", "targets")}}


def _gradients_of_one(document, convention, example):
    """Return the gradient of the loss of one example alone, as a function of where a parameter stands."""
    graph = Example(_alone(document, example), 0, convention)
    slope = gradients(graph.loss)
    return lambda layer, source, unit: slope(
        graph.b[layer][unit or 0] if source is None else graph.w[layer][source][unit]
    )


def _terms_without_scale(name, graph, e, parameters, found):
    """Note the backward pass of one example whose loss has no scale."""
    slope, by_outputs = gradients(graph.unscaled_loss), gradients(graph.unscaled_loss_by_outputs)
    at, last = name.at(e), name.depth - 1
    for layer in range(name.depth):
        for j in range(name.sizes[layer + 1]):
            a, key = graph.a[layer][j], f"example_dL_d{name.unit(layer, j)}"
            found[f"{key}{at}"] = by_outputs(a) if layer == last else slope(a)
            for k in range(name.sizes[layer + 2]) if layer < last else ():
                found[f"{key}_via{layer + 2}_{k + 1}{at}"] = slope(graph.carried[layer + 1][j][k])
            delta = f"example_delta{layer + 1}_{j + 1}{at}"
            found[delta] = slope(graph.z[layer][j])
            for k in range(name.sizes[-1]) if name.through_every_output and layer == last else ():
                found[f"{delta}_via{k + 1}"] = by_outputs(graph.a[-1][k]) * gradients(graph.a[-1][k])(graph.z[-1][j])
    for key, (layer, source, unit) in parameters.items():
        leaf = graph.b[layer][unit or 0] if source is None else graph.w[layer][source][unit]
        found[f"example_dL_d{key}{at}"] = slope(leaf)


def _parameters(document, name, found):
    """Return name -> (layer, source or None, unit or None) and note the values."""
    places = {}
    for (layer, source, unit), key in name.weights.items():
        places[key] = (layer, source, unit)
        found[key] = float(document["layers"][layer]["weights"][source][unit])
    for layer, given in enumerate(document["layers"]):
        if given["activation"] == "leaky_relu":
            found[f"slope{layer + 1}"] = given.get("slope", 0.01)
    for (layer, unit), key in name.biases.items():
        places[key] = (layer, None, unit)
        bias = document["layers"][layer]["bias"]
        found[key] = float(bias if unit is None else bias[unit])
    return places


def _updated(document, name, found):
    layers = []
    for layer, old in enumerate(document["layers"]):
        new = dict(old)
        new["weights"] = [
            [found[f"new_{name.weights[layer, i, j]}"] for j in range(name.sizes[layer + 1])]
            for i in range(name.sizes[layer])
        ]
        if isinstance(old.get("bias"), list):
            new["bias"] = [found[f"new_{name.biases[layer, j]}"] for j in range(name.sizes[layer + 1])]
        elif old.get("bias") is not None:
            new["bias"] = found[f"new_{name.biases[layer, None]}"]
        layers.append(new)
    return {**document, "layers": layers}


def _terms_of_example(document, name, graph, e, parameters, shares, found):
    at, batch, last = name.at(e), name.examples > 1, name.depth - 1
    loss, outputs = document["loss"], range(name.sizes[-1])
    activation = document["layers"][-1]["activation"]
    slope = gradients(graph.loss)  # dL/d everything
    by_outputs = gradients(graph.loss_by_outputs)  # the same through y_hat, which divides by it
    of_z = [[gradients(z) for z in layer] for layer in graph.z]
    of_a = [[gradients(a) for a in layer] for layer in graph.a]

    for i, x in enumerate(graph.x):
        found[f"x{i + 1}{at}"] = x.data
    for k in outputs:
        if graph.y:
            found[f"y{k + 1}{at}"] = float(graph.y[k])
        if loss in {"cross_entropy", "binary_cross_entropy"}:
            found[f"log_y_hat{k + 1}{at}"] = graph.logarithms[0][k].data
        if loss == "binary_cross_entropy":
            found[f"log_1_minus_y_hat{k + 1}{at}"] = graph.logarithms[1][k].data
        if batch or len(outputs) > 1:
            found[f"loss_{k + 1}{at}"] = graph.parts[k].data
        found[f"dL_dy_hat{k + 1}{at}"] = by_outputs(graph.a[-1][k])
    if batch:
        found[f"loss{at}"] = graph.loss.data

    for layer in range(name.depth):
        softmax = document["layers"][layer]["activation"] == "softmax"
        for j in range(name.sizes[layer + 1]):
            z, a = graph.z[layer][j], graph.a[layer][j]
            z_name, a_name = f"z{layer + 1}_{j + 1}", name.unit(layer, j)
            found[f"{z_name}{at}"], found[f"{a_name}{at}"] = z.data, a.data
            found[f"delta{layer + 1}_{j + 1}{at}"] = slope(z)
            for k in range(name.sizes[layer + 1]) if softmax else [j]:
                found[f"d{name.unit(layer, k)}_d{z_name}{at}"] = of_a[layer][k](z)
            if layer < last:
                found[f"dL_d{a_name}{at}"] = slope(a)
                for k in range(name.sizes[layer + 2]):
                    found[f"dL_d{a_name}_via{layer + 2}_{k + 1}{at}"] = slope(graph.carried[layer + 1][j][k])
            for i in range(name.sizes[layer]):
                w = name.weights[layer, i, j]
                found[f"product_{w}{at}"] = graph.product[layer][j][i].data
                found[f"d{z_name}_d{w}{at}"] = of_z[layer][j](graph.w[layer][i][j])
                if layer:
                    found[f"d{z_name}_d{name.unit(layer - 1, i)}"] = of_z[layer][j](graph.a[layer - 1][i])
            if graph.b[layer]:
                found[f"d{z_name}_d{name.bias(layer, j)}"] = of_z[layer][j](graph.b[layer][j])

    if (activation, loss) in PAIRS:
        for j in outputs:
            z, key = graph.z[-1][j], f"long_delta{last + 1}_{j + 1}{at}"
            found[key] = by_outputs(z)
            for k in outputs if activation == "softmax" else ():
                found[f"{key}_via{k + 1}"] = by_outputs(graph.a[-1][k]) * of_a[last][k](z)
        if activation == "softmax":
            found[f"y_sum{at}"] = math.fsum(graph.y)
    elif activation == "softmax":
        for j, k in itertools.product(outputs, outputs):
            share = by_outputs(graph.a[-1][k]) * of_a[last][k](graph.z[-1][j])
            found[f"delta{last + 1}_{j + 1}{at}_via{k + 1}"] = share

    for key, (layer, source, unit) in parameters.items():
        units = range(name.sizes[layer + 1]) if unit is None else [unit]
        leaf = graph.w[layer][source][unit] if source is not None else graph.b[layer][units[0]]
        shares[key].append(slope(leaf))
        if batch:
            found[f"dL_d{key}{at}"] = slope(leaf)
        if unit is None:
            for j in units:
                found[f"dL_d{key}_via{j + 1}{at}"] = slope(graph.own_b[layer][j])
        above = [range(size) for size in name.sizes[layer + 2 :]]
        if math.prod(map(len, above)) * len(units) * name.examples > MOST_PATHS:
            continue
        for route in itertools.product(units, *above):
            product = slope(graph.z[-1][route[-1]])
            for upper_layer in range(last, layer, -1):
                upper, lower = route[upper_layer - layer], route[upper_layer - layer - 1]
                product *= of_z[upper_layer][upper](graph.a[upper_layer - 1][lower])
                product *= of_a[upper_layer - 1][lower](graph.z[upper_layer - 1][lower])
            end = of_z[layer][route[0]](leaf)
            found[f"path_{key}_{'-'.join(str(j + 1) for j in route)}{at}"] = product * end
