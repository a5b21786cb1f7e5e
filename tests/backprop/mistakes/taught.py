"""The networks on which every mistake is tried."""

from functools import cache

from backprop import gallery, load_preset, presets, trace

TAUGHT = {
    **{name: load_preset(name) for name in presets()},
    **gallery(),
    "iris, mean over the outputs too": load_preset("iris").with_convention("mean_all"),
}


@cache
def record(name):
    """Return the trace of a taught network."""
    return trace(TAUGHT[name])
