"""What the original's script, its language and a model's loops leave over in a text, in any language."""

from __future__ import annotations

import pytest

from audit.annotate import annotate
from audit.detect import foreign_sign, identifier, left_sentence, loop, title_gender, truncated
from audit.model import Document, Hit, Role, Source, Story

_STORY = Story("story", ())


def _version(text: str, lang: str) -> Document:
    return annotate(Document("version", text, Source("version"), lang))


def _words(version: Document, hits: list[Hit]) -> list[str]:
    return [version.words(hit.span) for hit in hits]


@pytest.mark.parametrize(
    ("lang", "text", "mended"),
    [
        ("en", "It cost ৳৫০ in May.", "It cost ৳50 in May."),
        ("uk", "Було ٣ кораблі.", "Було 3 кораблі."),
        ("ko", "배가 ٣ 척 왔다.", "배가 3 척 왔다."),
        ("en", "The 𝟐𝟎𝟐𝟓 season began.", None),
        ("hi", "पुल ३० साल पुराना है।", None),
        ("fa", "در سال ۱۳۹۸ آمد.", None),
    ],
)
def test_digits_of_another_script_are_written_in_the_texts_own(
    lang: str, text: str, mended: str | None
) -> None:
    hits = list(foreign_sign.detect(_STORY, _version(text, lang), kind="digit"))
    fixed = text
    for hit in hits:
        fixed = fixed[: hit.span.start] + str(hit.fix) + fixed[hit.span.end :]
    assert (fixed if hits else None) == mended


def test_a_mark_between_words_of_its_own_script_is_theirs() -> None:
    version = _version("The poem begins “春眠，不觉晓” and ends，so to say，well.", "en")
    assert _words(version, list(foreign_sign.detect(_STORY, version, kind="mark"))) == ["，", "，"]


@pytest.mark.parametrize("lang", ["en", "ja", "ar"])
def test_an_override_of_direction_is_found_in_any_script_but_those_that_are_not_judged(lang: str) -> None:
    version = _version("abc\u202edef", lang)
    assert bool(list(foreign_sign.detect(_STORY, version, kind="invisible"))) == (lang != "ar")


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("pl", "The council has decided that the bridge will be closed for the winter."),
        ("es", "Il consiglio ha deciso che il ponte sarà chiuso per tutto l'inverno, ma non è contento."),
        ("ko", "The council has decided that the bridge will be closed for the winter."),
        ("el", "Der Rat hat beschlossen, dass die Brücke im Winter nicht mehr geöffnet wird."),
        ("tr", "Menteri mengatakan bahwa jembatan itu akan ditutup untuk umum dan tidak akan dibuka."),
    ],
)
def test_a_sentence_of_any_language_is_found_in_any_other(lang: str, sentence: str) -> None:
    own = {
        "pl": "Rada zebrała się w poniedziałek.", "es": "El consejo se reunió el lunes.",
        "ko": "시의회가 월요일에 모였다.", "el": "Το συμβούλιο συνεδρίασε τη Δευτέρα.",
        "tr": "Meclis pazartesi günü toplandı.",
    }[lang]  # fmt: skip
    version = _version(f"{own} {sentence} {own}", lang)
    hits = list(left_sentence.detect(_STORY, version))
    assert _words(version, hits) == [sentence]


def test_a_passage_of_many_sentences_is_one_finding_and_a_whole_text_none() -> None:
    left = "The council has decided that the bridge will be closed. " * 5
    own = "Rada zebrała się w poniedziałek. "
    assert len(list(left_sentence.detect(_STORY, _version(left + own * 9, "pl")))) == 1
    assert list(left_sentence.detect(_STORY, _version(left + own, "pl"))) == []


@pytest.mark.parametrize(
    ("lang", "text", "once"),
    [
        ("en", "We went to the old mill and to the old mill and to the old mill and to the old mill.", True),
        ("th", "สภา" + "เมืองสร้างสะพานใหม่" * 5, True),
        ("en", "It rained and rained and rained and rained.", False),
        ("en", "0 0 0 0 0 0 0 0 0 0 0 0", False),
        ("en", "Ha ha ha ha ha ha ha ha, he laughed.", False),
        ("en", "first line of it\n" * 5, False),
    ],
)
def test_a_loop_is_no_chant(lang: str, text: str, once: bool) -> None:
    version = _version(text, lang)
    hits = list(loop.detect(_STORY, version))
    assert bool(hits) == once
    assert all(len(str(hit.fix)) * 3 <= hit.span.end - hit.span.start for hit in hits)


def test_a_sentence_is_cut_only_where_paragraphs_end_with_a_stop() -> None:
    whole, cut = "The council met in the hall on Monday.", "She spoke of ferries, harbours and the"
    for text, found in ((f"{whole}\n{cut}\n{whole}", 1), (f"{whole}\n{cut}\n{whole[:-1]}\n{whole[:-1]}", 0)):
        assert len(list(truncated.detect(_STORY, _version(text, "en"), where="inside"))) == found


@pytest.mark.parametrize(
    ("text", "instead"),
    [
        ("Robert Hale heads the bank. Mrs Hale resigned.", "Mr"),
        ("Robert Hale heads the bank. Mr Hale resigned.", None),
        ("Robert Hale heads the bank. Mrs Hale, his wife, resigned.", None),
    ],
)
def test_a_title_of_the_other_sex_is_wrong_unless_the_text_speaks_of_a_family(
    text: str, instead: str | None
) -> None:
    hits = list(title_gender.detect(_STORY, _version(text, "en")))
    assert [hit.fix for hit in hits] == ([instead] if instead else [])


@pytest.mark.parametrize(
    ("text", "original", "instead"),
    [
        ("Die Datei setup_wizard.exe und setup_wizzard.exe", "The file setup_wizard.exe", None),
        ("Die Datei setup_wizzard.exe", "The file setup_wizard.exe", "setup_wizard.exe"),
        ("Die Datei setup_wizard2.exe", "The file setup_wizard1.exe", None),
        ("Die Datei example.de", "The file example.fr", None),
    ],
)
def test_a_name_of_code_is_a_slip_only_for_one_that_is_missing(
    text: str, original: str, instead: str | None
) -> None:
    theirs = annotate(Document("original", original, Source("original"), "en", role=Role.SOURCE))
    version = _version(text, "de")
    hits = list(identifier.detect(Story("story", (theirs, version)), version))
    assert [hit.fix for hit in hits] == ([instead] if instead else [])
