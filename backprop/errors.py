"""The one exception that crosses the border from the mathematics to whoever asked."""


class NetworkError(ValueError):
    """Something the reader gave cannot be used.

    Its message is a single sentence meant for the reader: what was given, what is
    needed, and what that means here. Every function in this package that refuses
    its input raises this and nothing else.
    """
