"""The pieces that every drawing is made of: numbers, symbols, and what can be chosen."""

from __future__ import annotations

import html

from explainer.display import Display


def number_text(display: Display, key: str, x: float, y: float, style: str = "number") -> str:
    """Return the number of a term as text at a point; the browser keeps it true."""
    return f'<text class="{style}" x="{x:.1f}" y="{y:.1f}" {display.attributes(key)}>{display.text(key)}</text>'


def symbol_text(display: Display, key: str, x: float, y: float, style: str = "name") -> str:
    """Return how a term is written, as text at a point."""
    return f'<text class="{style}" x="{x:.1f}" y="{y:.1f}">{display.written(key).svg}</text>'


def choosable(choice: str, label: str, content: str, style: str, pressed: bool) -> str:
    """Return a group that is a button for pointer, keyboard and ear.

    Args:
        choice: what choosing it leads to, such as ``parameter:w5`` or ``step:z1_1``.
        label: what it is called when read aloud.
        content: its drawing.
        style: its classes.
        pressed: whether it is what is chosen now.
    """
    return (
        f'<g class="{style}" role="button" tabindex="0" data-choose="{choice}" '
        f'aria-label="{html.escape(label)}" aria-pressed="{str(pressed).lower()}">{content}</g>'
    )


def picture(style: str, width: float, height: float, label: str, parts: list[str], large: bool) -> str:
    """Return the whole drawing.

    Args:
        style: its classes.
        width: in pixels, at its natural size.
        height: in pixels.
        label: what it shows, in words.
        parts: its elements.
        large: whether it keeps its size and scrolls in its frame.
    """
    style = f'{style} large" style="width: {width:.0f}px' if large else style
    return (
        f'<svg class="{style}" viewBox="0 0 {width:.0f} {height:.0f}" role="group" '
        f'aria-label="{html.escape(label)}">{"".join(parts)}</svg>'
    )
