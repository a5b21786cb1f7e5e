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
