"""What do the files hold? Each is known by its content, not by its name."""

from __future__ import annotations

import gzip
import io
import json
import re
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from audit import files
from audit.decide.files import DecisionError, parse, parse_all
from audit.measure import labelled, sheet
from audit.measure.families import (
    Accounts,
    Article,
    ContrastPair,
    Datum,
    Decisions,
    Family,
    Label,
    RaterMark,
    Sheet,
    Snippet,
    line,
    starts,
)

# Bytes of a file of data, packed or not: ten times the largest set of today.
_LARGEST = 1 << 30
_GZIP = b"\x1f\x8b"
_JUDGED = ("minor", "major", "critical")
_REFERENCE = re.compile(r"(?i)(?:ref|human)(?![a-z]{2})")
_MARKED = re.compile(r"<v>(.*?)</v>", re.DOTALL)
_TAG = re.compile(r"</?v>")
# Google's weights (Freitag et al. 2021).
_NON_TRANSLATION, _MAJOR, _MINOR, _MINOR_PUNCTUATION = 25.0, 5.0, 1.0, 0.1


class DataError(ValueError):
    """A file that is none of the formats, or breaks off."""


class Submitted(NamedTuple):
    """Other metrics' scores of the segments of one document, by metric and system."""

    id: str
    scores: Mapping[str, Mapping[str, tuple[float, ...]]]


def read(paths: Iterable[Path]) -> tuple[Datum, ...]:
    """All that the files hold. Raises DataError, which names file and line."""
    data: list[Datum] = []
    submitted: dict[str, Submitted] = {}
    for path in paths:
        for thing in _file(path):
            if isinstance(thing, Submitted):
                submitted[thing.id] = thing
            else:
                data.append(thing)
    return tuple(
        replace(datum, submitted=submitted[datum.id].scores)
        if isinstance(datum, Family) and datum.id in submitted
        else datum
        for datum in data
    )


def _file(path: Path) -> Iterator[Datum | Submitted]:
    try:
        raw = files.read(path, _LARGEST)
        text = (_unpacked(raw, path) if raw.startswith(_GZIP) else raw).decode("utf-8-sig")
    except (OSError, EOFError, UnicodeDecodeError, zlib.error) as error:
        raise DataError(f"{path}: cannot be read: {error}") from None
    lines = text.split("\n")
    first = next((row for row in lines if row.strip()), "")
    if first.startswith("{"):
        return _records(path, lines)
    header = first.rstrip("\r").split("\t")
    if {"system", "severity", "target"} <= set(header):
        return _annotations(path, header, lines[1:])
    if first.startswith(sheet.TITLE):
        return iter((_sheet(path, text),))
    if parse(first):
        return iter((_decisions(path, text),))
    raise DataError(f"{path}: none of the formats in docs/measuring.md; it begins with {first[:60]!r}")


def _unpacked(raw: bytes, path: Path) -> bytes:
    """What was packed, as long as it is not out of all proportion."""
    with gzip.GzipFile(fileobj=io.BytesIO(raw)) as packed:
        data = packed.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise files.TooLargeError(f"larger than expected: at most {_LARGEST:,} bytes", path)
    return data


def _records(path: Path, lines: Sequence[str]) -> Iterator[Datum | Submitted]:
    """JSON lines: each record tells by its fields what it is."""
    tagged: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    labels: dict[str, list[Label]] = defaultdict(list)
    for number, row in enumerate(lines, 1):
        if not row.strip():
            continue
        try:
            record = json.loads(row)
            kind = next(kind for kind in _KINDS if set(kind) <= set(record))
            made = _KINDS[kind](record)
        except StopIteration:
            known = ", ".join(sorted(record)[:8])
            raise DataError(f"{path}:{number}: no record of docs/measuring.md has only {known}") from None
        except (ValueError, TypeError, KeyError, IndexError, AttributeError) as error:
            raise DataError(f"{path}:{number}: {type(error).__name__}: {error}") from None
        if isinstance(made, Label):
            labels[str(record["id"])].append(made)
        elif made is None:
            tagged[str(record.get("doc_id", ""))].append(record)
        else:
            yield made
    for name, records in tagged.items():
        yield _tagged(name, records)
    for name, those in labels.items():
        try:
            yield labelled.labelled(path, name, those)
        except (OSError, ValueError) as error:
            raise DataError(str(error)) from None


