"""Which texts, found below the paths that were asked for, are versions of one story?"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from audit.group import head, pairs
from audit.group.layouts import LAYOUTS, Layout, Sites
from audit.group.patterns import Patterns
from audit.group.planned import ALONE, FOLDER, MESSAGES, PlannedStory, PlannedVersion
from audit.group.problems import Problems
from audit.group.root import AUTOMATIC, SINGLE, Root
from audit.load import Metadata, holds_both
from audit.model import Role

# Formats in which newsrooms keep the versions of one story in one folder, and how many those are at most
# (the largest campaigns of WMT have fewer than 30): every two of them are compared.
_PLAIN = frozenset({".txt", ".text"})
_MOST = 50
_ENGLISH = "en"
# Folders in which applications and sites keep what they say, language by language.
_PLACES = frozenset(
    "i18n intl l10n lang langs languages locale locales _locales messages translations".split()
)


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A file: its path as shown and without links, what was asked for that it lies in (without links), and
    whether that is the file itself. Of `data` only what a layout or a pattern names by its ending is text."""

    shown: Path
    real: Path
    top: Path
    root: Root
    named: bool = False
    data: bool = False

    def below(self, folder: Path) -> str:
        """The path as seen from a folder above it, with slashes; "" where that is not above."""
        real, above = self.real.as_posix(), folder.as_posix().rstrip("/")
        return real[len(above) + 1 :] if real.startswith(f"{above}/") else ""


@dataclass(frozen=True, slots=True)
class Member:
    """A text with its language in the story, "" where the layout does not tell; unless `sure`, what the text
    says of itself wins."""

    text: Text
    lang: str = ""
    sure: bool = False


@dataclass(slots=True)
class Bundle:
    """The members of one story: what it is called, and by which layout they belong together."""

    name: str
    layout: str
    members: list[Member]
    source_lang: str = ""


def arrange(texts: Iterable[Text], sites: Sites, problems: Problems) -> list[PlannedStory]:
    """Every text in exactly one story; the order of the texts does not matter. What is doubtful goes to
    `problems`."""
    every = sorted(texts, key=lambda text: str(text.shown))
    bundles: dict[tuple[str, ...], Bundle] = {}
    keyed: dict[Path, tuple[Layout, list[Member]]] = {}
    rest: list[Text] = []
    in_sites: set[Text] = set()
    data: list[tuple[Text, str]] = []
    for text in every:
        settings = text.root.stories
        source = settings.source_lang
        if holds_both(text.real):
            _alone(bundles, Member(text))
        elif settings.patterns and text.root.folder:
            if not _claim(bundles, text, text.root.folder, settings.patterns, "pattern", source):
                _unclaimed(bundles, text)
                data += ((text, source),) if text.data else ()
        elif settings.layout == SINGLE:
            _unclaimed(bundles, text)
        elif settings.layout == FOLDER:
            if not text.data:
                _by_folder(bundles, text)
        elif site := sites.of(text.real.parent, text.top, _allowed(settings.layout)):
            folder, layout = site
            source = source or layout.source_lang
            if not _claim(bundles, text, folder, layout.sets, layout.name, source):
                in_sites.add(text)
                rest += () if text.data else (text,)
                data += ((text, source),) if text.data else ()
            if layout.keys:
                keyed.setdefault(folder, (layout, []))[1].append(Member(text))
        elif text.data:
            data.append((text, source))
        else:
            rest.append(text)
    _by_evidence(bundles, rest, in_sites, problems)
    _messages(bundles, data)
    for folder in sorted(keyed):
        _by_keys(bundles, *keyed[folder])
    return [story for bundle in bundles.values() for story in _planned(bundle)]


def _allowed(layout: str) -> tuple[str, ...]:
    return tuple(LAYOUTS) if layout == AUTOMATIC else (layout,)


def _claim(
    bundles: dict[tuple[str, ...], Bundle],
    text: Text,
    folder: Path,
    sets: Iterable[Patterns],
    layout: str,
    source: str,
) -> bool:
    """Put a text where the first set of patterns that fits says; whether any does."""
    relative = text.below(folder)
    if not relative:
        return False
    for number, patterns in enumerate(sets):
        if found := patterns.match(relative, text.shown.suffix if text.data else ""):
            key = (str(folder), str(number), found.story)
            if key not in bundles:
                bundles[key] = Bundle(_shown(text, folder, patterns.name(found.story)), layout, [], source)
            sure = bool(found.lang) and found.lang != source
            bundles[key].members.append(Member(text, found.lang or source, sure))
            return True
    return False


