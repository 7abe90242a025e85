"""Figures, dates and sums beside other languages: another one, or the same one written otherwise."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from audit import catalogue
from audit.engine import judge
from audit.model import Document, Relation, Role, Source, Story
from audit.run import prepare

_RULES = tuple(rule for rule in catalogue.load() if rule.detector == "across-figure")

# One sentence in many languages, by their customs.
_ONE_THOUSAND = {
    "en": "The valley has 1,234.5 hectares of forest.",
    "de": "Das Tal hat 1.234,5 Hektar Wald.",
    "fr": "La vallée compte 1 234,5 hectares de forêt.",
    "es": "El valle tiene 1.234,5 hectáreas de bosque.",
    "it": "La valle ha 1.234,5 ettari di bosco.",
    "pt": "O vale tem 1.234,5 hectares de floresta.",
    "nl": "Het dal heeft 1.234,5 hectare bos.",
    "pl": "Dolina ma 1234,5 hektara lasu.",
    "cs": "Údolí má 1 234,5 hektaru lesa.",
    "ru": "В долине 1234,5 гектара леса.",
    "uk": "У долині 1234,5 гектара лісу.",
    "zh": "山谷有1,234.5公顷森林。",
    "ja": "谷には1,234.5ヘクタールの森がある。",
    "ar": "في الوادي ١٬٢٣٤٫٥ هكتار من الغابات.",
    "fa": "دره ۱٬۲۳۴٫۵ هکتار جنگل دارد.",
    "sv": "Dalen har 1 234,5 hektar skog.",
    "de-CH": "Das Tal hat 1’234,5 Hektar Wald.",
}
_TWELVE_MILLION = {
    "en": "The valley has 12 million trees.",
    "de": "Das Tal hat 12 Millionen Bäume.",
    "fr": "La vallée compte 12 millions d’arbres.",
    "es": "El valle tiene 12 millones de árboles.",
    "it": "La valle ha 12 milioni di alberi.",
    "pt": "O vale tem 12 milhões de árvores.",
    "nl": "Het dal heeft 12 miljoen bomen.",
    "pl": "W dolinie rośnie 12 mln drzew.",
    "cs": "V údolí roste 12 milionů stromů.",
    "ru": "В долине 12 млн деревьев.",
    "uk": "У долині 12 мільйонів дерев.",
    "zh": "山谷有1200万棵树。",
    "ja": "谷には1200万本の木がある。",
    "ko": "계곡에는 나무가 1,200만 그루 있다.",
    "hi": "घाटी में 1.2 करोड़ पेड़ हैं।",
    "hu": "A völgyben 12 millió fa áll.",
}
_MAY = {
    "en": "The treaty was signed on 14 May 2024.",
    "de": "Der Vertrag wurde am 14. Mai 2024 unterzeichnet.",
    "fr": "Le traité a été signé le 14 mai 2024.",
    "es": "El tratado se firmó el 14 de mayo de 2024.",
    "it": "Il trattato è stato firmato il 14 maggio 2024.",
    "pt": "O tratado foi assinado em 14 de maio de 2024.",
    "nl": "Het verdrag is op 14 mei 2024 getekend.",
    "pl": "Traktat podpisano 14 maja 2024 r.",
    "cs": "Smlouva byla podepsána 14. května 2024.",
    "ru": "Договор подписан 14 мая 2024 года.",
    "uk": "Договір підписано 14 травня 2024 року.",
    "zh": "条约于2024年5月14日签署。",
    "ja": "条約は2024年5月14日に調印された。",
    "sv": "Fördraget undertecknades den 14 maj 2024.",
}


def _found(
    original: str, translation: str, langs: tuple[str, str] = ("en", "de"), relation: Relation | None = None
) -> list[tuple[str, str]]:
    """The rules that speak, and the words they mark."""
    versions = (
        Document("original", original, Source("original"), langs[0], Role.SOURCE),
        Document("translation", translation, Source("translation"), langs[1]),
    )
    return _told(prepare(Story("s", versions, relation)))


def _told(story: Story) -> list[tuple[str, str]]:
    findings, problems = judge(story, _RULES)
    assert problems == ()
    return [(one.rule, story.version(one.span.document).words(one.span)) for one in findings]


@pytest.mark.parametrize("sentence", [_ONE_THOUSAND, _TWELVE_MILLION, _MAY])
def test_one_figure_by_the_customs_of_two_languages_is_one_figure(sentence: dict[str, str]) -> None:
    for one, other in permutations(sentence, 2):
        assert _found(sentence[one], sentence[other], (one, other)) == [], (one, other)


@pytest.mark.parametrize(
    ("sentence", "wrong", "rule"),
    [
        (_ONE_THOUSAND, "1,324.5", "number-across-languages"),
        (_TWELVE_MILLION, "21 million", "number-across-languages"),
        (_TWELVE_MILLION, "12 billion", "magnitude-across-languages"),
        (_MAY, "15 May 2024", "date-across-languages"),
        (_MAY, "14 June 2024", "date-across-languages"),
        (_MAY, "14 May 2042", "date-across-languages"),
    ],
)
def test_another_figure_is_found_whatever_the_language_of_the_original(
    sentence: dict[str, str], wrong: str, rule: str
) -> None:
    right = {"1": "1,234.5", "2": "12 million", "m": "14 May 2024"}
    kept = right["m"] if sentence is _MAY else right["2" if sentence is _TWELVE_MILLION else "1"]
    for lang in sentence.keys() - {"en"}:
        found = _found(sentence[lang], sentence["en"].replace(kept, wrong), (lang, "en"))
        assert [name for name, _ in found] == [rule], lang


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("Twelve of the 30 houses stand.", "Zwölf der 30 Häuser stehen."),
        ("Half of the 300 houses stand.", "150 der 300 Häuser stehen."),
        ("He was born in the 1990s.", "Er ist in den 90er Jahren geboren."),
        ("The session begins at 3:30 p.m.", "Die Sitzung beginnt um 15:30 Uhr."),
        ("The session begins at 3 p.m.", "Die Sitzung beginnt um 15 Uhr."),
        ("The trail is 40 miles long.", "Der Weg ist 64 Kilometer lang."),
        ("It weighs 12 pounds.", "Es wiegt 5 Kilo."),
        ("It costs $40.", "Es kostet 37 Euro."),
        ("Nearly 20,000 people came.", "Fast 20.000 Menschen kamen."),
        ("Some 19,856 people came.", "Rund 19.900 Menschen kamen."),
        ("In 2023/24 the line was closed.", "2023/2024 war die Strecke gesperrt."),
        ("The meeting was held from June 17th to 23rd, 2007.", "Das Treffen war vom 17. bis 23. Juni 2007."),
        ("It ran from 6 to 10 August.", "Es dauerte vom 06. bis 10. August."),
        ("The boat is 8 metres long.", "Das Boot ist 8 Meter lang, mit 80 Plätzen."),
        ("Error 4xx means a fault of yours.", "Ein Fehler 400 liegt an Ihnen."),
        ("Read section 6.7.1 first.", "Lesen Sie zuerst 6.7."),
    ],
)
def test_what_a_good_translation_writes_otherwise_is_no_fault(original: str, translation: str) -> None:
    assert _found(original, translation) == []


def test_a_figure_that_moved_within_its_paragraph_is_no_fault() -> None:
    original = "The dam broke at noon. It held 40 million litres, and 11 people drowned."
    translation = "Der Damm brach mittags, 11 Menschen ertranken. Er fasste 40 Millionen Liter."
    assert _found(original, translation) == []


@pytest.mark.parametrize(
    ("original", "translation", "found"),
    [
        # A figure that the text has elsewhere too.
        (
            "Six of the crew drowned near Oslo. It took 6 days to find them.",
            "Sechs der Mannschaft ertranken vor Oslo. Es dauerte 9 Tage, sie zu finden.",
            "9",
        ),
        ("The J3 club scored 3 goals in Oslo.", "Der J3-Klub schoss in Oslo 8 Tore.", "8"),
        # A translation may round, an original is no rounded form of its translation.
        ("The march drew 300 people to Oslo.", "Zum Marsch in Oslo kamen 307 Menschen.", "307"),
        # In words on one side.
        ("The boy of 11 swam to Oslo.", "Der sechzehnjährige Junge schwamm nach Oslo.", "sechzehnjährige"),
        # The year of a date stands apart.
        (
            "The ferry sank in April 2018 off Oslo.",
            "Die Fähre sank im April des Jahres 2081 vor Oslo.",
            "2081",
        ),
        # Of several that are left over the one that has a digit wrong.
        (
            "Of the 320 guests in Oslo a dozen fell ill, 18 went home.",
            "Von den 320 Gästen in Oslo erkrankten zwölf, 81 gingen heim.",
            "81",
        ),
        ("His 30th birthday was in Oslo.", "Sein 70. Geburtstag war in Oslo.", "70"),
    ],
)
def test_a_figure_is_another_one_however_often_and_however_it_is_written(
    original: str, translation: str, found: str
) -> None:
    assert [words for _, words in _found(original, translation)] == [found]


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("He moved to Oslo two decades ago.", "Er zog vor zwanzig Jahren nach Oslo."),
        ("The five mile road to Oslo is closed.", "Die acht Kilometer lange Straße nach Oslo ist gesperrt."),
        (
            "Dr. Lund and three other doctors came to Oslo.",
            "Vier Ärzte kamen nach Oslo, unter ihnen Dr. Lund.",
        ),
        (
            "It was the 6th attack on Oslo, four on one.",
            "Es war der sechste Angriff auf Oslo, vier gegen einen.",
        ),
        ("The plan costs $1 trillion, Oslo says.", "Oslo zufolge kostet das 1-Billionen-Paket viel."),
        ("Some 19,856 people came to Oslo.", "Nach Oslo kamen fast zwanzigtausend Menschen."),
        ("It was above 90 degrees in Oslo.", "In Oslo waren es mehr als 30 Grad Celsius."),
    ],
)
def test_what_is_counted_another_way_is_no_other_figure(original: str, translation: str) -> None:
    assert _found(original, translation) == []


def test_a_line_left_out_of_a_list_makes_no_other_line_wrong() -> None:
    lines = {
        "May 2003: Robert Hale joined the board": "Mai 2003: Robert Hale trat dem Vorstand bei",
        "June 2004: Jane Moe joined the board": "Juni 2004: Jane Moe trat dem Vorstand bei",
        "July 2005: Karl Dolen joined the board": "",
        "March 2006: Ida Lund joined the board": "März 2006: Ida Lund trat dem Vorstand bei",
        "April 2007: Paola Ferraboschi left it": "April 2007: Paola Ferraboschi verließ ihn",
    }
    original, translation = "\n".join(lines), "\n".join(filter(None, lines.values()))
    assert _found(original, translation) == []


def test_labels_of_which_one_side_has_more_are_not_taken_for_each_other() -> None:
    original = "Python 3.10+\n\nPython 3.9+\n\nPython 3.6+\n\nThe class is an argument of the function."
    translation = "Python 3.10+\n\nPython 3.6+\n\nDie Klasse ist ein Argument der Funktion."
    assert _found(original, translation) == []


def test_texts_that_are_no_translations_of_each_other_are_not_compared() -> None:
    original = "The flood killed 13 people, officials said."
    translation = "Die Flut hat 31 Menschen getötet, sagten Beamte."
    assert _found(original, translation) == [("number-across-languages", "31")]
    assert _found(original, translation, relation=Relation.COMPARABLE) == []


def test_where_nobody_names_the_original_the_first_version_counts_unless_most_are_against_it() -> None:
    texts = {
        "de": "Robert Hale zahlte 430 für die Werft in Oslo.",
        "en": "Robert Hale paid 340 for the yard in Oslo.",
        "fr": "Robert Hale a payé 340 pour le chantier à Oslo.",
        "es": "Robert Hale pagó 430 por el astillero de Oslo.",
    }
    versions = {lang: Document(lang, text, Source(lang), lang) for lang, text in texts.items()}

    def found(*langs: str, origin: str = "") -> list[tuple[str, str]]:
        those = (versions[lang] for lang in langs)
        told = tuple(replace(one, origin="" if one.lang == origin else origin) for one in those)
        return _told(prepare(Story("s", told, Relation.PARALLEL)))

    assert found("de", "en") == [("number-across-languages", "340")]
    assert found("de", "en", origin="en") == [("number-across-languages", "430")]
    assert found("de", "en", "fr") == [("number-across-languages", "430")]
    assert found("de", "en", "es") == [("number-across-languages", "340")]
    assert found("de", "fr") == [("number-across-languages", "340")]


def test_a_story_is_judged_in_several_languages_at_once() -> None:
    german = "Robert Hale zahlte am Montag 430 Kronen für die Werft in Oslo. Sie hat 12 Kräne."
    french = "Robert Hale a payé lundi {} couronnes pour le chantier à Oslo. Il a 12 grues."
    texts = {
        "nord": ("de", german),
        "sued": ("de", german.replace("zahlte am Montag 430 Kronen", "gab am Montag 430 Kronen")),
        "est": ("fr", french.format(430)),
        "ouest": ("fr", french.format(340).replace("a payé lundi", "a versé lundi")),
    }
    versions = tuple(Document(name, text, Source(name), lang) for name, (lang, text) in texts.items())
    story = prepare(Story("s", versions, Relation.PARALLEL))
    beside = {one.id: [witness.id for witness in story.witnesses(one)] for one in versions}
    assert beside == {"nord": ["sued"], "sued": ["nord"], "est": ["ouest"], "ouest": ["est"]}
    known = {rule.name: rule for rule in catalogue.load()}
    asked = [known["number-against-siblings"], known["number-across-languages"]]
    findings, _ = judge(story, asked)
    assert [(one.span.document, one.rule) for one in findings] == [("ouest", "number-across-languages")]


def test_the_units_of_a_catalogue_are_compared_one_by_one(tmp_path) -> None:  # type: ignore[no-untyped-def]
    import audit

    catalogue_file = tmp_path / "de.po"
    catalogue_file.write_text(
        'msgid ""\nmsgstr "Language: de\\n"\n\n'
        'msgid "At most 30 files"\nmsgstr "Höchstens 50 Dateien"\n\n'
        'msgid "At least 8 letters"\nmsgstr "Mindestens 8 Buchstaben"\n',
        encoding="utf-8",
    )
    run = audit.check([str(catalogue_file)])
    assert [finding.rule for finding in run.findings] == ["number-across-languages"]


@pytest.mark.parametrize(
    ("lang", "original", "english"),
    [
        (
            "fa",
            "مدرسه در سال ۱۳۹۵ ساخته شد و ۳۵۰۰ شاگرد دارد.",
            "The school was built in 2016 and has 3,500 pupils.",
        ),
        ("fa", "مدرسه در ۱۳۹۵ ساخته شد.", "The school was built in 2017."),
        (
            "ar",
            "بنيت المدرسة عام 1435 وفيها 3500 تلميذ.",
            "The school was built in 2014 and has 3,500 pupils.",
        ),
        ("ar", "افتتحت المدرسة في 3 شوال 1444.", "The school was opened on 22 April 2023."),
        (
            "th",
            "โรงเรียนสร้างในปี 2559 และมีนักเรียน 3,500 คน",
            "The school was built in 2016 and has 3,500 pupils.",
        ),
        (
            "zh",
            "學校於民國105年建成，耗資2億元。",
            "The school was built in 2016. It cost 200 million dollars.",
        ),
        ("ja", "学校は平成28年に建てられた。", "The school was built in 2016."),
        ("zh", "该校8成学生住校。", "At this school 80 percent of the pupils board."),
        ("es", "El pueblo tiene de 12 a 15 millones de libros.", "The town has 12 to 15 million books."),
        ("de", "Der Turm ist 90 Meter hoch.", "The tower is 300 feet high."),
        ("de", "Im Tal waren es 30 Grad.", "It was 86 degrees in the valley."),
    ],
)
def test_a_year_of_another_calendar_a_tenth_or_another_unit_is_no_fault(
    lang: str, original: str, english: str
) -> None:
    assert _found(original, english, (lang, "en")) == []


@pytest.mark.parametrize(
    ("lang", "original", "english", "found"),
    [
        ("fa", "مدرسه در سال ۱۳۹۵ ساخته شد.", "The school was built in 2026.", ("date", "2026")),
        ("th", "โรงเรียนเปิดเมื่อวันที่ 4 มีนาคม 2559", "It opened on 4 March 2006.", ("date", "4 March 2006")),
        ("ja", "学校は平成28年に建てられた。", "The school was built in 2018.", ("date", "2018")),
        ("zh", "學校於民國105年建成。", "The school was built in 2005.", ("date", "2005")),
        ("ja", "図書館には34万冊の本がある。", "The library has 34,000 books.", ("magnitude", "34,000")),
        ("ta", "நூலகத்தில் 7 கோடி நூல்கள் உள்ளன.", "The library has 7 million books.", ("magnitude", "7 million")),
        ("th", "ห้องสมุดใช้เงิน 2.5 ล้านบาท", "The library spends 2.5 billion baht.",
         ("magnitude", "2.5 billion baht")),
        ("de", "Die Seite hat 412 Leser.", "The page has 412K readers.", ("magnitude", "412K")),
        ("es", "La zona produce 17 millones de barriles.", "The area yields 17 billion barrels.",
         ("magnitude", "17 billion")),
        ("de", "Der Turm ist 19 Meter hoch.", "The tower is 30 feet high.", ("number", "30")),
    ],
)  # fmt: skip
def test_a_wrong_year_or_scale_is_found_though_one_side_writes_it_otherwise(
    lang: str, original: str, english: str, found: tuple[str, str]
) -> None:
    rule, words = found
    assert _found(original, english, (lang, "en")) == [(f"{rule}-across-languages", words)]
