"""What does it mean? Words for every symbol, in the field's standard terms.

``terms``    what each term of a trace is, in words
``lexicon``  a symbol as it stands on a page -> what it means
"""
