"""Intuition: why the gradient points where it does."""

from explainer.screen.intuition_page import render_intuition

render_intuition()
