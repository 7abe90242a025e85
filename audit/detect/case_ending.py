"""Which surnames kept a case ending of the source language?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.evidence import NameWord, first_mention, name_words, writers
from audit.language.knowledge import of
from audit.model import Document, Hit, NameKind, Story
from audit.text import fold, remembered

# Endings of the oblique cases of masculine surnames in a consonant: Slavic (a, u, om, em, e, ovi, owi, ym),
# Finnish and Estonian (ille, ilta, issa, ista), Hungarian (nak, nek).
_ENDINGS = (
    "a",
    "u",
    "om",
    "em",
    "ovi",
    "owi",
    "om",
    "ja",
    "jem",
    "ille",
    "ilta",
    "issa",
    "ista",
    "nak",
    "nek",
)
_STEM_ENDINGS = (
    "ić",
    "ič",
    "ich",
    "ic",
    "ski",
    "ov",
    "ev",
    "enko",
    "čuk",
    "chuk",
    "ak",
    "ek",
    "in",
    "yn",
    "en",
    "er",
    "an",
    "es",
    "ar",
)
_COMMON = 3.0


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A surname that is another surname of the text, of a person, with a case ending. Not where a witness
    writes the longer form, where a given name stands before it (it may be a woman's name or a family's), or
    where it is a word or a given name of its own."""
    forms = name_words(version)
    for form, mentions in sorted(forms.items()):
        base = case_base(version, form)
        if base is None or writers(story, version, form):
            continue
        support = writers(story, version, base)
        evidence = [forms[base][0].span, *(span for w in support if (span := first_mention(w, base)))]
        for mention in mentions:
            yield Hit(
                mention.span,
                evidence=tuple(evidence),
                slots={"kept": base},
                fix=base,
                signals=1 + len(support),
                asked=len(support),
            )


def case_base(version: Document, form: str) -> str | None:
    """The surname of the text of which a name is a case; None where it is none."""
    language, mentions = of(version.lang), name_words(version)[form]
    base = _base(form, _surnames(version))
    if (
        base is None
        or language.at_least(fold(form), _COMMON)
        or language.given_name(form.lower()) is not None
    ):
        return None
    return None if any(mention.given for mention in mentions) else base


@remembered
def _surnames(version: Document) -> frozenset[str]:
    return frozenset(
        form
        for form, mentions in name_words(version).items()
        if any(_person_surname(mention) for mention in mentions)
    )


def _person_surname(mention: NameWord) -> bool:
    return mention.last and mention.name.kind is NameKind.PERSON


def _base(form: str, surnames: frozenset[str]) -> str | None:
    if not form.endswith(_ENDINGS):
        return None
    for ending in _ENDINGS:
        base = form[: -len(ending)]
        if form.endswith(ending) and base in surnames and base.lower().endswith(_STEM_ENDINGS):
            return base
    return None
