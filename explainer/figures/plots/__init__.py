"""What is explored at rest: plots by Plotly, and the only place that knows it.

``style``      what all plots have in common
``landscape``  what is seen of the loss over two parameters
``surface``    as a map, and in space
``told``       in sentences
``two_runs``   two runs beside each other
``sweep``      many learning rates
``thinning``   fewer points of a long curve
``losses``     the loss over the updates of a run
``histories``  every parameter over them
"""
