"""How is a real browser started, quietly, for pictures and for tests?"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_NAMES = ("chromium", "google-chrome-stable", "google-chrome")
# Without a sandbox of its own, since CI runs as root; and without asking its makers' hosts for anything.
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def _program() -> str | None:
    return next(filter(None, map(shutil.which, _NAMES)), None)


def missing() -> str:
    """What is missing of Chromium and Playwright, and how to get it; "" where nothing is."""
    if not _program():
        return "there is no Chromium here: apt-get install chromium"
    if find_spec("playwright") is None:
        return "Playwright is not installed: pip install playwright"
    return ""


@contextmanager
def browser() -> Iterator[Browser]:
    """Debian's Chromium without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=_program(), args=list(_FLAGS))
        try:
            yield opened
        finally:
            opened.close()
