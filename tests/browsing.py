"""How do tests open a report in a real browser, so that nothing may fail there and nobody is asked?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from audit.model import Run
from audit.report.html import render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Open = Callable[..., "Page"]
Scheme = Literal["light", "dark"]

# Milliseconds. A click changes the address, and the page follows in a turn of its own, which comes after
# the click has returned: now and then after the next question, too.
_FOLLOWED = 60


@contextmanager
def opening(chromium: Browser, folder: Path) -> Iterator[Open]:
    """Opens the pages of runs from a file; at the end nothing may have failed and nobody been asked."""
    contexts = []
    faults: list[str] = []
    asked: list[str] = []
    file = folder / "report.html"

    def open_page(
        run: Run, address: str = "", width: int = 1400, scheme: Scheme = "light", *, scripts: bool = True
    ) -> Page:
        file.write_bytes(render(run).encode("utf-8"))
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
            java_script_enabled=scripts,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(5000)
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{file.as_uri()}{address}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults
    assert not [url for url in asked if url.partition("#")[0] != file.as_uri()]


def shown(page: Page, selector: str) -> int:
    """How many elements are to be seen, once the page has followed its address."""
    page.wait_for_timeout(_FOLLOWED)
    return page.locator(f"{selector}:visible").count()


def text(page: Page, selector: str) -> str:
    """The words of an element, once the page has followed its address."""
    page.wait_for_timeout(_FOLLOWED)
    return (page.locator(selector).text_content() or "").strip()


def until(page: Page, condition: str) -> None:
    """Waits for what the page does later; its own waiting would need `eval`, which the policy forbids. Where
    it is the address that changes, the page follows it in its next turns, which are waited for, too."""
    for _ in range(250):
        if page.evaluate(condition):
            page.evaluate("() => new Promise(done => setTimeout(() => setTimeout(done, 20), 20))")
            return
        page.wait_for_timeout(20)
    pytest.fail(f"never came true: {condition}")
