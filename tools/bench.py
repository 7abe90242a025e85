"""How fast is audit on this machine, and beside the tools a newsroom would take instead?

    python -m tools.bench [PART ...] [--repeat N] [--files N] [--rivals DIR]

Parts: start (whole processes), text (texts alone, beside the rivals), many (2,000 files with siblings),
cached (the same once more), ten (a story of ten versions, and how its cost grows), long (how cost grows with
length), memory. All by default.

Seconds of the processor, of this process and of those it starts, since the clock depends on who else is at
work; medians, each round taking all contestants in turn, so that ratios within one run can be trusted. The
rivals are programs of their own and no dependencies of this project. To compare with them:

    python -m venv /tmp/rivals && /tmp/rivals/bin/pip install codespell proselint typos translate-toolkit
    python -m tools.bench text --rivals /tmp/rivals/bin

(translate-toolkit, for pofilter, is GPL; the package vale of PyPI only downloads a program, and is left out.)
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import cycle
from pathlib import Path

import audit
from audit.measure.families import Article, document
from audit.measure.read import read
from audit.model import Story

_ROOT = Path(__file__).resolve().parents[1]
_NEWS = _ROOT.parent / "shared" / "bench" / "english_news.jsonl.gz"
_SIZE = 2_400  # characters of one article
_TEXTS = 400  # articles of the comparison with others
_WORDS_OF_A_VERSION = 400


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", choices=[*_PARTS, []], default=[], metavar="PART")
    parser.add_argument("--repeat", type=int, default=3, help="rounds of which the median is shown")
    parser.add_argument("--files", type=int, default=2000, help="files of the parts many and memory")
    parser.add_argument("--rivals", type=Path, help="the folder that holds the other programs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="audit-bench-") as folder:
        for part in options.parts or _PARTS:
            _PARTS[part](Path(folder), options)


def _start(folder: Path, options: argparse.Namespace) -> None:
    """Whole processes as people start them."""
    article = folder / "article.en.txt"
    article.write_text(articles()[0], encoding="utf-8")
    commands = {
        "audit --help": started_by("--help"),
        "audit check, one article": started_by("check", "--no-cache", str(article)),
        "audit check seeds/": started_by("check", "--no-cache", str(_ROOT / "seeds")),
    }
    print("start: seconds of the processor")
    for name, seconds in compared(commands, max(options.repeat, 5)).items():
        print(f"  {seconds:8.2f}  {name}")


def _text(folder: Path, options: argparse.Namespace) -> None:
    """Each article alone, on one core: in a process that is warm, and as whole processes beside others."""
    texts = articles()
    stories = [Story(str(at), (document(str(at), text, "en"),)) for at, text in enumerate(texts)]
    settings = audit.Settings(processes=1)
    audit.check(stories, settings)
    words = sum(len(text.split()) for text in texts)
    warm = median(lambda: audit.check(stories, settings), options.repeat)
    print(f"text: {words:,} words, {len(texts)} articles, warm: {words / warm:,.0f} words a second")

    paths = written(folder / "texts", _TEXTS)
    words = sum(len(path.read_text(encoding="utf-8").split()) for path in paths)
    commands = {"audit check": started_by("check", "--no-cache", *map(str, paths))}
    commands.update(rivals(folder, paths, options.rivals))
    taken = compared(commands, options.repeat)
    ours = taken["audit check"]
    print(f"  whole processes, {len(paths)} files, {words:,} words: words a second, audit's time over theirs")
    for name, seconds in sorted(taken.items(), key=lambda one: one[1]):
        print(f"  {words / seconds:12,.0f}  {ours / seconds:8.2f}  {name}")


def rivals(folder: Path, paths: Sequence[Path], programs: Path | None) -> dict[str, list[str]]:
    """The commands of the other programs that are installed; says which are not."""
    pages = folder / "pages"
    pages.mkdir()
    for path in paths:
        text = path.read_text(encoding="utf-8")
        (pages / f"{path.stem}.po").write_text(_units(text), encoding="utf-8")
    arguments: Mapping[str, list[str]] = {
        "codespell": list(map(str, paths)),
        "proselint": ["check", *map(str, paths)],
        "typos": [*map(str, paths)],
        "pofilter": ["--progress=none", str(pages), str(folder / "filtered")],
    }
    found = {}
    for name, those in arguments.items():
        program = shutil.which(name, path=str(programs) if programs else None)
        if program is None:
            print(f"  {name} is not installed: not compared (python -m tools.bench --help says how)")
        else:
            found[name] = [program, *those]
    return found


def _units(text: str) -> str:
    """A PO file that gives each line of a text as the translation of itself."""
    lines = [re.sub(r'["\\]', r"\\\g<0>", line) for line in text.split("\n") if line.strip()]
    return "\n".join(f'msgid "{number} {line}"\nmsgstr "{line}"\n' for number, line in enumerate(lines))


def _many(folder: Path, options: argparse.Namespace) -> None:
    """Stories of two files each, nothing cached, by as many processes as there are cores."""
    stories = pairs(folder / "many", options.files // 2)
    command = started_by("check", "--no-cache", "--jobs", "0", "--quiet", *map(str, stories))
    clock, processor = [], []
    for _ in range(options.repeat):
        started, used = time.perf_counter(), seconds_used()
        subprocess.run(command, cwd=folder, capture_output=True, check=False)
        clock.append(time.perf_counter() - started)
        processor.append(seconds_used() - used)
    print(
        f"many: {2 * len(stories):,} files in stories of two, cold: {statistics.median(clock):.1f} s on the"
        f" clock, {statistics.median(processor):.1f} s of {os.cpu_count()} processors"
    )


def _cached(folder: Path, options: argparse.Namespace) -> None:
    """The same files once more from the cache; then one of them changed, alone and among all."""
    root = folder / "cached"
    stories = pairs(root, options.files // 2)
    (root / "audit.toml").write_text("", encoding="utf-8")

    def check(*words: str) -> float:
        command, used = started_by("check", "--quiet", *words), seconds_used()
        subprocess.run(command, cwd=root, capture_output=True, check=False)
        return seconds_used() - used

    every = [story.name for story in stories]
    changed = stories[0] / "version-0.en.txt"
    check("--jobs", "0", *every)
    again: list[float] = []
    one: list[float] = []
    among: list[float] = []
    for round_ in range(options.repeat):
        again.append(check(*every))
        for times, words in ((one, (stories[0].name,)), (among, every)):
            text = changed.read_text(encoding="utf-8")
            changed.write_text(f"{text}\nRound {round_} of {len(words)}.", encoding="utf-8")
            times.append(check(*words))
    print(
        f"cached: {2 * len(stories):,} files once more {statistics.median(again):.2f} s of the processor;"
        f" one file changed: {statistics.median(one):.2f} s for its story,"
        f" {statistics.median(among):.2f} s among all"
    )


def _ten(folder: Path, options: argparse.Namespace) -> None:
    """Parallel versions of 400 words, and the cost of more of them."""
    print("ten: parallel versions of 400 words, seconds of one processor, and by pair of versions")
    settings = audit.Settings(processes=1)
    for count in (1, 2, 3, 5, 8, 10):
        story = _versions(count, _WORDS_OF_A_VERSION)
        seconds = median(partial(audit.check, [story], settings), options.repeat)
        pairs = count * (count - 1) // 2
        print(
            f"  {count:3} versions {seconds:8.3f} s" + (f" {seconds / pairs * 1000:8.1f} ms" if pairs else "")
        )
    print("  three versions of so many words, seconds, and microseconds a word")
    for length in (200, 400, 800, 1600, 3200):
        story = _versions(3, length)
        words = sum(len(version.text.split()) for version in story.versions)
        seconds = median(partial(audit.check, [story], settings), options.repeat)
        print(f"  {words:6,} words {seconds:8.3f} s {seconds / words * 1e6:8.1f}")


def _long(folder: Path, options: argparse.Namespace) -> None:
    """One text of more and more characters."""
    print("long: one text alone, seconds of one processor, and microseconds a word")
    settings = audit.Settings(processes=1)
    for size in (16_000, 64_000, 256_000, 1_024_000, 4_096_000):
        text = stretch(size)
        story = Story("long", (document("long", text, "en"),))
        seconds = median(partial(audit.check, [story], settings), 1)
        print(f"  {size:10,} characters {seconds:8.2f} s {seconds / len(text.split()) * 1e6:8.1f}")


def _memory(folder: Path, options: argparse.Namespace) -> None:
    """The peak of one process over more and more stories of two files."""
    print("memory: peak of one process, megabytes")
    for count in (options.files // 8, options.files // 4, options.files // 2, options.files):
        stories = pairs(folder / f"memory-{count}", count // 2)
        command = started_by("check", "--no-cache", "--quiet", *map(str, stories))
        print(f"  {2 * len(stories):6,} files {peak(command, folder):8.0f}")


def peak(command: list[str], folder: Path) -> float:
    """The largest resident set of a process, in megabytes (Linux counts kilobytes, macOS bytes)."""
    ask = (
        "import resource, subprocess, sys; subprocess.run(sys.argv[1:], capture_output=True);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    said = subprocess.run(
        [sys.executable, "-c", ask, *command], cwd=folder, capture_output=True, text=True, check=True
    )
    return int(said.stdout) / (1 << 20 if sys.platform == "darwin" else 1 << 10)


_PARTS: Mapping[str, Callable[[Path, argparse.Namespace], None]] = {
    "start": _start,
    "text": _text,
    "many": _many,
    "cached": _cached,
    "ten": _ten,
    "long": _long,
    "memory": _memory,
}


def started_by(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "audit", *arguments]


def compared(commands: Mapping[str, Sequence[str]], repeat: int) -> dict[str, float]:
    """Median seconds of each command, all of them once a round."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for round_ in range(repeat + 1):
        for name, command in commands.items():
            used = seconds_used()
            subprocess.run(command, cwd=_ROOT, env=environment, capture_output=True, check=False)
            if round_:  # the first round fills the caches of the disk and of the interpreter
                taken[name].append(seconds_used() - used)
    return {name: statistics.median(times) for name, times in taken.items()}


