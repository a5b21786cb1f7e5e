"""Markup by type: text is escaped, ``Markup`` is not, and nobody has to remember which is which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

VOID = {"br", "col", "input", "meta"}
"""Elements without an end."""

Attributes = Mapping[str, str | float | bool | None]
"""Name -> value; True stands for the name alone, False and None for nothing."""

NOTHING = Markup("")


def element(name: str, attributes: Attributes | None = None, *content: str) -> Markup:
    """Return an element.

    Args:
        name: its tag.
        attributes: their values are escaped.
        content: what stands in it; text is escaped, markup is not.

    >>> element("b", {"title": '"<"'}, "1 < 2", element("br"))
    Markup('<b title="&#34;&lt;&#34;">1 &lt; 2<br></b>')
    """
    opening = f"<{name}{attributes_text(attributes or {})}>"
    return Markup(opening if name in VOID else f"{opening}{together(content)}</{name}>")  # noqa: S704 (all of it is)


def attributes_text(attributes: Attributes) -> Markup:
    """Return attributes as they stand in a tag, each after a space."""
    return NOTHING.join(
        Markup(" {}").format(name) if value is True else Markup(' {}="{}"').format(name, value)
        for name, value in attributes.items()
        if value is not None and value is not False
    )


def together(parts: Iterable[str], between: str = "") -> Markup:
    """Return parts one after the other; text among them is escaped."""
    return escape(between).join(parts)


def style(*classes: str) -> str | None:
    """Return classes as one attribute, or None where there are none."""
    return " ".join(filter(None, classes)) or None
