"""Where a number stands in LaTeX: ``⟦key⟧``, or ``⟪key⟫`` with parentheses while it is negative.

Whoever renders a line decides what becomes of them.
"""

from __future__ import annotations

import re


def number(key: str) -> str:
    """Stand for a number on its own."""
    return f"⟦{key}⟧"


def signed(key: str) -> str:
    """Stand for a number inside an expression, in parentheses when it is negative."""
    return f"⟪{key}⟫"


MARKER = re.compile(r"⟦(?P<bare>[^⟧]*)⟧|⟪(?P<signed>[^⟫]*)⟫")


def forms_in(latex: str) -> tuple[str, ...]:
    """Return the keys of the numbers in LaTeX, in their order, each in the form that is asked for.

    >>> forms_in("⟪z1_1⟫ + ⟦a1_1|5⟧")
    ('z1_1', 'a1_1|5')
    """
    return tuple(bare or signed for bare, signed in MARKER.findall(latex))
