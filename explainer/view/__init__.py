"""What is on screen? One frozen value; everything shown is a function of it.

``view``  the value
``link``  the value as a link
``live``  its numbers while one of them moves
"""
