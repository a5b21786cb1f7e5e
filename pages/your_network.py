"""Your network: layers, activations, loss, numbers, data; load and save."""

from explainer.screen.network_page import render_network

render_network()
