"""Can the reader do it?

``mistakes``   the numbers that one mistake leads to
``answers``    an answer judged
``solutions``  what is asked, and the way to the answer
"""
