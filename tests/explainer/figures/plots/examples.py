"""Landscapes to draw."""

from functools import lru_cache

from backprop import load_preset, presets, trace, train, with_values
from explainer.figures.plots.landscape import landscape
from explainer.notation.display import Display
from explainer.notation.notation import Notation

BATCH_OF_IRISES = ("iris", "w2_11", "w2_21", 20, 0.5)
FAR = ("worked", "w5", "w6", 120, 0.5)
STILL = ("worked", "w5", "b1", 0, 0.5)


@lru_cache(maxsize=8)
def seen_after(preset, first, second, updates, learning_rate):
    """Return the display of a preset after some updates, and its landscape."""
    run = train(with_values(load_preset(preset), {"learning_rate": learning_rate}), updates)
    record = trace(run.problem)
    return Display(record, Notation(presets()[preset].notation, record.structure)), landscape(
        record, run, updates, first, second
    )
