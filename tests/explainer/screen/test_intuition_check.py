"""The gradient check on the page: a mistake is planted, predicted, and then looked at."""

from tests.pages.reader import Reader

PREDICTED = "predicted updated Weights of layer 1 Weights of layer 2 Bias of layer 1 Bias of layer 2"


def test_a_planted_mistake_is_asked_about_before_what_it_does_is_shown_and_again_when_another_is_planted():
    reader = Reader("intuition", look="check", mistake="updated")
    assert reader.faults == []
    assert "gradients differ" not in reader.panels["check_said"]
    assert "✗" not in reader.panels["check_table"]
    reader.app.button_group(key=PREDICTED).set_value(["Weights of layer 1", "Bias of layer 1"]).run()
    reader.press("See what the check says")
    assert "5 of 8 gradients differ" in reader.panels["check_said"]
    assert "Your prediction is right" in reader.panels["check_said"]
    assert reader.panels["check_table"].count("✗ differ") == 5
    reader.pick("choice_mistake", "sign")
    assert reader.link["mistake"] == "sign"
    assert "✗" not in reader.panels["check_table"]
    reader.pick("choice_mistake", "")
    assert reader.panels["check_table"].count("✓ agree") == 8
