"""What is served besides pages.

``missing``  addresses that no page has
``dialogs``  none of Streamlit's own about the server
``headers``  what every answer carries
``gate``     what comes in at all
``limits``   what the system lets the server have
``aside``    work that takes long, beside the loop
``linked``   what is asked about the network of a link
``exports``  that network as files
``worksheet``  exercises on paper
``live``     the live path
``routes``   health, words, assets
``ready``    what does not change, out of memory
``front``    the page that every address of the app begins with
"""
