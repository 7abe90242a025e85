"""Which sentences correspond, and how two versions compare."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from audit.model import Document, Element, ElementKind, Relation, Role, Source, Span, Story
from audit.run import prepare

FLOOD = (
    "The dam above the valley broke at noon on Friday.",
    "Eleven people drowned in the first hour of the flood.",
    "The mayor ordered three villages to be cleared.",
    "Trains stopped in the whole region until Sunday.",
    "The army brought food and blankets to the hills.",
    "Engineers had warned of cracks in the wall two years ago.",
)
REWORDED = (
    "At noon on Friday the dam over the valley burst.",
    "In the first hour of the flooding eleven people drowned.",
    "Three villages were cleared on the order of the mayor.",
    "In the whole region trains did not run until Sunday.",
    "Food and blankets were brought to the hills by the army.",
    "Two years ago engineers warned of cracks in the wall.",
)


def story(*versions: Sequence[str], langs: Sequence[str] = (), relation: Relation | None = None) -> Story:
    documents = tuple(
        Document(f"v{at}", "\n".join(sentences), Source(f"v{at}"), lang=langs[at] if langs else "en")
        for at, sentences in enumerate(versions)
    )
    return prepare(Story("s", documents, relation))


def partners(told: Story, version: str, sentence: int) -> tuple[int, ...]:
    return next((p.sentences for p in told.partners(told.version(version), sentence)), ())


def test_translations_of_one_text_are_parallel_and_aligned_in_order() -> None:
    told = story(FLOOD, REWORDED)
    assert told.comparison("v0", "v1").relation is Relation.PARALLEL
    assert [partners(told, "v0", at) for at in range(6)] == [(at,) for at in range(6)]


def test_links_go_both_ways() -> None:
    told = story(FLOOD, REWORDED)
    assert [partners(told, "v1", at) for at in range(6)] == [(at,) for at in range(6)]


def test_a_sentence_left_out_has_no_partner() -> None:
    told = story(FLOOD, REWORDED[:1] + REWORDED[2:])
    assert partners(told, "v0", 1) == ()
    assert partners(told, "v0", 2) == (1,)


def test_two_sentences_joined_by_a_translator_are_one_pair() -> None:
    joined = ("At noon on Friday the dam over the valley burst and eleven people drowned in the first hour.",)
    told = story(FLOOD, joined + REWORDED[2:])
    assert partners(told, "v1", 0) == (0, 1)


def test_independent_accounts_are_comparable_and_aligned_in_any_order() -> None:
    account = (
        "Rescuers searched the mud for a second day.",
        "The premier promised money for new houses.",
        "The dam broke at noon on Friday, above the valley.",
        "Farmers lost most of their cattle.",
        "Eleven people drowned in the flood within the first hour.",
    )
    told = story(FLOOD, account)
    assert told.comparison("v0", "v1").relation is Relation.COMPARABLE
    assert partners(told, "v1", 2) == (0,)
    assert partners(told, "v1", 0) == ()


def test_the_relation_a_story_states_is_not_measured() -> None:
    told = story(FLOOD, REWORDED, relation=Relation.COMPARABLE)
    assert told.comparison("v0", "v1").relation is Relation.COMPARABLE


def test_a_copy_is_no_witness() -> None:
    told = story(FLOOD, FLOOD, REWORDED)
    assert told.comparison("v0", "v1").identical
    assert [witness.id for witness in told.witnesses(told.version("v0"))] == ["v2"]


def test_of_two_siblings_that_are_copies_one_is_a_witness() -> None:
    told = story(REWORDED, FLOOD, FLOOD)
    assert [witness.id for witness in told.witnesses(told.version("v0"))] == ["v1"]


def long_text(*replaced: tuple[str, str]) -> tuple[str, ...]:
    """Twenty sentences of ten content words, some words exchanged."""
    nouns = "bridge harbour council engine budget farmer winter museum border doctor".split()
    verbs = "crossed opened refused repaired approved planted survived bought guarded warned".split()
    text = tuple(
        f"The {nouns[at % 10]} {verbs[at % 10]} seventy {nouns[(at + 3) % 10]} workers near region {at} "
        f"before {nouns[(at + 7) % 10]} officials {verbs[(at + 1) % 10]} another long {nouns[(at + 5) % 10]}."
        for at in range(20)
    )
    for old, new in replaced:
        text = tuple(sentence.replace(old, new) for sentence in text)
    return text


def test_of_siblings_that_are_nearly_one_translation_one_is_a_witness() -> None:
    changed = [("officials", "people"), ("workers", "labourers"), ("another", "one"), ("seventy", "many")]
    far = long_text(*changed, ("region", "area"), ("near", "close to"), ("before", "until"), ("long", "big"))
    told = story(far, long_text(), long_text(("another long", "another big")), long_text(*changed))
    assert told.comparison("v1", "v2").near_clone
    assert not told.comparison("v1", "v3").near_clone
    assert [witness.id for witness in told.witnesses(told.version("v0"))] == ["v1", "v3"]


def test_a_near_copy_of_the_version_judged_is_a_witness_for_it() -> None:
    told = story(long_text(), long_text(("another long", "another big")))
    assert told.comparison("v0", "v1").near_clone
    assert [witness.id for witness in told.witnesses(told.version("v0"))] == ["v1"]


def test_short_texts_are_never_near_copies() -> None:
    told = story(FLOOD, (*FLOOD[:-1], "Another end."), (*FLOOD[:-1], "A third end of it."))
    assert not any(comparison.near_clone for comparison in told.comparisons)


_HALE = ("Robert Hale paid 340 million dollars.", "Nobody else was in the room.", "Jane Moe left Oslo.")
_HALE_SR = ("Robert Hale je platio 340 miliona dolara.", "U sobi nije bilo nikog.", "Jane Moe je otišla.")


def test_translations_into_another_language_are_parallel_and_aligned_by_what_needs_no_language() -> None:
    told = story(_HALE, _HALE_SR, langs=("en", "sr"))
    assert told.comparison("v0", "v1").relation is Relation.PARALLEL
    assert [partners(told, "v0", at) for at in range(3)] == [(0,), (1,), (2,)]
    assert told.witnesses(told.version("v0")) == ()


def test_independent_accounts_in_another_language_are_not_compared_as_translations() -> None:
    serbian = ("Jane Moe je jutros otišla iz Osla.", "Novac ide školi.", "Hale (61) je platio 340 miliona.")
    told = story(_HALE, serbian, langs=("en", "sr"))
    assert told.comparison("v0", "v1").relation is Relation.UNCOMPARED


def test_where_neither_names_nor_figures_tell_only_a_layout_makes_two_texts_translations() -> None:
    english = ("The bridge is open.", "Nobody was hurt.")
    serbian = ("Most je otvoren.", "Niko nije povređen.")
    assert story(english, serbian, langs=("en", "sr")).comparisons[0].relation is Relation.UNCOMPARED
    original = Document("v0", "\n".join(english), Source("v0"), "en", Role.SOURCE)
    told = prepare(Story("s", (original, Document("v1", "\n".join(serbian), Source("v1"), "sr"))))
    assert told.comparisons[0].relation is Relation.PARALLEL


def test_a_sentence_that_became_two_in_another_language_has_both_as_partners() -> None:
    english = ("Robert Hale paid 340 million dollars for the yard in Oslo, and nobody else was in the room.",)
    german = ("Robert Hale zahlte 340 Millionen Dollar für die Werft in Oslo. Sonst war niemand im Raum.",)
    told = story(english, german, langs=("en", "de"))
    assert partners(told, "v0", 0) == (0, 1)


def test_a_heading_stands_for_no_paragraph() -> None:
    english = ("The ferry", "It stays.", "The bridge", "It is open.")
    german = ("Die Brücke", "Sie ist offen.")
    documents = []
    for name, lines, lang, headings in (("v0", english, "en", (0, 2)), ("v1", german, "de", (0,))):
        text = "\n".join(lines)
        starts = [text.index(lines[at]) for at in headings]
        elements = tuple(Element(ElementKind.HEADING, "1", Span(name, at, at + 5)) for at in starts)
        documents.append(Document(name, text, Source(name), lang, elements=elements))
    told = prepare(Story("s", tuple(documents), Relation.PARALLEL))
    assert partners(told, "v1", 0) in ((0,), (2,))
    assert partners(told, "v1", 1) in ((1,), (3,))


def test_empty_sides_do_not_align() -> None:
    told = story(FLOOD, ("...",))
    assert told.comparison("v0", "v1").relation is Relation.COMPARABLE


def test_units_of_a_translation_file_stand_by_each_other() -> None:
    units = (
        ["First one. And more.", "Second one.", "Third. Of two."],
        ["Prvi. I još.", "Drugi.", "Treći od dva."],
    )
    versions = []
    for number, texts in enumerate(units):
        text = "\n\n".join(texts)
        elements = tuple(
            Element(
                ElementKind.UNIT, str(at), Span(f"v{number}", text.index(unit), text.index(unit) + len(unit))
            )
            for at, unit in enumerate(texts)
        )
        versions.append(Document(f"v{number}", text, Source("x.po"), ("en", "sr")[number], elements=elements))
    story = prepare(Story("s", tuple(versions)))
    first, second = story.versions
    assert [story.partners(first, at)[0].sentences for at in range(5)] == [(0,), (1,), (2,), (3,), (3,)]
    assert story.partners(second, 3)[0].sentences == (3, 4)


@pytest.mark.parametrize(
    ("lang", "one", "other"),
    [
        (
            "zh",
            (
                "山谷上方的大坝周五中午决堤。",
                "洪水第一个小时就有十一人溺亡。",
                "市长下令疏散三个村庄。",
                "整个地区的列车停运至周日。",
            ),
            (
                "周五中午，山谷上方的水坝决堤。",
                "十一人在洪水的第一个小时内溺水身亡。",
                "市长命令三个村庄疏散。",
                "整个地区列车全部停运，直到周日。",
            ),
        ),
        (
            "de",
            (
                "Der Damm über dem Tal brach am Freitagmittag.",
                "Elf Menschen ertranken in der ersten Stunde der Flut.",
                "Die Bürgermeisterin ließ drei Dörfer räumen.",
                "Züge fuhren in der ganzen Region bis Sonntag nicht.",
            ),
            (
                "Am Freitagmittag ist der Damm über dem Tal gebrochen.",
                "In der ersten Stunde der Fluten sind elf Menschen ertrunken.",
                "Drei Dörfer wurden auf Anordnung der Bürgermeisterin geräumt.",
                "In der gesamten Region fuhr bis Sonntag kein Zug.",
            ),
        ),
        (
            "ru",
            (
                "Плотина над долиной прорвалась в пятницу в полдень.",
                "В первый час наводнения утонули одиннадцать человек.",
                "Мэр распорядился эвакуировать три деревни.",
                "Поезда во всём регионе не ходили до воскресенья.",
            ),
            (
                "В пятницу в полдень прорвало плотину над долиной.",
                "Одиннадцать человек утонуло в первый час наводнения.",
                "Три деревни эвакуировали по распоряжению мэра.",
                "До воскресенья поездов во всём регионе не было.",
            ),
        ),
    ],
)
def test_versions_in_other_languages_are_aligned_by_their_words(
    lang: str, one: Sequence[str], other: Sequence[str]
) -> None:
    mixed = (other[1], other[0], *other[2:])
    told = story(one, mixed, langs=(lang, lang), relation=Relation.COMPARABLE)
    assert [partners(told, "v0", at) for at in range(4)] == [(1,), (0,), (2,), (3,)]


def test_a_word_of_which_nothing_is_left_but_its_ending_is_no_fault() -> None:
    # The stemmer of Tamil leaves nothing of "about".
    told = prepare(story(("இதைப் பற்றி",), ("Node பற்றி",), langs=("ta", "ta")))
    assert len(told.comparisons) == 1
