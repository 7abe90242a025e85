"""Do the scores say what can be counted by hand, and what sacrebleu says?"""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.lib_ter import translation_edit_rate
from sacrebleu.metrics.ter import TER

import audit
from audit.annotate.tokens import split_sentences, tokenize
from audit.model import (
    Comparison,
    Document,
    Fact,
    FactCount,
    Finding,
    Name,
    NameKind,
    Number,
    Partner,
    Quotation,
    Relation,
    Role,
    Rule,
    Severity,
    Source,
    Span,
    Story,
    Verdict,
)
from audit.score import issues, rules_digest, score
from audit.score.agreement import Ter, agreements, pairs
from audit.score.edits import edits

_EACH_OTHER = {"a": ("b",), "b": ("a",)}
_FIRST = "The mayor opened the bridge. He thanked 400 farmers. Rain fell. Nobody left early."
_SECOND = "On Monday the mayor opened the bridge. He thanked 400 farmers, and rain fell. All stayed."


def _document(
    name: str, text: str, facts: tuple[Fact, ...] = (), lang: str = "en", role: Role = Role.TRANSLATION
) -> Document:
    tokens = tokenize(text)
    sentences = split_sentences(text, lang, tokens)
    return Document(name, text, Source(name), lang, role, tokens=tokens, sentences=sentences, facts=facts)


def _finding(
    severity: Severity = Severity.MINOR,
    confidence: float = 1.0,
    *,
    category: str = "accuracy/mistranslation",
    document: str = "a",
    start: int = 0,
    end: int = 3,
    evidence: tuple[Span, ...] = (),
    signals: int = 1,
) -> Finding:
    span = Span(document, start, end)
    return Finding("rule", "topic", category, severity, confidence, "", "s", span, evidence, signals=signals)


def _linked() -> Story:
    """Two versions: 1-1, then two sentences against one, then one without a partner on either side."""
    links = {
        ("a", 0): (Partner("b", (0,), 0.9),),
        ("a", 1): (Partner("b", (1,), 0.8),),
        ("a", 2): (Partner("b", (1,), 0.7),),
        ("b", 0): (Partner("a", (0,), 0.9),),
        ("b", 1): (Partner("a", (1, 2), 0.8),),
    }
    versions = (_document("a", _FIRST), _document("b", _SECOND))
    return Story(
        "s",
        versions,
        witness_ids=_EACH_OTHER,
        links=links,
        comparisons=(Comparison("a", "b", Relation.PARALLEL, 0.75, 0.67),),
    )


# issues


def test_a_penalty_is_weight_times_confidence() -> None:
    assert issues.penalty(_finding(Severity.MINOR, 0.5)) == 0.5
    assert issues.penalty(_finding(Severity.MAJOR, 0.9)) == 4.5
    assert issues.penalty(_finding(Severity.CRITICAL, 0.8)) == 20
    assert issues.penalty(_finding(Severity.MINOR, 0.5, category="linguistic/punctuation")) == pytest.approx(
        0.05
    )
    assert issues.penalty(_finding(Severity.MAJOR, 1, category="linguistic/punctuation")) == 5


def test_issues_are_points_per_thousand_words() -> None:
    found = [_finding(Severity.MAJOR, 0.8), _finding(Severity.MINOR, 0.5), _finding(Severity.MINOR, 0.5)]
    assert issues.rate(found, 400).points == 12.5  # (4 + 0.5 + 0.5) / 400 * 1000


@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (20, 12.217, 30.888)]
)
def test_the_interval_of_equal_weights_is_the_exact_one_of_a_poisson_count(
    count: int, low: float, high: float
) -> None:
    # Garwood's limits, as tables of the Poisson distribution print them.
    rate = issues.rate([_finding()] * count, 1000)
    assert list(rate) == pytest.approx([count, low, high], abs=0.01)


@given(
    st.lists(st.sampled_from([(s, c) for s in Severity for c in (0.3, 0.9)]), max_size=12),
    st.integers(20, 3000),
)
def test_the_interval_holds_the_points_and_narrows_with_words(
    kinds: list[tuple[Severity, float]], words: int
) -> None:
    found = [_finding(severity, confidence) for severity, confidence in kinds]
    rate, twice = issues.rate(found, words), issues.rate(found * 2, words * 2)
    assert rate.low <= rate.points < rate.high
    assert twice.points == pytest.approx(rate.points, abs=0.01)
    assert twice.high - twice.low < rate.high - rate.low


def test_a_text_without_words_has_no_rate() -> None:
    assert issues.rate([], 0) == (0, 0, 0)


# agreement


