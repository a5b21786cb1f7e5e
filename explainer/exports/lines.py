"""What a table is written to that is sent line by line."""

from __future__ import annotations


class Line:
    """What a writer of lines writes to: it keeps the last one."""

    text = ""

    def write(self, text: str) -> None:
        """Keep a line."""
        self.text = text
