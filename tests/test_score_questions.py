"""Is it said which questions were asked of a version, and which were not, and why?"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

import audit
from audit import catalogue
from audit.language.kinds import KindsOfFault, kinds
from audit.model import Question, Score

# Own clean texts of the languages that are known, by code.
CASES = yaml.safe_load((Path(__file__).parents[1] / "tools/data/alone_cases.yaml").read_text("utf-8"))

_ENGLISH = "The council of Lipnica opened a new bridge on Monday. The mayor thanked 400 workers.\n"
_OTHER = "On Monday the council of Lipnica opened its new bridge. The mayor thanked 400 workers there.\n"
_FRENCH = "Le conseil de Lipnica a inauguré un pont lundi. Le maire a remercié les ouvriers présents.\n"
_GERMAN = (
    "Der Rat von Lipnica hat am Montag eine neue Brücke eröffnet. Der Bürgermeister dankte 400 Arbeitern.\n"
)
_GERMAN_OTHER = (
    "Am Montag eröffnete der Rat von Lipnica die neue Brücke. 400 Arbeitern dankte der Bürgermeister.\n"
)
_FINNISH = "Lipnican valtuusto avasi uuden sillan maanantaina. Pormestari kiitti 400 työntekijää paikalla.\n"
_FINNISH_OTHER = (
    "Maanantaina Lipnican valtuusto avasi uuden sillan. Pormestari kiitti paikalla 400 työntekijää.\n"
)
_SERBIAN = "Opština je juče dobila novi most. Svečanosti su prisustvovali brojni gosti iz okoline.\n"


def _scores(folder: Path, texts: dict[str, str], settings: audit.Settings | None = None) -> dict[str, Score]:
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    run = audit.check([folder], settings or audit.Settings())
    return {score.document.rpartition("/")[2]: score for score in run.scores}


def test_a_text_alone_is_asked_about_itself(tmp_path: Path) -> None:
    (score,) = _scores(tmp_path, {"a.en.txt": _ENGLISH}).values()
    assert score.verdict.value == "pass"
    assert score.questions.asked == (Question.TEXT,)
    assert [(one.question, one.reason) for one in score.questions.unasked] == [
        (Question.SIBLINGS, "it has no siblings")
    ]


@pytest.mark.parametrize("lang", sorted(CASES), ids=str)
def test_a_clean_text_in_a_language_that_is_known_passes_and_says_what_was_not_looked_for(
    tmp_path: Path, lang: str
) -> None:
    (score,) = _scores(tmp_path, {f"a.{lang}.txt": CASES[lang]["text"].strip() + "\n"}).values()
    assert score.verdict.value == "pass"
    assert score.questions.asked == (Question.TEXT,)
    (reason,) = (one.reason for one in score.questions.unasked if one.question is Question.KNOWLEDGE)
    assert re.match(r"\d+ of \d+ kinds of fault are looked for in \w+, not .*; \d+ rules wait", reason)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("et", "Vallavolikogu avas esmaspäeval uue silla. Linnapea tänas kohal olnud töötajaid.\n"),
        ("sw", "Baraza lilifungua daraja jipya Jumatatu. Meya aliwashukuru wafanyakazi waliofika.\n"),
        ("hy", "Խորհուրդը երկուշաբթի օրը բացեց նոր կամուրջը։ Քաղաքապետը շնորհակալություն հայտնեց։\n"),
        ("lt", "Taryba pirmadienį atidarė naują tiltą. Meras padėkojo atvykusiems darbininkams.\n"),
    ],
)
def test_a_language_of_which_too_little_is_known_is_not_judged(tmp_path: Path, lang: str, text: str) -> None:
    (score,) = _scores(tmp_path, {f"a.{lang}.txt": text}).values()
    assert score.verdict.value == "not judged"
    assert re.search("kinds of fault are looked for in|no rule that was selected knows", score.why)


def test_a_rule_that_names_its_languages_is_no_kind_that_others_lack(tmp_path: Path) -> None:
    chosen = audit.Settings(select=("punctuation", "wrong-article", "hour-said-twice"))
    (score,) = _scores(tmp_path, {"a.fr.txt": _FRENCH}, chosen).values()
    assert score.verdict.value == "pass"
    assert not [one for one in score.questions.unasked if one.question is Question.KNOWLEDGE]
    (score,) = _scores(tmp_path, {"a.fr.txt": _FRENCH}, audit.Settings(select=("wrong-article",))).values()
    assert score.why.startswith(
        "the text by itself: not asked, because no rule that was selected knows French"
    )


def test_half_of_the_kinds_are_enough() -> None:
    rule = next(one for one in catalogue.load() if one.name == "cut-sentence")
    style = replace(rule, langs=("en",), needs=(), category="style/unidiomatic")
    found, lacking = replace(rule, category="a/known"), replace(rule, category="a/missed", needs=("modals",))
    assert kinds((found, lacking, style), "de") == KindsOfFault(("known",), ("missed",))
    assert kinds((found, lacking, style), "de").enough
    assert not kinds((found, lacking, replace(lacking, category="a/other")), "de").enough
    assert kinds((replace(found, needs=(), uses=("modals",)),), "de") == KindsOfFault((), ("known",))
    assert kinds((), "de").enough


def test_rules_that_need_no_language_are_asked_of_any_where_nothing_else_was_wanted(tmp_path: Path) -> None:
    (score,) = _scores(tmp_path, {"a.fr.txt": _FRENCH}, audit.Settings(select=("mojibake",))).values()
    assert score.verdict.value == "pass"


def test_siblings_in_its_language_are_asked(tmp_path: Path) -> None:
    scores = _scores(tmp_path, {"a.en.txt": _ENGLISH, "b.en.txt": _OTHER})
    assert {score.questions.asked for score in scores.values()} == {
        (Question.TEXT, Question.SIBLINGS, Question.WORDS)
    }
    assert {score.verdict.value for score in scores.values()} == {"pass"}


def test_beside_siblings_the_main_questions_are_enough_and_what_was_not_asked_is_said(tmp_path: Path) -> None:
    score = _scores(tmp_path, {"a.de.txt": _GERMAN, "b.de.txt": _GERMAN_OTHER})["a.de.txt"]
    assert score.verdict.value == "pass"
    assert Question.SIBLINGS in score.questions.asked
    assert Question.KNOWLEDGE in {one.question for one in score.questions.unasked}


def test_a_language_whose_negation_nobody_knows_is_not_judged_beside_siblings(tmp_path: Path) -> None:
    score = _scores(tmp_path, {"a.fi.txt": _FINNISH, "b.fi.txt": _FINNISH_OTHER})["a.fi.txt"]
    assert score.verdict.value == "not judged"


def test_copies_are_no_witnesses_and_said_not_to_be(tmp_path: Path) -> None:
    score = _scores(tmp_path, {"a.en.txt": _ENGLISH, "b.en.txt": _ENGLISH})["a.en.txt"]
    assert (Question.SIBLINGS, "they are copies of it") in [one[:2] for one in score.questions.unasked]


def test_beside_another_language_alone_that_could_not_be_compared_nothing_passes(tmp_path: Path) -> None:
    score = _scores(tmp_path, {"a.en.txt": _ENGLISH, "b.sr.txt": _SERBIAN})["a.en.txt"]
    assert score.verdict.value == "not judged"
    assert [(one.question, one.beside) for one in score.questions.unasked] == [
        (Question.LANGUAGES, ("b.sr.txt",))
    ]


def test_an_original_that_was_not_compared_lets_nothing_pass(tmp_path: Path) -> None:
    original = f"---\nrole: source\n---\n{_SERBIAN * 9}"
    texts = {"a.en.txt": _ENGLISH, "b.en.txt": _OTHER, "c.sr.txt": original}
    scores = _scores(tmp_path, texts)
    assert {name: score.verdict.value for name, score in scores.items()} == {
        "a.en.txt": "not judged",
        "b.en.txt": "not judged",
    }


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Harbour rates\n", "no sentence in it, a line of 2 words"),
        ("# Harbour rates\n", "a title and no text"),
    ],
)
def test_a_title_code_or_a_scrap_is_nothing_to_judge(tmp_path: Path, text: str, why: str) -> None:
    (score,) = _scores(tmp_path, {"a.md": f"---\nlang: en\n---\n{text}"}).values()
    assert (score.verdict.value, score.why) == ("nothing to judge", why)


def test_a_page_that_is_not_translated_yet_is_not_told_all_that_it_lacks(tmp_path: Path) -> None:
    page = "---\ntitle: Rates\nlang: {}\n---\n"
    body = "## Rules\n\nRun `port`, then [look](rates.md). It prints the rates of the day.\n"
    texts = {"a.de.md": page.format("de"), "a.en.md": page.format("en") + body}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    run = audit.check([tmp_path])
    assert not run.findings
    assert [score.verdict.value for score in run.scores] == ["pass"]  # of the original
    (note,) = run.problems
    assert not note.fatal
    assert note.path.endswith("a.de.md")