def _family(record: Mapping[str, Any]) -> Family:
    systems = {str(name): tuple(segments) for name, segments in record["systems"].items()}
    references = {str(name): tuple(segments) for name, segments in (record.get("refs") or {}).items()}
    rated = [scores for scores in (record.get("mqm") or {}).values() if scores is not None]
    lengths = {len(those) for those in (*systems.values(), *(record.get("refs") or {}).values(), *rated)}
    if len(lengths) > 1:
        raise ValueError(f"versions of {min(lengths)} to {max(lengths)} segments")
    pair = str(record.get("lang_pair", ""))
    source, _, target = pair.partition("-")
    return Family(
        set=" ".join(filter(None, (str(record.get("set", "")), pair))),
        id=str(record["doc_id"]),
        lang=target or "en",
        origin=source,
        systems=systems,
        references=references,
        source=tuple(map(str, record.get("source") or ())),
        human_marks={
            name: _marks(references[name], spans)
            for name, spans in (record.get("spans") or {}).items()
            if spans is not None and name in references
        },
        marks={
            name: _marks(systems[name], spans)
            for name, spans in (record.get("spans") or {}).items()
            if spans is not None and name in systems
        },
        omissions={
            name: _omissions(spans)
            for name, spans in (record.get("spans") or {}).items()
            if spans is not None and name in systems
        },
        scores={
            name: tuple(scores)
            for name, scores in (record.get("mqm") or {}).items()
            if scores is not None and name in systems
        },
    )


def _sheet(path: Path, text: str) -> Sheet:
    try:
        return sheet.parse(path.stem, text)
    except ValueError as error:
        raise DataError(f"{path}:{error}") from None


def _marks(
    segments: tuple[str, ...], spans: Iterable[Iterable[Mapping[str, Any]] | None]
) -> tuple[RaterMark, ...]:
    """Spans of segments as spans of the article; a mark on the source (an omission) has no place in it."""
    found = []
    for begin, those in zip(starts(segments), spans, strict=True):
        for span in those or ():
            severity = str(span["severity"]).lower()
            if span["start"] is not None and severity in _JUDGED:
                place = begin + span["start"], begin + span["end"]
                found.append(
                    RaterMark(*place, severity, str(span.get("rater", "")), str(span.get("category", "")))
                )
    return tuple(found)


def _omissions(spans: Iterable[Iterable[Mapping[str, Any]] | None]) -> frozenset[int]:
    """The segments in which a rater missed words: such a mark lies on the source."""
    return frozenset(
        number
        for number, those in enumerate(spans)
        if any(
            str(span["severity"]).lower() in _JUDGED and "omission" in str(span.get("category", "")).lower()
            for span in those or ()
        )
    )


def _pair(record: Mapping[str, Any]) -> ContrastPair:
    return ContrastPair(
        set=str(record.get("set", "pairs")),
        phenomenon=str(record.get("phenomenon") or record.get("pattern") or ""),
        lang=str(record.get("target_lang", "en")),
        origin=str(record.get("origin_lang") or _code(str(record.get("lang", "")))),
        good=record["good"],
        bad=record["bad"],
        reference=record.get("reference") or "",
    )


@lru_cache(maxsize=64)
def _code(name: str) -> str:
    """The code of a language that DEMETR calls by name, such as chinese_simple; "" where it is none."""
    from babel import Locale

    wanted = name.split("_")[0].casefold()
    names = Locale("en").languages
    return next((code for code, known in sorted(names.items()) if known.casefold() == wanted), "")


def _snippet(record: Mapping[str, Any]) -> Snippet:
    original = record.get("original_text") or ""
    name = "pronouns turned" if original else "pronouns as written"
    return Snippet(name, str(record["id"]), record["text"], int(record["pronoun_offset"]), original)


def _accounts(record: Mapping[str, Any]) -> Accounts:
    texts = {str(name): str(text) for name, text in record["accounts"].items()}
    origin = str(record.get("origin_lang", ""))
    return Accounts(
        str(record.get("set", "accounts")),
        str(record["id"]),
        str(record.get("lang", "en")),
        origin,
        texts,
    )


def _article(record: Mapping[str, Any]) -> Article:
    text = "\n".join(line(segment) for segment in record["segments"])
    return Article("human text", str(record["doc_id"]), str(record.get("lang", "en")), text)


def _submitted(record: Mapping[str, Any]) -> Submitted:
    metrics = {
        str(name): {str(system): tuple(scores) for system, scores in systems.items() if scores is not None}
        for name, systems in record["metrics"].items()
    }
    return Submitted(str(record["doc_id"]), metrics)


# The fields that make a record what it is; the first that fits.
_KINDS: Mapping[tuple[str, ...], Callable[[Mapping[str, Any]], Datum | Submitted | Label | None]] = {
    ("systems", "doc_id"): _family,
    ("metrics", "doc_id"): _submitted,
    ("good", "bad"): _pair,
    ("pronoun_offset", "text"): _snippet,
    ("mt", "siblings", "spans"): lambda record: None,
    ("segments", "doc_id"): _article,
    ("accounts", "id"): _accounts,
    ("start", "end", "category", "id"): labelled.label,
}
_TAGGED = "mt"


