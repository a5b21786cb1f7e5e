"""Make the README's picture from the running app: ``make picture``."""

from __future__ import annotations

from playwright.sync_api import sync_playwright

from tests.browser.conftest import FLAGS, settled
from tests.browser.find import find_browser
from tests.browser.serve import ROOT, serving

PICTURE = ROOT / "docs" / "chain-rule.png"


def main() -> None:
    """Open the chain rule page as a reader first sees it and keep a picture of it."""
    PICTURE.parent.mkdir(exist_ok=True)
    with serving() as (address, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 720})
        page.goto(f"{address}/chain_rule")
        settled(page).screenshot(path=PICTURE)
        browser.close()
    print(f"Wrote {PICTURE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
