"""The page that every address of the app begins with: Streamlit's own, told more of what it will need."""

from __future__ import annotations

import re
from pathlib import Path

from explainer.browser.markup import element, together
from explainer.browser.served import ASSETS, version
from explainer.server.headers import STATIC
from explainer.server.ready import Maker, Ready, files_under, ready
from explainer.view.pages import TITLES

ELEMENTS = ("BidiComponent", "Button", "ButtonGroup", "Html", "PageLink", "Selectbox")
"""Elements of Streamlit's that every page has. A browser hears of the script of each only when one is to be drawn."""

IMPORTED = re.compile(r"""(?:from|import)\s*["']\./([\w.-]+\.js)["']""")
"""How a script of Streamlit's names another that it cannot do without."""

FIRST_SCRIPT = '<script type="module"'
END_OF_HEAD = "</head>"


def answers() -> dict[str, Maker]:
    """Return address -> how its answer is made, for the front page and all files."""
    return {
        **{f"/{path}": ready_front_page for path in TITLES},
        **files_under("/static/", STATIC / "static"),
        **files_under(f"/assets/{version()}/", ASSETS),
    }


def first_asked() -> list[str]:
    """Return the addresses that a browser asks for when it comes for the first time: the page, and what it names."""
    named = re.findall(r'(?:href|src)="\./([^"]+)"', front_page())
    return [f"/{name}" for name in ("", *named)]


def ready_front_page() -> Ready:
    """Return what to answer for the page."""
    return ready(front_page().encode(), "text/html", "no-cache")


def front_page(static: Path = STATIC) -> str:
    """Return Streamlit's page, which also says where the app lies, and which scripts its elements and ours will need.

    Streamlit's come first: nothing can be drawn without them. Where the page is not as expected, as it may be after an
    update, it stays as it is: all of it can do without.
    """
    page = (static / "index.html").read_text("utf-8")
    base = element("script", {"type": "module", "src": f"./assets/{version()}/base.js"})
    theirs = [f"static/js/{name}" for name in scripts_of_elements(static / "static" / "js") if name not in page]
    ours = [f"assets/{version()}/{script.name}" for script in sorted(ASSETS.glob("*.js"))]
    preloads = together(
        element("link", {"rel": "modulepreload", "crossorigin": True, "href": f"./{name}"}) for name in (*theirs, *ours)
    )
    said = page.replace(FIRST_SCRIPT, f"{base}{FIRST_SCRIPT}", 1)
    return said.replace(END_OF_HEAD, f"{preloads}{END_OF_HEAD}", 1)


def scripts_of_elements(folder: Path) -> list[str]:
    """Return the names of the scripts that the elements on every page need, and what those import."""
    found: dict[str, None] = {}
    wanted = [script.name for name in ELEMENTS for script in sorted(folder.glob(f"{name}.*.js"))]
    while wanted:
        name = wanted.pop(0)
        if name not in found and (folder / name).is_file():
            found[name] = None
            wanted += IMPORTED.findall((folder / name).read_text("utf-8"))
    return list(found)
