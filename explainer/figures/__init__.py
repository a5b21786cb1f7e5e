"""Where does it stand? Drawings as SVG text, and plots.

``shapes``     boxes, circles, edges, columns of units, text
``pieces``     numbers, symbols and buttons in a drawing
``labelling``  where along its edge each label stands
``columns``    how far apart the layers stand
``slope``      the loss along one parameter
``network``    the network
``graph``      its computation graph
``phases``     its two phases
``plots``      what is explored at rest, by Plotly
"""
