"""How is it written, and said? Letters, words, digits and colours.

``numbers``     a value as text, and a text as a value
``palette``     one colour for each role a value plays
``symbols``     a letter with what hangs on it, and derivatives
``notation``    what every term is called; the notations themselves are files in ``notations/``
``terms``       what each term of a trace is, in words
``called``      what a reader calls inputs and outputs
``spoken``      what is read aloud: its letters, and which one it is
``operations``  how each operation is written in LaTeX, and why a derivative is what it is
``families``    what is to be known about each family of terms to show it
``markers``     where a number stands in LaTeX
``display``     a trace in a notation, at a precision
"""
