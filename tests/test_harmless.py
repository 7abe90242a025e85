"""Does what is called safe keep every word, name, number, line and script?"""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit import catalogue
from audit.annotate import annotate
from audit.engine import judge
from audit.harmless import harmless, repeats
from audit.language.scripts import script
from audit.model import Document, Finding, Hit, Rendering, Source, Story

_SAFE = tuple(rule for rule in catalogue.load() if rule.safe)


def _version(text: str, lang: str = "en", source: Source | None = None) -> Document:
    return annotate(Document("version", text, source or Source("version.txt"), lang=lang))


def _findings(text: str, lang: str) -> list[Finding]:
    findings, problems = judge(Story("story", (_version(text, lang),)), _SAFE)
    assert not problems
    return [finding for finding in findings if finding.safe]


def _proven(text: str, marked: str, fix: str, lang: str = "en", signals: int = 1) -> bool:
    version = _version(text, lang)
    start = text.index(marked)
    return harmless(version, Hit(version.span(start, start + len(marked)), fix=fix, signals=signals), fix)


@pytest.mark.parametrize(
    ("text", "marked", "fix"),
    [
        ("The minister , who left", " ,", ","),
        ("The minister  left", "minister  left", "minister left"),
        ("Prices rose by 5 % in May", "5 %", "5%"),
        ("It is on record,the paper said", "record,the", "record, the"),
        ("He said „so“ twice", "„so“", "“so”"),
        ("He gave a interview", "a interview", "an interview"),
        ("It is part of an new rule", "an new", "a new"),
        ("He left the the house", "the the", "the"),
        ("The the house", "The the", "The"),
    ],
)
def test_what_changes_no_word_is_proven(text: str, marked: str, fix: str) -> None:
    assert _proven(text, marked, fix)


@pytest.mark.parametrize(
    ("text", "marked", "fix"),
    [
        ("It cost 1, 234 crowns", "1, 234", "1,234"),
        ("It cost 1 234 crowns", "1 234", "1234"),
        ("At 3 :30 they left", "3 :30", "3:30"),
        ("They met at at 5 5 times", "5 5", "5"),
        ("The band Duran Duran played", "Duran Duran", "Duran"),
        ("The house red was", "house red", "red house"),
        ("a term\n: its meaning", "\n:", ":"),
        ("one line\nthe next", "line\nthe", "line the"),
        ("an every day thing", "every day", "everyday"),
        ("Mr Dolan left", "Dolan", "Dolen"),
        ("He said no", "no", "not"),
        ("He left .", " .", ""),
        ("Is it so ?", " ?", "!"),
        ("The book", "book", "b\U000e0001ook"),
        ("The book", "book", "bооk"),
        ("It was a man", "a man", "an man man"),
        ("Choose pt,es or fr", "pt,es", "pt, es"),
        ("A policeman an an actor", "an an", "an"),
        ("They took classesclasses", "classesclasses", "classes"),
        ("They had bread bread", "bread bread", "bread"),
        ("Asset an wealth managers", "an wealth", "a wealth"),
        ("He went, an three days later", "an three", "a three"),
        ("Of chart A a single release", "A a", "A"),
        ("It is an rvalue there", "an rvalue", "a rvalue"),
        ("de un lado a otro", "a otro", "an otro"),
        ("Half half", "Half half", "half"),
    ],
)
def test_what_may_change_something_is_not(text: str, marked: str, fix: str) -> None:
    assert not _proven(text, marked, fix)


def test_what_holds_in_a_language_is_not_asked_of_words_in_another_script() -> None:
    assert not _proven("這裡的「路徑」指的是", "「路徑」", "“路徑”")
    assert _proven("The word 「路徑」 is Chinese for a path", "「路徑」", "“路徑”")


@pytest.mark.parametrize(
    ("lang", "marked", "fix", "signals", "proven"),
    [
        ("en", "isnâ€™t", "isn’t", 2, True),
        ("en", "isnâ€™t", "isn’t", 1, False),
        ("en", "isnâ€™t", "is’nt", 2, False),
        ("ru", "РїСЂРёРІРµС‚", "привет", 2, True),
        ("en", "Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет", 2, False),
        ("ru", "Ð¿Ñ€Ð¸Ð²ÐµÑ‚", "привет", 2, True),
        ("uk", "дії", "\u4cff", 9, False),
        ("fr", "é\u00a0»", "\u983b", 9, False),
        ("sv", "stöd—även", "stödъven", 9, False),
    ],
)
def test_letters_change_only_where_several_words_were_misread_and_into_letters_of_the_language(
    lang: str, marked: str, fix: str, signals: int, proven: bool
) -> None:
    assert _proven(f"a {marked} b", marked, fix, lang, signals) == proven


