"""Are the compiled word tables sound: sorted, unique, sourced, and right on known words?"""

from __future__ import annotations

from pathlib import Path

import pytest

LANGUAGE = Path(__file__).parent.parent / "audit" / "language"
VARIANTS = "../../../rules/names/two-names-for-one-place.tsv"
PLAIN = (
    "agencies.txt",
    "given_names_ambiguous.txt",
    "given_names_female.txt",
    "given_names_male.txt",
    "speech_verbs.txt",
    "synonyms.tsv",
)
COLUMNS = {
    "demonyms.tsv": "country adjective people",
    "exonyms.tsv": "form lang place kind english",
    "irregular_forms.tsv": "form lemma kind",
    "places.tsv": "form place kind",
    "public_figures.tsv": "name gender office country",
    "spelling_variants.tsv": "variant usual",
    "titles.tsv": "title kind gender",
    "../../../rules/names/two-names-for-one-place.tsv": "place preferred variant why exempt",
}


def lines_of(name: str) -> list[str]:
    path = next(path for code in ("any", "en") if (path := LANGUAGE / code / name).is_file())
    return path.read_text(encoding="utf-8").splitlines()


def entries(name: str) -> list[str]:
    body = [line for line in lines_of(name) if not line.startswith("# ")]
    return body[1:] if name in COLUMNS else body


def rows(name: str) -> list[list[str]]:
    return [line.split("\t") for line in entries(name)]


def words(name: str) -> set[str]:
    return {line.split("\t")[0] for line in entries(name)}


@pytest.mark.parametrize("name", [*PLAIN, *COLUMNS])
def test_a_table_names_its_source_and_is_sorted_and_unique(name: str) -> None:
    assert lines_of(name)[0].startswith(("# Source: ", "# Sources: "))
    body = entries(name)
    assert body == sorted(set(body))
    assert all(line == line.strip("\n ") and line for line in body)


@pytest.mark.parametrize("name", COLUMNS)
def test_every_row_has_the_columns_of_the_header(name: str) -> None:
    columns = COLUMNS[name].split()
    header = next(line for line in lines_of(name) if not line.startswith("# "))
    assert header.split("\t") == columns
    assert [row for row in rows(name) if len(row) != len(columns)] == []


def test_no_given_name_tells_two_genders() -> None:
    female, male = words("given_names_female.txt"), words("given_names_male.txt")
    ambiguous = words("given_names_ambiguous.txt")
    assert not female & male
    assert not ambiguous & (female | male)
    assert len(ambiguous) >= 300


@pytest.mark.parametrize("name", ["angela", "giorgia", "ursula", "yulia", "kaja", "ingrida"])
def test_a_womans_name_is_known(name: str) -> None:
    assert name in words("given_names_female.txt")


@pytest.mark.parametrize("name", ["mark", "gordon", "viktor", "recep", "volodymyr", "jens", "abdullah"])
def test_a_mans_name_is_known(name: str) -> None:
    assert name in words("given_names_male.txt")


@pytest.mark.parametrize(
    "name",
    [
        "nikol",
        "andrea",
        "simone",
        "nicola",
        "jean",
        "sasha",
        "kim",
        "jan",
        "joan",
        "robin",
        "michele",
        "gabriele",
        "nikita",
        "ilya",
        "wei",
        "xi",
        "london",
        "paris",
        "israel",
        "jordan",
        "chad",
        "china",
        "georgia",
        "may",
        "june",
        "april",
        "august",
        "van",
        "von",
        "bin",
        "al",
        "mr",
        "will",
        "the",
        "sofia",
        "minister",
    ],
)
def test_a_name_that_misleads_tells_no_gender(name: str) -> None:
    assert name not in words("given_names_female.txt") | words("given_names_male.txt")


@pytest.mark.parametrize(
    ("form", "lang", "english"),
    [
        ("Belanda", "id", "Netherlands"),
        ("Holandija", "sr", "Netherlands"),
        ("Nizozemska", "hr", "Netherlands"),
        ("Bec", "sr", "Vienna"),
        ("Beč", "hr", "Vienna"),
        ("Viyana", "tr", "Vienna"),
        ("Moskwa", "pl", "Moscow"),
        ("Kiew", "de", "Kyiv"),
        ("Parigi", "it", "Paris"),
        ("Pechino", "it", "Beijing"),
        ("Londra", "it", "London"),
        ("Kairo", "id", "Cairo"),
        ("Prancis", "id", "France"),
    ],
)
def test_an_exonym_leads_to_its_english_name(form: str, lang: str, english: str) -> None:
    assert any(row[0] == form and row[1] == lang and row[4] == english for row in rows("exonyms.tsv"))


