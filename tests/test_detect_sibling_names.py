"""Names, speakers and sexes against siblings: who is contradicted, and who is not."""

from __future__ import annotations

import pytest

from audit.catalogue import load
from audit.engine import judge
from audit.model import Document, Finding, Role, Severity, Source, Story
from audit.run import prepare
from audit.settings import Settings, choose


def _found(rule: str, *texts: str, trusted: bool = False) -> list[Finding]:
    versions = tuple(
        Document(
            f"v{at}",
            text,
            Source(f"v{at}"),
            "en",
            Role.REFERENCE if trusted and at else Role.TRANSLATION,
        )
        for at, text in enumerate(texts)
    )
    story = prepare(Story("s", versions, judged=frozenset({"v0"})))
    findings, problems = judge(story, choose(load(()), Settings(select=(rule,))))
    assert not problems
    return list(findings)


_ASKED = "On Monday {} opened the salt mill of Tarnow to visitors."
_AGREE = (
    "The salt mill of Tarnow was opened to visitors on Monday by {}.",
    "{} on Monday opened the Tarnow salt mill to visitors.",
    "On Monday the salt mill in Tarnow was opened by {} for visitors.",
)


def _beside(rule: str, ours: str, *theirs: str, trusted: bool = False) -> list[Finding]:
    """What is found in a sentence with `ours` beside siblings that have `theirs` in that place."""
    siblings = [text.format(name) for text, name in zip(_AGREE, theirs, strict=False)]
    return _found(rule, _ASKED.format(ours), *siblings, trusted=trusted)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Slovenia", "Slovakia"),
        ("Nigeria", "Niger"),
        ("Iran", "Iraq"),
        ("Paraguay", "Uruguay"),
        ("Latvia", "Lithuania"),
        ("Pedro Valdez", "Martin Fischer"),
        ("Cord Melmur", "Stefan Becker"),
        ("president Meadow", "president Fox"),
        ("Mr Ladder", "Mr Leiter"),
    ],
)
def test_another_country_or_person_that_two_agree_on_is_a_contradiction(ours: str, theirs: str) -> None:
    (finding,) = _beside("name-against-siblings", ours, theirs, theirs)
    assert finding.severity is Severity.MAJOR
    assert finding.fix is not None
    assert theirs.endswith(finding.fix)
    assert not _beside("name-against-siblings", ours, theirs)
    assert _beside("name-against-siblings", ours, theirs, trusted=True)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Claire Danvers-Holt", "Kelei Danfusi"),
        ("the AfD", "Alternative for Germany"),
        ("Ministry of Transport", "ČMD"),
        ("Otakar Zlin", "Zlin Otakar"),
        ("Mike Danvers", "Michael Danvers"),
        ("Sturmlied", "Song of Storms"),
    ],
)
def test_a_name_that_exists_is_not_corrected_to_one_that_siblings_share(ours: str, theirs: str) -> None:
    found = _beside("name-against-siblings", ours, theirs, theirs, theirs)
    assert not [finding for finding in found if finding.severity is not Severity.MINOR or finding.fix]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Jonas Ferabossi", "Jonas Feraboschi"),
        ("Ada Tornhil", "Ada Thornhil"),
        ("Hamid Kartai", "Hamid Karzai"),
    ],
)
def test_a_letter_off_what_two_write_is_a_contradiction(ours: str, theirs: str) -> None:
    (finding,) = _beside("near-miss-of-sibling-name", ours, theirs, theirs)
    assert finding.severity is Severity.MAJOR
    (finding,) = _beside("near-miss-of-sibling-name", ours, theirs)
    assert (finding.severity, finding.fix) == (Severity.MINOR, None)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (("Filip Đukić"), ("Filip Djukic",) * 3),
        (("Jürgen Mahlke"), ("Juergen Mahlke",) * 3),
        (("Kenji Kouzuma"), ("Kenji Kozuma",) * 3),
        (("Park Jeong-su"), ("Park Jung-soo",) * 3),
    ],
)
def test_two_romanisations_of_one_name_are_no_slip(ours: str, theirs: tuple[str, ...]) -> None:
    assert not _beside("near-miss-of-sibling-name", ours, *theirs)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Vojtech Mikle", ("Vojtech Miklem",) * 3),
        ("Karl Danek", ("Karel Danek",) * 3),
        ("Pavel Sasurro", ("Pavel Sassurra", "Pavel Sassurra", "Pavel Sassurro")),
    ],
)
def test_a_slip_that_may_be_the_siblings_blames_nobody(ours: str, theirs: tuple[str, ...]) -> None:
    found = _beside("near-miss-of-sibling-name", ours, *theirs)
    assert all((finding.severity, finding.fix) == (Severity.MINOR, None) for finding in found)


