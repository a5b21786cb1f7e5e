"""Our files for the browser: scripts and style sheets, under an address that names their version."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from pathlib import Path

ASSETS = Path(__file__).parent / "assets"


@lru_cache(maxsize=1)
def version() -> str:
    """Return a name for the present content of the assets, so that no browser keeps old ones."""
    content = sha256()
    for path in sorted(ASSETS.iterdir()):
        content.update(path.name.encode())
        content.update(path.read_bytes())
    return content.hexdigest()[:12]