def _tagged(name: str, records: Sequence[Mapping[str, Any]]) -> Family:
    """Segments judged one by one (WMT's quality estimation) put together to their document again."""
    # A segment that no other system translated would leave the whole document without siblings.
    records = [record for record in records if record["siblings"]] or records
    siblings = sorted(set.intersection(*(set(record["siblings"] or ()) for record in records)))
    references = sorted(set.intersection(*(set(record.get("refs") or ()) for record in records)))
    translated = tuple(str(record["mt"]) for record in records)
    source, _, target = str(records[0].get("lang_pair", "-en")).partition("-")
    return Family(
        set=str(records[0].get("set", "")),
        id=name,
        lang=target,
        origin=source,
        systems={
            _TAGGED: translated,
            **{system: tuple(record["siblings"][system] for record in records) for system in siblings},
        },
        references={one: tuple(record["refs"][one] for record in records) for one in references},
        marks={_TAGGED: _marks(translated, [record["spans"] for record in records])},
    )


def _annotations(path: Path, header: Sequence[str], lines: Sequence[str]) -> Iterator[Family]:
    """Google's MQM TSV: a row an error (or "no-error"), its words between <v> and </v>."""
    documents: dict[str, dict[str, dict[str, list[Mapping[str, str]]]]] = {}
    for number, text in enumerate(lines, 2):
        if not text.strip():
            continue
        cells = text.rstrip("\r").split("\t")
        if len(cells) < len(header):
            raise DataError(f"{path}:{number}: expected {len(header)} cells, found {len(cells)}")
        row = dict(zip(header, cells, strict=False))
        segments = documents.setdefault(row["doc"], {}).setdefault(row["system"], {})
        segments.setdefault(_segment_id(row), []).append(row)
    for name, systems in documents.items():
        yield _annotated(path, name, systems)


def _segment_id(row: Mapping[str, str]) -> str:
    for field in ("globalSegId", "seg_id", "segment_id", "docSegId", "doc_id"):
        if row.get(field):
            return row[field]
    return row.get("source", "")


def _annotated(path: Path, name: str, systems: Mapping[str, Mapping[str, list[Mapping[str, str]]]]) -> Family:
    segments = sorted({key for those in systems.values() for key in those}, key=lambda key: (len(key), key))
    texts: dict[str, tuple[str, ...]] = {}
    marks: dict[str, tuple[RaterMark, ...]] = {}
    omissions: dict[str, frozenset[int]] = {}
    scores: dict[str, tuple[float | None, ...]] = {}
    for system, those in systems.items():
        rows = [those.get(key, []) for key in segments]
        texts[system] = tuple(_TAG.sub("", row[0]["target"]) if row else "" for row in rows)
        spans = [[span for row in per_segment for span in _span(row)] for per_segment in rows]
        omissions[system] = _omissions(rows)
        marks[system] = _marks(texts[system], spans)
        scores[system] = tuple(_weighted(row) if row else None for row in rows)
    references = {system for system in systems if _REFERENCE.match(system)}
    return Family(
        set=path.name.split(".")[0],
        id=name,
        lang="en",
        origin="",
        systems={system: text for system, text in texts.items() if system not in references},
        references={system: texts[system] for system in sorted(references)},
        marks={system: those for system, those in marks.items() if system not in references},
        human_marks={system: those for system, those in marks.items() if system in references},
        omissions={system: those for system, those in omissions.items() if system not in references},
        scores={system: those for system, those in scores.items() if system not in references},
    )


def _span(row: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    """The marked words of a row's target, as characters of the target without its marks."""
    found = _MARKED.search(row["target"])
    if found:
        yield {
            "start": found.start(),
            "end": found.start() + len(found[1]),
            "severity": row["severity"],
            "rater": row.get("rater", ""),
            "category": row.get("category", ""),
        }


def _weighted(rows: Iterable[Mapping[str, str]]) -> float:
    """The weighted errors of a segment, the mean over its raters."""
    raters: dict[str, float] = defaultdict(float)
    for row in rows:
        raters[row.get("rater", "")] += _weight(row["severity"].lower(), row.get("category", "").lower())
    return sum(raters.values()) / len(raters)


def _weight(severity: str, category: str) -> float:
    if severity in ("major", "critical"):
        return _NON_TRANSLATION if category.startswith("non") and "translation" in category else _MAJOR
    if severity != "minor":
        return 0.0
    return _MINOR_PUNCTUATION if category.startswith("fluency") and "punctuation" in category else _MINOR


def _decisions(path: Path, text: str) -> Decisions:
    try:
        decided = parse_all(text, str(path)).decisions
    except DecisionError as error:
        raise DataError(str(error)) from None
    return Decisions("decisions", path.stem, tuple((one.rule, one.verdict.value) for one in decided))
