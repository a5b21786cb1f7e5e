"""Practice: exercises, a derivation with a mistake in it, a sheet to be printed."""

from explainer.screen.practice_page import render_practice

render_practice()
