"""Tests of how the mathematics is shown."""