def test_a_line_that_the_text_runs_on_is_a_line_still() -> None:
    text = "a term : its meaning"
    source = Source("a.md", renderings=(Rendering(6, 7, 6, 7, editable=True),))
    version = _version(text, "en", source)
    hit = Hit(version.span(6, 8), fix=":")
    assert not harmless(version, hit, ":")
    assert harmless(_version(text), hit, ":")


@pytest.mark.parametrize(
    ("text", "marked", "fix", "twice"),
    [
        ("Some two thirds voted", "two", "two-thirds", True),
        ("the former Dutch minister", "Dutch", "the former Dutch", False),
        ("of the Belanda coast", "Belanda", "the Netherlands", True),
        ("very very old", "very very", "very", False),
        ("He had had it", "had it", "had had it", False),
        ("the Secretary General said", "Secretary General", "Secretary-General", False),
    ],
)
def test_a_fix_that_repeats_the_word_beside_it_is_seen(text: str, marked: str, fix: str, twice: bool) -> None:
    start = text.index(marked)
    assert repeats(_version(text), start, start + len(marked), fix) == twice


_PIECES = st.sampled_from(
    [
        *"the a an of house interview hour one Dolan Osterby Duran 5 234 1,500 3:30 two thirds said".split(),
        *"„ “ ” « » \" ( ) , . : ; ! ? % — – … â€™ Ã© Ä‡ Â£ isnâ€™t cafÃ© FranÃ§ois".split(),
        *"дії тієї Рівень привет РїСЂРёРІРµС‚ Ð¿Ñ€Ð¸Ð²ÐµÑ‚ été stöd—även Größe 日本 ????? ??".split(),
        " ", " ", " ", "  ", "\n", "\n\n", "\n: ", "\u00a0", "\u202f", "x" * 9, "classes", "\ufffd", "\u0301",
    ]
)  # fmt: skip


@given(
    text=st.lists(_PIECES, min_size=1, max_size=40).map("".join)
    | st.lists(_PIECES, min_size=1, max_size=40).map(" ".join),
    lang=st.sampled_from(["en", "en", "en", "fr", "uk", "ru", "sv", "de", "mi", ""]),
)
@settings(max_examples=400, deadline=None)
def test_every_safe_fix_of_every_rule_keeps_words_names_numbers_lines_and_scripts(
    text: str, lang: str
) -> None:
    for finding in _findings(text, lang):
        fix = finding.fix or ""
        marked = text[finding.span.start : finding.span.end]
        after = text[: finding.span.start] + fix + text[finding.span.end :]
        assert _NUMBERS.findall(after) == _NUMBERS.findall(text)
        assert after.count("\n") == text.count("\n")
        assert all(unicodedata.category(sign) not in ("Cn", "Co", "Cs", "Cc") for sign in fix)
        if finding.rule == "mojibake":
            assert fix.encode().decode("cp1252", "ignore")[:1] in marked or lang in ("ru", "uk")
            continue
        assert {script(sign) for sign in fix if sign.isalpha()} <= {script(sign) for sign in marked}
        before, left = _words(text), _words(after)
        if finding.rule == "wrong-article":
            before, left = (
                ["a" if word in ("a", "an") else word for word in words] for words in (before, left)
            )
        elif finding.rule == "doubled-word":
            assert set(before) - set(left) <= {marked.casefold()}
            before, left = _single(before), _single(left)
        assert before == left
        assert _NAMES.findall(text) == _NAMES.findall(after)


_NUMBERS = re.compile(r"\d+(?:[.,:]\d+)*")
_NAMES = re.compile(r"\b(?:Dolan|Osterby|Duran)\b")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _single(words: list[str]) -> list[str]:
    """The words without those that repeat the one before, written apart or together."""
    kept: list[str] = []
    for word in (re.sub(r"^([^\W\d]{4,})\1$", r"\1", one) for one in words):
        if not kept or kept[-1] != word:
            kept.append(word)
    return kept


def test_there_are_safe_rules() -> None:
    assert {rule.name for rule in _SAFE} >= {"spacing", "doubled-word", "mojibake", "wrong-article"}