def _shown(text: Text, folder: Path, name: str) -> str:
    """The name of a story as seen from where the paths are."""
    shown, relative = text.shown.as_posix(), text.below(folder)
    if shown.endswith(relative):
        return shown.removesuffix(relative) + name
    return Path(os.path.relpath(folder), name).as_posix()


def _alone(bundles: dict[tuple[str, ...], Bundle], member: Member) -> None:
    shown = member.text.shown.as_posix()
    bundles[ALONE, shown] = Bundle(str(member.text.shown), ALONE, [member])


def _unclaimed(bundles: dict[tuple[str, ...], Bundle], text: Text) -> None:
    if not text.data:
        _alone(bundles, Member(text))


def _by_folder(bundles: dict[tuple[str, ...], Bundle], text: Text) -> None:
    if text.named:
        _alone(bundles, Member(text))
        return
    key = (FOLDER, str(text.shown.parent))
    bundles.setdefault(key, Bundle(folder_name(text.shown.parent), FOLDER, [])).members.append(Member(text))


def folder_name(folder: Path) -> str:
    """What the story of a folder is called."""
    name = folder.as_posix()
    return folder.resolve().name if name == "." else name


def _by_keys(bundles: dict[tuple[str, ...], Bundle], layout: Layout, members: list[Member]) -> None:
    """Join texts that are alone so far by a field of front matter in which they name their story."""
    places = {
        member.text.shown: key
        for key, bundle in bundles.items()
        if len(bundle.members) == 1
        for member in bundle.members
    }
    named: dict[tuple[str, str], list[tuple[tuple[str, ...], Member]]] = defaultdict(list)
    for member in members:
        place = places.get(member.text.shown)
        if place is None:
            continue
        said = head.fields(member.text.real, (*layout.keys, *head.LANGUAGE_KEYS))
        lang = next((said[key] for key in head.LANGUAGE_KEYS if key in said), bundles[place].members[0].lang)
        key = next((key for key in layout.keys if key in said), "")
        if key and (lang or layout.source_lang):
            named[key, said[key]].append((place, Member(member.text, lang or layout.source_lang, True)))
    for (key, value), found in named.items():
        languages = [member.lang for _, member in found]
        if len(found) < 2 or len(set(languages)) < len(languages):
            continue
        first = min(found, key=lambda pair: (pair[1].lang != layout.source_lang, pair[0]))
        name = bundles[first[0]].name
        for place, _ in found:
            del bundles[place]
        bundles["key", str(first[1].text.shown), key, value] = Bundle(
            name, f"{layout.name}, {key}", [member for _, member in found], layout.source_lang
        )


def _by_evidence(
    bundles: dict[tuple[str, ...], Bundle], texts: list[Text], in_sites: set[Text], problems: Problems
) -> None:
    """Texts of which no configuration tells: by folders of languages, by names, else as newsrooms do; a site
    is no newsroom."""
    by_path = {text.shown.as_posix(): text for text in texts if not text.named}
    for text in texts:
        if text.named:
            _alone(bundles, Member(text))
    _pair(bundles, pairs.by_folder(by_path), by_path, "folders of languages")
    folders: dict[Path, list[Text]] = defaultdict(list)
    for text in by_path.values():
        folders[text.shown.parent].append(text)
    for folder, inside in folders.items():
        names = {text.shown.name: text for text in inside}
        found = pairs.by_name(names, partial(_language, names))
        if {text.shown.suffix.lower() for text in inside} <= _PLAIN and len(
            {pair.story for pair in found}
        ) < 2:
            found = ()  # one original and its translation are two of the versions in a newsroom's folder
        for pair in found:
            text = names.pop(pair.path)
            story = (folder / pair.story).as_posix()
            bundles.setdefault(("names", story), Bundle(story, "names", [])).members.append(
                Member(text, pair.lang, bool(pair.lang))
            )
        plain = [
            text for text in names.values() if text.shown.suffix.lower() in _PLAIN and text not in in_sites
        ]
        if len(plain) > _MOST:
            reason = f"{len(plain):,} texts in one folder: too many for one story, each was read by itself"
            problems.report(str(folder), reason, fatal=False)
            plain = []
        for text in names.values():
            if text in plain:
                _by_folder(bundles, text)
            else:
                _alone(bundles, Member(text))


