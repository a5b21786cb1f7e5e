"""What does the browser understand? Everything it sees as an attribute, and its own half in ``assets/``.

``markup``    elements; text is escaped by its type
``terms``     numbers and widths that follow a term
``choices``   what can be chosen
``keys``      which key does what
``sliders``   a slider and a box for each number
``grids``     grids of boxes
``answers``   boxes in which a reader answers
``table``     small tables with headers
``mathml``    LaTeX lines as MathML whose numbers can be changed in place
``messages``  what it sends back
``served``    our scripts and style sheets, and their version
"""
