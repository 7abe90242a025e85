"""In which language is a text that does not say so?"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from pathlib import Path

# Characters that are looked at.
_WORDS_IN, _DETECTED_IN = 4000, 20000
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
# The words that carry a sentence and no subject: own lists, the commonest first. The last five languages are
# there to be rivals: what is near to them is left to the detector.
_CARRIERS = {
    "en": "the of and to in a is that for it on was with as be by at this are from or an have not but"
    " which his has had were they their its will been would who more can about when if there than"
    " into said",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an"
    " werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum"
    " war haben nur oder aber",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il"
    " sont avec ont son aux cette ses mais ou comme été fait elle leur ces nous vous",
    "es": "de la que el en y a los del se las por un para con no una su al lo como más o pero sus le ha"
    " me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años"
    " hasta desde está",
    "it": "di e il la che in a per un del è una le si con i da non dei al come più alla della nel gli"
    " sono ha delle lo ma dal anche nella su o se questo dalla all'anno ai essere stato",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à"
    " seu sua ou quando muito nos já está eu também só pelo pela até isso ela entre depois sem"
    " mesmo aos são foi",
    "nl": "de van het een en in is dat op te zijn voor met die niet aan er om ook als dan maar bij uit"
    " door over nog naar worden heeft tot deze wordt ze hij wel geen hun werd was",
    "ca": "de la i el que en a les els per un del una amb és no al es va als més com dels són o aquest"
    " però han",
    "gl": "de a e o que en do da un os no unha para as con por dos se na ao máis non é como das polo"
    " pola foi",
    "ro": "de și în la a care cu pe nu o din pentru să mai ce este sau că au un al prin lui dar fost după",
    "da": "og i at det er en til på af for der de den som med ikke har et fra han var blev vil om eller også",
    "sv": "och i att det som en på är av för med den till inte de om ett har men var jag från så kan"
    " vid eller",
}
_SETS = {lang: frozenset(words.split()) for lang, words in _CARRIERS.items()}
_RIVALS = frozenset({"ca", "gl", "ro", "da", "sv"})
# Share of carriers in a text that is clearly in a language, and at most how much of it a rival may reach.
_CLEAR, _RIVAL, _ENOUGH = 0.25, 0.7, 12


def carriers(lang: str) -> frozenset[str]:
    """The words that carry the sentences of a language; none for a language that has no list here."""
    return _SETS.get(lang, frozenset())


def detect_language(text: str) -> str:
    """The language of a text, "" if none can be told.

    A text that is clearly in one of the common languages is told by the words that carry its sentences, for
    langdetect, which is asked about any other, takes a hundred times as long. It is seeded, so that it never
    changes its mind.
    """
    return _by_carriers(text[:_WORDS_IN]) or _by_letters(text[:_DETECTED_IN])


@lru_cache(maxsize=1)
def _profiles() -> frozenset[str]:
    from langdetect import PROFILES_DIRECTORY

    return frozenset(one.name.split("-")[0] for one in Path(PROFILES_DIRECTORY).iterdir())


def detectable(lang: str) -> bool:
    """Whether a text in this language can be told to be in it."""
    return lang in _SETS or lang in _profiles()


def _by_carriers(text: str) -> str:
    words = _WORD.findall(text.lower())
    counts = Counter(words)
    found = sorted(
        ((sum(counts[word] for word in carriers), lang) for lang, carriers in _SETS.items()), reverse=True
    )
    (best, lang), (second, _) = found[:2]
    clear = best >= _ENOUGH and best >= _CLEAR * len(words) and second <= _RIVAL * best
    return lang if clear and lang not in _RIVALS else ""


def _by_letters(text: str) -> str:
    from langdetect import DetectorFactory, LangDetectException, detect

    DetectorFactory.seed = 0
    try:
        return str(detect(text)).split("-")[0]
    except LangDetectException:
        return ""
