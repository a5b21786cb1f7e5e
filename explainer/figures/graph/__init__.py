"""The computation graph.

``plan``   where the nodes stand
``edges``  the edges
``graph``  the drawing
"""
