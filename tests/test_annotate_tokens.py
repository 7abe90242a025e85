"""Where the sentences of a text begin and end."""

from __future__ import annotations

import pytest

from audit.annotate.tokens import split_sentences, tokenize


def sentences(text: str, lang: str) -> list[str]:
    return [text[one.start : one.end] for one in split_sentences(text, lang, tokenize(text))]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Die Stadt hat am Freitag, dem 6. September, eine Brücke eröffnet."),
        ("de", "Der 2. Weltkrieg endete im Mai."),
        ("cs", "Most byl otevřen 6. září odpoledne."),
        ("sr", "Vlada je u utorak, 12. marta, odobrila izgradnju."),
        ("sr", "Мост је затворен 2019. године после поплава."),
        ("hr", "Most je otvoren 12. ožujka 2019. godine."),
        ("hu", "A hidat 2024. szeptember 6-án nyitották meg."),
        ("fi", "Silta avattiin 6. syyskuuta illalla."),
        ("nb", "Broen ble åpnet 6. september om kvelden."),
        ("da", "Broen blev åbnet den 6. september om aftenen."),
        ("lv", "Tiltu atklāja 2019. gada 6. septembrī."),
        ("el", "Η γέφυρα άνοιξε στις 6. Σεπτεμβρίου το βράδυ."),
        ("pl", "Most otwarto 6. września wieczorem."),
        ("fr", "M. Dupont a ouvert le pont."),
        ("de", "Es kamen ca. 200 Leute aus der Hauptstr. 7, vgl. 2, Art. 3, im Sept. 2020, bzw. 20 Kinder."),
        ("cs", "Viz str. 10, č. 5, odst. 2, např. 20 lidí."),
        ("id", "Jembatan itu menelan Rp. 5 miliar."),
    ],
)
def test_the_dot_of_an_ordinal_or_an_abbreviation_ends_no_sentence(lang: str, text: str) -> None:
    assert sentences(text, lang) == [text]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("de", "Es kamen 140. Die anderen blieben zu Hause."),
        ("de", "Das war im Jahr 2019. Danach wurde sie gesperrt."),
        ("cs", "Stalo se to v roce 2019. Potom odešel."),
        ("fr", "Le pont mesure 140 m. Il a été ouvert."),
        ("de", "Das Schiff lief auf Grund, teilte die Küstenwache mit. 214 Menschen waren an Bord."),
        ("cs", "Loď najela na mělčinu, uvedla stráž. 214 lidí bylo na palubě."),
        ("da", "Skibet gik på grund, sagde vagten. 214 mennesker var om bord."),
        ("en", "It was opened in 2019. Most people stayed away."),
    ],
)
def test_a_number_at_the_end_of_a_sentence_ends_it(lang: str, text: str) -> None:
    assert len(sentences(text, lang)) == 2


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("en", "The list of the “Harbour Union lost. Its head left. A “union” was missed. He came back.", 4),
        ("en", "He said: “We stay. We will not go.” They left.", 2),
        ("de", "Er sagte: „Wir bleiben. Wir gehen nicht.“ Sie gingen. „Nein. Nie.“ Das war alles.", 4),
    ],
)
def test_a_quotation_that_is_never_closed_holds_no_sentences_together(
    lang: str, text: str, count: int
) -> None:
    assert len(sentences(text, lang)) == count
