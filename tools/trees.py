"""How fast are the texts of a large repository grouped? Builds trees in the shape of sites, and measures.

Usage: python -m tools.trees [PAGES]; each page in four languages, of 2.4 kB. Medians of five in one process.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from audit.group import plan

_LANGUAGES = ("en", "de", "fr", "es")
_TEXT = "The council said on Monday that the bridge would be opened to the public in the spring. " * 27
_CONFIGURATIONS = {
    "hugo": ("hugo.toml", 'defaultContentLanguage = "en"\n[languages]\nen = {}\nde = {}\nfr = {}\nes = {}\n'),
    "docusaurus": (
        "docusaurus.config.js",
        "i18n: {defaultLocale: 'en', locales: ['en', 'de', 'fr', 'es']}\n",
    ),
    "folders": ("README.md", ""),
    "newsroom": ("README.md", ""),
}


def _path(layout: str, page: int, lang: str) -> str:
    section = f"section-{page % 20}"
    if layout == "hugo":
        return f"content/{section}/page-{page}{'' if lang == 'en' else f'.{lang}'}.md"
    if layout == "docusaurus":
        top = "docs" if lang == "en" else f"i18n/{lang}/docusaurus-plugin-content-docs/current"
        return f"{top}/{section}/page-{page}.md"
    if layout == "folders":
        return f"docs/{lang}/{section}/page-{page}.md"
    return f"stories/{section}/story-{page}/account.{lang}.txt"


def build(folder: Path, layout: str, pages: int) -> None:
    """A repository of so many pages in four languages."""
    (folder / ".git").mkdir(parents=True)
    name, text = _CONFIGURATIONS[layout]
    (folder / name).write_text(text, encoding="utf-8")
    for page in range(pages):
        for lang in _LANGUAGES:
            path = folder / _path(layout, page, lang)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_TEXT, encoding="utf-8")


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _read(files: list[str]) -> None:
    for file in files:
        Path(file).read_bytes()


def main() -> None:
    """Build every tree, plan it, and read it once for comparison."""
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    print(f"{'layout':12} {'files':>6} {'stories':>8} {'grouped in':>11} {'against reading':>16}")
    for layout in _CONFIGURATIONS:
        with tempfile.TemporaryDirectory() as folder:
            build(Path(folder), layout, pages)
            os.chdir(folder)
            stories = plan(["."]).stories
            seconds = statistics.median(_seconds(lambda: plan(["."])) for _ in range(5))
            files = [version.path for story in stories for version in story.versions]
            read = statistics.median(_seconds(partial(_read, files)) for _ in range(5))
            os.chdir("/")
        print(f"{layout:12} {len(files):6} {len(stories):8} {seconds:9.2f} s {seconds / read:14.1f} ×")


if __name__ == "__main__":
    main()
