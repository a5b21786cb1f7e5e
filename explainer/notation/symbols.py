"""A letter with what hangs on it, and the derivative of one by another: as LaTeX, HTML, SVG and plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

LETTERS = {
    "η": r"\eta", "δ": r"\delta", "α": r"\alpha", "σ": r"\sigma", "ℓ": r"\ell", "Δ": r"\Delta", "ε": r"\varepsilon",
    "ŷ": r"\hat{y}", "Ŷ": r"\hat{Y}", "μ": r"\mu", "β": r"\beta", "ϵ": r"\epsilon", "λ": r"\lambda",
    "Ω": r"\Omega", "m̂": r"\hat{m}", "v̂": r"\hat{v}",
}  # fmt: skip
"""Letters that LaTeX has a command for."""


@dataclass(frozen=True)
class Symbol:
    """A letter with what hangs on it; a derivative is a symbol over another one."""

    base: str
    sub: str = ""
    sup: str = ""

    @property
    def latex(self) -> str:
        """As LaTeX."""
        text = _latex_of(self.base)
        return (
            text + (f"_{{{upright(self.sub)}}}" if self.sub else "") + (f"^{{{upright(self.sup)}}}" if self.sup else "")
        )

    @property
    def html(self) -> Markup:
        """As HTML."""
        text = Markup("<i>{}</i>").format(self.base)
        text += Markup("<sub>{}</sub>").format(self.sub) if self.sub else ""
        return text + (Markup("<sup>{}</sup>").format(self.sup) if self.sup else "")

    @property
    def svg(self) -> Markup:
        """As the inside of an SVG text element."""
        return _svg(self)

    @property
    def plain(self) -> str:
        """As plain text, for labels that are read aloud."""
        return self.base + (f"_{self.sub}" if self.sub else "") + (f"^{self.sup}" if self.sup else "")


@lru_cache(maxsize=4096)  # a picture has each of its symbols in many places, and is drawn anew for every step
def _svg(symbol: Symbol) -> Markup:
    text = Markup('<tspan class="letter">{}</tspan>').format(symbol.base)
    if symbol.sub:
        text += Markup('<tspan class="index" dy="0.3em">{}</tspan>').format(symbol.sub)
    if symbol.sup:
        up = "-0.75em" if symbol.sub else "-0.4em"
        text += Markup('<tspan class="index" dy="{}">{}</tspan>').format(up, symbol.sup)
    # The next piece of text returns to the line.
    back = -0.3 * bool(symbol.sub) * 0.8 + (0.75 if symbol.sub else 0.4) * bool(symbol.sup) * 0.8
    return text + (Markup('<tspan dy="{:.2f}em">\u200b</tspan>').format(back) if back else "")


@dataclass(frozen=True)
class Derivative:
    """The derivative of one symbol by another.

    Attributes:
        of: what is derived.
        by: what it is derived by.
        d: what the notation writes derivatives with.
        sup: the example whose part of the derivative this is, or "" for all of it.
    """

    of: Symbol
    by: Symbol
    d: str = "∂"
    sup: str = ""

    @property
    def latex(self) -> str:
        """As LaTeX."""
        d = r"\partial" if self.d == "∂" else self.d
        fraction = rf"\frac{{{d} {self.of.latex}}}{{{d} {self.by.latex}}}"
        return rf"{{\left( {fraction} \right)}}^{{{upright(self.sup)}}}" if self.sup else fraction

    @property
    def html(self) -> Markup:
        """As HTML, on one line."""
        quotient = Markup("{}{}/{}{}").format(self.d, self.of.html, self.d, self.by.html)
        return Markup("({})<sup>{}</sup>").format(quotient, self.sup) if self.sup else quotient

    @property
    def svg(self) -> Markup:
        """As the inside of an SVG text element."""
        quotient = Markup("{}{}/{}{}").format(self.d, self.of.svg, self.d, self.by.svg)
        return Markup("({}){}").format(quotient, Symbol("", "", self.sup).svg) if self.sup else quotient

    @property
    def plain(self) -> str:
        """As plain text."""
        quotient = f"{self.d}{self.of.plain}/{self.d}{self.by.plain}"
        return f"({quotient})^{self.sup}" if self.sup else quotient


@dataclass(frozen=True)
class Applied:
    """A function where one of the numbers it depends on is another one: L(w5 + ε).

    Attributes:
        of: the function.
        at: what is put in, added up.
    """

    of: Symbol
    at: tuple[Symbol, ...]

    @property
    def latex(self) -> str:
        """As LaTeX."""
        return f"{self.of.latex} ({' + '.join(symbol.latex for symbol in self.at)})"

    @property
    def html(self) -> Markup:
        """As HTML."""
        return Markup("{}({})").format(self.of.html, Markup(" + ").join(symbol.html for symbol in self.at))

    @property
    def svg(self) -> Markup:
        """As the inside of an SVG text element."""
        return Markup("{}({})").format(self.of.svg, Markup(" + ").join(symbol.svg for symbol in self.at))

    @property
    def plain(self) -> str:
        """As plain text."""
        return f"{self.of.plain}({' + '.join(symbol.plain for symbol in self.at)})"


Written = Symbol | Derivative | Applied


def _latex_of(base: str) -> str:
    """Return a letter as LaTeX, or several; a change is a Δ before its letter."""
    if base.startswith("Δ") and len(base) == 2:
        return rf"\Delta {_latex_of(base[1])}"
    return LETTERS.get(base) or (base if len(base) == 1 else rf"\text{{{base}}}")


def upright(text: str) -> str:
    """Words such as "out" and "h1" stand upright; single letters and digits as they are."""
    return rf"\text{{{text}}}" if any(c.isalpha() for c in text) else text


INDEX = re.compile(r"<(sub|sup)>(.*?)</\1>")


def in_text(html: Markup) -> str:
    """Return symbols as HTML, in a sentence or alone, as text that can be typed, as into a search.

    >>> in_text(Markup("<i>w</i><sub>5</sub> and <i>a</i><sub>h1</sub> and <i>x</i><sub>1</sub><sup>(2)</sup>"))
    'w5 and a_h1 and x1^(2)'
    """

    def index(match: re.Match[str]) -> str:
        sign = "^" if match[1] == "sup" else "" if match[2].isdigit() else "_"
        return sign + match[2]

    return Markup(INDEX.sub(index, html)).striptags()  # noqa: S704 (markup of ours)