@pytest.mark.parametrize(
    "form", ["Roma", "Bern", "Kiev", "Peking", "Holland", "Deutschland", "Bayern", "Milano", "Georgia", "Rim"]
)
def test_a_form_that_english_news_writes_is_no_exonym(form: str) -> None:
    assert form not in words("exonyms.tsv")


def test_an_exonym_is_never_an_english_place_name() -> None:
    english = {form.casefold() for form in words("places.tsv")}
    assert [row[0] for row in rows("exonyms.tsv") if row[0].casefold() in english] == []


def test_one_exonym_means_one_place() -> None:
    meanings: dict[str, set[str]] = {}
    for form, _, _, _, english in rows("exonyms.tsv"):
        meanings.setdefault(form, set()).add(english)
    assert {form: places for form, places in meanings.items() if len(places) > 1} == {}


@pytest.mark.parametrize(
    ("form", "place"),
    [
        ("Kiev", "Kyiv"),
        ("Bombay", "Mumbai"),
        ("Burma", "Myanmar"),
        ("Türkiye", "Turkey"),
        ("Lvov", "Lviv"),
        ("Holland", "Netherlands"),
    ],
)
def test_two_names_of_a_place_lead_to_one(form: str, place: str) -> None:
    assert [row[1] for row in rows("places.tsv") if row[0] == form] == [place]


def test_every_variant_of_a_place_is_a_known_form() -> None:
    known = words("places.tsv")
    assert [row[2] for row in rows(VARIANTS) if row[2] not in known] == []


def test_the_exempt_phrases_are_patterns() -> None:
    import re2

    for row in rows(VARIANTS):
        for phrase in filter(None, row[4].split(" ;; ")):
            re2.compile(phrase)


@pytest.mark.parametrize(
    ("country", "adjective"),
    [("Netherlands", "Dutch"), ("Ukraine", "Ukrainian"), ("Kosovo", "Kosovo"), ("Niger", "Nigerien")],
)
def test_a_country_has_its_adjective(country: str, adjective: str) -> None:
    assert next(row[1] for row in rows("demonyms.tsv") if row[0] == country).split(" / ")[0] == adjective


@pytest.mark.parametrize(
    ("word", "other"), [("withdraw", "retreat"), ("delay", "postpone"), ("kill", "slaughter")]
)
def test_near_words_may_stand_for_each_other(word: str, other: str) -> None:
    table = dict(row for row in rows("synonyms.tsv"))
    assert other in table[word].split()


@pytest.mark.parametrize(
    ("form", "lemma"), [("went", "go"), ("was", "be"), ("men", "man"), ("women", "woman"), ("said", "say")]
)
def test_an_irregular_form_has_its_lemma(form: str, lemma: str) -> None:
    assert any(row[:2] == [form, lemma] for row in rows("irregular_forms.tsv"))


@pytest.mark.parametrize(
    ("british", "american"),
    [("colour", "color"), ("organise", "organize"), ("centre", "center"), ("travelled", "traveled")],
)
def test_a_british_spelling_has_its_american_one(british: str, american: str) -> None:
    assert [british, american] in rows("spelling_variants.tsv")


@pytest.mark.parametrize(
    ("title", "gender"),
    [
        ("Mr", "m"),
        ("Mrs", "f"),
        ("spokeswoman", "f"),
        ("widow", "f"),
        ("uncle", "m"),
        ("President", ""),
        ("Prime Minister", ""),
    ],
)
def test_a_title_tells_a_gender_or_none(title: str, gender: str) -> None:
    assert [row[2] for row in rows("titles.tsv") if row[0] == title] == [gender]


@pytest.mark.parametrize(
    ("name", "gender"),
    [
        ("Nikol Pashinyan", "m"),
        ("Simone Biles", "f"),
        ("Simone Inzaghi", "m"),
        ("Andrea Bocelli", "m"),
        ("Sri Mulyani", "f"),
        ("Choe Son Hui", "f"),
    ],
)
def test_the_register_knows_figures_whose_name_misleads(name: str, gender: str) -> None:
    assert [row[1] for row in rows("public_figures.tsv") if row[0] == name] == [gender]


def test_the_register_holds_one_gender_a_name() -> None:
    names = [row[0] for row in rows("public_figures.tsv")]
    assert len(names) == len(set(names))
    assert {row[1] for row in rows("public_figures.tsv")} == {"m", "f"}


def test_agencies_and_speech_verbs_are_there() -> None:
    assert {"Reuters", "AP", "AFP", "dpa", "Tanjug", "Antara", "Xinhua", "TASS", "BBC"} <= words(
        "agencies.txt"
    )
    assert {"said", "says", "told", "added", "reported"} <= words("speech_verbs.txt")
