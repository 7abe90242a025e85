"""What does an original in another language cost, beside an article of 400, 1,300 and 4,000 words?

    python -m tools.original_cost FILE [--rounds 3]

FILE is one of the development data with originals; its texts are joined until the translation has so many
words. Each is checked as an editor does, one word changed before every check so that no answer is kept: by
itself (`alone`), beside its original with nothing kept (`cold`), with the vectors of the sentences kept
(`kept`), and in a process that lives (`warm`). Told are seconds of the processor, the least of the rounds,
which a busy machine does not change much, and the largest process.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from audit import Auditor, GivenStory, GivenText, Role
from tools.across import pairs

_SIZES = (400, 1_300, 4_000)
_WORD = "yesterday"


def main(file: Path, rounds: int) -> None:
    for size in _SIZES:
        original, translation, langs = _texts(file, size)
        with TemporaryDirectory() as folder:
            times, memory = _processes(Path(folder), original, translation, langs, rounds)
        times["warm"] = _warm(original, translation, langs, rounds)
        told = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in times.items())
        print(f"{len(translation.split())} words: {told}; {memory // 1024} MB")


def _texts(file: Path, size: int) -> tuple[str, str, tuple[str, str]]:
    """An original and its translation, of at least so many words if the file has them."""
    originals: list[str] = []
    translations: list[str] = []
    langs = ("", "")
    seen: set[str] = set()
    for pair in pairs("families", [file]):
        if pair.original.text in seen:
            continue
        seen.add(pair.original.text)
        originals.append(pair.original.text)
        translations.append(pair.translation.text)
        langs = pair.original.lang, pair.translation.lang
        if sum(len(text.split()) for text in translations) >= size:
            break
    lines = [line for text in translations for line in text.split("\n")]
    words, last = 0, len(lines)
    for at, line in enumerate(lines):
        words += len(line.split())
        if words >= size:
            last = at + 1
            break
    kept = [line for text in originals for line in text.split("\n")][:last]
    return "\n\n".join(kept), "\n\n".join(lines[:last]), langs


def _processes(
    folder: Path, original: str, translation: str, langs: tuple[str, str], rounds: int
) -> tuple[dict[str, float], int]:
    """Seconds by way, and kilobytes of the largest process."""
    (folder / f"article.{langs[0]}.txt").write_text(original, encoding="utf-8")
    draft = folder / "draft" / f"article.{langs[1]}.txt"
    draft.parent.mkdir()
    times: dict[str, float] = {}
    beside = ["--original", str(folder / f"article.{langs[0]}.txt")]
    for at in range(rounds):
        for way, options in (("alone", []), ("cold", beside), ("kept", beside)):
            draft.write_text(f"{translation}\n\n{_changed(way, at)}\n", encoding="utf-8")
            cache = folder / (f"cache{at}" if way != "alone" else f"other{at}")
            seconds = _check(draft, options, cache)
            times[way] = min(seconds, times.get(way, seconds))
    return times, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


def _changed(way: str, at: int) -> str:
    return f"The mill was closed {' '.join([_WORD] * (at + 1))} {way}."


def _check(draft: Path, options: list[str], cache: Path) -> float:
    """The seconds of the processor that a check takes."""
    command = [sys.executable, "-m", "audit", "check", str(draft), *options]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1, 3):
        raise RuntimeError(done.stderr.decode()[-200:])
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _warm(original: str, translation: str, langs: tuple[str, str], rounds: int) -> float:
    """Seconds in a process that lives and has read what it needs."""
    auditor = Auditor()
    least = float("inf")
    for at in range(rounds + 1):
        texts = (
            GivenText("original", original, lang=langs[0], role=Role.SOURCE),
            GivenText("draft", f"{translation}\n\n{_changed('warm', at)}", lang=langs[1]),
        )
        begun = time.process_time()
        auditor.judge(GivenStory(f"story {at}", texts))
        if at:  # the first reads tables
            least = min(least, time.process_time() - begun)
    return least


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    main(options.file, options.rounds)
