"""Which story and language does a path belong to by a pattern such as "content/{lang}/{story}.md"?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import PurePosixPath
from typing import NamedTuple

import re2

from audit.group.tags import is_language, tag

_PART = re.compile(r"\{(\w*)\}|\*\*/|\*\*|\*|\?")
_LANGUAGE = r"(?P<lang>[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2})"


class PatternError(ValueError):
    """A pattern that says nothing: what was expected."""


class Pattern(NamedTuple):
    """Paths of texts, relative to a folder. `{lang}` stands for a language tag, `{story}` for what the
    versions of a story share, `*` and `?` for characters of a name, `**` for any folders. Where it has no
    {lang}, the texts are in `lang`."""

    path: str
    lang: str = ""


class PathMatch(NamedTuple):
    """A path that fits: what names its story, and the language as the path writes it, "" where not told."""

    story: str
    lang: str


@dataclass(frozen=True, slots=True)
class Patterns:
    """Patterns whose texts belong together: the same {story} by any of them is one story.

    With `languages` no other word is one; else every tag that CLDR knows is.
    """

    patterns: tuple[Pattern, ...]
    languages: tuple[str, ...] = ()

    def match(self, path: str, ending: str = "") -> PathMatch | None:
        """Where `path` belongs. Patterns with {lang} come first, as "a.fr.md" is no story of its own where
        "a.{lang}.md" fits; then those that name more folders. With an `ending` only those count that name it.
        """
        for pattern in sorted(self.patterns, key=lambda one: ("{lang}" not in one.path, -len(one.path))):
            if not pattern.path.endswith(ending):
                continue
            matched = compile_pattern(pattern.path).fullmatch(path)
            if not matched:
                continue
            groups = matched.groupdict()
            word = groups.get("lang")
            if word is None:
                return PathMatch(groups.get("story") or "", pattern.lang)
            if self._speaks(word):
                return PathMatch(groups.get("story") or "", tag(word))
        return None

    def _speaks(self, word: str) -> bool:
        if self.languages:
            return tag(word).lower() in {tag(one).lower() for one in self.languages}
        return is_language(word)

    def name(self, story: str) -> str:
        """What the story is called: the first pattern with the story filled in."""
        return self.patterns[0].path.replace("{story}", story)


@lru_cache(maxsize=1024)
def compile_pattern(path: str) -> re2._Regexp:
    """The pattern for RE2, which takes linear time whatever it says. Raises PatternError."""
    if not path or path.startswith("/") or "\\" in path or ".." in PurePosixPath(path).parts:
        raise PatternError(f"expected a path with slashes in the folder of the file, found {path!r}")
    pieces, at, named = [], 0, set()
    for part in _PART.finditer(path):
        pieces.append(re.escape(path[at : part.start()]))
        at = part.end()
        name = part[1]
        if name is None:
            pieces.append({"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}[part[0]])
        elif name not in ("lang", "story") or name in named:
            raise PatternError(f"expected {{lang}} and {{story}}, once each, found {part[0]} in {path!r}")
        else:
            named.add(name)
            pieces.append(_LANGUAGE if name == "lang" else "(?P<story>.+)")
    pieces.append(re.escape(path[at:]))
    if not named:
        raise PatternError(f"expected {{story}} or {{lang}} in {path!r}")
    return re2.compile("".join(pieces))


def patterns(paths: Iterable[str], languages: tuple[str, ...] = (), lang: str = "") -> Patterns:
    """One set of patterns, whose texts are in `lang` where a pattern has no {lang}."""
    return Patterns(tuple(Pattern(path, "" if "{lang}" in path else lang) for path in paths), languages)
