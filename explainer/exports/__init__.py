"""What a reader takes away: the network on the table as files of other kinds.

``about``           which network, made by which program, from which link
``lines``           what is sent line by line
``terms_table``     every number by its name
``training_table``  a run of updates, row by row
``trace_file``      the same with how each was made, as strict JSON
``script``          what scripts are made of
``update_rule``     how they make an update of gradients
``numpy_script``    one update by hand, layer by layer
``pytorch_script``  the same, differentiated by PyTorch
``latex``           what LaTeX is made of
``equations_file``  every equation of the walk, to be printed
``picture``         the network as a drawing that stands alone
"""
