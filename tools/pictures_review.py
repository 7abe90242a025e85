"""What does the review look like? Writes its part of docs/pictures/ from a real review of the seeds."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path

from audit.review.terminal.app import ReviewApp
from audit.review.terminal.screen import ReviewScreen
from audit.review.workbench import Asked, Workbench
from tools.reports import without_web_fonts

_ROOT = Path(__file__).resolve().parents[1]
_FOLDER = _ROOT / "docs" / "pictures"
_PATIENCE = 600


def _telling(screen: ReviewScreen) -> str:
    """The first finding that shows most: a grave one with a fix, borne out by every sibling."""
    session = screen.session
    assert session is not None
    keys = list(session.findings)

    def worth(key: str) -> tuple[bool, int, int]:
        finding = session.findings[key]
        documents = {span.document for span in finding.evidence} - {finding.span.document}
        return finding.fix is not None, len(documents), finding.severity.rank

    return max(keys, key=lambda key: (worth(key), -keys.index(key)))


async def _draw(name: str, size: tuple[int, int], keys: Sequence[str], *, light: bool) -> None:
    app = ReviewApp(Workbench(Asked(("seeds",), by="ana")), light=light, sixteen=False)
    async with app.run_test(size=size) as pilot:
        screen = app.screen
        for _ in range(_PATIENCE):
            await pilot.pause(0.1)
            screen = app.screen
            if isinstance(screen, ReviewScreen) and screen.session is not None:
                break
        assert isinstance(screen, ReviewScreen)
        await pilot.pause()
        screen.visit(_telling(screen))
        for key in keys:
            await pilot.press(key)
        await pilot.pause()
        drawn = app.export_screenshot(title="audit review seeds")
    (_FOLDER / f"{name}.svg").write_text(without_web_fonts(drawn), encoding="utf-8", newline="\n")
    print(f"docs/pictures/{name}.svg")


def main() -> None:
    _FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for light in (False, True):
            for width, height in ((80, 24), (140, 40)):
                # A copy: a review writes beside the articles.
                shutil.rmtree(Path(folder, "seeds"), ignore_errors=True)
                shutil.copytree(_ROOT / "seeds", Path(folder, "seeds"))
                os.chdir(folder)
                name = f"review-{width}-{'light' if light else 'dark'}"
                asyncio.run(_draw(name, (width, height), (), light=light))
                if width == 140:
                    name = f"write-{width}-{'light' if light else 'dark'}"
                    asyncio.run(_draw(name, (width, height), ("a", "w"), light=light))


if __name__ == "__main__":
    main()
