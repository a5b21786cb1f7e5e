"""The everyday tests are no gamble: what Hypothesis draws is the same in every run."""

import importlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

everyday = pytest.mark.skipif(
    settings.get_current_profile_name() != "repeatable", reason="only the everyday run is the same every time"
)


def drawn():
    """Return what is drawn for a property test."""
    found = []

    @given(st.tuples(st.integers(), st.floats(), st.text()))
    def collect(values):
        found.append(repr(values))

    collect()
    return found


@everyday
def test_what_is_drawn_is_the_same_again():
    assert drawn() == drawn()


@everyday
def test_what_is_drawn_does_not_depend_on_what_is_imported(tmp_path, monkeypatch):
    before = drawn()
    (tmp_path / "full_of_constants.py").write_text(f"NUMBERS = {list(range(1000, 1400))}\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    importlib.import_module("full_of_constants")
    assert drawn() == before


@everyday
def test_no_earlier_run_is_remembered():
    assert settings().database is None
