"""Which texts are versions of one story by their names alone, where no configuration tells?

A guess here would judge strangers beside each other. Therefore: a name counts as a language only if CLDR
knows it; two languages at least must share names; most texts of a language must have a partner; and one of
the languages must be of those that sites are written in, for `io` and `os` are languages too (Ido, Ossetic).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from audit.group.tags import is_language, tag

_USUAL = frozenset(
    "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu ja ko lt lv nb nl pl pt ro ru sk sl sr sv sw th tr"
    " uk ur vi zh".split()
)
# Share of the texts of a language that must have a partner.
_PAIRED = 0.5


class Pair(NamedTuple):
    """A text with its story and its language, "" where its name tells none."""

    path: str
    story: str
    lang: str


def by_folder(paths: Iterable[str]) -> tuple[Pair, ...]:
    """Texts that lie at the same place in folders of languages: docs/en/a.md and docs/fr/a.md, and docs/a.md
    where the originals stand beside the folders."""
    every = sorted(paths)
    found: dict[str, Pair] = {}
    above: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for path in every:
        parts = path.split("/")
        for at, part in enumerate(parts[:-1]):
            if is_language(part):
                above["/".join(parts[:at])][tag(part)]["/".join(parts[at + 1 :])] = path
    for parent in sorted(above, key=lambda parent: (parent.count("/"), parent)):
        for pair in _folders(parent, above[parent], every):
            found.setdefault(pair.path, pair)
    return tuple(found.values())


def _folders(parent: str, languages: Mapping[str, Mapping[str, str]], every: list[str]) -> Iterator[Pair]:
    prefix = f"{parent}/" if parent else ""
    inside = {path for texts in languages.values() for path in texts.values()}
    # All of them begin with the prefix and therefore stand in a row.
    first, last = (
        (bisect_left(every, prefix), bisect_left(every, f"{parent}0")) if parent else (0, len(every))
    )
    beside = {path.removeprefix(prefix): path for path in every[first:last] if path not in inside}
    spoken = {
        lang: texts
        for lang, texts in languages.items()
        if _share(
            texts, {rest for other in languages if other != lang for rest in languages[other]} | beside.keys()
        )
    }
    if not spoken or not _usual(spoken):
        return
    # The texts beside are the originals only if every language is of them.
    originals = beside if all(_share(texts, beside.keys()) for texts in spoken.values()) else {}
    if len(spoken) + bool(originals) < 2:
        return
    shared = {rest for texts in spoken.values() for rest in texts}
    for lang, texts in spoken.items():
        for rest, path in texts.items():
            yield Pair(path, f"{prefix}{{lang}}/{rest}", lang)
    for rest, path in originals.items():
        if rest in shared:
            yield Pair(path, f"{prefix}{{lang}}/{rest}", "")


def _share(texts: Mapping[str, str], others: Iterable[str]) -> bool:
    return len(texts.keys() & set(others)) >= _PAIRED * len(texts)


def _usual(languages: Iterable[str]) -> bool:
    return any(lang.split("-")[0] in _USUAL for lang in languages)


def by_name(names: Iterable[str]) -> tuple[Pair, ...]:
    """Texts of one folder whose names differ in a language: a.en.md and a.fr.md, a.md and a.fr.md, or
    en.json and fr.json."""
    stems: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for name in sorted(names):
        path = PurePosixPath(name)
        stem, _, word = path.stem.rpartition(".")
        if not is_language(word):
            stems[path.stem, path.suffix][""] = name
        elif tag(word) not in stems[stem, path.suffix]:
            stems[stem, path.suffix][tag(word)] = name
    # A name that is a language and nothing else is one only where all are: "is.md" may be a page on a verb.
    endings = {suffix for stem, suffix in stems if stem}
    return tuple(
        Pair(name, f"{stem}.{{lang}}{suffix}" if stem else f"{{lang}}{suffix}", lang)
        for (stem, suffix), versions in stems.items()
        if len(versions) > 1 and _usual(versions) and (stem or suffix not in endings)
        for lang, name in versions.items()
    )
