"""How much the system lets the server have."""

from __future__ import annotations

import sys

MOST_FILES = 10_240
"""What macOS allows a process at most, whatever it says."""


def raise_file_limit() -> None:
    """Ask the system for as many open files as it allows.

    Each open page takes three, and leaves them open for a while when it is closed. macOS gives a process 256
    if it does not ask for more: a class would be shut out after some eighty pages.
    """
    if sys.platform == "win32":
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
