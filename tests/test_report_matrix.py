"""Does the story matrix put side by side what belongs together, and mark what stands out?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.model import (
    Comparison,
    Document,
    Fact,
    Finding,
    Name,
    NameKind,
    Number,
    Partner,
    Quotation,
    Relation,
    Role,
    Severity,
    Span,
    Story,
    When,
)
from audit.report.matrix import FormMark, MatrixSection, Row, sections, signs, some
from tests import pages, support


def _matrix(story: Story, *found: Finding) -> dict[str, MatrixSection]:
    return {section.title: section for section in sections(story, found)}


def _cells(row: Row) -> list[str]:
    return [", ".join(map(str, forms)) for forms in row.cells]


def _versions(*texts: str) -> list[Document]:
    return [support.document(f"{number}.txt", text) for number, text in enumerate(texts)]


def _place(version: Document, words: str) -> Span:
    start = version.text.index(words)
    return Span(version.id, start, start + len(words))


def _named(version: Document, *names: tuple[str, str, NameKind]) -> Document:
    facts: list[Fact] = [
        Name(_place(version, words), words, kind=kind, entity=entity) for words, entity, kind in names
    ]
    return replace(version, facts=tuple(sorted(facts, key=lambda fact: fact.span)))


def test_a_name_that_a_rule_marked_is_marked() -> None:
    [row] = _matrix(support.story(), *support.findings())["Names"].rows
    assert row.label == "Marek Dolen"
    assert _cells(row) == ["✗ Dolan ×2, Dolen", "Dolen ×3", "Dolen ×2"]


def test_what_all_versions_say_alike_is_only_listed() -> None:
    assert _matrix(support.story(), *support.findings())["Names"].agreed == ("Osterby",)


def test_pronouns_stand_with_their_person() -> None:
    [row] = _matrix(support.story(), *support.findings())["Pronouns"].rows
    assert (row.label, _cells(row)) == ("Marek Dolen", ["he, ✗ she", "he", "he"])


def test_a_number_stands_beside_what_the_partner_sentence_says() -> None:
    [row] = _matrix(support.story())["Numbers"].rows
    assert _cells(row) == ["400", "400", "≠ 4,000"]


def test_quotations_are_one_when_most_of_their_words_are() -> None:
    [agreed] = _matrix(support.story())["Quotations"].agreed
    assert agreed.startswith('"The bridge')


def test_the_majority_decides_which_spelling_is_the_odd_one() -> None:
    spelled = [
        _named(version, (words, f"Ana {words}", NameKind.PERSON))
        for version, words in zip(
            _versions("Morosky", "Morosky", "Moroskyy"), ("Morosky", "Morosky", "Moroskyy"), strict=True
        )
    ]
    [row] = _matrix(Story("s", tuple(spelled)))["Names"].rows
    assert _cells(row) == ["Morosky", "Morosky", "≠ Moroskyy"]


def test_two_versions_that_differ_are_both_marked() -> None:
    first, second = _versions("Morosky came", "Moroski came")
    story = Story(
        "s",
        (
            _named(first, ("Morosky", "Ana Morosky", NameKind.PERSON)),
            _named(second, ("Moroski", "Ana Moroski", NameKind.PERSON)),
        ),
    )
    [row] = _matrix(story)["Names"].rows
    assert _cells(row) == ["≠ Morosky", "≠ Moroski"]


def test_a_place_and_its_adjective_are_one_and_agree() -> None:
    first, second = _versions("Norway won", "The Norwegian team won")
    story = Story(
        "s",
        (
            _named(first, ("Norway", "Norway", NameKind.PLACE)),
            _named(second, ("Norwegian", "Norway", NameKind.PLACE)),
        ),
    )
    assert _matrix(story)["Names"].agreed == ("Norway",)


def test_two_people_of_one_last_name_stay_two() -> None:
    first, second = _versions("Ana Mole met Ivo Mole", "Ana Mole met Ivo Mole")
    people = (("Ana Mole", "Ana Mole", NameKind.PERSON), ("Ivo Mole", "Ivo Mole", NameKind.PERSON))
    assert len(_matrix(Story("s", (_named(first, *people), _named(second, *people))))["Names"].agreed) == 2


def test_a_finding_on_longer_words_does_not_mark_the_names_in_them() -> None:
    told = support.story()
    found = support.finding("r", Severity.MINOR, "m", Span("first.en.txt", 0, 30))
    assert not any(row.found for row in _matrix(told, found)["Names"].rows)


def test_sentences_that_are_hardly_partners_set_no_numbers_against_each_other() -> None:
    told = support.story()
    weak = {
        key: tuple(Partner(one.document, one.sentences, 0.3) for one in those)
        for key, those in told.links.items()
    }
    assert not _matrix(replace(told, links=weak))["Numbers"].rows


def test_other_units_and_other_parts_of_a_date_do_not_contradict() -> None:
    first, second = _versions("It cost 5 percent on Monday.", "It cost 7 euros in 2022.")
    share = Number(_place(first, "5"), "5", amount=5, unit="percent")
    price = Number(_place(second, "7"), "7", amount=7, unit="EUR")
    day = When(_place(first, "Monday"), "monday", weekday=0)
    year = When(_place(second, "2022"), "2022", year=2022)
    versions = (replace(first, facts=(share, day)), replace(second, facts=(price, year)))
    links = {("0.txt", 0): (Partner("1.txt", (0,), 0.9),), ("1.txt", 0): (Partner("0.txt", (0,), 0.9),)}
    assert not _matrix(Story("s", versions, links=links))


def test_beside_another_language_only_what_both_are_read_for_is_compared() -> None:
    english, german = _versions("All 1,250 people waited for two hours.", "Alle 1.250 warteten 2 Stunden.")
    crowd = Number(_place(english, "1,250"), "1250 person", amount=1250, unit="person")
    long = Number(_place(english, "two"), "2 hour", amount=2, unit="hour")
    menge = Number(_place(german, "1.250"), "1250", amount=1250)
    dauer = Number(_place(german, "2 "), "2", amount=2)
    versions = (replace(english, facts=(crowd, long)), replace(german, lang="de", facts=(menge, dauer)))
    numbers = _matrix(Story("s", versions))["Numbers"]
    assert not numbers.rows
    assert list(numbers.agreed) == ["1,250"]


def test_many_versions_are_told_by_what_they_say() -> None:
    [row] = _matrix(support.story(), *support.findings())["Names"].rows
    assert [(str(form), versions) for form, versions in row.spoken()] == [
        ("Dolen", (0, 1, 2)),
        ("✗ Dolan", (0,)),
    ]
    assert some("abcdefg", range(7)) == "a, b, c, d and 3 more"


def test_a_story_of_one_has_no_matrix() -> None:
    told = support.story()
    assert not sections(replace(told, versions=told.versions[:1]), ())


def test_marks_can_be_read_without_colour() -> None:
    assert {str(mark) for mark in FormMark} == {"", "≠", "✗"}


def test_long_lists_of_agreement_are_cut() -> None:
    section = MatrixSection("Names", agreed=tuple(f"Person {number:03}" for number in range(100)))
    assert section.agreed_in_short().endswith("93 more")
    assert MatrixSection("Names", agreed=("x" * 200,)).agreed_in_short() == "1"


def test_a_finding_on_something_else_in_the_sentence_marks_no_pronoun_and_no_quotation() -> None:
    told, (first, *_) = support.story(), support.story().versions
    found = [
        support.finding(
            "doubled-word", Severity.MINOR, "m", _place(first, "she thanked"), topic="repetition"
        ),
        support.finding(
            "quotation-mark-spacing", Severity.MINOR, "m", _place(first, '"The'), topic="punctuation"
        ),
        support.finding("unidiomatic", Severity.MINOR, "m", _place(first, "hundred"), topic="calques"),
    ]
    matrix = _matrix(told, *found)
    assert not any(row.found for title in ("Pronouns", "Quotations") for row in matrix[title].rows)
    spoken = support.finding("r", Severity.MINOR, "m", _place(first, "The bridge will"), topic="quotations")
    assert any(row.found for row in _matrix(told, spoken)["Quotations"].rows)


def _beside(original: str, lang: str, draft: str, *names: tuple[str, str, NameKind]) -> Story:
    """A translation of one sentence beside its original."""
    version = _named(support.document("draft.txt", draft), *names)
    source = replace(support.document("source.txt", original, lang), role=Role.SOURCE)
    links = {
        (one.id, 0): (Partner(other.id, (0,), 0.9),) for one, other in ((version, source), (source, version))
    }
    comparison = Comparison(version.id, source.id, Relation.PARALLEL, 1.0, 1.0)
    return Story("s", (version, source), Relation.PARALLEL, links, (comparison,))


@pytest.mark.parametrize(
    ("lang", "original", "writes"),
    [
        ("de", "Am Montag sprach Katrin Vollmer in Osterby.", "Katrin Vollmer"),
        ("ru", "В понедельник выступила Катрин Фоллмер из Остербю.", "?"),
        ("cs", "V pondělí mluvili s Katrin Vollmerovou.", "Katrin Vollmerovou"),
        ("zh", "周一，有人在桥上讲话。", "?"),
    ],
)
def test_a_name_stands_beside_what_the_original_writes_or_beside_a_doubt(
    lang: str, original: str, writes: str
) -> None:
    draft = "On Monday Katrin Vollmer spoke in Osterby."
    story = _beside(original, lang, draft, ("Katrin Vollmer", "Katrin Vollmer", NameKind.PERSON))
    found = support.finding("odd-name", Severity.MINOR, "odd", _place(story.versions[0], "Katrin Vollmer"))
    made = sections(story, (found,))
    [row] = next(section for section in made if section.title == "Names").rows
    assert _cells(row) == ["✗ Katrin Vollmer", writes]
    assert ("not read in its language" in signs(made)) == (writes == "?")


def test_what_is_kept_of_an_original_is_counted_first() -> None:
    run = pages.translated()
    first, *_ = sections(run.stories[0], run.findings, run.scores)
    assert first.title == "Beside its original"
    assert [(row.label, _cells(row)) for row in first.rows] == [
        ("sentences", ["≠ 3 of 4", "4"]),
        ("figures, dates", ["≠ 0 of 1", "1"]),
    ]


def test_quotations_of_two_languages_are_one_where_their_sentences_stand_opposite() -> None:
    story = _beside(
        '"Die Brücke bleibt noch lange zu," sagte sie.', "de", '"The bridge stays closed," she said.'
    )
    versions = tuple(
        replace(
            one,
            facts=(
                Quotation(one.span(0, one.text.rindex('"') + 1), one.text[1 : one.text.rindex(",")].lower()),
            ),
        )
        for one in story.versions
    )
    [agreed] = _matrix(replace(story, versions=versions))["Quotations"].agreed
    assert agreed.startswith('"The bridge stays')
