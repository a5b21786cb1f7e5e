"""The style sheets of a page as Streamlit takes them: in one element, read from the disk once."""

from __future__ import annotations

from functools import lru_cache

from explainer.browser.served import ASSETS
from explainer.notation.palette import css_variables


@lru_cache(maxsize=64)
def style_of(sheets: tuple[str, ...]) -> str:
    """Return an element with the colours and some style sheets.

    Args:
        sheets: names of files, in the order in which they count.
    """
    texts = ((ASSETS / sheet).read_text("utf-8") for sheet in sheets)
    return "\n".join((f"<style>:root {{ {css_variables()} }}", *texts)) + "</style>"