def test_links_that_share_a_sentence_are_one_segment() -> None:
    story = _linked()
    first, second = story.versions
    assert list(pairs(story, first, second)) == [
        ("The mayor opened the bridge.", "On Monday the mayor opened the bridge.", 1),
        ("He thanked 400 farmers. Rain fell.", "He thanked 400 farmers, and rain fell.", 2),
    ]
    assert [(right, left) for left, right, _ in pairs(story, second, first)] == [
        (left, right) for left, right, _ in pairs(story, first, second)
    ]


def test_agreement_is_what_sacrebleu_says_of_the_segments() -> None:
    story = _linked()
    for version, sibling in permutations(story.versions):
        said, others, _ = zip(*pairs(story, version, sibling), strict=True)
        (found,) = agreements(story, (version,))[version.id].found
        assert found.sibling == sibling.id
        assert found.sentences == (3 if version.id == "a" else 2)
        assert found.chrf == pytest.approx(CHRF(word_order=2).corpus_score(said, [others]).score, abs=0.005)
        assert found.bleu == pytest.approx(BLEU().corpus_score(said, [others]).score, abs=0.005)
        assert found.ter == pytest.approx(TER().corpus_score(said, [others]).score, abs=0.005)


def test_ter_is_left_out_of_a_check_of_many_versions_and_the_signature_says_so() -> None:
    versions = tuple(_document(name, _FIRST) for name in "abcde")
    story = Story("s", versions, witness_ids=_EACH_OTHER, links={("a", 0): (Partner("b", (0,), 1.0),)})
    first, *_ = score(story, (), (), every_metric=False)
    assert first.agreements[0].ter is None
    assert "TER|left out" in first.signatures["agreement"]
    asked, *_ = score(story, (), ())
    assert asked.agreements[0].ter == 0.0
    few, *_ = score(replace(story, versions=versions[:4]), (), (), every_metric=False)
    assert few.agreements == asked.agreements


def test_signatures_are_those_of_sacrebleu() -> None:
    for one in score(_linked(), (), ()):
        for name, metric in (("chrF2++", CHRF(word_order=2)), ("BLEU", BLEU()), ("TER", TER())):
            metric.corpus_score(["a"], [["a"]])
            assert f"{name}|{metric.get_signature()}" in one.signatures["agreement"]
        assert "relation:parallel" in one.signatures["alignment"]


_WORDS = st.lists(st.sampled_from("abcdefg"), max_size=24)


@given(_WORDS, _WORDS)
@settings(max_examples=400, deadline=None)
def test_edits_are_those_of_sacrebleu(hypothesis: list[str], reference: list[str]) -> None:
    assert edits(hypothesis, reference) == translation_edit_rate(hypothesis, reference)[0]


def test_edits_of_long_sentences_are_those_of_sacrebleu() -> None:
    choose = random.Random(1)
    for _ in range(4):
        words = [str(choose.randrange(60)) for _ in range(choose.randint(40, 60))]
        other = words[30:] + words[:30] + [str(choose.randrange(60)) for _ in range(choose.randint(0, 20))]
        assert edits(words, other) == translation_edit_rate(words, other)[0]


@given(st.lists(st.text("abc de.,(", max_size=30), min_size=1, max_size=5), st.data())
@settings(max_examples=100, deadline=None)
def test_the_faster_ter_is_sacrebleus(said: list[str], data: st.DataObject) -> None:
    others = data.draw(st.lists(st.text("abc de.,(", max_size=30), min_size=len(said), max_size=len(said)))
    for left, right in ((said, others), (others, said)):
        assert Ter().corpus_score(left, [right]).score == TER().corpus_score(left, [right]).score


def test_chinese_is_compared_by_its_characters() -> None:
    versions = (_document("a", "部长周一说。", lang="zh"), _document("b", "部长周二说。", lang="zh"))
    links = {("a", 0): (Partner("b", (0,), 0.9),), ("b", 0): (Partner("a", (0,), 0.9),)}
    first, _ = score(Story("s", versions, links=links, witness_ids=_EACH_OTHER), (), ())
    assert "tok:zh" in first.signatures["agreement"]
    assert 0 < first.agreements[0].bleu < 100


def test_versions_in_other_languages_and_copies_have_no_agreement() -> None:
    versions = (_document("a", _FIRST), _document("b", _FIRST), _document("c", _FIRST, lang="de"))
    links = {("a", 0): (Partner("b", (0,), 1.0), Partner("c", (0,), 1.0))}
    comparisons = (Comparison("a", "b", Relation.PARALLEL, 1.0, 1.0, identical=True),)
    first, *_ = score(Story("s", versions, links=links, comparisons=comparisons), (), ())
    assert first.agreements == ()
    assert "agreement" not in first.signatures


