"""What is a layout: by which paths does a site know the versions of a page?"""

from __future__ import annotations

from dataclasses import dataclass

from audit.group.patterns import Patterns


@dataclass(frozen=True, slots=True)
class Layout:
    """How a site keeps its pages in several languages, as its own configuration says.

    `sets` are tried in order; paths are relative to the site's folder. `source_lang` is the language of the
    originals. `keys` are fields of front matter by which pages name their story where the paths do not, and
    `evidence` is the file that told.
    """

    name: str
    evidence: str
    sets: tuple[Patterns, ...]
    source_lang: str = ""
    languages: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
