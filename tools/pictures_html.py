"""What does the HTML report look like? Writes docs/pictures/, which README and docs/editors.md show."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

import audit
from audit.report.html import render
from tools.browser import browser, missing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_ROOT = Path(__file__).resolve().parents[1]
_FOLDER = _ROOT / "docs" / "pictures"
# The rule whose first finding is shown open.
_SHOWN = "mangled-exonym"


class _Picture(NamedTuple):
    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"]
    address: str


def _pictures(run: audit.Run) -> Iterator[_Picture]:
    finding = next(one for one in run.findings if one.rule == _SHOWN)
    place = f"#f={finding.fingerprint}"
    yield _Picture("html-light", 1400, 1000, "light", "")
    yield _Picture("html-dark", 1400, 1000, "dark", place)
    yield _Picture("html-beside", 1400, 900, "light", f"{place}&beside=1,2")
    yield _Picture("html-narrow", 480, 900, "light", place)


def main() -> None:
    if lacking := missing():
        raise SystemExit(lacking)
    os.chdir(_ROOT)
    run = audit.check(["seeds/"])
    _FOLDER.mkdir(exist_ok=True)
    with browser() as opened, tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "report.html"
        file.write_bytes(render(run).encode("utf-8"))
        for picture in _pictures(run):
            _take(opened, file, picture)


def _take(opened: Browser, file: Path, picture: _Picture) -> None:
    page = opened.new_page(
        viewport={"width": picture.width, "height": picture.height}, color_scheme=picture.scheme
    )
    page.goto(f"{file.as_uri()}{picture.address}")
    page.wait_for_timeout(300)
    target = _FOLDER / f"{picture.name}.png"
    page.screenshot(path=target)
    page.close()
    print(target.relative_to(_ROOT))


if __name__ == "__main__":
    main()
