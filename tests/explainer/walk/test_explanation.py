"""The words of a step and its equation."""

from explainer.walk import explanation


def test_hiding_the_answer_hides_its_number_and_its_mark_wherever_they_stand():
    style = explanation._conceal(("dL_dw5", "path_w5_1"))
    for key in ("dL_dw5", "path_w5_1"):
        assert f'[data-term="{key}"]' in style
        assert f'[data-mark="{key}"]' in style
    assert "visibility: hidden" in style
