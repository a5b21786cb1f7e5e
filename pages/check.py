"""Check my numbers: what a reader got, term by term."""

from explainer.screen.check_page import render_check

render_check()
