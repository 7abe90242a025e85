"""What the rules of rules/residue see beyond their own examples."""

from __future__ import annotations

import pytest

from audit.annotate import annotate
from audit.catalogue import load_folder, rules_folder
from audit.detect import foreign_language, foreign_script, mojibake
from audit.engine import judge
from audit.misread import misread, reread, table
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
    ("lang", "misread", "meant"),
    [
        ("en", "donâ€™t", "don’t"),
        ("en", "FranÃ§ois", "François"),
        ("en", "Ĺ\u00a0koda", "Škoda"),
        ("en", "NovÃ½", None),
        ("cs", "NovÃ½", "Nový"),
        ("de", "MÃ¼nchenâ€“Berlin", "München–Berlin"),
        ("en", "Ã¢â‚¬Å“now", "“now"),
        ("cs", "ÄŤas", "čas"),
        ("de", "sch√∂n", "schön"),
        ("ru", "РїСЂРёРІРµС‚", "привет"),
        ("ru", "Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет"),
        ("hi", "à¤¹à¥ˆà¤‚", "हैं"),
        ("en", "Россия".encode().decode("cp1251", "replace"), None),
        ("en", "РїСЂРёРІРµС‚", None),
        ("en", "MÃ„ori", None),
        ("en", "situationâ€Š–â€Šthe", None),
    ],
)
def test_misread_words_are_marked_and_read_again_in_letters_of_the_language(
    lang: str, misread: str, meant: str | None
) -> None:
    text = f"It said {misread} twice."
    (hit,) = mojibake.detect(Story("story", ()), Document("version", text, Source("version"), lang))
    assert text[hit.span.start : hit.span.end] == misread
    assert hit.fix == meant


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            "uk",
            "Рада ухвалила план дії на рік. Депутати тієї самої групи — її більшість — „за“. Рівень впав.",
        ),
        ("ru", "Рядом с Рёном стоял Сёмин; «Рысь» — так не пишут."),
        ("bg", "В Рѝла и в Роѝ — да."),
        (
            "fr",
            "Le mot «\u00a0oublié\u00a0» ; la lettre «\u00a0é\u00a0», «\u202fété\u202f» et l’été—à Pâques.",
        ),
        ("sv", "Rådet ökade sitt stöd—även oppositionen röstade ja. Priset steg—återigen—över allt."),
        ("tr", "Bir paket yüklediğinde—örneğin bir kitaplık—sürüm yazılır. Ağ—ü."),
        ("de", "Sie sagte „Ä“, dann „Ö“; die Größe—ähnlich—war „Ü“."),
        ("pt", "A decisão de não votar é uma questão de MÃO “SÓ”. SÃO “ÓPIO”, «NÃO»."),
        ("vi", "Ông Nguyễn Văn Â nói rằng Ấn Độ đã đồng ý. “Â” và «Ă»."),
        ("pl", "ŁÓDŹ „Ł”, WŁAŚCICIEL – Ś”; ŻÓŁĆ"),
        ("en", "Ångström, naïve, ÉCOLE”, “É” — 20°C, ½, £5, §4, ™, ‰; MÃO"),
        ("en", "The letter é shows as Ã© there. What??? Really??? Why ???"),
        ("ja", "「日本語」——それは…『本』。"),
    ],
)
def test_clean_text_of_any_language_is_not_misread(lang: str, text: str) -> None:
    assert not list(mojibake.detect(Story("story", ()), Document("version", text, Source("version"), lang)))


def test_where_a_text_shows_what_happens_to_a_word_nothing_is_corrected() -> None:
    text = "The word café becomes cafÃ© there."
    (hit,) = mojibake.detect(Story("story", ()), _version(text))
    assert hit.fix is None


def test_letters_that_were_lost_are_marked_and_not_guessed() -> None:
    text = "The paper ????? ????? wrote about it. He sang ??? ?????? ????, too."
    hits = list(mojibake.detect(Story("story", ()), _version(text)))
    assert _marked(text, hits) == ["????? ?????", "??? ?????? ????"]
    assert all(hit.fix is None for hit in hits)


def test_every_accented_letter_of_europe_survives_a_wrong_code_page() -> None:
    letters = "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿčćđšžłńśźżąęěřůťďľőűğışțșāēīū"
    for page in ("cp1252", "cp1250"):
        for letter in letters:
            shown = "".join(table(page)[byte] for byte in letter.encode())
            assert reread(f"ma{shown}na", page) == f"ma{letter}na"
            assert reread(f"ma{letter}na", page) == f"ma{letter}na"
            assert misread(f"ma{letter}na", f"ma{shown}na")


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
        ("model-preamble", "Hmm, so I should translate this into English.\nThe mayor left.", None),
        ("reasoning-left-in", "<scratchpad>Names stay.</scratchpad>\nThe mayor left.", None),
        ("translation-announced", "Perfecto, aquí está la traducción del texto:\nThe mayor left.", None),
        ("translation-announced", "翻譯如下：\nThe mayor left.", None),
        ("translation-notice", "Machine translated from French", "Machine translated from French"),
    ],
)
def test_the_wordings_the_examples_leave_out(rule: str, text: str, mark: str | None) -> None:
    assert _by_rule(rule, text) == [text.splitlines()[0] if mark is None else mark]