_SAID = "“The mill will turn again before the first snow falls,” {}."


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Pavlo Kravchenkyi said", "said Kravchenko"),
        ("Corbin said", "said Korbin"),
        ("said Anna Vidal, head of Harbour Works", "said Harbour Works"),
        ("she told Marek Dolen", "said Marek Dolen"),
    ],
)
def test_a_speaker_spelled_otherwise_is_no_other(ours: str, theirs: str) -> None:
    siblings = [_SAID.format(f"{theirs} on {day}") for day in ("Friday", "Friday morning")]
    assert not _found("speaker-against-siblings", _SAID.format(ours), *siblings)


def test_another_speaker_is_one() -> None:
    siblings = [_SAID.format(f"Dirk Niemann said on {day}") for day in ("Friday", "Friday morning")]
    (finding,) = _found("speaker-against-siblings", _SAID.format("Cord Malmus said on Friday"), *siblings)
    assert finding.severity is Severity.MAJOR


_OFFICE = "The fee stays, {} of the guild, {}, said on Friday in the capital."


def test_the_text_s_own_names_bear_a_gendered_word_out() -> None:
    siblings = ["On Friday in the capital, " + _OFFICE.format("the chairman", "Helena Markova")] * 2
    siblings[1] = siblings[1].replace("stays", "will stay")
    assert not _found(
        "gendered-word-against-siblings", _OFFICE.format("the chairwoman", "Helena Markova"), *siblings
    )


def test_the_text_s_own_pronouns_bear_a_pronoun_out() -> None:
    ours = "The actor left Osterby for her first film. The director of the theatre gave her a part in May."
    theirs = ours.replace("gave her", "gave him")
    assert not _found("pronoun-against-siblings", ours, theirs, "That year, " + theirs)
    ours = "The actor left Osterby for a first film. The director of the theatre gave her a part in May."
    theirs = ours.replace("gave her", "gave him")
    (finding,) = _found("pronoun-against-siblings", ours, theirs, "That year, " + theirs)
    assert finding.severity is Severity.MAJOR
    (finding,) = _found("pronoun-against-siblings", ours, theirs)
    assert (finding.severity, finding.fix) == (Severity.MINOR, None)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("Éva Halmos", "He"), ("Zoë Tarrant", "He"), ("Ćiro Perić", "She"), ("Élodie Renard", "He")],
)
def test_a_given_name_with_an_accent_has_its_sex(name: str, wrong: str) -> None:
    text = f"{name} has run the mill since 2004. {wrong} won a prize in 2010."
    assert _found("pronoun-against-given-name", text)


def test_a_third_name_among_the_siblings_leaves_open_who_is_right() -> None:
    siblings = [
        text.format(f"Ada {name}")
        for text, name in zip(_AGREE, ("Tillerby", "Tillerby", "Tillgard"), strict=True)
    ]
    (finding,) = _found("near-miss-of-sibling-name", _ASKED.format("Ada Tillorly"), *siblings)
    assert (finding.severity, finding.fix) == (Severity.MINOR, None)


@pytest.mark.parametrize(
    "text",
    [
        "New ferry starts in Ostrevik\n\nThe boat is bought, Mayor Karin Lund said. Lund said {} would sail.",
        "Professor Karin Lund has taught law in Ostrevik since 2004. {} studied in Vienna.",
    ],
)
def test_a_town_that_something_is_in_is_no_stranger(text: str) -> None:
    assert _found("pronoun-against-given-name", text.format("he"))
    assert not _found("pronoun-against-given-name", text.format("she"))


