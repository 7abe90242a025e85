"""Which names an article names, whose they are, and what they are."""

from __future__ import annotations

import pytest

from audit.annotate import annotate
from audit.model import Document, Name, NameKind, Source


def names(text: str, lang: str = "en") -> list[Name]:
    return list(annotate(Document("a", text, Source("a"), lang=lang)).facts_of(Name))


def values(text: str, lang: str = "en") -> list[str]:
    return [name.value for name in names(text, lang)]


def test_a_surname_is_linked_to_the_full_name() -> None:
    found = names("Robert Hale spoke on Monday. Later Hale left.")
    assert [(name.value, name.entity, name.gender) for name in found] == [
        ("Robert Hale", "Robert Hale", "m"),
        ("Hale", "Robert Hale", "m"),
    ]


def test_a_surname_of_two_people_is_linked_to_neither() -> None:
    found = names("Robert Hale met Susan Hale in Oslo. Hale left early.")
    assert found[-1].entity == "Hale"


def test_titles_and_nationalities_are_no_part_of_a_name() -> None:
    found = names("He met Norwegian Prime Minister Jane Moe and NATO Secretary General Robert Hale.")
    assert [(name.value, name.kind) for name in found] == [
        ("Norwegian", NameKind.PLACE),
        ("Jane Moe", NameKind.PERSON),
        ("NATO", NameKind.ORGANISATION),
        ("Robert Hale", NameKind.PERSON),
    ]
    assert found[1].title == "prime minister"


def test_a_nationality_stands_for_its_country() -> None:
    assert [name.entity for name in names("The minister thanked Dutch and Norwegian officials.")] == [
        "Netherlands",
        "Norway",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "However, the talks went on.",
        "Meanwhile it rained. Yesterday it did not.",
        "“They will come,” he said. “We know it.”",
        "On Monday, in June, nobody came.",
    ],
)
def test_words_that_only_open_a_sentence_are_no_names(text: str) -> None:
    assert values(text) == []


def test_a_possessive_ends_a_name() -> None:
    assert values("They praised Norway's Hale and Robert Bell's plan.") == ["Norway", "Hale", "Robert Bell"]


def test_of_belongs_to_institutions_and_not_to_people() -> None:
    assert values("He quoted the Bank of England and Robert Hale of Norway.") == [
        "Bank of England",
        "Robert Hale",
        "Norway",
    ]


def test_title_case_headlines_do_not_make_names_of_words() -> None:
    found = values("Storm Brings Heavy Rain And Cold Winds To Norway\n\nIt rained in Norway on Monday.")
    assert found == ["Norway", "Norway"]


def test_other_languages_give_names_inside_sentences() -> None:
    assert values("Juče je Robert Hale stigao u Beograd.", "sr") == ["Robert Hale", "Beograd"]


def test_languages_that_write_nouns_with_capitals_give_none() -> None:
    assert values("Gestern kam der Minister mit dem Zug.", "de") == []


def test_an_empty_name_is_no_crash() -> None:
    assert values("— de la von. A. B. 7") is not None


@pytest.mark.parametrize(
    "name",
    ["Svandís Jónsdóttir", "Zdislava Nováková", "Zulfiya Rinatovna", "Tran Thi Lan", "Rasa Petraitienė"],
)
def test_a_name_whose_form_is_a_womans_tells_her_sex(name: str) -> None:
    version = annotate(Document("version", f"The mayor met {name} on Monday.", Source("version"), "en"))
    assert [one.gender for one in version.facts_of(Name) if one.value == name] == ["f"]
