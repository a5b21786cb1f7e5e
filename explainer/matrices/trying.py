"""Two matrices tried as a product: whether they fit, and whether the pass has such a product."""

from __future__ import annotations

from backprop.matrices import Matrix, MatrixPass
from explainer.matrices.names import matrix_name, what
from explainer.notation.display import Display


def tried_html(display: Display, matrices: MatrixPass, left: Matrix, right: Matrix) -> str:
    """Say whether two matrices can be multiplied in this order, and whether the pass has such a product."""
    names, (rows, inner), (other, columns) = [matrix_name(display, m) for m in (left, right)], left.shape, right.shape
    fits = inner == other
    verdict = "does not fit"
    if not fits:
        sentence = (
            f"Each row of {names[0]} has {inner} {_entries(inner)} ({what(display, left.columns, inner)}), each column "
            f"of {names[1]} has {other} ({what(display, right.rows, other)}): no pairs. {_remedy(left, right)}"
        )
    elif left.columns != right.rows:
        verdict = "fits by accident"
        sentence = (
            f"The numbers agree, {inner} = {other}, but only by accident: inside, {what(display, left.columns, inner)} "
            f"of {names[0]} would meet {what(display, right.rows, other)} of {names[1]}. The sum would mean nothing."
        )
    else:
        made = next((s for s in matrices.steps if s.form == "product" and s.operands[:2] == (left, right)), None)
        verdict = "fits"
        sentence = f"It fits: the sum runs over {inner} {what(display, left.columns, inner)}. " + (
            f'This is {matrix_name(display, made.result)}. <button type="button" class="link" '
            f'data-choose="product:{made.id}">Show it</button>'
            if made
            else f"Nothing in this pass needs it: {_no_use(display, left, right)}"
        )
    result = f"{rows} × {columns}" if fits else "?"
    touching = "agrees" if fits else "differs"
    return (
        f'<p class="tried" role="status"><strong>{verdict}</strong> · {names[0]} ({rows} × '
        f'<mark class="{touching}">{inner}</mark>) · {names[1]} (<mark class="{touching}">{other}</mark> × {columns}) '
        f"= {result}<br>{sentence}</p>"
    )


def _entries(count: int) -> str:
    return "entry" if count == 1 else "entries"


def _remedy(left: Matrix, right: Matrix) -> str:
    """Say which turn would make two matrices fit."""
    ways = [("the left one", left.T, right), ("the right one", left, right.T), ("both", left.T, right.T)]
    for name, a, b in ways:
        if a.columns == b.rows:
            return f"With {name} turned over they would fit."
    if any(a.shape[1] == b.shape[0] for _, a, b in ways):
        return "Turning over makes only the numbers agree, not what they count."
    return "No turning over makes them fit."


def _no_use(display: Display, left: Matrix, right: Matrix) -> str:
    rows, columns = left.rows, right.columns
    return (
        f"a result of {left.shape[0]} {what(display, rows, left.shape[0])} × "
        f"{right.shape[1]} {what(display, columns, right.shape[1])}."
    )
