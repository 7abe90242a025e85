"""What does the desk look like? Writes docs/pictures/desk-*.png, which docs/desk.md shows."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tools.browser import browser, missing

_ROOT = Path(__file__).resolve().parents[1]
_FOLDER = _ROOT / "docs" / "pictures"
_SIZE = {"width": 1280, "height": 900}


def main() -> None:
    if lacking := missing():
        raise SystemExit(lacking)
    with tempfile.TemporaryDirectory() as folder:
        stories = Path(folder) / "2024-10-03"
        shutil.copytree(_ROOT / "seeds", stories, ignore=shutil.ignore_patterns("*.md", ".audit"))
        command = [sys.executable, "-m", "audit", "desk", "2024-10-03", "--shelf", "desk", "--no-browser"]
        served = subprocess.Popen(
            [*command, "--by", "anna", "--no-archive"], cwd=folder, stdout=subprocess.PIPE, text=True
        )
        try:
            assert served.stdout is not None
            _take(served.stdout.readline().partition(": ")[2].strip())
        finally:
            served.terminate()
            served.wait()


def _take(address: str) -> None:
    with browser() as opened:
        page = opened.new_page(viewport={"width": _SIZE["width"], "height": _SIZE["height"]})
        page.goto(address)
        page.locator(".queue .badge").first.wait_for()
        page.screenshot(path=_FOLDER / "desk-queue.png")
        page.locator(".queue a").first.click()
        page.locator(".mark").first.wait_for()
        page.keyboard.press("j")
        page.locator(".card.current").wait_for()
        page.wait_for_timeout(300)
        page.screenshot(path=_FOLDER / "desk-story.png")
    for name in ("desk-queue", "desk-story"):
        print(f"docs/pictures/{name}.png")


if __name__ == "__main__":
    main()
