"""What is derived? Linked lines for any term.

``equation``     what a derivation is
``factors``      how a factor is written
``rows``         how long sums break into rows
``derivations``  the kinds of derivation
``html``         the lines as HTML
"""