def median(action: Callable[[], object], repeat: int) -> float:
    times = []
    for _ in range(repeat):
        started = time.process_time()
        action()
        times.append(time.process_time() - started)
    return statistics.median(times)


def seconds_used() -> float:
    """Processor seconds of this process and of those it started and saw end."""
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


def articles() -> tuple[str, ...]:
    """Original English news where the development data is; else the seeds."""
    if _NEWS.is_file():
        return tuple(datum.text for datum in read([_NEWS]) if isinstance(datum, Article))
    return tuple(path.read_text(encoding="utf-8") for path in sorted((_ROOT / "seeds").glob("*.txt")))


def _lines() -> Iterator[str]:
    return cycle([line for text in articles() for line in text.split("\n") if line.strip()])


def stretch(size: int) -> str:
    """News of so many characters."""
    lines, taken = [], 0
    for line in _lines():
        if taken >= size:
            break
        lines.append(line)
        taken += len(line) + 1
    return "\n".join(lines)[:size]


def written(folder: Path, count: int) -> list[Path]:
    """So many articles of 2.4 kB, each another stretch of the news."""
    folder.mkdir(parents=True)
    lines = _lines()
    paths = []
    for number in range(count):
        parts, taken = [], 0
        while taken < _SIZE:
            parts.append(next(lines)[: _SIZE - taken])
            taken += len(parts[-1]) + 1
        paths.append(folder / f"{number}.en.txt")
        paths[-1].write_text("\n".join(parts), encoding="utf-8")
    return paths


def pairs(folder: Path, count: int) -> list[Path]:
    """So many stories of two versions, which differ by a line left out in each."""
    stories = []
    for path in written(folder / "texts", count):
        story = folder / path.name.partition(".")[0]
        story.mkdir()
        lines = path.read_text(encoding="utf-8").split("\n")
        for version in range(2):
            kept = [line for at, line in enumerate(lines) if len(lines) < 4 or at != version + 1]
            (story / f"version-{version}.en.txt").write_text("\n".join(kept), encoding="utf-8")
        stories.append(story)
    return stories


def _versions(count: int, words: int) -> Story:
    """So many parallel versions of about so many words, each without another tenth of the sentences."""
    sentences = re.split(r"(?<=[.!?]) ", stretch(words * 8).replace("\n", " "))
    versions = []
    for number in range(count):
        kept = [sentence for at, sentence in enumerate(sentences) if at % 10 != number]
        text = " ".join(kept).split(" ")[:words]
        versions.append(document(f"{number}", " ".join(text), "en"))
    return Story("story", tuple(versions))


if __name__ == "__main__":
    main()
