"""tools/faults.py: each fault is one, where it says, and the same every time."""

from __future__ import annotations

import random

import pytest

from audit.annotate import annotate
from audit.model import Document, Source
from tools.faults import Fault, faults, letter_off, other_digits, tenfold

_TEXTS = {
    "de": "Der Hafen wurde am 3. Mai 2021 wieder geöffnet.\n"
    "Die Sprecherin Hannelore Brandtner sagte, dass der Betrieb nicht vor dem Sommer beginnen werde.\n"
    "Insgesamt lagen dort 45 Schiffe vor Anker, und er wartete lange auf eine Antwort.\n"
    "Am Ende fuhren alle wieder nach Hause.",
    "ru": "Порт открыли снова 3 мая 2021 года.\n"
    "Директор Геннадий Волошенко сказал, что работа не начнется раньше лета этого года.\n"
    "Всего там стояло на якоре 45 судов, и он долго ждал ответа от города.\n"
    "В конце концов все вернулись домой.",
    "cs": "Přístav byl znovu otevřen 3. května 2021.\n"
    "Mluvčí Radoslav Hrubešek řekl, že provoz nebude zahájen dříve než v letních měsících.\n"
    "Celkem tam kotvilo 45 lodí a všichni dlouho čekali na odpověď města.\n"
    "Nakonec se všichni vrátili domů.",
    "zh": "港口于2021年5月3日重新开放，许多居民来到岸边。\n"
    "负责人彼得·霍洛维在接受采访时说，工程不会在夏天之前开始。\n"
    "当时共有45艘船停在那里，他等了很久才得到市里的答复。\n"
    "最后所有的人都回家了，码头又安静了下来。",
    "ja": "港は2021年5月3日に再び開かれ、多くの住民が岸に集まった。\n"
    "責任者のホロウェイ氏は、工事は夏の前には始まっていないと述べた。\n"
    "当時は45隻の船が停泊しており、彼は市の返事を長い間待った。\n"
    "最後には全員が家に帰り、埠頭は静かになった。",
}


def _planted(lang: str) -> dict[str, Fault]:
    document = annotate(Document("text", _TEXTS[lang], Source("text"), lang=lang))
    return {fault.kind: fault for fault in faults(document, random.Random(1), lambda _: True)}


@pytest.mark.parametrize("lang", _TEXTS)
def test_each_fault_changes_the_text_where_it_says_and_nowhere_else(lang: str) -> None:
    text = _TEXTS[lang]
    for fault in _planted(lang).values():
        changed = fault.put(text)
        assert changed != text
        assert changed[: fault.start] == text[: fault.start]
        assert changed.endswith(text[fault.end :])
        assert fault.around <= fault.start < fault.until


@pytest.mark.parametrize("lang", _TEXTS)
def test_a_text_of_news_offers_a_place_for_nearly_every_kind(lang: str) -> None:
    kinds = set(_planted(lang))
    assert kinds >= {"number", "date", "tenfold", "negation", "dropped", "doubled", "left in", "sex", "name"}


def test_the_same_seed_plants_the_same_faults() -> None:
    assert _planted("de") == _planted("de")


@pytest.mark.parametrize(
    ("figure", "more"),
    [("45", "450"), ("12.500", "125.000"), ("1,5", "15"), ("1\u00a0200", "12\u00a0000"), ("0", None)],
)
def test_ten_times_an_amount_is_written_as_the_amount_was(figure: str, more: str | None) -> None:
    assert tenfold(figure) == more


@pytest.mark.parametrize("word", ["Brandtner", "Волошенко", "ホロウェイ", "霍洛维"])
def test_a_name_a_letter_off_begins_as_the_name_does(word: str) -> None:
    every = {letter_off(word, random.Random(seed)) for seed in range(20)}
    assert len(every) > 3
    assert all(one[0] == word[0] and abs(len(one) - len(word)) < 2 for one in every)


def test_other_digits_are_other_digits_and_begin_with_no_zero() -> None:
    every = {other_digits("2021", random.Random(seed)) for seed in range(20)}
    assert "2021" not in every
    assert not any(one.startswith("0") for one in every)
