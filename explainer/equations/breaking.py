"""Where a line may go on below itself: before a relation or the sign of a sum, else before a factor."""

from __future__ import annotations

import re
from functools import lru_cache

TOKEN = re.compile(r"\\left\s*.|\\right\s*.|[{}]| (?:[-+=]|\\cdot|\\times) ")
SUM, PRODUCT = {"+", "-", "="}, {r"\cdot", r"\times"}


@lru_cache(maxsize=2048)
def terms(latex: str) -> tuple[str, ...]:
    r"""Return the summands of an expression, each behind its sign; what is in a fraction or in brackets stays whole.

    Plain brackets, unlike those of ``\left`` and ``\right``, hold nothing together: they stand around sums that
    are too long for one line.

    >>> terms(r"a \cdot b + \frac{1 + c}{2} = d")
    ('a \\cdot b', '+ \\frac{1 + c}{2}', '= d')
    """
    return _parts(latex, SUM)


@lru_cache(maxsize=2048)
def factors(term: str) -> tuple[str, ...]:
    r"""Return the factors of a product, each behind its sign.

    >>> factors(r"+ a \cdot b")
    ('+ a', '\\cdot b')
    """
    return _parts(term, PRODUCT)


def is_open(latex: str) -> bool:
    """Whether an expression needs brackets around it to be a factor: it is a sum, or begins with a sign."""
    return latex.startswith("- ") or len(terms(latex)) > 1


def _parts(latex: str, signs: set[str]) -> tuple[str, ...]:
    starts, depth = [0], 0
    for found in TOKEN.finditer(latex):
        sign = found[0].strip()
        depth += sign == "{" or sign.startswith(r"\left")
        depth -= sign == "}" or sign.startswith(r"\right")
        if depth == 0 and sign in signs:
            starts.append(found.start() + 1)
    return tuple(latex[start:end].strip() for start, end in zip(starts, [*starts[1:], None], strict=True))
