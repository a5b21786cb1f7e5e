"""Every number with how it was made, as JSON that every program reads."""

from __future__ import annotations

from collections.abc import Iterator

from backprop import Trace
from backprop.export import json_text
from explainer.exports.about import About, harmless, program


def trace_file(trace: Trace, about: About) -> Iterator[str]:
    """Yield a trace as strict JSON, piece by piece; numbers that overflowed are texts in it."""
    return json_text(trace, {"network": harmless(about.title), "made_with": program()}, strict=True)
