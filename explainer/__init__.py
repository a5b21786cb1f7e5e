"""How the mathematics is shown. A room imports only rooms above it in this list.

``notation``   how is it written, and said? letters, words, digits, colours
``browser``    what does the browser understand? terms, choices, sliders, tables, and its own half
``words``      what does it mean? every symbol, the field's terms, the help
``figures``    where does it stand? the network, its computation graph, its two phases
``equations``  what is derived? linked lines for any term
``lectures``   what does a deck print?
``walk``       which steps, and what is said at each?
``matrices``   the pass as matrices
``practice``   can the reader do it?
``exports``    what is taken away? the network as files of other kinds
``view``       what is on screen? one frozen value, its link, its numbers while they move
``screen``     Streamlit: one reader's session, and what pages are put together from
``server``     what is served besides pages
"""
