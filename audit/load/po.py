"""Which source and which translation does a gettext catalogue hold?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from audit.load.draft import Draft, Loaded
from audit.load.messages import message
from audit.load.metadata import Metadata, metadata
from audit.load.scalars import escaped
from audit.load.settings import FormatSettings
from audit.load.strand import File, Strand, joined
from audit.model import Role

_STRING = re.compile(r'[ \t]*+"((?:[^"\\\n]++|\\[^\n])*)"[ \t]*+$')
_KEYWORD = re.compile(r"[ \t]*+(msgctxt|msgid_plural|msgid|msgstr(?:\[(\d{1,3})\])?)(?=[ \t\"]|$)")
_HEADER = re.compile(r"^([\w-]+):[ \t]*(.*)$", re.MULTILINE)
# What modifiers of a locale say of its letters; others name a dialect or a currency.
_SCRIPTS = {"latin": "-Latn", "cyrillic": "-Cyrl", "devanagari": "-Deva", "arabic": "-Arab"}
_EXPECTED = 'expected msgid, msgstr, msgctxt, a comment or a string such as "text"'


@dataclass(slots=True)
class _Entry:
    """A message as it stands in the file."""

    flags: set[str] = field(default_factory=set)
    strings: dict[str, list[Strand]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return "".join(strand.text for strand in self.strings.get(name, ()))

    @property
    def key(self) -> str:
        """What gettext tells messages apart by."""
        context = self.text("msgctxt")
        return f"{context}\x04{self.text('msgid')}" if "msgctxt" in self.strings else self.text("msgid")

    def translations(self) -> list[tuple[int, Strand]]:
        """The forms of the translation that are there, by number."""
        forms = []
        for name, strands in self.strings.items():
            if name.startswith("msgstr"):
                number = int(name[7:-1] or "0") if name != "msgstr" else 0
                strand = joined(strands)
                if strand.text.strip():
                    forms.append((number, strand))
        return forms


def read(file: File, settings: FormatSettings) -> tuple[Loaded, ...]:
    """The source and the translation, message by message: two versions of one story.

    Messages without a translation, fuzzy and obsolete ones are in neither: nobody gets to see them.
    A template of catalogues (.pot) is its source. A catalogue of a language that has no translation yet has
    nothing of its own to judge: its source is the template's.
    """
    entries = list(_entries(file))
    fields = _fields(entries)
    found = [entry for entry in entries if entry.text("msgid")]
    done = [entry for entry in found if "fuzzy" not in entry.flags and entry.translations()]
    fuzzy = sum("fuzzy" in entry.flags for entry in found)
    fields["messages.fuzzy"] = str(fuzzy)
    fields["messages.untranslated"] = str(len(found) - len(done) - fuzzy)
    origin = metadata({"lang": fields.get("X-Source-Language", "en")}, file.path, strict=False).lang
    own = metadata({"lang": _tag(fields.get("Language", "")) or None}, file.path, strict=False)
    lines = file.lines()
    source, translation = Draft(), Draft()
    for entry in done or found:
        flagged = any(flag.endswith("-format") and not flag.startswith("no-") for flag in entry.flags)
        singular = joined(entry.strings["msgid"])
        plural = joined(entry.strings["msgid_plural"]) if "msgid_plural" in entry.strings else None
        _unit(source, singular, entry.key, flagged)
        if plural:
            _unit(source, plural, f"{entry.key}\0plural", flagged)
        for number, strand in entry.translations() if done else ():
            _unit(translation, strand, f"{entry.key}\0plural" if number else entry.key, flagged)
    told = Metadata(lang=origin, role=Role.SOURCE if done or own.lang else None)
    versions = [source.done(file, lines, told, fields, name="source", story=file.path)]
    if done:
        stated = Metadata(lang=own.lang, role=Role.TRANSLATION, origin=origin)
        versions.append(translation.done(file, lines, stated, fields, name="translation", story=file.path))
    return tuple(versions)


def _unit(draft: Draft, strand: Strand, key: str, flagged: bool) -> None:
    with draft.unit(key):  # a newline in it is one its author wrote
        message(draft, strand, flagged=flagged, paragraphs=True)


def _tag(locale: str) -> str:
    """The language tag of a locale as gettext writes it: sr@latin, ca@valencia, zh_TW.Big5."""
    name, _, modifier = locale.partition("@")
    return name.split(".")[0] + _SCRIPTS.get(modifier, "")


def _fields(entries: list[_Entry]) -> dict[str, str]:
    """What the header, the translation of nothing, states."""
    for entry in entries:
        if "msgid" in entry.strings and not entry.key:
            return dict(_HEADER.findall(entry.text("msgstr")))
    return {}


def _entries(file: File) -> Iterator[_Entry]:
    """The messages in order. Raises LoadError at a line that is none of a catalogue's."""
    strand = file.strand()
    text = strand.text
    entry, name = _Entry(), ""
    at = 0
    while at < len(text):
        newline = text.find("\n", at)
        end = newline if newline >= 0 else len(text)
        line = text[at:end]
        start, at = at, end + 1
        if not line.strip():
            continue
        if line.lstrip().startswith("#"):
            if any(one.startswith("msgstr") for one in entry.strings):
                yield entry
                entry, name = _Entry(), ""
            if line.lstrip().startswith("#,"):
                entry.flags |= {flag.strip() for flag in line.lstrip()[2:].split(",")}
            continue
        keyword = _KEYWORD.match(text, start, end)
        if keyword:
            opening = keyword[1] in ("msgid", "msgctxt")
            if opening and any(one.startswith("msgstr") for one in entry.strings):
                yield entry
                entry = _Entry()
            name = keyword[1]
            if name in entry.strings or (name.startswith("msgstr") and "msgid" not in entry.strings):
                raise file.error(strand.file(start), f"not a catalogue: {name} where none can stand")
            entry.strings[name] = []
        string = _STRING.match(text, keyword.end() if keyword else start, end)
        if not string or not name:
            raise file.error(strand.file(start), f"not a catalogue: {_EXPECTED}")
        place = slice(*string.span(1))
        entry.strings[name].append(escaped(strand[place], "po"))
    if "msgid" in entry.strings:
        yield entry
