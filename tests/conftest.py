"""What every test may ask for: the checkout, the seeds, the development data."""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tools.browser import browser, missing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browsing import Open

_ROOT = Path(__file__).resolve().parents[1]

# Commands that tests run judge anew, whatever an earlier run in this checkout kept.
os.environ["AUDIT_CACHE"] = "0"


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return _ROOT


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The founding story, as it stands in the checkout. Read only."""
    return _ROOT / "seeds"


@pytest.fixture
def seeds_copy(tmp_path: Path) -> Path:
    """The founding story in a folder of the test's own."""
    return shutil.copytree(_ROOT / "seeds", tmp_path / "seeds")


@pytest.fixture(scope="session")
def bench() -> Path:
    """The development data with human judgements, which is never part of the repository."""
    folder = _ROOT.parent / "shared" / "bench"
    if not folder.is_dir():
        pytest.skip(f"the development data is not here: {folder}")
    return folder


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser; tests that ask for it are skipped where there is none.

    Of a module: as long as it is open Playwright's event loop runs, and no other test could start one.
    """
    if reason := missing():
        pytest.skip(reason)
    with browser() as started:
        yield started


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens the HTML report of a run; see `tests.browsing.opening`."""
    from tests.browsing import opening

    with opening(chromium, tmp_path) as open_page:
        yield open_page


@pytest.hookimpl(trylast=True)
@pytest.fixture
def heeded() -> Iterator[None]:
    """Programs that a test starts heed Ctrl-C, even where the tests run in the background and ignore it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


# Run first: marks are looked at when it is chosen what runs.
@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What asks for a browser needs a service. The wheel's tests first: they wait for pip while the other
    cores do the rest."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.services)
    items.sort(key=lambda item: item.get_closest_marker("wheel") is None)