def _messages(bundles: dict[tuple[str, ...], Bundle], data: Iterable[tuple[Text, str]]) -> None:
    """Files of messages that no configuration tells, by folders and names of languages below a folder of
    messages: locales/de/site.json, i18n/de.yaml, l10n/app_de.arb. Other data stays data."""
    sources = {text.shown.as_posix(): source for text, source in data if not text.named}
    # What begins with _ is a program's own (_category_.json).
    by_path = {
        text.shown.as_posix(): text
        for text, _ in data
        if _PLACES & set(text.shown.parts[:-1]) and not text.shown.name.startswith("_")
    }
    found = [
        pair for pair in pairs.by_folder(by_path) if _PLACES & set(pair.story.split("/{lang}/")[0].split("/"))
    ]
    taken = {pair.path for pair in found}
    folders: dict[str, list[str]] = defaultdict(list)
    for path in by_path.keys() - taken:
        folders[by_path[path].shown.parent.as_posix()].append(by_path[path].shown.name)
    for folder, names in folders.items():
        found += (
            pair._replace(path=f"{folder}/{pair.path}", story=f"{folder}/{pair.story}")
            for pair in pairs.by_name(names, pairs.named)
        )
    spoken: dict[str, set[str]] = defaultdict(set)
    for pair in found:
        spoken[pair.story].add(pair.lang)
    for pair in found:
        text, languages = by_path[pair.path], spoken[pair.story]
        source = sources.get(pair.path) or (_ENGLISH if _ENGLISH in languages else "")
        # Where the original lies in the program itself, translations alone are no witnesses.
        if len(languages) == 1 or not {source, ""} & languages:
            continue
        bundle = bundles.setdefault((MESSAGES, pair.story), Bundle(pair.story, MESSAGES, [], source))
        bundle.members.append(Member(text, pair.lang or source, bool(pair.lang)))


def _language(texts: Mapping[str, Text], name: str) -> str:
    return head.language(texts[name].real)


def _pair(
    bundles: dict[tuple[str, ...], Bundle],
    found: Iterable[pairs.NamedText],
    by_path: dict[str, Text],
    layout: str,
) -> None:
    for pair in found:
        key = (layout, pair.story)
        if key not in bundles:
            bundles[key] = Bundle(pair.story, layout, [])
        bundles[key].members.append(Member(by_path.pop(pair.path), pair.lang, bool(pair.lang)))


def _planned(bundle: Bundle) -> Iterator[PlannedStory]:
    """The story of a bundle. Two texts in one language are not versions of one page: they part by format,
    else each stands alone."""
    if bundle.layout in (ALONE, FOLDER):
        yield _story(bundle, bundle.name)
        return
    languages = [member.lang for member in bundle.members]
    if len(set(languages)) == len(languages):
        yield _story(bundle, bundle.name)
        return
    by_format: dict[str, list[Member]] = defaultdict(list)
    for member in bundle.members:
        by_format[member.text.shown.suffix].append(member)
    if len(by_format) > 1:
        for suffix, members in sorted(by_format.items()):
            name = bundle.name.removesuffix(".*") + suffix
            yield from _planned(replace(bundle, name=name, members=members))
        return
    for member in bundle.members:
        yield _story(replace(bundle, members=[member]), str(member.text.shown))


def _story(bundle: Bundle, name: str) -> PlannedStory:
    members = sorted(bundle.members, key=lambda member: str(member.text.shown))
    if bundle.layout == FOLDER:
        ids = [member.text.shown.name for member in members]
    elif len(members) > 1 and all(member.lang for member in members):
        ids = [member.lang for member in members]
        name = name.removesuffix(".*") + (members[0].text.shown.suffix if name.endswith(".*") else "")
    else:
        ids = [str(member.text.shown) for member in members]
        name = ids[0] if len(ids) == 1 else name
    versions = tuple(
        _version(member, one, bundle.source_lang, bundle.layout)
        for member, one in zip(members, ids, strict=True)
    )
    return PlannedStory(name, versions, layout=bundle.layout)


def _version(member: Member, name: str, source: str, layout: str) -> PlannedVersion:
    text, path = member.text, str(member.text.shown)
    stories = text.root.stories
    said = text.root.told(path)
    source = stories.source_lang or source
    role = said.role or _role(stories.roles, member.lang, source)
    origin = said.origin or (source if role is Role.TRANSLATION else "")
    lang = said.lang or ("" if member.sure else member.lang)
    return PlannedVersion(
        path,
        name,
        Metadata(lang=member.lang if member.sure else ""),
        replace(said, lang=lang, role=role, origin=origin),
        replace(text.root.formats, messages=True) if layout == MESSAGES else text.root.formats,
        None if text.named else text.real.parent,
    )


def _role(roles: Mapping[str, Role], lang: str, source: str) -> Role | None:
    if lang in roles:
        return roles[lang]
    if not lang or not source:
        return None
    return Role.SOURCE if lang == source else Role.TRANSLATION
