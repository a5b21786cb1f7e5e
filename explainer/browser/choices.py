"""What can be chosen, wherever it stands: in a figure, a table, a sentence or the notes of a lecture."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, get_args

from markupsafe import Markup

from explainer.browser.markup import Attributes, element

Kind = Literal["step", "parameter", "product", "cell", "build", "phases", "reveal"]
"""What a choice leads to: a step of the walk, a parameter, a product of matrices, a cell of one, the chain of a
parameter as it is built, the same in two phases, or a hidden answer."""

AT_RATE = "at_rate"


@dataclass(frozen=True)
class Choice:
    """Something a reader can choose.

    Attributes:
        kind: what it leads to.
        key: which one: the key of a term, the name of a parameter, the id of a product.
        rate: the learning rate that it is seen at, or None for the present one.
    """

    kind: Kind
    key: str
    rate: float | None = None

    def __str__(self) -> str:
        """Return it as it travels: ``step:z1_1``, or ``at_rate:1;step:new_w5``."""
        text = f"{self.kind}:{self.key}"
        return text if self.rate is None else f"{AT_RATE}:{self.rate:g};{text}"

    @property
    def attributes(self) -> Attributes:
        """Return what makes an element a place to click for this choice; for keyboard and ear it needs a button."""
        return {"data-choose": str(self)}

    @classmethod
    def parse(cls, text: str) -> Choice | None:
        """Return the choice that a text stands for, or None; a browser can send anything.

        >>> Choice.parse("at_rate:1;step:new_w5")
        Choice(kind='step', key='new_w5', rate=1.0)
        """
        kind, separator, key = text.partition(":")
        if kind == AT_RATE:
            number, _, rest = key.partition(";")
            rate, inner = _finite(number), cls.parse(rest)
            return cls(inner.kind, inner.key, rate) if inner and inner.rate is None and rate is not None else None
        found = next((known for known in get_args(Kind) if known == kind), None)
        return cls(found, key) if found and separator else None

    def button(
        self,
        content: str,
        name: str | None = None,
        style: str = "link",
        current: str = "",
        pressed: bool = False,
        title: str | None = None,
    ) -> Markup:
        """Return the button that makes this choice.

        Args:
            content: what stands on it.
            name: what it is called when read aloud, where the content does not say it.
            style: its classes.
            current: a value of ``aria-current`` where the reader is there already.
            pressed: whether it is the chosen one of several.
            title: what is said of it under the pointer.
        """
        attributes = {
            "type": "button",
            "class": style or None,
            "data-choose": str(self),
            "aria-label": name,
            "aria-current": current or None,
            "aria-pressed": "true" if pressed else None,
            "title": title,
        }
        return element("button", attributes, content)


def _finite(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
