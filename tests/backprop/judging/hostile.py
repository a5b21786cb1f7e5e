"""Answers that nobody should have to read: markup, formulas, odd digits, far too long ones."""

from itertools import product

_MARKUP = (
    "<b>{}</b>", "<script>alert({})</script>", '"><img src=x onerror=alert({})>', "<!-- {} -->", "&lt;{}&gt;",
    "</p>{}", "<svg onload={}>", "javascript:{}", "<math><mn>{}</mn></math>", "&#{};", "<{}", "]]>{}",
)  # fmt: skip
_FORMULAS = (
    "={}+1", "=SUM({})", "+cmd|' /C calc'!{}", "@{}", "\\frac{{{}}}{{8}}", "$\\sqrt{{{}}}$", "\\input{{{}}}",
    "{}^2", "2*{}", "{}+{}", "sqrt({})", "__import__('os').system('{}')", "{{0.__class__}}{}", "%s{}", "${{{}}}",
    "{{}}{}", "{}; DROP TABLE", "f({})", "{}%", "{}°", "{}!", "({})", "[{}]", "{} {}", "{}..{}", "{}--{}", "{}e",
    "e{}", "{}e5e5", "{}/{}/{}", "/{}", "{}/", "1/{}/", "±{}", "≈{}", "~{}", "{}i", "0x{}", "0b{}", "{}_000",
    "1'{}", "{}k", "{}m", "€{}", "{},,{}", "{}..", ",.{}",
)  # fmt: skip
_ODD = (
    "٠٫٥", "०.५", "０.５", "𝟎.𝟓", "½", "Ⅷ", "五", "①", "1٬000", "0․5", "0·5", "NaN", "nan", "inf", "-Infinity", "∞",
    "−∞", "", " ", "\t", "\n", "\x00", "\u202e5.0", "\ufeff", "\ud800", "🙂", "-", "+", "−", "e", ".", ",", "/",
    "^", "×10⁻³", "·10^3", "1e999", "-1e999", "1e-999", "1/0", "0/0", "1/1e-400", "0e999",
    "1e99999999999999999999", "1e-99999999999999999999", "10^999999999",
)  # fmt: skip
_LONG = tuple(
    piece * (10_000 // len(piece))
    for piece in (
        "9",
        " ",
        "-",
        ".",
        ",",
        "1,",
        "0.",
        "e",
        "1e",
        "/",
        "1/",
        "×10",
        "x10^",
        "10^",
        "(",
        " −",
        "<b>",
        "\\",
        "⁻¹",
        "1 ",
    )
)

HOSTILE = (
    *(
        template.replace("{}", number)
        for template, number in product((*_MARKUP, *_FORMULAS), ("1", "0.5", "7", "a", "0,5"))
    ),
    *_ODD,
    *_LONG,
    *(f"{text}1" for text in _LONG),
)
