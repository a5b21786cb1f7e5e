"""Markup by type: text is escaped, ``Markup`` is not, and nobody has to remember which is which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from markupsafe import Markup, escape

VOID = {"br", "col", "input", "link", "meta"}
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
    text = ""
    for name, value in attributes.items():
        if value is True:
            text += f" {name}"
        elif value is not None and value is not False:
            text += f' {name}="{_safe(value)}"'
    return Markup(text)  # noqa: S704 (values are escaped, names are ours)


def together(parts: Iterable[str], between: str = "") -> Markup:
    """Return parts one after the other; text among them is escaped."""
    return Markup(_safe(between).join(map(_safe, parts)))  # noqa: S704 (all of it is escaped)


def _safe(part: object) -> str:
    """Return a part as it can stand in markup; a page has thousands, so markup is taken as it is."""
    return part if isinstance(part, Markup) else escape(part)


def style(*classes: str) -> str | None:
    """Return classes as one attribute, or None where there are none."""
    return " ".join(filter(None, classes)) or None
