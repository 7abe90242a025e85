"""Which articles does a JSON or JSON Lines file hold? ninjs, schema.org's NewsArticle, and plainer ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from audit.load import json_messages
from audit.load.draft import Draft, Loaded
from audit.load.errors import LoadError, PartlyReadError
from audit.load.html import fill
from audit.load.json_tokens import Path, Scanner, Value
from audit.load.markdown import Reader
from audit.load.metadata import metadata
from audit.load.page import PageReader
from audit.load.settings import FormatSettings
from audit.load.strand import File, Strand
from audit.load.templates import masked

# An article stands at the top or in lists near it; what is deeper belongs to one.
_DEEPEST = 3
_MARKED_UP = re.compile(
    r"</(?:p|div|h[1-6]|li|blockquote|figure|strong|em|b|i|a|span)>|<br\s*+/?>", re.IGNORECASE
)
_LOOK = 20_000
_SAME = 200
_SHORT = 1_000  # what a field states is short; longer ones are text
_TYPES = ("article", "posting", "report", "review")


@dataclass(slots=True)
class ArticleObject:
    """An object with text: its prose by the settings' order, and its other fields as stated."""

    texts: list[tuple[int, str, Strand]] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)


def read(file: File, settings: FormatSettings) -> tuple[Loaded, ...]:
    """One document for each article, or one of all messages. Raises LoadError where there is none, and
    PartlyReadError where lines of JSON Lines cannot be read."""
    if settings.messages:
        return json_messages.read(file, settings)
    faults: list[LoadError] = []
    if file.path.lower().endswith((".jsonl", ".ndjson")):
        articles = list(_lines(file, settings, faults))
    else:
        scanner = Scanner(file, file.strand())
        articles = _articles(scanner.values(), settings)
        scanner.rest()
    if not any(article.texts for article in articles):
        if faults:
            raise faults[0]
        raise file.error(0, f"no text: expected one of the fields {', '.join(settings.prose)}")
    loaded = documents(articles, file, settings)
    if faults:
        raise PartlyReadError(file.path, faults, loaded)
    return loaded


def _lines(file: File, settings: FormatSettings, faults: list[LoadError]) -> Iterator[ArticleObject]:
    """The articles line by line. A line that cannot be read stands as one without text, so that the others
    keep their numbers; what is wrong with it goes to `faults`."""
    strand = file.strand()
    at = 0
    while at < len(strand):
        newline = strand.text.find("\n", at)
        end = newline if newline >= 0 else len(strand)
        line = strand[at:end]
        at = end + 1
        if line.text.strip():
            try:
                scanner = Scanner(file, line)
                articles = _articles(scanner.values(), settings)
                scanner.rest()
            except LoadError as error:
                faults.append(error)
                articles = [ArticleObject()]
            yield from articles


def _articles(values: Iterable[Value], settings: FormatSettings) -> list[ArticleObject]:
    """The articles among the leaves of one JSON text, in order."""
    patterns = [tuple(name.split(".")) for name in settings.prose]
    ends = {pattern[-1] for pattern in patterns}
    any_ = "*" in ends
    leaves = list(values)
    roots: dict[Path, ArticleObject] = {}
    for value in leaves:
        if value.string is not None and value.path and (any_ or value.path[-1] in ends):
            for depth in range(min(len(value.path), _DEEPEST + 1)):
                if any(_fits(pattern, value.path[depth:]) for pattern in patterns):
                    roots.setdefault(value.path[:depth], ArticleObject())
                    break
    roots = {
        path: article
        for path, article in roots.items()
        if not any(path[:depth] in roots for depth in range(len(path)))
    }
    for value in leaves:
        found = next((path for depth in range(_DEEPEST + 1) if (path := value.path[:depth]) in roots), None)
        if found is None:
            continue
        article, rest = roots[found], value.path[len(found) :]
        if value.string is None:
            continue
        name = ".".join(str(part) for part in rest)
        order = -1
        if rest and (any_ or rest[-1] in ends):
            order = next((at for at, pattern in enumerate(patterns) if _fits(pattern, rest)), -1)
        if order >= 0:
            article.texts.append((order, name, value.string))
        if len(value.string) < _SHORT:
            article.fields[name] = value.string.text
    return [article for article in roots.values() if _is_article(article)]