def test_works_that_go_by_a_given_name_are_nobody() -> None:
    text = "The dealer bought the Pamela sketches. He said that he would keep them in the vault."
    assert not _found("pronoun-against-given-name", text)


_QUOTED = "The banks were accused of {} the answer on the loans."


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("“plainly delaying”", ("“delaying”", "“delaying”")),
        ("“Delay it all,”", ("“Put it off,”", "“Put it off,”")),
    ],
)
def test_quotations_that_are_partly_the_same_or_sentences_are_let_be(
    ours: str, theirs: tuple[str, str]
) -> None:
    first, second = theirs
    assert not _found(
        "quote-against-siblings",
        _QUOTED.format(ours),
        _QUOTED.format(first),
        "On Monday " + _QUOTED.format(second).lower(),
    )


@pytest.mark.parametrize(
    "text",
    [
        "No “pouring cash over it and closing shops”. “Now pouring cash over it and closing shops,” he said.",
        "“We want to sail on” is the motto. “We want to sail on or go home to our mothers,” they said.",
    ],
)
def test_a_part_of_a_quotation_is_no_other_wording(text: str) -> None:
    assert not _found("quote-worded-two-ways", text)


_HOST = "The museum said on Friday that {} Dezhong had sold the salt mill of Tarnow."
_GUESTS = (
    "On Friday the museum said that {} Dezhong had sold the salt mill of Tarnow.",
    "The museum said on Friday that {} Dezhong sold the Tarnow salt mill.",
    "The museum said Friday that {} Dezhong had sold the salt mill in Tarnow.",
)


def _host(ours: str, *theirs: str) -> list[Finding]:
    """What is found of the first word of a name beside siblings that share the second."""
    siblings = [text.format(name) for text, name in zip(_GUESTS, theirs, strict=False)]
    return _found("name-word-against-siblings", _HOST.format(ours), *siblings)


@pytest.mark.parametrize(
    ("theirs", "severity"),
    [
        (("Nguyen", "Nguyen"), Severity.MAJOR),
        (("Nguyen", "Nguyen", "Nguyen"), Severity.MAJOR),
        (("Nguyen", "Nguyen", "Kowalski"), Severity.MINOR),
    ],
)
def test_a_word_of_a_name_that_all_agree_to_have_otherwise_is_a_contradiction_and_of_most_a_difference(
    theirs: tuple[str, ...], severity: Severity
) -> None:
    (finding,) = _host("Ruan", *theirs)
    assert finding.span.start == _HOST.index("{}")
    assert finding.severity is severity
    assert [finding.signals, finding.fix] == [2 + (theirs[2:] == ("Nguyen",)), None]


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("Ruan", ("Nguyen",)),  # one is no two
        ("Ruan", ("Nguyen", "Kowalski")),
        ("Ruan", ("Nguyen", "Ruan")),
        ("Elaine", ("Nguyen", "Nguyen")),  # a given name is not put right by a surname
        ("Wesel", ("Wessel", "Wessel")),  # letters apart
        ("Zinaida", ("Xyqqan", "Xyqqan")),  # which nobody bears
        ("Ruan", ("Director", "Director")),
        ("ABBA", ("Nguyen", "Nguyen")),
        ("Alexander", ("Alex", "Alex")),
    ],
)
def test_a_word_of_a_name_that_may_be_theirs_in_another_form_is_none(
    ours: str, theirs: tuple[str, ...]
) -> None:
    assert not _host(ours, *theirs)


@pytest.mark.parametrize(("ours", "theirs"), [("Princeton", "Prinston"), ("Siemens", "Simens")])
def test_a_name_that_english_uses_is_not_wrong_because_siblings_misspell_it(ours: str, theirs: str) -> None:
    found = _found(
        "near-miss-of-sibling-name",
        f"Researchers at {ours} measured the dust over the valley in the spring.",
        f"In the spring researchers at {theirs} measured the dust over the valley.",
        f"Researchers at {theirs} measured the dust over the valley in spring.",
    )
    assert [one.severity for one in found] == [Severity.MINOR]
