"""Where are the texts that an editor's labels lie in?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from audit import files
from audit.limits import LIMITS
from audit.measure.families import Label, Labelled


def label(record: Mapping[str, Any]) -> Label:
    """A record of labels as a label; raises KeyError or ValueError for one that is none."""
    return Label(int(record["start"]), int(record["end"]), str(record.get("category", "")))


def labelled(path: Path, name: str, labels: Sequence[Label]) -> Labelled:
    """The text that labels lie in: in a folder of its name beside them, `judged.LANG.txt`, with
    `original.LANG.txt` and `sibling-NAME.LANG.txt`. Raises OSError or ValueError, which say what is missing.
    """
    folder = path.parent / name
    texts = {one.name: _text(one) for one in sorted(folder.glob("*.txt"))}
    by_kind = {
        kind: {file: text for file, text in texts.items() if file.startswith(kind)}
        for kind in ("judged", "original", "sibling-")
    }
    if len(by_kind["judged"]) != 1:
        raise ValueError(f"{folder}: expected one judged.LANG.txt for the labels of {path.name}")
    ((file, text),) = by_kind["judged"].items()
    if outside := [label for label in labels if not 0 <= label.start < label.end <= len(text)]:
        start, end, _ = outside[0]
        raise ValueError(f"{path}: a label of {name} at {start}–{end} is outside its {len(text)} characters")
    return Labelled(
        set=path.parent.name or path.stem,
        id=name,
        lang=_lang(file),
        origin=next(map(_lang, by_kind["original"]), ""),
        text=text,
        labels=tuple(labels),
        siblings=by_kind["sibling-"],
        originals=by_kind["original"],
    )


def _text(path: Path) -> str:
    try:
        return files.read(path, LIMITS.article_bytes, inside=path.parent).decode()
    except UnicodeDecodeError as error:
        raise ValueError(f"{path}: cannot be read: {error}") from None


def _lang(file: str) -> str:
    """The language in a name such as `judged.en.txt`."""
    return file.split(".")[-2] if file.count(".") > 1 else "en"
