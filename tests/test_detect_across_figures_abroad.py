"""Ten short originals in languages on which nothing was tuned: their translations are quiet, and a figure, a
date or an hour that was put wrong is found."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from audit import catalogue
from audit.engine import judge
from audit.model import Document, Role, Source, Story
from audit.run import prepare

_RULES = tuple(rule for rule in catalogue.load() if rule.detector == "across-figure")


class _Text(NamedTuple):
    """An original, its English translation, and what is to be put wrong there: the words and the others."""

    original: str
    translation: str
    faults: tuple[tuple[str, str], ...]


_TEXTS = {
    "uk": _Text(
        "Міст через річку закрили 12 жовтня.\nРобітники замінять двадцять чотири опори з сорока.\n"
        "Ремонт коштуватиме 3,5 млн гривень і триватиме до 18:30 15 грудня.",
        "The bridge over the river was closed on October 12.\nWorkers will replace 24 of its 40 piers.\n"
        "The repair will cost 3.5 million hryvnias and last until 6:30 p.m. on December 15.",
        (("24", "29"), ("October 12", "November 12"), ("3.5 million", "5.3 million"), ("6:30", "8:30")),
    ),
    "pl": _Text(
        "Biblioteka w Wierzbnie działa od 1 września 1998 roku.\nW zbiorach jest 48 tysięcy książek, "
        "a z sali korzysta codziennie trzydzieści pięć osób.\nW soboty zamyka się o 14.00.",
        "The library in Wierzbno has been open since September 1, 1998.\nIts collection has 48,000 books, "
        "and 35 people use the hall every day.\nOn Saturdays it closes at 2 p.m.",
        (("35", "53"), ("1998", "1989"), ("48,000", "480,000"), ("September 1,", "October 1,")),
    ),
    "tr": _Text(
        "Belediye 23 Nisan'da 150 yeni bank yerleştirdi.\nYeni parkın yüzde 60'ı ağaçlarla kaplı.\n"
        "Açılışa 2 bin 400 kişi katıldı.",
        "The municipality put up 150 new benches on April 23.\n"
        "Of the new park 60 percent is covered with trees.\n"
        "The opening was attended by 2,400 people.",
        (("150", "510"), ("April 23", "April 28"), ("60 percent", "90 percent"), ("2,400", "2,700")),
    ),
    "ar": _Text(
        "افتتحت المدرسة الجديدة في 9 مايو 2021.\nتضم المدرسة 18 فصلا و640 تلميذا.\n"
        "بلغت تكلفة البناء 7.2 مليون دينار.",
        "The new school was opened on May 9, 2021.\nThe school has 18 classrooms and 640 pupils.\n"
        "The building cost 7.2 million dinars.",
        (("May 9", "June 9"), ("640", "460"), ("7.2 million", "7.2 billion"), ("18", "13")),
    ),
    "th": _Text(
        "สะพานแห่งใหม่เปิดใช้เมื่อวันที่ 4 มีนาคม 2565\nสะพานมีความยาว 1,250 เมตร\nรถผ่านสะพานวันละ 3.2 หมื่นคัน",
        "The new bridge was opened on March 4, 2022.\nThe bridge is 1,250 metres long.\n"
        "Every day 32,000 cars cross the bridge.",
        (("2022", "2020"), ("1,250", "1,520"), ("March 4", "May 4"), ("32,000", "3,200")),
    ),
    "hi": _Text(
        "अस्पताल में 12 जनवरी को 85 नए बिस्तर लगाए गए।\nसरकार ने इसके लिए 4.5 करोड़ रुपये दिए।\n"
        "हर साल यहाँ 2 लाख मरीज आते हैं।",
        "In the hospital 85 new beds were set up on January 12.\n"
        "The government gave 45 million rupees for it.\n"
        "Every year 200,000 patients come here.",
        (("85", "58"), ("45 million", "450 million"), ("200,000", "20,000"), ("January 12", "January 21")),
    ),
    "ko": _Text(
        "도서관은 3월 8일 오후 2시에 문을 열었다.\n장서는 4만 5천 권이고 직원은 17명이다.\n"
        "공사비는 12억 원이었다.",
        "The library opened on March 8 at 2 p.m.\nIt has 45,000 books and a staff of 17.\n"
        "The building cost 1.2 billion won.",
        (("17", "71"), ("March 8", "May 8"), ("1.2 billion", "12 billion"), ("2 p.m.", "5 p.m.")),
    ),
    "pt": _Text(
        "A fábrica fechou em 30 de junho de 2019.\nTrabalhavam ali quatrocentas e vinte pessoas.\n"
        "As perdas chegaram a 1,8 mil milhões de euros, ou 22% das vendas.",
        "The factory closed on June 30, 2019.\nThere were 420 people working there.\n"
        "Losses reached 1.8 billion euros, or 22% of sales.",
        (("420", "240"), ("June 30", "July 30"), ("22%", "27%"), ("1.8 billion", "1.8 million")),
    ),
    "hu": _Text(
        "A híd 2014. augusztus 20-án készült el.\nHuszonöt kőműves dolgozott rajta három évig.\n"
        "A költség 6,4 milliárd forint volt.",
        "The bridge was finished on August 20, 2014.\nFor three years 25 masons worked on it.\n"
        "The cost was 6.4 billion forints.",
        (("25", "52"), ("August 20, 2014", "August 20, 2041"), ("6.4", "4.6"), ("August", "October")),
    ),
    "sr": _Text(
        "Škola je otvorena 1. oktobra.\nU njoj uči dvesta pedeset đaka, a radi 31 nastavnik.\n"
        "Obnova je koštala 48 miliona dinara.",
        "The school was opened on October 1.\nIt has 250 pupils and 31 teachers.\n"
        "The renovation cost 48 million dinars.",
        (("October 1", "November 1"), ("250", "520"), ("31", "13"), ("48 million", "48 billion")),
    ),
}


def _found(lang: str, original: str, translation: str) -> list[str]:
    """The words of the translation that are marked."""
    versions = (
        Document("original", original, Source("original"), lang, Role.SOURCE),
        Document("translation", translation, Source("translation"), "en"),
    )
    story = prepare(Story("s", versions))
    findings, problems = judge(story, _RULES)
    assert problems == ()
    return [story.version(one.span.document).words(one.span) for one in findings]


@pytest.mark.parametrize("lang", _TEXTS)
def test_a_right_translation_is_quiet(lang: str) -> None:
    text = _TEXTS[lang]
    assert _found(lang, text.original, text.translation) == []


@pytest.mark.parametrize(
    ("lang", "right", "wrong"),
    [(lang, *fault) for lang, text in _TEXTS.items() for fault in text.faults],
)
def test_what_was_put_wrong_is_found(lang: str, right: str, wrong: str) -> None:
    text = _TEXTS[lang]
    assert text.translation.count(right) == 1
    found = _found(lang, text.original, text.translation.replace(right, wrong))
    assert len(found) == 1
    assert found[0] in wrong or wrong in found[0] or set(wrong.split()) & set(found[0].split())
