"""Streamlit, and only here (and in ``pages``): one reader's session, and what pages are put together from.

``components``  what we add to the browser
``session``     the view on the table, what can be undone, its link
``run_clock``   updates that are taken by the clock
``actions``     what a reader does
``hands``       what keys and buttons of ours do
``widgets``     lists and alternatives
``style``       the style sheets of a page
``panels``      panels of markup
``charts``      plots
``live``        the fragment that takes changes over
``switches``    the ways of looking at a page
``learning_choice``  how the network learns
``print_head``  what a printed page is called
``help``        the help, made when it is asked for
``downloads``   what can be taken away
``toolbar``     what applies to every page
``step_list``   every step by name, to jump to
``presenter``   what a projected screen keeps at hand
``walk_bar``    where we are, and the ways along
``dock``        what stays at the bottom of the window
``scene``       what a step shows, laid out
``walk_page``   a page of the walk
``product_page``  a product of the matrix page
``network_texts``  texts that are to become the network
``network_file``  the network as its file, and as a link
``network_acts``  what a reader does to the form of a network
``network_layers``  the layers it is made of, and its loss
``network_numbers``  its weights and biases as grids
``network_data``  the examples it learns from, as a table
``network_begin``  where an own network begins
``network_page``  the page on which it is made
``part``        pages of several parts
``intuition_slope``  the loss along one parameter
``intuition_check``  every gradient beside its measured slope
``intuition_surface``  the loss over two parameters
``intuition_flow``  how much of the gradient reaches each layer
``intuition_page``  the page on why a gradient points where it does
``training_bar``  the ways along a run
``training_guess``  where the loss will be
``training_table``  the numbers of a run
``training_run``  one run
``training_asked``  what a reader expects before it is shown
``training_compare``  two runs side by side
``training_sweep``  many learning rates
``training_page``  the page on which a network is trained
``answers``     what a reader answers
``practice_acts``  what the buttons of an exercise do
``practice_exercise``  an exercise
``practice_find``  a derivation with a mistake in it
``practice_sheet``  a sheet to be printed
``practice_page``  the page of practice
``check_answers``  a reader's own numbers, taken down and judged
``check_page``  the page on which a reader's numbers are checked
"""
