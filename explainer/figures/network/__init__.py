"""The network as a drawing.

``plan``     where everything stands
``drawing``  what it shows beyond the network itself
``labels``   name, value and gradient of each parameter
``diagram``  the drawing
"""
