"""Exercises on paper: a page without script, a pure function of its link.

``settings``  what a sheet is to have, as an address says it
``codes``     a short code for an exercise
``qr``        a link as a picture that a telephone reads
``diagram``   the network as a form
``asked``     an exercise: its numbers, its lines, room to work
``key``       its answers, and the wrong ones worth looking for
``sheet``     the whole page
"""
