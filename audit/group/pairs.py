"""Which texts are versions of one story by their names alone, where no configuration tells?

A guess here would judge strangers beside each other. Therefore: a name counts as a language only if CLDR
knows it; two languages at least must share names; most texts of a language must have a partner; and one of
the languages must be of those that sites are written in, for `io` and `os` are languages too (Ido, Ossetic).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from audit.group.tags import CODE, is_language, tag
from audit.model import primary

_USUAL = frozenset(
    "ar bg bn ca cs da de el en es et fa fi fr he hi hr hu ja ko lt lv nb nl pl pt ro ru sk sl sr sv sw th tr"
    " uk ur vi zh".split()
)
# What stands between a name and its language, in the order in which a name without one is asked for.
_FORMS = (".", "", "-", "_")
_JOINED = re.compile(
    r"(?P<stem>.*[^-_])(?P<form>[-_])(?P<lang>[a-z]{2,3}(?:[-_](?:[A-Z][a-z]{3}|[A-Z]{2}))?)"
)
# By form, stem and ending of the names: the name in each language.
_Stems = defaultdict[tuple[str, str, str], dict[str, str]]
# Share of the texts of a language that must have a partner.
_PAIRED = 0.5


class NamedText(NamedTuple):
    """A text with its story and its language, "" where its name tells none."""

    path: str
    story: str
    lang: str


def by_folder(paths: Iterable[str]) -> tuple[NamedText, ...]:
    """Texts that lie at the same place in folders of languages: docs/en/a.md and docs/fr/a.md, and docs/a.md
    where the originals stand beside the folders."""
    every = sorted(paths)
    found: dict[str, NamedText] = {}
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


def _folders(
    parent: str, languages: Mapping[str, Mapping[str, str]], every: list[str]
) -> Iterator[NamedText]:
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
    # A language with far more texts has the originals of which few are translated so far.
    spoken |= {
        lang: texts
        for lang, texts in languages.items()
        if any(lang != other and _share(spoken[other], texts) for other in spoken)
    }
    if not spoken or not _usual(spoken):
        return
    # The texts beside are the originals if most translations are of them, and of no folder's.
    translated = [(lang, rest) for lang, texts in spoken.items() for rest in texts]
    beside_of = sum(rest in beside for _, rest in translated)
    originals = beside if beside_of >= max(_PAIRED * len(translated), 1) else {}
    if len(spoken) + bool(originals) < 2:
        return
    shared = {rest for texts in spoken.values() for rest in texts}
    for lang, texts in spoken.items():
        for rest, path in texts.items():
            yield NamedText(path, f"{prefix}{{lang}}/{rest}", lang)
    for rest, path in originals.items():
        if rest in shared:
            yield NamedText(path, f"{prefix}{{lang}}/{rest}", "")


def _share(texts: Mapping[str, str], others: Iterable[str]) -> bool:
    return len(texts.keys() & set(others)) >= _PAIRED * len(texts)


def _usual(languages: Iterable[str]) -> bool:
    return any(primary(lang) in _USUAL for lang in languages)


def by_name(names: Iterable[str], spoken: Callable[[str], str]) -> tuple[NamedText, ...]:
    """Texts of one folder whose names differ in a language: a.en.md and a.fr.md, a.md and a.fr.md, or
    en.json and fr.json; and a-en.html and a-fr.html, index.html and index_fr.html where the texts themselves
    agree, whose language `spoken` tells: "how-to-do-it" is not in Italian."""
    every = sorted(names)
    found = _stems(every, _dotted)
    endings = {suffix for _, stem, suffix in found if stem}
    pairs = [
        pair
        for (form, stem, suffix), versions in found.items()
        # A name that is a language and nothing else is one only where all are: "is.md" may be on a verb.
        if _several(versions) and (stem or suffix not in endings)
        if not any(lang in CODE for lang in versions) or _agreed(versions, spoken)
        for pair in _versions(form, stem, suffix, versions)
    ]
    taken = {pair.path for pair in pairs}
    for (form, stem, suffix), versions in _stems([one for one in every if one not in taken], _joined).items():
        if stem and _several(versions) and _agreed(versions, spoken):
            pairs += _versions(form, stem, suffix, versions)
    return tuple(pairs)


def named(name: str) -> str:
    """The language that a name states, "" for none."""
    path = PurePosixPath(name)
    one = _dotted(path) or _joined(path)
    return tag(one.lang) if one else ""


class _Named(NamedTuple):
    """A name without its language: how the two are joined, the stem, the ending; and the language."""

    form: str
    stem: str
    suffix: str
    lang: str


def _stems(names: Iterable[str], parted: Callable[[PurePosixPath], _Named | None]) -> _Stems:
    """The names by what they share; one without a language is with those that differ from it in one."""
    stems: _Stems = defaultdict(dict)
    plain = []
    for name in names:
        path = PurePosixPath(name)
        if one := parted(path):
            stems[one.form, one.stem, one.suffix].setdefault(tag(one.lang), name)
        else:
            plain.append((path, name))
    for path, name in plain:
        for form in _FORMS:
            if versions := stems.get((form, path.stem, path.suffix)):
                versions[""] = name
                break
    return stems


def _dotted(path: PurePosixPath) -> _Named | None:
    stem, _, word = path.stem.rpartition(".")
    return _Named("." if stem else "", stem, path.suffix, word) if is_language(word) else None


def _joined(path: PurePosixPath) -> _Named | None:
    found = _JOINED.fullmatch(path.stem)
    return (
        _Named(found["form"], found["stem"], path.suffix, found["lang"])
        if found and is_language(found["lang"])
        else None
    )


def _versions(form: str, stem: str, suffix: str, versions: Mapping[str, str]) -> Iterator[NamedText]:
    for lang, name in versions.items():
        yield NamedText(name, f"{stem}{form}{{lang}}{suffix}", lang)


def _several(versions: Mapping[str, str]) -> bool:
    return len(versions) > 1 and _usual(versions)


def _agreed(versions: Mapping[str, str], spoken: Callable[[str], str]) -> bool:
    """Whether the texts are in the languages that their names say, and one without any in another."""
    named = {primary(lang) for lang in versions if lang}
    return all(
        said == primary(lang) if lang else said not in named
        for lang, name in versions.items()
        for said in (primary(spoken(name)),)
    )
