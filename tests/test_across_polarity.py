"""A negation lost beside the original is found in every language with a table of negation; what only looks
like one is none."""

from __future__ import annotations

import pytest

from audit import catalogue
from audit.engine import judge
from audit.model import Document, Role, Source, Story
from audit.run import prepare

_RULES = tuple(rule for rule in catalogue.load() if rule.detector == "across-polarity")
_DENIED = {
    "ar": "لن ترفع البلدية الضريبة هذا العام.",
    "bg": "Общината няма да увеличи данъка тази година.",
    "cs": "Obec letos nezavede novou daň.",
    "da": "Kommunen vil ikke hæve skatten i år.",
    "el": "Ο δήμος δεν θα αυξήσει τον φόρο φέτος.",
    "fi": "Kunta ei aio korottaa veroa tänä vuonna.",
    "he": "העירייה לא תעלה את המס השנה.",
    "hi": "नगरपालिका इस साल कर नहीं बढ़ाएगी।",
    "hr": "Općina ove godine neće povećati porez.",
    "hu": "Az önkormányzat idén nem emeli az adót.",
    "id": "Pemerintah kota tidak akan menaikkan pajak tahun ini.",
    "ja": "市は今年、税金を引き上げない。",
    "ko": "시는 올해 세금을 올리지 않을 것이다.",
    "no": "Kommunen kommer ikke til å øke skatten i år.",
    "pl": "Gmina nie podniesie w tym roku podatku.",
    "ro": "Primăria nu va mări impozitul anul acesta.",
    "sk": "Obec tento rok nezvýši daň.",
    "sr": "Opština ove godine neće povećati porez.",
    "sv": "Kommunen kommer inte att höja skatten i år.",
    "zh": "市政府今年不会提高税收。",
}
# What denies nothing: not only … but, whether or not, still, a word that begins as a negation does.
_STATED = [
    ("ar", "لا تزال البلدية ترفع الضريبة هذا العام."),
    ("bg", "Общината не само ще увеличи данъка, но и таксите."),
    ("cs", "Obec letos nejen zvýší daň, ale i poplatky."),
    ("cs", "Nemocnice letos dostala novou budovu."),
    ("da", "Kommunen vil ikke kun hæve skatten, men også gebyrerne."),
    ("el", "Ο δήμος όχι μόνο θα αυξήσει τον φόρο, αλλά και τα τέλη."),
    ("fi", "Kunta ei vain korota veroa vaan myös maksuja."),
    ("he", "העירייה לא רק תעלה את המס השנה אלא גם את האגרות."),
    ("hi", "नगरपालिका इस साल कर ही नहीं, शुल्क भी बढ़ाएगी।"),
    ("hu", "Az önkormányzat nemcsak az adót emeli, hanem a díjakat is."),
    ("hu", "Az önkormányzat nem csak az adót emeli, hanem a díjakat is."),
    ("id", "Pemerintah kota tidak hanya akan menaikkan pajak, tetapi juga biaya."),
    ("ja", "市は今年、税金だけでなく料金も引き上げる。"),
    ("ko", "시는 올해 세금뿐만 아니라 요금도 올릴 것이다."),
    ("no", "Kommunen vil ikke bare øke skatten, men også avgiftene."),
    ("pl", "Gmina nie tylko podniesie podatek, ale i opłaty."),
    ("ro", "Primăria nu numai că va mări impozitul, ci și taxele."),
    ("sk", "Obec tento rok zvýši nielen daň, ale aj poplatky."),
    ("sr", "Opština će ne samo povećati porez već i takse."),
    ("sv", "Kommunen kommer inte bara att höja skatten utan även avgifterna."),
    ("sv", "Det är oklart om kommunen höjer skatten eller inte."),
    ("zh", "市政府今年不仅会提高税收，还会提高费用。"),
]


def _found(lang: str, original: str, english: str) -> list[str]:
    versions = (
        Document("original", original, Source("original"), lang, Role.SOURCE),
        Document("translation", english, Source("translation"), "en", Role.TRANSLATION),
    )
    story = prepare(Story("story", versions))
    findings, problems = judge(story, _RULES)
    assert not problems
    return [story.version(finding.span.document).words(finding.span) for finding in findings]


@pytest.mark.parametrize("lang", _DENIED)
def test_a_negation_that_is_lost_is_found(lang: str) -> None:
    english = "The municipality will raise the tax this year."
    assert _found(lang, _DENIED[lang], english) == [english]


@pytest.mark.parametrize("lang", _DENIED)
def test_a_negation_that_is_kept_is_no_fault(lang: str) -> None:
    assert _found(lang, _DENIED[lang], "The municipality will not raise the tax this year.") == []


@pytest.mark.parametrize(("lang", "original"), _STATED)
def test_what_only_looks_like_a_negation_is_no_fault(lang: str, original: str) -> None:
    assert _found(lang, original, "The municipality will raise both the tax and the fees this year.") == []


def test_a_denial_joined_by_a_hyphen_is_one() -> None:
    original = "Das Dach hatte einen nicht sichtbaren Schaden."
    assert not _found("de", original, "The roof had a non-visible defect.")
    assert _found("de", original, "The roof had a visible defect.")
