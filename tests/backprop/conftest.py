"""A warning is a failure here: saturation and overflow are lessons, so the core meets them in silence."""

import warnings

import pytest


@pytest.fixture(autouse=True)
def _warnings_are_failures():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield
