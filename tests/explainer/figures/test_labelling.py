"""Where labels stand along edges: clear of everything, in line where they can, as many as have room."""

import pytest

from explainer.figures.labelling import place_labels
from explainer.figures.shapes import CLEAR, Box, Circle, Columns, Edge
from tests.closeness import close_to

SIZE = (40.0, 20.0)


def fan(count, height=100.0):
    """Return edges from one point to a column of points, 200 to the right."""
    return [Edge(f"w{i + 1}", (0.0, 0.0), (200.0, height * i)) for i in range(count)]


def level(count, apart):
    """Return level edges below each other."""
    return [Edge(f"w{i + 1}", (0.0, apart * i), (200.0, apart * i)) for i in range(count)]


def distances(one, other):
    return abs(one[0] - other[0]) - SIZE[0], abs(one[1] - other[1]) - SIZE[1]


def test_no_edges_have_no_labels():
    assert place_labels([], SIZE, [], []) == {}


def test_labels_with_enough_room_stand_in_line_at_the_middle():
    assert place_labels(level(3, 50.0), SIZE, [], []) == {"w1": (100.0, 0.0), "w2": (100.0, 50.0), "w3": (100.0, 100.0)}


def test_every_label_stands_on_its_edge():
    edges = fan(4)
    for edge in edges:
        x, y = place_labels(edges, SIZE, [], [])[edge.name]
        assert y == close_to(x / 200 * edge.end[1])


@pytest.mark.parametrize("apart", [2.0, 10.0, 23.0])
def test_labels_stay_clear_of_each_other(apart):
    placed = list(place_labels(level(4, apart), SIZE, [], []).values())
    assert len(placed) == 4
    for i, one in enumerate(placed):
        assert all(max(distances(one, other)) >= CLEAR for other in placed[:i])


def test_a_label_keeps_away_from_a_box():
    box = Box(60.0, -30.0, 140.0, 30.0)
    x, _ = place_labels(level(1, 0.0), SIZE, [box], [])["w1"]
    assert x + 20 + CLEAR <= 60 or x - 20 - CLEAR >= 140


def test_a_label_keeps_away_from_a_circle():
    x, _ = place_labels(level(1, 0.0), SIZE, [], [Circle(100.0, 0.0, 30.0)])["w1"]
    assert abs(x - 100.0) - 20.0 >= 30.0 + CLEAR


def test_an_edge_without_room_has_no_label_and_the_others_keep_theirs():
    covering = Box(-10.0, -10.0, 210.0, 10.0)
    assert place_labels(level(2, 60.0), SIZE, [covering], []).keys() == {"w2"}


def test_the_columns_lead_an_edge_from_circle_to_circle():
    columns = Columns((1, 1), (50.0, 250.0), (20.0, 30.0), 0.0, 100.0)
    assert [(c.x, c.y, c.radius) for layer in (-1, 0) for c in columns.circles(layer)] == [
        (50.0, 50.0, 20.0),
        (250.0, 50.0, 30.0),
    ]
