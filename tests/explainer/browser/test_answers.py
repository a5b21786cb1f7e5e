"""Boxes in which a reader answers."""

from explainer.browser.answers import answer_box


def test_what_was_typed_stands_in_the_box_as_text():
    box = answer_box("check/dL_dw5", "∂L/∂w5", '"><b>0.08</b>')
    assert "<b>" not in box
    assert "&gt;&lt;b&gt;0.08" in box


def test_a_wrong_answer_is_told_to_screen_readers_too():
    assert 'aria-invalid="true"' in answer_box("a", "a", "1", "wrong", described="why")
    assert 'aria-describedby="why"' in answer_box("a", "a", "1", "wrong", described="why")
    assert "aria-invalid" not in answer_box("a", "a", "1", "right")
