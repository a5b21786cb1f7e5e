"""Numbers that the browser keeps true: an element names its term, and its text or width follows."""

from __future__ import annotations

import html
import re

from explainer.notation.display import FINE


def mark_attributes(key: str, mark: float) -> str:
    """Return the attributes of an element whose width follows a term; see ``Display.marks``."""
    return f'data-mark="{html.escape(key)}" data-sign="{"-" if mark < 0 else "+"}" style="--size:{abs(mark):.4f}"'


TERM = re.compile(r'data-term="([^"]+)"( data-form="fine")?')


def terms_in(*markup: str) -> tuple[str, ...]:
    """Return the keys of all numbers in some markup."""
    found = (match for text in markup for match in TERM.finditer(text))
    return tuple(sorted({match[1] + (FINE if match[2] else "") for match in found}))
