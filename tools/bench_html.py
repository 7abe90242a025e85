"""How large is the HTML report of many articles, and how long does one wait for it?

    python -m tools.bench_html [--articles N] [--repeat N]

The articles are those of the seeds, judged once and repeated under names and fingerprints of their own: what
is measured is the page, not the judging. Milliseconds of Debian's Chromium, medians; they are of one machine
and one run, so what tells is how they grow from a few articles to many.
"""

from __future__ import annotations

import argparse
import gzip
import os
import statistics
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import audit
from audit.report.html import render
from tools.browser import browser, missing

if TYPE_CHECKING:
    from playwright.sync_api import Browser

_ROOT = Path(__file__).resolve().parents[1]
# Of the page as the browser keeps its time: from the request to the first picture and to the end of loading.
_LOADED = """() => {
    const {domContentLoadedEventEnd, loadEventEnd} = performance.getEntriesByType("navigation")[0];
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    const first = paint ? paint.startTime : NaN;
    return {"first picture": first, "ready": domContentLoadedEventEnd, "loaded": loadEventEnd};
}"""
# From a press of the hand until the next picture has been drawn.
_DRAWN = """(act) => new Promise((done) => {
    const began = performance.now();
    %s;
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
})"""
_ACTS = {
    "a filter": "document.querySelector('input[value=minor]').click()",
    "a story opened": "document.querySelector('#index tbody a').click()",
    "to the next finding": "document.getElementById('next').click()",
    "to the next finding again": "document.getElementById('next').click()",
    "all stories again": "document.getElementById('all').click()",
    "sorted": "document.querySelector('[data-sort=issues]').click()",
}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=500, help="how many articles, three to a story")
    parser.add_argument("--repeat", type=int, default=5, help="rounds of which the median is shown")
    options = parser.parse_args()
    if lacking := missing():
        raise SystemExit(lacking)
    os.chdir(_ROOT)
    seeds = audit.check(["seeds/"])
    with browser() as opened, tempfile.TemporaryDirectory(prefix="audit-html-") as folder:
        for articles in (30, options.articles):
            _measure(opened, Path(folder), _repeated(seeds, max(articles // 3, 1)), options.repeat)


def _repeated(seeds: audit.Run, times: int) -> audit.Run:
    """The story of the seeds so many times."""
    names = [f"desk-{at % 7}/story-{at:04d}" for at in range(times)]
    story = seeds.stories[0]
    return replace(
        seeds,
        stories=tuple(replace(story, id=name) for name in names),
        findings=tuple(
            replace(one, story=name, fingerprint=f"{at:04x}{one.fingerprint}")
            for at, name in enumerate(names)
            for one in seeds.findings
        ),
        scores=tuple(replace(one, story=name) for name in names for one in seeds.scores),
    )


def _measure(opened: Browser, folder: Path, run: audit.Run, repeat: int) -> None:
    taken = []
    for _ in range(repeat):
        began = time.process_time()
        text = render(run).encode("utf-8")
        taken.append(time.process_time() - began)
    articles = sum(len(story.versions) for story in run.stories)
    print(f"{articles} articles, {len(run.findings):,} findings")
    print(f"  {len(text) / 1e6:8.2f}  MB ({len(gzip.compress(text, 6, mtime=0)) / 1e6:.2f} packed)")
    print(f"  {statistics.median(taken):8.2f}  seconds of the processor to write it")
    file = folder / "report.html"
    file.write_bytes(text)
    rounds = [_waited(opened, file) for _ in range(repeat)]
    for name in rounds[0]:
        print(f"  {statistics.median(one[name] for one in rounds):8.0f}  ms: {name}")


def _waited(opened: Browser, file: Path) -> dict[str, float]:
    page = opened.new_page(viewport={"width": 1400, "height": 900})
    page.goto(file.as_uri())
    page.wait_for_timeout(100)
    waited: dict[str, float] = dict(page.evaluate(_LOADED))
    for name, act in _ACTS.items():
        waited[name] = float(page.evaluate(_DRAWN % act))
        page.wait_for_timeout(50)
    page.close()
    return waited


if __name__ == "__main__":
    main()
