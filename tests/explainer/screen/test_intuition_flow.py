"""Where the gradient goes, on the page: which layer learns slowest, and the deep networks to open."""

from tests.pages.reader import Reader


def test_where_answers_are_hidden_the_slowest_layer_is_asked_for_first_and_opening_another_network_stays_here():
    reader = Reader("intuition", look="flow", hide="1")
    assert reader.faults == []
    assert "delta_size1" not in str(reader.panels)
    reader.app.button_group(key="slowest 2").set_value("Layer 1").run()
    reader.press("See where the gradient goes")
    assert "Layer 1 learns slowest" in reader.panels["flow_said"]
    assert "Your prediction is right" in reader.panels["flow_said"]
    assert "delta_size1" in reader.live["texts"]
    reader.act("open:vanishing")
    assert (reader.view.look, reader.view.structure.depth) == ("flow", 6)
    assert 'aria-pressed="true">Open it with sigmoid' in reader.panels["flow_deep"]
