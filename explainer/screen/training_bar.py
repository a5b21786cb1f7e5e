"""The ways along a run: forward, back, by the clock, and on to any update."""

from __future__ import annotations

import streamlit as st

from explainer.screen import actions, run_clock, session
from explainer.screen.widgets import picked, segments

CLOCK = "beat"
"""Key of the full run in which the clock of a run of updates was last started."""


def run_bar(epoch: int, ended: bool) -> None:
    """Show the ways along a run.

    Args:
        epoch: updates of an epoch, where the order is by example; else 0.
        ended: whether no further update can be taken.
    """
    view, clock = session.view(), session.kept().clock
    at_start = view.updates == 0
    with st.container(key="run_bar", horizontal=True, vertical_alignment="center", gap="small"):
        _button("To the start", "to_start", "S", actions.go_to_update, 0, at_start)
        _button("Back one", "back_one", "B", actions.take_update, -1, at_start)
        _button("One update", "update", "U", actions.take_update, 1, ended, primary=True)
        _button("Ten", "ten", "X", actions.take_update, 10, ended)
        if epoch:
            st.button(
                "One epoch", key="epoch", shortcut="E", disabled=ended, on_click=session.unbroken(actions.take_epoch)
            )
        label = ("Pause" if clock.plays else "Stop") if clock else "Play"
        _button(label, "play", "L", run_clock.play, clock is None, ended and not clock)
        titles = {pace: f"{pace}/s" for pace in run_clock.PACES}
        segments(
            "Updates a second",
            "pace",
            titles,
            run_clock.pace(),
            lambda pace: session.change(plots={**session.kept().plots, "pace": pace}, acted=True),
        )
        if not view.present:
            _on_to()
        label = "Show what lies ahead" if view.hide else "Hide what lies ahead"
        st.button(
            label,
            key="hide",
            shortcut="H",
            on_click=session.unbroken(actions.set_option),
            kwargs={"hide": not view.hide},
        )
    if clock:
        if not clock.plays:
            done = (view.updates - clock.before.updates) / max(clock.until - clock.before.updates, 1)
            st.progress(min(max(done, 0.0), 1.0), f"{view.updates:,} of {clock.until:,} updates")
        st.fragment(_beat, run_every=run_clock.beat())(session.kept().run)


def _button(
    label: str, key: str, shortcut: str, do: object, argument: object, disabled: bool, primary: bool = False
) -> None:
    st.button(
        label,
        key=key,
        shortcut=shortcut,
        on_click=session.unbroken(do),  # type: ignore[arg-type]
        args=(argument,),
        disabled=disabled,
        type="primary" if primary else "secondary",
    )


def _on_to() -> None:
    """Let the reader go to an update by its number.

    A box that showed where we are would be told by the browser, with every beat of the clock, where we were: as if
    the reader had typed that. So it shows what is typed and nothing else, and after each use it is another one.
    """
    view, used = session.view(), session.kept().plots.get("on_to", 0)
    key = f"on_to_{used}"

    def entered() -> None:
        wanted = picked(key, range(view.most_updates + 1), None)
        if wanted is not None:
            session.change(plots={**session.kept().plots, "on_to": used + 1})
            actions.go_to_update(int(wanted))

    with st.container(key="on_to", width="content"):
        st.number_input(
            "On to update",
            0,
            view.most_updates,
            None,
            key=key,
            step=1,
            width=250,
            placeholder="number",
            on_change=session.unbroken(entered),
        )


def _beat(run: int) -> None:
    """Take the updates of a beat each time the clock calls, but not on the run that starts the clock."""
    if st.session_state.get(CLOCK) != run:
        st.session_state[CLOCK] = run
        return
    if session.kept().clock:
        run_clock.go_on()
        st.rerun()
