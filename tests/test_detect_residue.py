"""What the rules of rules/residue see beyond their own examples."""

from __future__ import annotations

import pytest

from audit.annotate import annotate
from audit.catalogue import load_folder, rules_folder
from audit.detect import foreign_language, foreign_script, mojibake
from audit.engine import judge
from audit.model import Document, Hit, Source, Story


def _version(text: str, lang: str = "en") -> Document:
    return annotate(Document("version", text, Source("version"), lang))


def _marked(text: str, hits: list[Hit]) -> list[str]:
    return [text[hit.span.start : hit.span.end] for hit in hits]


def _by_rule(name: str, text: str) -> list[str]:
    version = _version(text)
    rules = load_folder(rules_folder() / "residue" / f"{name}.yaml")
    findings, problems = judge(Story("story", (version,)), rules)
    assert not problems
    return [text[finding.span.start : finding.span.end] for finding in findings]


@pytest.mark.parametrize(
    ("misread", "meant"),
    [
        ("donâ€™t", "don’t"),
        ("FranÃ§ois", "François"),
        ("Ĺ koda".replace(" ", "\u00a0"), "Škoda"),
        ("NovÃ½", "Nový"),
        ("MÃ¼nchenâ€“Berlin", "München–Berlin"),
        ("Ã¢â‚¬Å“now", "“now"),
        ("ÄŤas", "čas"),
        ("Россия".encode().decode("cp1251", "replace"), None),
        ("naïve", "naïve"),
        ("Ångström", "Ångström"),
        ("ÉCOLE”", "ÉCOLE”"),
    ],
)
def test_misread_words_are_read_again_and_right_ones_left(misread: str, meant: str | None) -> None:
    if meant is not None:
        assert mojibake.repair(misread) == meant
    hits = list(mojibake.detect(Story("story", ()), _version(f"It said {misread} twice.")))
    assert bool(hits) == (misread != meant)


def test_every_accented_letter_of_europe_survives_a_wrong_code_page() -> None:
    letters = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿčćđšžłńśźżąęěřůťďľőűğışțșāēīū"
    for page in ("cp1252", "cp1250"):
        for letter in letters:
            shown = "".join(mojibake._TABLES[page][byte] for byte in letter.encode())
            assert mojibake.repair(f"ma{shown}na") in (f"ma{letter}na", f"ma{shown}na")
            assert mojibake.repair(f"ma{letter}na") == f"ma{letter}na"


def test_a_look_alike_letter_is_put_right() -> None:
    text = "The cоmmission met."  # the second letter is Cyrillic
    (hit,) = foreign_script.detect(Story("story", ()), _version(text))
    assert hit.fix == "commission"


def test_an_article_in_another_script_is_not_judged_letter_by_letter() -> None:
    text = "Владе НАТО и ЕУ договориле су се у Београду о NATO бази и EU фондовима."
    assert not list(foreign_script.detect(Story("story", ()), _version(text, "sr")))


@pytest.mark.parametrize(
    "text",
    [
        "Die Regierung hat am Montag beschlossen, dass die Steuern gesenkt werden.",
        "Le gouvernement a décidé lundi que les impôts seraient réduits cette année.",
        "Rząd zdecydował w poniedziałek, że podatki zostaną obniżone w tym roku.",
        "Hükümet pazartesi günü vergilerin bu yıl düşürüleceğini açıkladı.",
        "Pemerintah memutuskan pada hari Senin bahwa pajak akan diturunkan tahun ini.",
    ],
)
def test_a_sentence_of_another_language_is_found_among_english_ones(text: str) -> None:
    article = f"The government met on Monday to talk about taxes. {text} Nobody else spoke that day."
    hits = list(foreign_language.detect(Story("story", ()), _version(article), unit="sentence"))
    assert _marked(article, hits) == [text]


def test_langdetect_gives_the_same_answer_every_time() -> None:
    article = "The mayor left. Ministar je izjavio da će razgovori biti nastavljeni. He came back."
    version = _version(article)
    found = [list(foreign_language.detect(Story("story", ()), version, unit="sentence")) for _ in range(5)]
    assert all(hits == found[0] for hits in found)


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(ValueError, match="expected sentence, words or word"):
        list(foreign_language.detect(Story("story", ()), _version("A text."), unit="letter"))


@pytest.mark.parametrize(
    ("rule", "text", "mark"),
    [
        ("template-marker", "The mayor, [INSERT NAME], resigned.", "[INSERT NAME]"),
        ("template-marker", "[DATE] The town was flooded.", "[DATE]"),
        ("markup-leak", "Protesters in the square.[/caption]", "[/caption]"),
        ("markup-leak", "He said ⟦7⟧ nothing.", "⟦7⟧"),
        ("page-furniture", "The talks go on.\n>> Read also:\nThe strike ended.", ">> Read also:"),
        ("page-furniture", "The talks go on.\nTags: strike, north", "Tags: strike, north"),
        ("model-preamble", "Certainly! Here is the article in English:\nThe mayor left.", None),
        ("translation-notice", "Machine translated from French", "Machine translated from French"),
    ],
)
def test_the_wordings_the_examples_leave_out(rule: str, text: str, mark: str | None) -> None:
    assert _by_rule(rule, text) == [text.splitlines()[0] if mark is None else mark]
