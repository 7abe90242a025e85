"""What may be and what must be are told apart beside the original, in every language with such verbs."""

from __future__ import annotations

import pytest

from audit import catalogue
from audit.engine import judge
from audit.model import Document, Role, Source, Story
from audit.run import prepare

_RULES = tuple(rule for rule in catalogue.load() if rule.detector == "across-modality")
_MAY = {
    "bg": "Гостите могат да се регистрират в полицията до една седмица.",
    "cs": "Návštěvníci se mohou do týdne přihlásit na policii.",
    "de": "Besucher können sich innerhalb einer Woche bei der Polizei anmelden.",
    "el": "Οι επισκέπτες μπορούν να δηλωθούν στην αστυνομία μέσα σε μια εβδομάδα.",
    "es": "Los visitantes pueden inscribirse en la policía en una semana.",
    "fr": "Les visiteurs peuvent s'inscrire à la police dans la semaine.",
    "id": "Pengunjung boleh mendaftar di kantor polisi dalam seminggu.",
    "it": "I visitatori possono registrarsi alla polizia entro una settimana.",
    "nl": "Bezoekers kunnen zich binnen een week bij de politie aanmelden.",
    "pl": "Goście mogą zgłosić się na policję w ciągu tygodnia.",
    "pt": "Os visitantes podem inscrever-se na polícia dentro de uma semana.",
    "ro": "Vizitatorii se pot înregistra la poliție în termen de o săptămână.",
    "ru": "Гости могут зарегистрироваться в полиции в течение недели.",
    "sr": "Gosti mogu da se prijave policiji u roku od nedelju dana.",
    "sv": "Besökare kan anmäla sig hos polisen inom en vecka.",
    "uk": "Гості можуть зареєструватися в поліції протягом тижня.",
}  # fmt: skip


def _found(lang: str, original: str, english: str) -> list[str]:
    versions = (
        Document("original", original, Source("original"), lang, Role.SOURCE),
        Document("translation", english, Source("translation"), "en", Role.TRANSLATION),
    )
    story = prepare(Story("story", versions))
    findings, problems = judge(story, _RULES)
    assert not problems
    return [story.version(finding.span.document).words(finding.span) for finding in findings]


@pytest.mark.parametrize("lang", _MAY)
def test_a_duty_made_of_what_is_allowed_is_found(lang: str) -> None:
    assert _found(lang, _MAY[lang], "Visitors must register with the police within a week.") == ["must"]


@pytest.mark.parametrize("lang", _MAY)
@pytest.mark.parametrize(
    "english",
    [
        "Visitors may register with the police within a week.",
        "Visitors are able to register with the police within a week.",
        "Visitors must not wait for longer than a week before they register with the police.",
    ],
)
def test_what_is_said_as_it_was_or_in_another_way_is_no_fault(lang: str, english: str) -> None:
    assert _found(lang, _MAY[lang], english) == []
