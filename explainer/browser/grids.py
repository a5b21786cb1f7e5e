"""Grids of boxes: the weights of a layer, and the examples of a batch; each box takes its number as a slider's does."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from backprop.validation import LONGEST_NAME
from explainer.browser.markup import Attributes, element
from explainer.browser.sliders import box_attributes
from explainer.browser.table import Cell, Row, table
from explainer.notation.display import Display
from explainer.notation.spoken import letters, spoken
from explainer.notation.symbols import Written


def layer_html(display: Display, rows: Sequence[Sequence[str]], layer: int, turned: bool) -> Markup:
    """Return the weights of a layer as a grid, its biases below them, or beside them where a row is a unit.

    Args:
        display: what is shown.
        rows: the names of the numbers.
        layer: counted from 0.
        turned: whether a row is a unit, and not what comes in.
    """
    structure, notation = display.trace.structure, display.notation
    n_in, n_out = structure.sizes[layer : layer + 2]
    sources = [notation.a(layer - 1, None, source) for source in range(n_in)]
    units = [notation.a(layer, None, unit) for unit in range(n_out)]
    kind = structure.biases[layer]
    along, down = (sources, units) if turned else (units, sources)
    vector = [Markup("bias")] if kind == "unit" else []
    shared = [Markup("bias of all") if n_out > 1 else Markup("bias")] if kind == "shared" else []
    headers = [*(symbol.html for symbol in along), *(vector if turned else [])]
    heads = [*(symbol.html for symbol in down), *([] if turned else vector), *shared]
    weights = notation.matrix("weight", layer).html
    caption = Markup("{} {}").format(weights, _led(sources, units, turned))
    body = [
        Row(
            Cell(head, {"class": "bias"} if head in (*vector, *shared) else {}), _boxes(display, names, f"{layer}:{at}")
        )
        for at, (head, names) in enumerate(zip(heads, rows, strict=True))
    ]
    said = element("p", {"class": "led", "aria-hidden": "true"}, caption)  # as wide as it needs to be
    grid = element("div", {"class": "grid", "data-grid": True}, table(caption, headers, body, corner=True))
    return element("div", {"class": "of-layer"}, said, grid)


def data_html(display: Display, rows: Sequence[Sequence[str]], names: Sequence[str], refused: Sequence[bool]) -> Markup:
    """Return the examples as a table, one in a row: its inputs, then its targets; their names above them.

    Args:
        display: what is shown.
        rows: the names of the numbers.
        names: what inputs and outputs are called, "" where they have no name.
        refused: which of these names cannot be used.
    """
    structure, notation = display.trace.structure, display.notation
    n_in, n_out = structure.sizes[0], structure.outputs
    symbols = [*(notation.x(None, i) for i in range(n_in)), *(_output(display, k) for k in range(n_out))]
    kinds = [*(("input", i + 1) for i in range(n_in)), *(("output", k + 1) for k in range(n_out))]
    headers = [
        _header(symbol, kind, number, name, wrong)
        for symbol, (kind, number), name, wrong in zip(symbols, kinds, names, refused, strict=True)
    ]
    said = [f"{'input' if kind == 'input' else 'target'} {letters(s)}" for s, (kind, _) in zip(symbols, kinds)]
    several = structure.examples > 1
    body = []
    for at, row in enumerate(rows):
        of = f" of example {at + 1}" if several else ""
        boxes = [box(name, said[column] + of, f"data:{at}:{column}") for column, name in enumerate(row)]
        cells: list[str | Cell] = [*boxes[:n_in], *(Cell(target, {"class": "target"}) for target in boxes[n_in:])]
        body.append(Row(str(at + 1), [*cells, _drop(at + 1)] if several else cells))
    caption = "Examples, one in a row: inputs, then targets"
    attributes: Attributes = {"class": "grid data", "data-grid": True, "style": f"--columns: {n_in + n_out}"}
    return element("div", attributes, table(caption, headers, body, corner=True))


def _output(display: Display, unit: int) -> Written:
    """Return what an output is compared with, or the output itself where no loss looks at targets."""
    structure, notation = display.trace.structure, display.notation
    return notation.y(None, unit) if structure.targets else notation.a(structure.depth - 1, None, unit)


def _header(symbol: Written, kind: str, number: int, name: str, wrong: bool) -> Markup:
    """Return what stands above a column: its symbol, and a box for its name."""
    attributes: Attributes = {
        "type": "text",
        "class": "called",
        "maxlength": LONGEST_NAME,
        "autocomplete": "off",
        "placeholder": "name",
        "value": name,
        "title": name or None,
        "aria-label": f"Name of {kind} {number}",
        "aria-invalid": "true" if wrong else None,
        "data-tell": f"build:name:{kind}_name{number}=",
    }
    return element("span", {"class": f"of-{kind}"}, symbol.html) + element("input", attributes)


def _drop(number: int) -> Markup:
    attributes: Attributes = {
        "type": "button",
        "class": "drop",
        "data-act": f"build:drop:{number}",
        "aria-label": f"Remove example {number}",
        "title": f"Remove example {number}",
    }
    return element("button", attributes, "×")


def _led(sources: Sequence[Written], units: Sequence[Written], turned: bool) -> Markup:
    """Say where the weights in a row come from and where those in a column lead."""
    rows, columns = ("to", "from") if turned else ("from", "to")
    said = {"from": _range(sources), "to": _range(units)}
    return Markup("rows {} {}, columns {} {}").format(rows, said[rows], columns, said[columns])


def _range(symbols: Sequence[Written]) -> Markup:
    first, last = symbols[0].html, symbols[-1].html
    return first if len(symbols) == 1 else Markup("{} … {}").format(first, last)


def _boxes(display: Display, names: Sequence[str], row: str) -> list[Markup]:
    return [box(name, spoken(display.notation, name), f"{row}:{at}") for at, name in enumerate(names)]


def box(name: str, said: str, cell: str) -> Markup:
    """Return a box of a grid.

    Args:
        name: of its number.
        said: what it is called when read aloud.
        cell: its place among all grids, in which row and column it stands at the end.
    """
    return element("input", {**box_attributes(name, said), "data-cell": cell})
