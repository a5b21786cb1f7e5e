"""Training: the update again and again."""

from explainer.screen.training_page import render_training

render_training()
