"""What does it mean? Words for every symbol, in the field's standard terms.

``lexicon``    a symbol as it stands on a page -> what it means
``glossary``   the field's terms, each in one or two sentences
``shortcuts``  what each key of the keyboard does
``legend``     what lines, dashes, dots and colours mean
``alphabet``   one symbol of each kind with its meaning
"""
