"""What does it mean? Words for every symbol, in the field's standard terms.

``terms``      what each term of a trace is, in words
``spoken``     what is read aloud: its letters, and which one it is
``lexicon``    a symbol as it stands on a page -> what it means
``glossary``   the field's terms, each in one or two sentences
``shortcuts``  what each key of the keyboard does
``legend``     what lines, dashes, dots and colours mean
``alphabet``   one symbol of each kind with its meaning
"""
