"""What is served besides pages.

``missing``  addresses that no page has
``dialogs``  none of Streamlit's own about the server
``headers``  what every answer carries
``gate``     what comes in at all
``limits``   what the system lets the server have
``aside``    work that takes long, beside the loop
``live``     the live path
``routes``   health, downloads, assets
``ready``    what does not change, out of memory
``front``    the page that every address of the app begins with
"""
