import re

import pytest
import segno

from explainer.practice.worksheet.qr import MOST_BYTES, QUIET, fits, qr


@pytest.mark.parametrize("text", ["http://here/practice?preset=worked&task=gradient", "h" * MOST_BYTES])
def test_every_dark_module_is_drawn_and_no_other(text):
    drawn = {
        (int(y) - QUIET, int(x) - QUIET + step)
        for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", qr(text, "a label"))
        for step in range(int(width))
    }
    matrix = segno.make(text, error="m", boost_error=False, micro=False, mask=3).matrix
    assert drawn == {(y, x) for y, row in enumerate(matrix) for x, dark in enumerate(row) if dark}


def test_the_largest_code_has_61_modules_and_what_is_longer_has_none():
    assert f'viewBox="0 0 {61 + 2 * QUIET} {61 + 2 * QUIET}"' in qr("h" * MOST_BYTES, "")
    assert (fits("h" * MOST_BYTES), fits("h" * (MOST_BYTES + 1)), fits("")) == (True, False, False)


def test_who_does_not_see_the_code_is_told_what_it_opens():
    assert 'role="img" aria-label="Exercise 7-K2 &lt;"' in qr("http://here", "Exercise 7-K2 <")
