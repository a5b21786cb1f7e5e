"""Lines as plain text."""

import pytest

from explainer.equations.plain import plain

TEXTS = {"a": "0.25", "n": "−0.5"}


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\frac{1}{1 + e^{-⟪a⟫}}", "1/(1 + e^(−0.25))"),
        (r"⟪a⟫ \times ⟪n⟫ + ⟪a⟫", "0.25 × (−0.5) + 0.25"),
        (r"⟪a⟫ \left( 1 - ⟪a⟫ \right)", "0.25 × (1 − 0.25)"),
        ("- ⟪a⟫ ⟪a⟫", "−0.25 × 0.25"),
        (r"\left[ ⟦n⟧ > 0 \right]", "[−0.5 > 0]"),
        (r"\left( 1 \text{ if } ⟦n⟧ > 0 \text{, else } ⟪a⟫ \right)", "(1 if −0.5 > 0, else 0.25)"),
        (r"\class{role-loss factor-a}{⟪a⟫} \times ⟪a⟫", "0.25 × 0.25"),
        (r"\sqrt{⟪a⟫} + ⟪a⟫", "√0.25 + 0.25"),
        (r"⟪a⟫ - \left( ⟪n⟫ + ⟪a⟫ \right)", "0.25 − ((−0.5) + 0.25)"),
    ],
)
def test_a_line_is_written_as_it_could_be_typed(latex, text):
    assert plain(latex, TEXTS.__getitem__) == text
