"""What is served besides pages.

``headers``  what every answer carries
``routes``   health, downloads, the live path, assets
"""
