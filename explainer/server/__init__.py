"""What is served besides pages.

``missing``  addresses that no page has
``headers``  what every answer carries
``routes``   health, downloads, the live path, assets
"""
