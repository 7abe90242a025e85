"""Which parts of structured files are prose?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FormatSettings:
    """What a reader takes for text where the format itself does not tell.

    `front_matter` are the fields of front matter that readers see. `fields` are the fields of JSON that
    are prose, as names or paths (`body`, `bodies.*.value`; `*` is any name or position), in the order of
    preference where several hold the same. `columns` name, for each purpose (id, lang, text, title...),
    the columns of CSV, TSV and fields of JSON Lines that serve it, the first that is there.
    """

    front_matter: tuple[str, ...] = ("title", "subtitle", "headline", "description", "summary", "excerpt")
    fields: tuple[str, ...] = ()
    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()


DEFAULT = FormatSettings()
