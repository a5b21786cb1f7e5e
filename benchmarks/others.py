"""The loss and all gradients of a problem, computed by other libraries as their manuals do it.

Each function takes a problem whose layers are all sigmoid and whose loss is half the squared
error, and returns a function without arguments that returns (loss, gradients), one gradient per
weight matrix and bias, layer by layer. Each raises ImportError where its library is missing.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from backprop import Problem

Pass = Callable[[], tuple[Any, list[Any]]]


def parameters(problem: Problem) -> list[np.ndarray]:
    """Return every weight matrix and bias, layer by layer."""
    arrays = (array for layer in problem.network.layers for array in (layer.W, layer.b))
    return [np.array(array) for array in arrays if array is not None]


def pytorch(problem: Problem) -> Pass:
    """Eager PyTorch. Of the usual ways to write it, addmm and mse_loss are the fastest."""
    import torch

    torch.set_num_threads(1)
    x, y = torch.tensor(problem.x), torch.tensor(problem.y)
    leaves = [torch.tensor(array, requires_grad=True) for array in parameters(problem)]
    given = iter(leaves)
    layers = [(next(given), None if layer.b is None else next(given)) for layer in problem.network.layers]
    scale = 1.0 / (2.0 * len(y))

    def run():
        for leaf in leaves:
            leaf.grad = None
        a = x
        for W, b in layers:
            a = torch.sigmoid(a @ W if b is None else torch.addmm(b, a, W))
        loss = torch.nn.functional.mse_loss(a, y, reduction="sum") * scale
        loss.backward()
        return loss.detach(), [leaf.grad for leaf in leaves]

    return run


def jax_jit(problem: Problem) -> Pass:
    """JAX, compiled: one call of jit(value_and_grad), waited for."""
    import jax

    jax.config.update("jax_enable_x64", True)
    loss = _loss(problem, jax.numpy, jax.nn.sigmoid)
    compiled = jax.jit(jax.value_and_grad(loss))
    given = [jax.numpy.asarray(array) for array in parameters(problem)]
    return lambda: jax.block_until_ready(compiled(given))


def autograd(problem: Problem) -> Pass:
    """Autograd, which records NumPy as it runs."""
    import autograd
    import autograd.numpy

    loss = _loss(problem, autograd.numpy, lambda z: 1.0 / (1.0 + autograd.numpy.exp(-z)))
    both = autograd.value_and_grad(loss)
    given = parameters(problem)
    return lambda: both(given)


def _loss(problem: Problem, numpy: Any, sigmoid: Callable[[Any], Any]) -> Callable[[list[Any]], Any]:
    """Return the loss as a function of the parameters, in a library that looks like NumPy."""
    x, y = numpy.array(problem.x), numpy.array(problem.y)
    has_bias = [layer.b is not None for layer in problem.network.layers]

    def loss(given: list[Any]) -> Any:
        rest, a = iter(given), x
        for biased in has_bias:
            z = a @ next(rest)
            a = sigmoid(z + next(rest) if biased else z)
        return numpy.sum((a - y) ** 2) / (2.0 * len(y))

    return loss


def micrograd(problem: Problem) -> Pass:
    """Micrograd, number by number; it comes without the sigmoid, so that is added as one operation."""
    from micrograd.engine import Value

    def sigmoid(z):
        out = Value(1.0 / (1.0 + math.exp(-z.data)), (z,), "sigmoid")

        def _backward():
            z.grad += out.data * (1.0 - out.data) * out.grad

        out._backward = _backward
        return out

    leaves = [np.array([Value(number) for number in array.flat]).reshape(array.shape) for array in parameters(problem)]
    every = [leaf for array in leaves for leaf in array.flat]
    given = iter(array.tolist() for array in leaves)
    layers = [(next(given), None if layer.b is None else next(given)) for layer in problem.network.layers]
    rows, targets = problem.x.tolist(), problem.y.tolist()

    def unit(a, W, b, j):
        total = b[j] if isinstance(b, list) else b
        for i, value in enumerate(a):
            product = W[i][j] * value
            total = product if total is None else total + product
        return sigmoid(total)

    def run():
        for leaf in every:
            leaf.grad = 0
        loss = 0.0
        for x, y in zip(rows, targets, strict=True):
            a = x
            for W, b in layers:
                a = [unit(a, W, b, j) for j in range(len(W[0]))]
            loss = loss + sum((output - target) ** 2 for output, target in zip(a, y, strict=True))
        loss = loss * (1.0 / (2.0 * len(rows)))
        loss.backward()
        return loss.data, [[leaf.grad for leaf in array.flat] for array in leaves]

    return run
