"""Does a version word things as its siblings do, and who is asked of it?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from audit.engine import judge
from audit.following import follows, way
from audit.model import Document, Example, Hit, Question, Role, Rule, Severity, Source, Span, Story, Witnesses
from audit.run import judge_story, prepare
from audit.settings import Settings

MACHINE = (
    "The dam above the valley broke at noon on Friday.",
    "Eleven people drowned in the first hour of the flood.",
    "The mayor ordered three villages to be cleared.",
    "Trains stopped in the whole region until Sunday.",
    "The army brought food and blankets to the hills.",
    "Engineers had warned of cracks in the wall two years ago.",
)
LIKE_IT = (
    "At noon on Friday the dam over the valley broke.",
    "In the first hour of the flood eleven people drowned.",
    "The mayor ordered the clearing of three villages.",
    "In the whole region trains stopped until Sunday.",
    "The army brought blankets and food to the hills.",
    "Two years ago engineers had warned of cracks in the wall.",
)
OWN = (
    "It was noon on Friday when the dam upstream gave way.",
    "Within sixty minutes the flood had killed eleven people.",
    "Inhabitants of three villages had to leave, ordered out by the mayor.",
    "No trains ran anywhere in the region before Sunday.",
    "Soldiers of the army took food up to families on higher ground.",
    "Experts knew two years ago that there were cracks in the masonry.",
)
GERMAN = (
    "Der Damm über dem Tal brach am Freitagmittag.",
    "Elf Menschen ertranken in der ersten Stunde der Flut.",
    "Die Bürgermeisterin ließ drei Dörfer räumen.",
)
GERMAN_LIKE_IT = (
    "Am Freitagmittag brach der Damm oberhalb des Tals.",
    "In der ersten Stunde der Flut ertranken elf Menschen.",
    "Drei Dörfer ließ die Bürgermeisterin räumen.",
)
JAPANESE = (
    "金曜日の正午に谷の上のダムが決壊した。",
    "洪水の最初の一時間で十一人が溺死した。",
    "市長は三つの村に避難を命じた。",
)
JAPANESE_LIKE_IT = (
    "谷の上のダムが金曜日の正午に決壊した。",
    "最初の一時間で十一人が洪水で溺死した。",
    "三つの村に市長は避難を命じた。",
)


def _story(
    *versions: Sequence[str], lang: str = "en", roles: Sequence[Role] = (), judged: str = "v0"
) -> Story:
    documents = tuple(
        Document(
            f"v{at}", "\n".join(sentences), Source(f"v{at}"), lang, roles[at] if roles else Role.TRANSLATION
        )
        for at, sentences in enumerate(versions)
    )
    return prepare(Story("s", documents, judged=frozenset({judged})))


@pytest.mark.parametrize(
    ("versions", "lang"),
    [
        ((MACHINE, LIKE_IT), "en"),
        ((MACHINE, LIKE_IT, MACHINE[:5] + LIKE_IT[5:]), "en"),
        ((GERMAN, GERMAN_LIKE_IT), "de"),
        ((JAPANESE, JAPANESE_LIKE_IT), "ja"),
    ],
)
def test_translations_in_like_words_follow_each_other(versions: Sequence[Sequence[str]], lang: str) -> None:
    story = _story(*versions, lang=lang)
    assert follows(story, story.versions[0])


def test_a_version_in_words_of_its_own_follows_nobody() -> None:
    story = _story(OWN, MACHINE, LIKE_IT)
    found = way(story, story.versions[0])
    assert (found.own, found.witnesses) == (True, 2)
    assert found.share > 0.3


def test_one_that_goes_its_own_way_among_the_siblings_hides_nobody() -> None:
    story = _story(MACHINE, OWN, LIKE_IT)
    assert follows(story, story.version("v0"))
    assert not follows(story, story.version("v1"))
    assert follows(story, story.version("v2"))


def test_beside_one_sibling_that_goes_its_own_way_nothing_follows() -> None:
    story = _story(MACHINE, OWN)
    assert not any(follows(story, version) for version in story.versions)


@pytest.mark.parametrize(
    "at_fault",
    [
        (*MACHINE[:2], "Nobody knows why frogs sang in the sunken church all night.", *MACHINE[3:]),
        (*MACHINE[:2], "The mayor ordered seventeen tins of herring.", *MACHINE[3:]),
        (*MACHINE, "The government of Kelvara will resign because of sunken churches and singing frogs."),
    ],
)
def test_one_sentence_that_is_wrong_is_no_way_of_its_own(at_fault: Sequence[str]) -> None:
    story = _story(at_fault, MACHINE, LIKE_IT)
    assert follows(story, story.versions[0])


def test_forms_hyphens_apostrophes_and_commas_make_no_word_another() -> None:
    one = ("Bell's two-thirds share came to 1,500 crowns.", "She arrived by the village's old road.")
    other = ("The share of Bell, two thirds, came to 1500 crowns.", "She arrived by the old village road.")
    story = _story(one, other)
    assert way(story, story.versions[0]).alone == 0


def test_beside_a_trusted_version_its_words_are_the_measure() -> None:
    story = _story(OWN, MACHINE, roles=(Role.TRANSLATION, Role.REFERENCE))
    assert follows(story, story.versions[0])


def test_independent_accounts_have_no_words_to_follow() -> None:
    account = (
        "A dam broke above Brunnental and eleven people are dead.",
        "The prime minister flies in today.",
    )
    story = _story(account, MACHINE)
    found = way(story, story.versions[0])
    assert (found.witnesses, found.words) == (0, 0)
    assert follows(story, story.versions[0])


def test_one_that_no_sibling_translates_stands_apart_from_those_that_translate_each_other() -> None:
    account = (
        "A dam broke above Brunnental and eleven people are dead.",
        "The prime minister flies in today.",
    )
    story = _story(account, MACHINE, LIKE_IT)
    assert way(story, story.versions[0]).apart
    assert not follows(story, story.versions[0])
    assert follows(story, story.versions[1])


def test_a_rule_that_needs_it_is_not_asked_of_a_version_that_goes_its_own_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def detector(name: str) -> Callable[[Story, Document], list[Hit]]:
        return lambda story, version: [Hit(Span(version.id, len(name), len(name) + 1))]

    monkeypatch.setattr("audit.engine.detector", detector)

    def rule(*needs: Witnesses) -> Rule:
        name = "-".join(needs)
        return Rule(name, "t", "style/x", Severity.MINOR, name, "m", "why", needs=needs)

    rules = rule(Witnesses.SIBLINGS), rule(Witnesses.SIBLINGS, Witnesses.FOLLOWED)
    asked = {
        own: [finding.rule for finding in judge(_story(first, MACHINE, LIKE_IT), rules)[0]]
        for own, first in ((True, OWN), (False, MACHINE[:5] + LIKE_IT[5:]))
    }
    assert asked == {True: ["siblings"], False: ["siblings", "siblings-followed"]}


def test_a_run_says_what_was_not_asked_and_why() -> None:
    rule = Rule(
        "r",
        "t",
        "style/x",
        Severity.MINOR,
        "truncated",
        "m",
        "why",
        needs=(Witnesses.SIBLINGS, Witnesses.FOLLOWED),
        examples=(Example("bad", ()),),
    )
    notes = {
        name: [
            one.reason
            for score in judge_story(_story(first, MACHINE, LIKE_IT), (rule,), Settings()).scores[:1]
            for one in score.questions.unasked
            if one.question is Question.WORDS
        ]
        for name, first in (("own", OWN), ("like", MACHINE[:5] + LIKE_IT[5:]))
    }
    assert ["words things its own way" in note for note in notes["own"]] == [True]
    assert notes["like"] == []
