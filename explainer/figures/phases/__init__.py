"""The two phases of backpropagation.

``plan``    where everything stands
``phases``  the drawings
"""
