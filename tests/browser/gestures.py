"""What a person's hands do, and what the link is to say of it."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, TimeoutError


def expect_link(page: Page, part: str, there: bool = True) -> None:
    """Wait until the address contains a piece of text.

    Playwright's own expectation of an address looks at it ever more seldom, and has the page describe itself as it is
    read aloud after each look in vain, which costs more than what is waited for.
    """
    try:
        page.wait_for_function("([part, there]) => location.href.includes(part) === there", arg=[part, there])
    except TimeoutError:
        raise AssertionError(f"{part} is to be {'in' if there else 'gone from'} {page.url}") from None


def expect_link_without(page: Page, part: str) -> None:
    """Wait until the address does not contain a piece of text."""
    expect_link(page, part, there=False)


def slider_of(page: Page, name: str) -> Locator:
    """Return the slider of a number, whatever it is called when read aloud."""
    return page.locator(f"[data-slider='{name}']")


def box_of(page: Page, name: str) -> Locator:
    """Return the box that takes a number exactly."""
    return page.locator(f"[data-box='{name}']")


def button_of(page: Page, parameter: str) -> Locator:
    """Return the button of a parameter in the drawing."""
    return page.locator(f"[role=button][data-choose='parameter:{parameter}']")


def grip(slider: Locator) -> tuple[float, float]:
    """Return where a slider's thumb is."""
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box is not None
    share = slider.evaluate("e => (e.value - e.min) / (e.max - e.min)")
    return box["x"] + 9 + (box["width"] - 18) * share, box["y"] + box["height"] / 2


def drag(page: Page, slider: Locator, pixels: int, release: bool = True) -> None:
    """Drag a slider's thumb by so many pixels, one by one."""
    x, y = grip(slider)
    page.mouse.move(x, y)
    page.mouse.down()
    for step in range(1, abs(pixels) + 1):
        page.mouse.move(x + step * (1 if pixels > 0 else -1), y)
    if release:
        page.mouse.up()


def swipe(page: Page, element: Locator, x: int, y: int, share: float = 0.8) -> None:
    """Move a thumb over an element, from a place in it that is a share of its width to the right."""
    box = element.bounding_box()
    assert box is not None
    at = (box["x"] + share * box["width"], box["y"] + box["height"] / 2)
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        listed = [{"x": px, "y": py} for px, py in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": listed})

    touch("touchStart", at)
    for step in range(1, 11):
        touch("touchMove", (at[0] + x * step / 10, at[1] + y * step / 10))
    touch("touchEnd")


def touch_at(page: Page, element: Locator) -> None:
    """Put a finger on an element and keep it there."""
    box = element.bounding_box()
    assert box is not None
    at = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    page.context.new_cdp_session(page).send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