def test_a_story_of_one_does_not_load_sacrebleu() -> None:
    program = (
        "import sys, audit; from audit.model import Document, Source, Story;"
        "run = audit.check([Story('s', (Document('a', 'A short text.', Source('a'), 'en'),))]);"
        "assert run.scores and 'sacrebleu' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


# facts


def _facts(document: str, *stated: tuple[type[Fact], int, int, str]) -> tuple[Fact, ...]:
    made: list[Fact] = []
    for kind, start, end, value in stated:
        span = Span(document, start, end)
        if kind is Name:
            made.append(Name(span, value, kind=NameKind.PERSON, entity=value))
        else:
            made.append(kind(span, value))
    return tuple(made)


def test_facts_are_counted_by_value_and_contradiction_wins() -> None:
    first = _facts(
        "a",
        (Name, 0, 5, "Kovar"),
        (Name, 10, 15, "Kovar"),
        (Name, 20, 25, "Dunn"),
        (Number, 30, 33, "400"),
        (Number, 40, 43, "7"),
        (Quotation, 50, 200, "we will stay"),
        (Fact, 210, 212, "no fact that counts"),
    )
    second = _facts("b", (Name, 0, 5, "KOVÁR"), (Number, 6, 9, "400"), (Quotation, 20, 40, "we will stay"))
    versions = (_document("a", "x " * 120, first), _document("b", "y " * 120, second))
    beside = (Span("b", 6, 9),)
    found = [
        _finding(start=30, end=33, evidence=beside),  # the sibling has another number
        _finding(start=0, end=220, evidence=beside),  # a passage says nothing of each fact in it
        _finding(start=20, end=25, evidence=(Span("a", 0, 5),)),  # evidence in the version itself
    ]
    scored, _ = score(Story("s", versions, witness_ids=_EACH_OTHER), found, ())
    assert scored.facts == FactCount(supported=2, contradicted=1, unmentioned=2)


def test_siblings_in_another_language_support_facts_and_copies_do_not() -> None:
    stated = (Number, 0, 2, "400")
    versions = (
        _document("a", "400", _facts("a", stated)),
        _document("b", "400", _facts("b", stated)),
        _document("c", "400", _facts("c", stated), lang="sr"),
    )
    same = (Comparison("a", "b", Relation.PARALLEL, 1.0, 1.0, identical=True),)
    assert score(Story("s", versions, comparisons=same), (), ())[0].facts == FactCount(1, 0, 0)
    assert score(Story("s", versions[:2], comparisons=same), (), ())[0].facts is None


# the whole


def test_each_judged_version_has_a_score_of_its_own_findings() -> None:
    versions = tuple(_document(role.value, _FIRST, role=role) for role in Role)
    found = [_finding(Severity.MAJOR, document="coverage"), _finding(document="translation")]
    scores = score(Story("s", versions), found, ())
    assert [one.document for one in scores] == ["translation", "coverage"]
    assert [dict(one.counts) for one in scores] == [
        {"minor": 1, "major": 0, "critical": 0},
        {"minor": 0, "major": 1, "critical": 0},
    ]
    assert [one.verdict for one in scores] == [Verdict.NOT_JUDGED, Verdict.REVIEW]
    assert all(one.words == 14 for one in scores)


_RULE = Rule(
    name="a",
    topic="t",
    category="style/x",
    severity=Severity.MINOR,
    detector="pattern",
    message="m",
    why="w",
    params={"find": ("x",), "table": (MappingProxyType({"find": "y"}),)},
)


def test_the_digest_changes_with_what_rules_find_and_not_with_what_they_say() -> None:
    same = rules_digest((_RULE,))
    assert rules_digest((replace(_RULE, message="n", why="v", path="/elsewhere"),)) == same
    changed = (
        replace(_RULE, severity=Severity.MAJOR),
        replace(_RULE, confidence=0.9),
        replace(_RULE, params={"find": ("z",), "table": _RULE.params["table"]}),
        replace(_RULE, params={"find": ("x",), "table": (MappingProxyType({"find": "z"}),)}),
        replace(_RULE, unless=("q",)),
    )
    assert same not in {rules_digest((rule,)) for rule in changed}
    assert rules_digest(()) != same


def test_a_chinese_and_a_japanese_text_have_as_many_words_as_a_reader_counts(tmp_path: Path) -> None:
    texts = {
        "a.zh.txt": ("部长周一表示，这座桥将于明年开放。她感谢了市民。市长说，工程从春天开始。", 18),
        "b.ja.txt": ("大臣は月曜日、橋は来年開通すると述べた。彼女は市民に感謝した。", 18),
    }
    for name, (text, words) in texts.items():
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        (score,) = audit.check([path]).scores
        assert abs(score.words - words) <= 3
