"""Which words of marked-up text does a reader of the page see, and in what blocks?"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from audit.load.draft import Draft
from audit.load.markup import Attribute, MarkupToken, TokenKind, unescaped
from audit.load.prose import named, prose
from audit.load.strand import Strand, joined
from audit.load.templates import Templates
from audit.model import ElementKind, primary


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


VOID = _set("area base br col embed hr img input link meta param source track wbr")
_BLOCKS = _set(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main "
    "menu nav ol optgroup option p pre search section select summary table tbody td tfoot th thead tr ul"
)
_HEADINGS = {f"h{level}": str(level) for level in range(1, 7)}
# What is not shown, not words, or not the page's own text.
_SILENT = _set(
    "script style template noscript head title svg math iframe object embed canvas audio video map select "
    "textarea datalist nav del s strike noembed noframes xmp rp rt"
)
_CODE = _set("code kbd samp var tt pre")
# Parts that may be in a language of their own and then are a version; anything else in another language
# is a quoted original.
_SECTIONS = _set("html body main article section div")
# A tag that ends an open one (HTML, "optional tags"), and what shields that one from it.
_ENDS = {
    "li": (_set("li"), _set("ul ol menu dir")),
    "dt": (_set("dt dd"), _set("dl")),
    "dd": (_set("dt dd"), _set("dl")),
    "tr": (_set("tr td th"), _set("table")),
    "td": (_set("td th"), _set("table tr")),
    "th": (_set("td th"), _set("table tr")),
    "tbody": (_set("tr td th tbody thead tfoot"), _set("table")),
    "thead": (_set("tr td th tbody thead tfoot"), _set("table")),
    "tfoot": (_set("tr td th tbody thead tfoot"), _set("table")),
    "option": (_set("option"), _set("select datalist")),
}
_P = (_set("p"), _set("table td th caption button object article section div li blockquote"))
_HIDING = re.compile(r"(?:display\s*+:\s*+none|visibility\s*+:\s*+hidden)", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class _Open:
    """An element that is open, and what its end undoes."""

    name: str
    silent: bool = False
    foreign: bool = False
    start: int = 0
    inside: int = 0
    value: str | None = None
    lang: str = ""
    section: str = ""
    anchors: list[int] = field(default_factory=list)


class PageReader:
    """Takes markup piece by piece and fills a draft for each language that has a part of the page.

    `strand` is what the tokens' places count in; it may change from island to island.
    """

    def __init__(
        self, draft: Draft, lang: str = "", templates: Templates | None = None, *, jsx: bool = False
    ) -> None:
        self.drafts: dict[str, Draft] = {lang: draft}
        self.templates = templates
        self._jsx = jsx
        self._open: list[_Open] = []
        self._names: Counter[str] = Counter()
        self._silent = 0
        self._links = 0
        self._lang = self._section = lang

    @property
    def draft(self) -> Draft:
        """The draft of the language that the present part is in."""
        return self.drafts[self._section]

    @property
    def silent(self) -> bool:
        """Whether what comes is not read."""
        return self._silent > 0

    def text(self, strand: Strand) -> None:
        """Text with its entities still in it."""
        if not self._silent:
            prose(self.draft, unescaped(strand), self.templates, linked=self._links > 0)

    def words(self, strand: Strand) -> None:
        """Text as readers see it."""
        if not self._silent:
            prose(self.draft, strand, self.templates, linked=self._links > 0)

    def tag(self, strand: Strand, token: MarkupToken) -> None:
        """A tag, opening or closing."""
        name = token.name
        if token.kind is TokenKind.CLOSING:
            if self._names[name]:
                self._close(strand, token, name)
            elif name == "br":
                self._line(strand, token)
            elif name == "p" and not self._silent:
                self.draft.block()
            return
        self._imply(strand, token, name)
        if not self._silent:
            if name in _BLOCKS:
                self.draft.block()
            elif name == "br":
                self._line(strand, token)
        if name in VOID or (token.empty and self._jsx):
            self._seen(strand, token)
            return
        self._begin(strand, token)

    def end(self, strand: Strand) -> None:
        """Close what is open."""
        self.shut(strand, 0)
        for draft in self.drafts.values():
            draft.block()

    def depth(self) -> int:
        """How many elements are open."""
        return len(self._open)

    def shut(self, strand: Strand, depth: int) -> None:
        """Close the elements that were opened since there were `depth` of them."""
        nothing = MarkupToken(TokenKind.CLOSING, len(strand), len(strand))
        while len(self._open) > depth:
            self._pop(strand, nothing)

    def _line(self, strand: Strand, token: MarkupToken) -> None:
        if not self._silent:
            self.draft.line_break(strand, token.start, token.end)

    def _imply(self, strand: Strand, token: MarkupToken, name: str) -> None:
        """Close what this tag's beginning closes."""
        rules = [_ENDS[name]] if name in _ENDS else []
        if name in _BLOCKS and self._names["p"]:
            rules.append(_P)
        for ends, shields in rules:
            if not any(self._names[one] for one in ends):
                continue
            depth = 0
            for back, one in enumerate(reversed(self._open[-16:]), 1):
                if one.name in ends:
                    depth = back
                elif one.name in shields:
                    break
            for _ in range(depth):
                self._pop(strand, token)

    def _begin(self, strand: Strand, token: MarkupToken) -> None:
        name = token.name
        values = dict(reversed(token.attributes))
        one = _Open(name, lang=self._lang, section=self._section, inside=token.end)
        silent = name in _SILENT or name in _CODE or _hidden(strand, values)
        lang = _value(strand, values, "lang") or _value(strand, values, "xml:lang")
        if lang:
            self._language(one, lang)
        one.silent = silent or one.foreign
        if not self._silent:
            if one.foreign and name not in _BLOCKS:
                self.draft.object(strand, token.start, token.end, None, "")
            if not one.silent:
                self._note(strand, token, one, values)
        self._silent += one.silent
        self._open.append(one)
        self._names[name] += 1
        if name == "pre" and not self._outer_silence():
            self.draft.block()

    def _outer_silence(self) -> bool:
        return self._silent > self._open[-1].silent

    def _language(self, one: _Open, tag: str) -> None:
        same = primary(tag) == primary(self._lang)
        if one.name in _SECTIONS:
            self._lang = tag
            if not same:
                if not self._section and not self.drafts[""].end():
                    # Nothing was said before: this is the language of the page.
                    self.drafts[tag] = self.drafts.pop("")
                    for outer in (one, *self._open):
                        outer.section = tag
                for known in self.drafts:
                    if primary(known) == primary(tag):
                        self._section = known
                        return
                self.drafts[tag] = Draft()
                self._section = tag
        elif not same:
            self._lang = tag
            one.foreign = True

    def _note(self, strand: Strand, token: MarkupToken, one: _Open, values: dict[str, Attribute]) -> None:
        """What an element that is shown says beside its content, and where its content starts."""
        one.start = self.draft.here()
        if one.name == "a":
            self._links += 1
            one.value = _value(strand, values, "href") or None
            self._titled(strand, values)
        elif self._jsx and one.name[:1].isupper():
            self._titled(strand, values)  # of a component; a title of HTML is a tip that few ever see
        elif one.name in ("sup", "sub"):
            one.value = one.name
        elif one.name == "q":
            self.draft.mark(strand, token.start, token.end, "“")

    def _seen(self, strand: Strand, token: MarkupToken) -> None:
        """An element without content."""
        values = dict(reversed(token.attributes))
        if self._silent or _hidden(strand, values):
            return
        if token.name.lower() in ("img", "image"):
            self._image(strand, token, values)

    def _image(self, strand: Strand, token: MarkupToken, values: dict[str, Attribute]) -> None:
        target = _value(strand, values, "src")
        self.draft.object(strand, token.start, token.end, None, "")
        alt = _strand(strand, values, "alt")
        self.draft.aside(alt or Strand(()), ElementKind.IMAGE, target)
        self._titled(strand, values)

    def _titled(self, strand: Strand, values: dict[str, Attribute]) -> None:
        if title := _strand(strand, values, "title"):
            self.draft.aside(title)

    def _close(self, strand: Strand, token: MarkupToken, name: str) -> None:
        while self._pop(strand, token) != name:
            pass

    def _pop(self, strand: Strand, token: MarkupToken) -> str:
        one = self._open.pop()
        self._names[one.name] -= 1
        self._silent -= one.silent
        if not self._silent:
            self._finish(strand, token, one)
        self._lang, self._section = one.lang, one.section
        return one.name

    def _finish(self, strand: Strand, token: MarkupToken, one: _Open) -> None:
        draft = self.draft
        if one.name in _CODE and one.silent and not one.foreign:
            value = named(strand.text[one.inside : token.start])
            if one.name == "pre":
                draft.element(ElementKind.CODE, value, draft.here())
                draft.block()
            else:
                draft.object(strand, one.inside, token.start, ElementKind.CODE, value)
        elif one.silent:
            pass
        elif one.name == "a":
            self._links -= 1
            if one.value is not None:
                draft.element(ElementKind.LINK, one.value, one.start)
        elif one.name in _HEADINGS:
            draft.element(ElementKind.HEADING, _HEADINGS[one.name], one.start)
        elif one.name == "q":
            draft.mark(strand, token.start, token.end, "”")
        elif one.value in ("sup", "sub") and not _LETTER.search(draft.tail(one.start)):
            draft.instead(one.start)  # a power or the number of a note would join the word before it
        if one.name in _BLOCKS:
            draft.block()


def _hidden(strand: Strand, values: dict[str, Attribute]) -> bool:
    return (
        "hidden" in values
        or _value(strand, values, "aria-hidden").lower() == "true"
        or _HIDING.search(_value(strand, values, "style")) is not None
    )


def _value(strand: Strand, values: dict[str, Attribute], name: str) -> str:
    """An attribute's value on one line, "" for none."""
    found = _strand(strand, values, name)
    return " ".join(found.text.split()) if found else ""


def _strand(strand: Strand, values: dict[str, Attribute], name: str) -> Strand | None:
    place = values.get(name)
    if place is None or place.start == place.end:
        return None
    writing = {'"': "html-double", "'": "html-single"}.get(place.quote, "html-bare")
    cut = strand[place.start : place.end]
    # The escape of the place around is that of text; in a value the quotation mark counts too.
    cut = joined([Strand([piece._replace(writing=(writing, *piece.writing[1:]))]) for piece in cut.pieces])
    return unescaped(cut)
