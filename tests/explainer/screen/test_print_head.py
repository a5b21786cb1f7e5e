"""What a printed page is called."""

from explainer.screen.print_head import head_of
from explainer.view.view import View
from tests.explainer.markup import fragment


def test_a_printed_page_names_its_network_and_itself():
    (title,) = fragment(head_of(View(preset="iris"), "Chain rule")).tagged("strong")
    assert title["text"] == "Iris 4-2-3 · Chain rule"


def test_a_printed_page_has_a_place_for_its_address():
    assert len(fragment(head_of(View(), "Forward")).with_attribute("data-address")) == 1
