"""What is on screen? One frozen value; everything shown is a function of it.

``own``    an own network as a text
``pairs``  with which other parameter one is shown
``runs``   the updates that were taken of a network
``view``   the value
``compared`` the run beside it, of which one thing differs
``where``  its place on each page
``pages``  the pages there are, and their titles
``hiding`` which numbers are not to be seen yet
``moves``  a view and a choice give another view
``reading`` a text that a reader gives, as a network or as examples
``wishes`` what was asked of a network and does not fit it yet
``grids``  its numbers as grids, and a block that is put into one
``link``   the value as a link
``practising`` the exercise that it asks for, and a view with its numbers
``sheets`` the sheet of exercises that it asks for
``live``   its numbers while one of them moves
``memory`` what was made of a view, kept for the next reader who asks for the same
"""
