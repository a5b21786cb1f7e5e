"""Two matrices tried as a product: whether they fit, and whether the pass has such a product."""

from __future__ import annotations

from markupsafe import Markup

from backprop.matrices import Matrix, MatrixPass
from explainer.browser.choices import Choice
from explainer.matrices.names import matrix_name, what
from explainer.notation.display import Display


def tried_html(display: Display, matrices: MatrixPass, left: Matrix, right: Matrix) -> Markup:
    """Say whether two matrices can be multiplied in this order, and whether the pass has such a product."""
    names, (rows, inner), (other, columns) = [matrix_name(display, m) for m in (left, right)], left.shape, right.shape
    fits = inner == other
    verdict = "does not fit"
    if not fits:
        sentence = Markup("Each row of {} has {} {} ({}), each column of {} has {} ({}): no pairs. {}").format(
            names[0],
            inner,
            _entries(inner),
            what(display, left.columns, inner),
            names[1],
            other,
            what(display, right.rows, other),
            _remedy(left, right),
        )
    elif left.columns != right.rows:
        verdict = "fits by accident"
        sentence = Markup(
            "The numbers agree, {} = {}, but only by accident: inside, {} of {} would meet {} of {}. The sum "
            "would mean nothing."
        ).format(inner, other, what(display, left.columns, inner), names[0], what(display, right.rows, other), names[1])
    else:
        made = next((s for s in matrices.steps if s.form == "product" and s.operands[:2] == (left, right)), None)
        verdict = "fits"
        sentence = Markup("It fits: the sum runs over {} {}. ").format(inner, what(display, left.columns, inner)) + (
            Markup("This is {}. {}").format(
                matrix_name(display, made.result), Choice("product", made.id).button("Show it")
            )
            if made
            else Markup("Nothing in this pass needs it: {}").format(_no_use(display, left, right))
        )
    result = f"{rows} × {columns}" if fits else "?"
    touching = "agrees" if fits else "differs"
    return Markup(
        '<p class="tried" role="status"><strong>{}</strong> · {} ({} × <mark class="{}">{}</mark>) · {} '
        '(<mark class="{}">{}</mark> × {}) = {}<br>{}</p>'
    ).format(verdict, names[0], rows, touching, inner, names[1], touching, other, columns, result, sentence)


def _entries(count: int) -> str:
    return "entry" if count == 1 else "entries"


def _remedy(left: Matrix, right: Matrix) -> str:
    """Say which matrix transposed would make two matrices fit."""
    ways = [("the left one", left.T, right), ("the right one", left, right.T), ("both", left.T, right.T)]
    for name, a, b in ways:
        if a.columns == b.rows:
            return f"With {name} transposed they would fit."
    if any(a.shape[1] == b.shape[0] for _, a, b in ways):
        return "Transposing makes only the numbers agree, not what they count."
    return "No transposing makes them fit."


def _no_use(display: Display, left: Matrix, right: Matrix) -> str:
    rows, columns = left.rows, right.columns
    return Markup("a result of {} {} × {} {}.").format(
        left.shape[0], what(display, rows, left.shape[0]), right.shape[1], what(display, columns, right.shape[1])
    )
