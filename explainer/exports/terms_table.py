"""Every number by its name: key, value, and how it was made."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from backprop import Trace
from explainer.exports.lines import Line

HEADERS = ("term", "value", "operation", "made_of")


def terms_table(trace: Trace) -> Iterator[str]:
    """Yield a table of all terms as CSV, line by line; of the largest network it has 90 MB.

    Numbers that overflowed are written ``inf`` and ``nan``: an empty cell would not say so.
    """
    written = Line()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(HEADERS)
    yield written.text
    for term in trace.terms():
        writer.writerow((term.key, term.value, term.operation, " ".join(term.factors)))
        yield written.text
