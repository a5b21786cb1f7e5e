"""What does a deck print? Each in a file in ``printed/``.

``decks``     the decks line by line
``sheet``     one deck beside its own preset
``formulas``  formulas in the deck's letters, with their numbers put in
``pieces``    marks, ways into the app, explanations
``matrices``  its matrices, printed and exact
``notes``     the whole deck
``printed_too``  a wrong number that a lecture prints as well
"""
