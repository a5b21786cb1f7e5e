"""How the mathematics is shown.

Without Streamlit: ``settings`` (what a link holds), ``notation`` and ``numbers`` (letters and
digits), ``equations`` (three linked lines for any term), ``diagram`` and ``tables`` (figures),
``walk`` (the steps), ``narration`` (their sentences), ``palette`` (colours and their meaning).
With Streamlit: ``state`` (one reader's session), ``components`` (what we add to the browser),
``controls`` (sliders and buttons), ``stage`` (a page put together).
"""
