r"""What LaTeX documents are made of: a reader's text, numbers, and lines of a derivation.

A derivation is LaTeX already, but for its numbers, which a page keeps true, and its classes, by which a page gives
factors their colours.
"""

from __future__ import annotations

import re
from unicodedata import normalize

from explainer.equations.breaking import factors, terms
from explainer.equations.equation import Equation, Line
from explainer.exports.about import harmless
from explainer.notation.display import Display
from explainer.notation.markers import MARKER
from explainer.notation.numbers import FROM_SUPERSCRIPTS, MINUS
from explainer.notation.palette import ROLES
from explainer.notation.symbols import LETTERS, Symbol

SPECIAL = {
    "\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\textless{}",
    ">": r"\textgreater{}", "|": r"\textbar{}", '"': r"\textquotedbl{}", "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}", "-": "{-}", **{sign: f"\\{sign}" for sign in "{}$&#%_"},
}  # fmt: skip
"""Signs that LaTeX would take for something else."""

SIGNS = {"−": "$-$", "×": r"$\times$", "·": r"$\cdot$", "→": r"$\to$", "←": r"$\gets$", "…": r"\dots{}", "–": "--",
         "—": "---", "“": "``", "”": "''", "’": "'", "∂": r"$\partial$", "Σ": r"$\Sigma$", "½": r"$\frac{1}{2}$",
         "²": "$^2$",
         **{letter: f"${command}$" for letter, command in LETTERS.items()}}  # fmt: skip
"""Signs that LaTeX has a command for."""

LAST_LETTER = "\u017f"
"""Up to here every LaTeX has the letters; it would stop at others."""

CLASS = re.compile(r"\\class\{role-(\w+)[^}]*\}")
LETTER_HTML = re.compile(r"<i>(.*?)</i>(?:<sub>(.*?)</sub>)?(?:<sup>(.*?)</sup>)?")

WIDEST = 88
"""Signs on one line; of a fraction, those of the longer half."""

PACKAGES = r"""\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{textcomp}
\usepackage{amsmath}
\usepackage{xcolor}
\usepackage[margin=2cm]{geometry}"""


def colours() -> str:
    """Return the colours of factors, as on the page."""
    return "\n".join(rf"\definecolor{{{name}}}{{HTML}}{{{role.light[1:].upper()}}}" for name, role in ROLES.items())


def escaped(text: str) -> str:
    r"""Return a reader's text as LaTeX that says it and does nothing.

    >>> escaped("50 % of x_1 \\input{a}"), escaped("größer → 網")
    ('50 \\% of x\\_1 \\textbackslash{}input\\{a\\}', 'größer $\\to$ ?')
    """
    return "".join(map(_sign, normalize("NFC", harmless(text))))


def _sign(sign: str) -> str:
    return SPECIAL.get(sign) or SIGNS.get(sign) or (sign if sign <= LAST_LETTER else "?")


def number(text: str) -> str:
    r"""Return a number as it is shown, in LaTeX.

    >>> number("−6.684×10⁻⁸"), number("∞"), number("undefined")
    ('-6.684 \\times 10^{-8}', '\\infty', '\\text{undefined}')
    """
    if text.isalpha():
        return rf"\text{{{text}}}"
    significand, power, exponent = text.partition("×10")
    plain = significand.replace(MINUS, "-").replace("∞", r"\infty")
    return plain + (rf" \times 10^{{{exponent.translate(FROM_SUPERSCRIPTS)}}}" if power else "")


def filled(latex: str, display: Display) -> str:
    """Return a line with its numbers in it, and its factors in their colours."""

    def put(match: re.Match[str]) -> str:
        text = display.text(match["bare"] or match["signed"])
        written = number(text)
        return rf"\left( {written} \right)" if match["signed"] and text.startswith(MINUS) else f"{{{written}}}"

    return MARKER.sub(put, CLASS.sub(r"\\textcolor{\1}", latex))


def derivation(found: Equation, display: Display) -> str:
    """Return the lines of a derivation, aligned at their relation signs."""
    rows = [row for line in found.lines for row in _rows(line, display)]
    return "\\begin{align*}\n" + " \\\\\n".join(rows) + "\n\\end{align*}"


def _rows(line: Line, display: Display) -> list[str]:
    """Return a line as rows that fit on paper: it goes on before the sign of a sum, else before that of a product."""
    label = rf"\text{{{from_html(line.label)}:}}" if line.label else ""
    before = [rf"& {label}"] if label and line.left else []
    left = line.left or (label + r"\;" if label else "")
    rows, length = [f"{filled(left, display)} &{line.relation} "], 0
    for piece in _pieces(line.body):
        size = _length(piece, display)
        if length and length + size > WIDEST:
            rows.append(r"&\quad {} ")
            length = 0
        rows[-1] += filled(piece, display) + " "
        length += size
    return [*before, *map(str.rstrip, rows)]


def _pieces(body: str) -> list[str]:
    """Return where a line can be broken: at its summands, and within one that alone is too long."""
    return [piece for term in terms(body) for piece in (factors(term) if len(term) > 2 * WIDEST else (term,))]


def _length(latex: str, display: Display) -> int:
    """Return about how many signs wide a piece is."""
    plain = MARKER.sub(lambda match: "0" * len(display.text(match["bare"] or match["signed"])), latex)
    plain = re.sub(r"\\class\{[^}]*\}|\\(?:text|frac|left|right|big|Big)", "", plain)
    return len(re.sub(r"\\\w+|[{}^_\s]", "", plain))


def from_html(label: str) -> str:
    """Return a label of a line, which names units or is plain text, as LaTeX."""
    parts, at = [], 0
    for found in LETTER_HTML.finditer(label):
        symbol = Symbol(found[1], found[2] or "", found[3] or "")
        parts += [escaped(label[at : found.start()]), f"${symbol.latex}$"]
        at = found.end()
    return "".join((*parts, escaped(label[at:])))
