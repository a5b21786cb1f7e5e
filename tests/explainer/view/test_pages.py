import pytest

from explainer.view.pages import NAME, TITLES, title_of
from explainer.view.view import View


def test_every_page_has_a_title_of_its_own():
    titles = [title_of(View(), page) for page in TITLES]
    assert len(set(titles)) == len(titles)
    assert all(title.endswith(NAME) for title in titles)


@pytest.mark.parametrize(
    ("page", "view", "title"),
    [
        ("", View(), NAME),
        ("chain_rule", View(), f"Chain rule: ∂L/∂w5 · {NAME}"),
        ("chain_rule", View(step="dL_dy_hat1"), f"Chain rule: ∂L/∂ŷ · {NAME}"),
        ("forward", View(preset="derivation"), f"Forward: Z1,1 · {NAME}"),
        ("matrix", View(), f"Matrix · {NAME}"),
    ],
)
def test_a_title_says_which_step_the_page_shows(page, view, title):
    assert title_of(view, page) == title
