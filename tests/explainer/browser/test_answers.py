"""Boxes in which a reader answers."""

from explainer.browser.answers import answer_box, onward_to


def test_what_was_typed_stands_in_the_box_as_text():
    box = answer_box("check/dL_dw5", "∂L/∂w5", '"><b>0.08</b>')
    assert "<b>" not in box
    assert "&gt;&lt;b&gt;0.08" in box


def test_a_wrong_answer_is_told_to_screen_readers_too():
    assert 'aria-invalid="true"' in answer_box("a", "a", "1", "wrong", described="why")
    assert 'aria-describedby="why"' in answer_box("a", "a", "1", "wrong", described="why")
    assert "aria-invalid" not in answer_box("a", "a", "1", "right")


def test_what_is_done_can_be_read_and_not_changed_and_says_where_the_focus_goes_on_to():
    box = answer_box("a", "a", "1", "right", done=True, onward=onward_to("answer", "b/dL_dw5"))
    assert " readonly" in box
    assert 'data-onward="answer:b/dL_dw5"' in box
    assert "data-onward" not in answer_box("a", "a")
