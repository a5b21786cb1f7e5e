"""Tests of the pages, each run as the app runs it but without a browser."""