def _fits(pattern: tuple[str, ...], path: Path) -> bool:
    return len(pattern) == len(path) and all(
        part in ("*", str(step)) for part, step in zip(pattern, path, strict=True)
    )


def _is_article(article: ArticleObject) -> bool:
    """A node of a graph may say what it is, and most are organisations, pictures and trails."""
    kind = article.fields.get("@type", article.fields.get("@type.0", ""))
    return not kind or kind.lower().endswith(_TYPES)


def documents(articles: list[ArticleObject], file: File, settings: FormatSettings) -> tuple[Loaded, ...]:
    """The articles as documents. Several with one id are versions of one story."""
    purposes = dict(settings.columns)
    lines = file.lines()
    ids = [_stated(article, purposes.get("id", ())) for article in articles]
    times = Counter(ids)
    loaded = []
    for number, (article, own) in enumerate(zip(articles, ids, strict=True), 1):
        told = {
            purpose: value
            for purpose, names in settings.columns
            if purpose not in ("id", "story") and (value := _stated(article, names))
        }
        stated = metadata(told, file.path, strict=False)
        story = _stated(article, purposes.get("story", ())) or own
        name = own or str(number)
        if story != own or (own and times[own] > 1):
            name = f"{name}.{stated.lang or number}" if own else f"{story}.{stated.lang or number}"
        draft = Draft()
        _fill(draft, article, stated.lang)
        alone = len(articles) == 1
        loaded.append(
            draft.done(
                file,
                lines,
                stated,
                article.fields,
                name="" if alone else name,
                story="" if alone else f"{file.path}#{story or number}",
            )
        )
    return tuple(loaded)


def _stated(article: ArticleObject, names: tuple[str, ...]) -> str:
    fields = article.fields
    for known in _spellings(names):
        if known in fields and (value := fields[known].strip()):
            return value
    return ""


@lru_cache(maxsize=64)
def _spellings(names: tuple[str, ...]) -> tuple[str, ...]:
    """The fields by these names, which may hold a list, or an object with a name."""
    return tuple(name + end for name in names for end in ("", ".0", ".name", ".alternateName"))


def _fill(draft: Draft, article: ArticleObject, lang: str) -> None:
    """Add the prose in the settings' order, what says the same once."""
    said: set[str] = set()
    before = ""
    for _, name, strand in sorted(article.texts, key=lambda text: text[0]):
        part = Draft()
        _part(part, strand, _type(article, name), lang)
        part.block()
        words = " ".join(part.tail(0).split()).casefold()
        if words and words[:_SAME] not in said and not before.startswith(words):
            said.add(words[:_SAME])
            before = words
            draft.adopt(part)


def _type(article: ArticleObject, name: str) -> str:
    """What a field states about its format: ninjs' contenttype, or its name."""
    beside = name.rpartition(".")[0]
    for known in ("contenttype", "contentType", "encodingFormat"):
        if stated := article.fields.get(f"{beside}.{known}" if beside else known):
            return stated.lower()
    return "text/html" if name.lower().endswith(("html", "nitf")) else ""


def _part(draft: Draft, strand: Strand, kind: str, lang: str) -> None:
    text = strand.text
    if "markdown" in kind:
        Reader(draft, strand, lang).read()
    elif "html" in kind or (not kind and _MARKED_UP.search(text, 0, _LOOK)):
        templates = masked(strand.written("html"))
        fill(PageReader(draft, lang, templates), templates.strand)
    else:
        draft.raw(strand)
