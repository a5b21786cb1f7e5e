"""What can be chosen in a figure, and the buttons that choose it."""

from __future__ import annotations


def choice_link(choice: str, text: str) -> str:
    """Return a button that looks like a link and leads to a choice, see ``choose`` in ``screen/actions.py``."""
    return f'<button type="button" class="link" data-choose="{choice}">{text}</button>'
