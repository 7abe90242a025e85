"""Which parts of structured files are prose, and what do the others state?"""

from __future__ import annotations

from dataclasses import dataclass

from audit.limits import LIMITS, LimitSettings

# In reading order; of two fields that say the same the first is read. ninjs 1 to 3 (iptc.org/std/ninjs),
# schema.org's NewsArticle, and names that feeds and archives use.
_FIELDS = (
    "headline",
    "headlines.*.value",
    "title",
    "alternativeHeadline",
    "subtitle",
    "description",
    "description_text",
    "descriptions.*.value",
    "abstract",
    "summary",
    "lead",
    "standfirst",
    "excerpt",
    "articleBody",
    "bodies.*.value",
    "body_text",
    "body_xhtml",
    "body_html",
    "body",
    "text",
    "content",
    "content_html",
    "caption",
    "image.caption",
    "associations.*.caption",
    "associations.*.description_text",
    "associations.*.descriptions.*.value",
)
_COLUMNS = (
    ("id", ("id", "doc_id", "uri", "@id", "guid", "identifier", "url")),
    ("story", ("story", "story_id", "group", "group_id", "translationKey")),
    ("lang", ("lang", "language", "inLanguage", "locale")),
    ("role", ("role",)),
    ("origin", ("origin", "translationOfWork.inLanguage")),
    (
        "date",
        (
            "date",
            "datePublished",
            "versioncreated",
            "versionCreated",
            "firstcreated",
            "firstCreated",
            "published",
        ),
    ),
    ("outlet", ("outlet", "publisher.name", "provider.name", "publisher", "source")),
)


@dataclass(frozen=True, slots=True)
class FormatSettings:
    """What a reader takes for text where the format itself does not tell.

    `front_matter` are the fields of front matter that readers see. `fields` are the fields of JSON and the
    columns of tables that are prose, in reading order, as names or ways (`body`, `bodies.*.value`; `*` is
    any name or position); of two that say the same the first is read. `columns` name for each purpose
    (id, story, lang, role, origin, date, outlet) the fields or columns that serve it; the first that is
    there does. What is named for any other purpose (text, title) is prose like `fields`, and comes first.
    `messages` says that a file of JSON holds those of an application instead: each of its strings is one.
    `python_markdown` says that Markdown is read as Python's library does, to which a letter beside a mark is
    no matter. `limits` tell how large a file and its head may be.
    """

    front_matter: tuple[str, ...] = ("title", "subtitle", "headline", "description", "summary", "excerpt")
    fields: tuple[str, ...] = _FIELDS
    columns: tuple[tuple[str, tuple[str, ...]], ...] = _COLUMNS
    messages: bool = False
    limits: LimitSettings = LIMITS
    python_markdown: bool = False

    @property
    def prose(self) -> tuple[str, ...]:
        """All fields and columns of prose, in reading order."""
        stated = {purpose for purpose, _ in _COLUMNS}
        named = [name for purpose, names in self.columns if purpose not in stated for name in names]
        return tuple(dict.fromkeys((*named, *self.fields)))


DEFAULT = FormatSettings()
