"""The numbers of a run as a table: the loss and every parameter after each update."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from backprop import Training
from explainer.browser.markup import element
from explainer.notation.spoken import letters
from explainer.screen import session
from explainer.screen.downloads import download_of
from explainer.screen.panels import show
from explainer.walk.training import window

if TYPE_CHECKING:
    from pandas import DataFrame

ROWS = 9
"""Updates that are shown; the file has all of them."""


MOST_COLUMNS = 60
"""Parameters that are shown; of the largest network Streamlit would need longer for them than all else of the page."""


def table_of(training: Training, rows: range, names: Sequence[str], places: Sequence[int], here: int) -> DataFrame:
    """Return the loss and some parameters of a run after some updates, exactly as the run has them.

    Args:
        training: the run.
        rows: after how many updates each.
        names: of the parameters, as columns.
        places: of these parameters.
        here: after how many updates the reader is.
    """
    import pandas as pd  # takes half a second, which only who looks at a table shall wait for

    some = slice(rows.start, rows.stop)
    numbers = {name: training.parameters[some, place] for name, place in zip(names, places, strict=True)}
    return pd.DataFrame(
        {"": ["here" if row == here else "" for row in rows], "loss": training.losses[some], **numbers},
        index=pd.Index(list(rows), name="update"),
    )


def show_table(training: Training, last: int, here: int, places: Sequence[int]) -> None:
    """Show the table around the present update, and the file of all of it."""
    display, parameters = session.display(), session.view().names.parameters
    of, places = len(places), places[:MOST_COLUMNS]
    said = [letters(display.written(parameters[place].name)) for place in places]
    names = said if len({*said}) == len(said) else [parameters[place].name for place in places]
    rows = window(here, last, ROWS)
    digits = max(session.view().digits, 6)
    usual = {name: st.column_config.NumberColumn(format=f"%.{digits}g") for name in ("loss", *names)}
    st.dataframe(
        table_of(training, rows, names, places, here),
        key="training_table",
        column_config={"": st.column_config.TextColumn("place"), **usual},
    )
    some = f", {MOST_COLUMNS} of {of} parameters" if of > MOST_COLUMNS else ""
    about = (
        f"Updates {rows.start:,} to {rows.stop - 1:,}{some}; the file has all from 0 to {here:,}, with every digit: "
    )
    show("training_file", element("p", {"class": "hint"}, about, download_of("training.csv")))
