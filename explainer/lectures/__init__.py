"""What does a deck print? Each in a file in ``printed/``.

``decks``     the decks line by line
``verdicts``  printed beside exact: agreement, rounding, or a slip
``sheet``     one deck beside its own preset
``formulas``  formulas in the deck's letters, with their numbers put in
``pieces``    marks, ways into the app, explanations
``matrices``  its matrices, printed and exact
``notes``     the whole deck
"""
