import string

import pytest

from explainer.exports.latex import PACKAGES, colours, escaped, from_html
from explainer.notation.palette import ROLES

HARMLESS = {*string.ascii_letters, *string.digits, *" !()*+,./:;=?@[]"}


@pytest.mark.parametrize("sign", [sign for sign in map(chr, range(32, 127)) if sign not in HARMLESS])
def test_no_sign_that_latex_would_obey_is_left_as_it_is(sign):
    assert escaped(sign) != sign
    assert escaped(sign).endswith(("}", sign))


def test_letters_that_not_every_latex_has_are_replaced():
    assert escaped("naïve 網 🂡") == "naïve ? ?"


def test_units_in_a_label_are_written_as_in_equations():
    assert from_html("<i>ŷ</i> ← <i>a</i><sub>h1</sub>") == r"$\hat{y}$ $\gets$ $a_{\text{h1}}$"


def test_every_colour_of_a_factor_is_defined():
    assert [role for role in ROLES if rf"\definecolor{{{role}}}{{HTML}}" not in colours()] == []
    assert "xcolor" in PACKAGES
