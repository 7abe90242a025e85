"""What does `audit check` cost on a site of 1,800 texts in 11 languages?

    python -m tools.site_speed [--texts 1800] [--keep FOLDER]

A Hugo site is made as large documentation keeps it: a folder a language, of which the first has all pages and
the others ever fewer; headings, links, code, shortcodes and front matter of each translation as in its
original, one page in ten without its last part. The sentences are common words of each language in no order.
Told are seconds of the processor and the largest process, cold and once more from the cache.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.language.frequency import frequencies

_LANGUAGES = ("en", "zh", "pt", "es", "fr", "ja", "uk", "ro", "bn", "ko", "pl")
_COMMON = 400
_PARTS, _SENTENCES, _WORDS = 7, 3, (6, 18)


def main(texts: int, folder: Path) -> None:
    _make(folder, texts)
    environment = {**os.environ, "XDG_CACHE_HOME": str(folder / "cache")}
    for state in ("cold", "cached"):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "audit", "check", ".", "--format", "text"]
        done = subprocess.run(command, cwd=folder / "site", capture_output=True, check=False, env=environment)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        last = done.stdout.decode().rstrip().rpartition("\n")[2] or done.stderr.decode()[-200:]
        print(f"{state}\t{seconds:.1f} s\t{after.ru_maxrss // 1024} MB\t{last}")


def _make(folder: Path, texts: int) -> None:
    site, chance = folder / "site", random.Random(1)
    site.mkdir(parents=True)
    languages = "".join(f"  {lang}:\n    contentDir: content/{lang}\n" for lang in _LANGUAGES)
    (site / "hugo.yaml").write_text(f"defaultContentLanguage: en\nlanguages:\n{languages}", encoding="utf-8")
    # of n pages the k-th translation has n * (1 - k / 12)
    pages = round(texts / sum(1 - at / 12 for at in range(len(_LANGUAGES))))
    words = {lang: list(frequencies(lang, "small"))[:_COMMON] for lang in _LANGUAGES}
    for page in range(pages):
        shape = random.Random(page)
        parts = [(shape.randint(1, 3), shape.random()) for _ in range(_PARTS)]
        for at, lang in enumerate(_LANGUAGES):
            if page < pages * (1 - at / 12):
                cut = lang != "en" and chance.random() < 0.1
                text = _page(page, parts[: -2 if cut else None], words[lang], lang, chance)
                file = site / "content" / lang / f"part{page % 20}" / f"page{page}.md"
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")


def _page(
    page: int, parts: list[tuple[int, float]], words: list[str], lang: str, chance: random.Random
) -> str:
    joint = "" if lang in ("zh", "ja") else " "
    stop = "。" if lang in ("zh", "ja") else "."

    def sentence() -> str:
        return joint.join(chance.choices(words, k=chance.randint(*_WORDS))).capitalize() + stop

    lines = ["---", f"title: {joint.join(chance.choices(words, k=3))}", f"weight: {page}", "---", ""]
    for number, (paragraphs, share) in enumerate(parts):
        lines += [f"## {joint.join(chance.choices(words, k=3))} {{#part-{number}}}", ""]
        for at in range(paragraphs):
            link = f"[{chance.choice(words)}](/docs/part{number}/page{page + at}/#a{number})"
            lines += [
                " ".join([*(sentence() for _ in range(_SENTENCES)), link, f"`option_{number}_{at}`."]),
                "",
            ]
        if share > 0.5:
            lines += ["```sh", f"run --part {number} --page {page}", "```", "", '{{< note title="x" >}}', ""]
    return "\n".join(lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=int, default=1800)
    parser.add_argument("--keep", type=Path, help="a folder that stays, to look at the site")
    given = parser.parse_args()
    if given.keep:
        main(given.texts, given.keep)
    else:
        with TemporaryDirectory(prefix="audit-site-") as name:
            main(given.texts, Path(name))
