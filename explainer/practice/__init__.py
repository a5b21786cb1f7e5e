"""Can the reader do it?

``saying``     what is said of an answer
``solutions``  what is asked, and the way to the answer
``drawing``    what is drawn is drawn alike everywhere
``ideas``      what a line teaches
``working``    which lines lead to a term
``nice``       numbers to compute with by hand
``tasks``      what can be asked of a network
``exercises``  numbers, lines and blanks of one exercise
``hints``      what an exercise asks, and what helps
``checking``   which terms of a pass there are to check, and what came of them
``checked``    boxes for a reader's own numbers, and what is said of them
``finding``    a derivation with a mistake in it
``search``     how far a reader has come with finding it
``finding_card`` its lines to choose from, and what is said of them
``score``      what a reader's answers come to
``attempt``    an exercise as a reader has worked on it so far
``card``       the same as markup
``worksheet``  exercises on paper, with their key
"""
