"""How surely, how fast and in how little room does an archive find siblings and stories?

    python -m tools.bench_archive [--articles N] [--drafts N] [--stream N] [--orders N] [--no-vectors]

The articles are those of `tools.archive_articles`; with 0 only the stream is run. Drafts are the last
versions of stories, which stay out of the archive: their siblings are the other versions, their near misses
five articles with the same names about other events. `--stream` puts so many articles into stories as they
come, in so many orders, compared by B-cubed (Bagga and Baldwin 1998) over the articles of known stories.
Seconds are of the processor.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from audit.archive.articles import ArchivedArticle
from audit.archive.candidates import candidates, sought
from audit.archive.siblings import siblings
from audit.archive.store import Archive
from audit.archive.stories import join, stories
from audit.model import Document, Source
from tools.archive_articles import BENCH, Text, articles


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--drafts", type=int, default=40)
    parser.add_argument("--stream", type=int, default=0)
    parser.add_argument("--orders", type=int, default=2)
    parser.add_argument("--no-vectors", action="store_true")
    asked = parser.parse_args()
    if not BENCH.is_dir():
        sys.exit(f"{BENCH}: the development data is not here")
    with tempfile.TemporaryDirectory() as folder:
        if asked.articles:
            _found(Path(folder), asked.articles, asked.drafts, vectors=not asked.no_vectors)
        known: dict[bytes, bytes] = {}
        for number in range(asked.orders if asked.stream else 0):
            _stream(Path(folder), asked.stream, number, None if asked.no_vectors else known)


def _found(folder: Path, count: int, most: int, *, vectors: bool) -> None:
    """Print how well drafts find their siblings."""
    every = list(articles(count))
    last = {one.story: one for one in every if one.story}
    drafts = [one for one in last.values() if sum(other.story == one.story for other in every) > 1]
    held = {one.id for one in drafts}
    kept = [one for one in every if one.id not in held]
    with Archive(str(folder / "bench.sqlite"), create=True) as archive:
        began = time.process_time()
        list(archive.add(map(_article, kept)))
        adding = time.process_time() - began
        print(f"{len(kept):,} articles; added {len(kept) / adding:.0f} a second without vectors")
        if vectors:
            began = time.process_time()
            encoded = sum(archive.encode())
            rate = encoded / (time.process_time() - began + adding)
            print(f"{encoded:,} vectors, {rate:.0f} articles a second")
        print(f"index: {_index(archive) / len(kept):.0f} bytes an article beside its text")
        _drafts(archive, drafts[:most], kept)


def _drafts(archive: Archive, drafts: Sequence[Text], kept: Sequence[Text]) -> None:
    """Print recall, precision and time over drafts."""
    story = {one.id: one.story for one in kept}
    lang = {one.id: one.lang for one in kept}
    totals: dict[str, list[float]] = defaultdict(list)
    for draft in drafts:
        document = Document(draft.id, draft.text, Source(draft.id), draft.lang)
        wanted = {one for one, of in story.items() if of == draft.story}
        began = time.process_time()
        asked = sought(document, archive)
        totals["vector of the draft, ms"].append(_since(began))
        began = time.process_time()
        likely = candidates(archive, asked)
        totals["candidates, ms"].append(_since(began))
        names = {archive.named([one.id])[one.id].key for one in likely}
        for one in wanted:
            kind = "same" if lang[one] == draft.lang else "other"
            totals[f"recall@10, {kind} language"].append(one in names)
        began = time.process_time()
        called = siblings(archive, document)
        totals["siblings confirmed, ms"].append(_since(began))
        found = {one.entry.key for one in called}
        totals["precision of siblings"] += [one in wanted for one in found]
        for one in wanted:
            kind = "same" if lang[one] == draft.lang else "other"
            totals[f"called siblings, {kind} language"].append(one in found)
    for name, values in sorted(totals.items()):
        print(f"{name}: {sum(values) / len(values):.3f} ({len(values):,})")


def _stream(folder: Path, count: int, number: int, known: dict[bytes, bytes] | None) -> None:
    """Print how well articles join stories, in one order of arrival; `known` are the vectors that an order
    before gave to the same texts, None where none are made."""
    every = list(articles(count))
    random.Random(number).shuffle(every)
    with Archive(str(folder / f"stream{number}.sqlite"), create=True) as archive:
        began = time.process_time()
        for start in range(0, len(every), 100):
            list(archive.add(map(_article, every[start : start + 100])))
            if known is not None:
                _known(archive, known)
                list(archive.encode())
            list(join(archive))
        spent = 1000 * (time.process_time() - began) / len(every)
        told = {one.key: story.id for story in stories(archive, alone=True) for one in story.entries}
        if known is not None:
            rows = archive.database.rows(
                "SELECT digest, vector FROM vectors JOIN articles ON articles.id = vectors.article"
            )
            known.update((bytes(digest), bytes(vector)) for digest, vector in rows)
    score = _b_cubed(every, told)
    print(
        f"stream of {len(every):,}, order {number}: B-cubed F1 {score:.3f}, {spent:.0f} ms each", flush=True
    )
    if not number:
        print(f"all apart: {_b_cubed(every, {one.id: at for at, one in enumerate(every)}):.3f}")


def _known(archive: Archive, known: dict[bytes, bytes]) -> None:
    """Give the articles that have no vector yet those that are known."""
    rows = archive.database.rows(
        "SELECT id, digest FROM articles WHERE story IS NULL AND NOT EXISTS"
        " (SELECT 1 FROM vectors WHERE article = id)"
    )
    found = [(row[0], known[bytes(row[1])]) for row in rows if bytes(row[1]) in known]
    with archive.database.writing():
        archive.database.each("INSERT INTO vectors VALUES (?, ?)", found)


def _b_cubed(every: Sequence[Text], told: dict[str, int]) -> float:
    """F1 over the articles of known stories of several; all others count where they are put among them. What
    reads as another article is there once."""
    every = [one for one in every if one.id in told]
    truth: dict[str, set[str]] = defaultdict(set)
    found: dict[int, set[str]] = defaultdict(set)
    for one in every:
        if one.story:
            truth[one.story].add(one.id)
        found[told[one.id]].add(one.id)
    rows = [
        (len(truth[one.story] & there) / len(there), len(truth[one.story] & there) / len(truth[one.story]))
        for one in every
        if one.story and len(truth[one.story]) > 1
        for there in (found[told[one.id]],)
    ]
    precision, recall = (sum(side) / len(rows) for side in zip(*rows, strict=True))
    return float(2 * precision * recall / (precision + recall))


def _article(one: Text) -> ArchivedArticle:
    return ArchivedArticle(one.id, one.text, one.lang, title=one.text[:80], place=one.id)


def _index(archive: Archive) -> int:
    """Bytes of all that is there to find articles by: not the texts, nor what a list shows."""
    archive.database.rows("PRAGMA wal_checkpoint")
    rows = archive.database.rows("SELECT name, SUM(pgsize) FROM dbstat GROUP BY name")
    tables: dict[str, int] = dict(rows)
    terms = archive.database.rows("SELECT SUM(LENGTH(terms)) FROM articles")[0][0]
    return int(sum(tables.get(name, 0) for name in ("postings", "vectors")) + terms)


def _since(began: float) -> float:
    return 1000 * (time.process_time() - began)


if __name__ == "__main__":
    main()
