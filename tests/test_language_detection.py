"""Is the language of a text told right, and left to the detector where it is not clear?"""

from __future__ import annotations

import pytest

from audit.language import detection
from audit.language.detection import detect_language

_TEXTS = {
    "en": "The council said on Monday that the bridge would be opened to the public in the spring, and"
    " that the old ferry would be kept for those who want to cross the river in the evening.",
    "fr": "Le conseil a annoncé lundi que le pont serait ouvert au public au printemps et que l'ancien"
    " bac resterait en service pour ceux qui veulent traverser le fleuve dans la soirée.",
    "de": "Der Rat teilte am Montag mit, dass die Brücke im Frühjahr für alle geöffnet werden soll und"
    " dass die alte Fähre für die bleibt, die den Fluss am Abend überqueren wollen.",
    "it": "Il consiglio ha annunciato lunedì che il ponte sarà aperto al pubblico in primavera e che il"
    " vecchio traghetto resterà in servizio per chi vuole attraversare il fiume di sera.",
    "nl": "De raad zei maandag dat de brug in het voorjaar voor het publiek wordt geopend en dat de"
    " oude veerboot blijft varen voor wie 's avonds de rivier wil oversteken.",
}
_OTHERS = {
    "es": "El consejo anunció el lunes que el puente se abrirá al público en la primavera y que el"
    " viejo ferry seguirá en servicio para los que quieren cruzar el río por la noche.",
    "ca": "El consell va anunciar dilluns que el pont s'obrirà al públic a la primavera i que el vell"
    " transbordador es mantindrà per als que volen creuar el riu al vespre.",
    "sv": "Rådet meddelade på måndagen att bron ska öppnas för allmänheten i vår och att den gamla"
    " färjan ska behållas för dem som vill korsa floden på kvällen.",
    "ru": "Совет сообщил в понедельник, что мост будет открыт для публики весной.",
}


@pytest.fixture
def detector(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the detector was asked."""
    asked: list[str] = []

    def ask(text: str) -> str:
        asked.append(text)
        return "xx"

    monkeypatch.setattr(detection, "_by_letters", ask)
    return asked


@pytest.mark.parametrize("lang", _TEXTS)
def test_a_clear_text_in_a_common_language_needs_no_detector(lang: str, detector: list[str]) -> None:
    assert detect_language(_TEXTS[lang]) == lang
    assert not detector


@pytest.mark.parametrize("text", [*_OTHERS.values(), "The bridge", ""])
def test_what_is_not_clear_is_left_to_the_detector(text: str, detector: list[str]) -> None:
    assert detect_language(text) == "xx"
    assert detector == [text]


@pytest.mark.parametrize("lang", _OTHERS)
def test_the_detector_knows_the_others(lang: str) -> None:
    assert detect_language(_OTHERS[lang]) == lang
