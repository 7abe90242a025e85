"""Does a hit become the finding it should, once, and does a crash stay where it happened?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from audit import engine
from audit.model import Document, Hit, Kind, Role, Rule, Severity, Source, Span, Story, Witnesses

_TEXT = "The mayor met Kovar on Monday. Kovar said that the mayor met Kovar."


def _story(*roles: Role, text: str = _TEXT, lang: str = "en") -> Story:
    versions = (
        Document(f"v{at}", text, Source(f"v{at}.txt"), lang, role)
        for at, role in enumerate(roles or (Role.TRANSLATION,))
    )
    return Story("s", tuple(versions))


def _rule(
    name: str = "a", severity: Severity = Severity.MINOR, *, topic: str = "t", confidence: float = 0.5
) -> Rule:
    return Rule(name, topic, "style/x", severity, name, f"{name}: {{surface}}", "why", confidence=confidence)


def test_who_is_on_trial_is_said_by_the_story_or_follows_from_the_roles() -> None:
    story = _story(*Role)
    on_trial = [version.role for version in story.versions if story.judges(version)]
    assert on_trial == [Role.TRANSLATION, Role.COVERAGE]
    named = replace(story, judged=frozenset({"v0"}))
    assert [version.id for version in named.versions if named.judges(version)] == ["v0"]


Finds = Callable[..., Iterator[Hit]]


@pytest.fixture
def finds(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Name what each rule's detector finds: hits, or an error."""

    def named(**detectors: list[Hit] | Exception) -> None:
        def detector(name: str) -> Finds:
            def detect(story: Story, version: Document) -> Iterator[Hit]:
                found = detectors[name]
                if isinstance(found, Exception):
                    raise found
                for hit in found:
                    yield replace(hit, span=Span(version.id, hit.span.start, hit.span.end))

            return detect

        monkeypatch.setattr("audit.engine.detector", detector)

    return named


def test_a_hit_is_stamped_by_its_rule(finds: Callable[..., None]) -> None:
    finds(a=[Hit(Span("v0", 14, 19), evidence=(Span("v1", 0, 3),), fix="Novak", signals=3, asked=4)])
    (finding,), problems = engine.judge(_story(), (_rule(confidence=0.6),))
    assert not problems
    assert (finding.rule, finding.message, finding.fix) == ("a", "a: Kovar", "Novak")
    assert (finding.signals, finding.asked, finding.evidence) == (3, 4, (Span("v1", 0, 3),))
    assert finding.confidence == 0.9  # two signals more halve the doubt of 0.4 twice


def test_findings_come_in_reading_order_with_fingerprints_of_their_own(finds: Callable[..., None]) -> None:
    finds(a=[Hit(Span("v0", *place)) for place in ((61, 66), (14, 19), (31, 36))])
    findings, _ = engine.judge(_story(), (_rule(),))
    assert [finding.span.start for finding in findings] == [14, 31, 61]
    assert len({finding.fingerprint for finding in findings}) == 3


def test_fingerprints_do_not_depend_on_the_place_or_the_message(finds: Callable[..., None]) -> None:
    finds(a=[Hit(Span("v0", 14, 19))])
    (before,), _ = engine.judge(_story(), (_rule(),))
    moved = _story(text="A line before. " + _TEXT)
    finds(a=[Hit(Span("v0", 29, 34))])
    (after,), _ = engine.judge(moved, (replace(_rule(), message="other words"),))
    assert after.message != before.message
    assert after.fingerprint == before.fingerprint


def test_the_original_and_the_reference_are_not_judged(finds: Callable[..., None]) -> None:
    finds(a=[Hit(Span("v0", 0, 3))])
    findings, _ = engine.judge(_story(*Role), (_rule(),))
    assert [finding.span.document for finding in findings] == ["v1", "v2"]  # translation, coverage


def test_an_original_on_trial_is_judged_by_itself_alone(finds: Callable[..., None]) -> None:
    finds(a=[Hit(Span("v0", 0, 3))])
    story = replace(_story(Role.SOURCE, Role.TRANSLATION), judged=frozenset({"v0", "v1"}))
    needs_siblings = replace(_rule(), needs=(Witnesses.SIBLINGS,))
    for rule, judged in ((_rule(), ["v0", "v1"]), (needs_siblings, ["v1"])):
        findings, _ = engine.judge(story, (rule,))
        assert [finding.span.document for finding in findings] == judged


def test_a_contradiction_that_nothing_settles_is_a_minor_difference_without_a_fix(
    finds: Callable[..., None],
) -> None:
    finds(a=[Hit(Span("v0", 0, 3), fix="x", settled=False), Hit(Span("v0", 4, 9), fix="y")])
    rule = replace(_rule(), kind=Kind.CONTRADICTION, severity=Severity.MAJOR, difference="{surface} differs")
    open_, settled = engine.judge(_story(), (rule,))[0]
    assert (open_.kind, open_.severity, open_.fix) == (Kind.DIFFERENCE, Severity.MINOR, None)
    assert open_.message == "The differs"
    assert (settled.kind, settled.severity, settled.fix) == (Kind.CONTRADICTION, Severity.MAJOR, "y")
    silent = replace(rule, difference="")
    assert [one.fix for one in engine.judge(_story(), (silent,))[0]] == ["y"]


def test_rules_speak_their_languages_only(finds: Callable[..., None]) -> None:
    finds(a=[Hit(Span("v0", 0, 3))])
    german = _story(lang="de-AT")
    assert not engine.judge(german, (_rule(),))[0]
    assert engine.judge(german, (replace(_rule(), langs=("de",)),))[0]
    assert engine.judge(german, (replace(_rule(), langs=("any",)),))[0]


def test_a_crash_is_told_and_leaves_the_others_alone(finds: Callable[..., None]) -> None:
    finds(a=ZeroDivisionError("by zero"), b=[Hit(Span("v0", 0, 3))])
    findings, problems = engine.judge(_story(), (_rule("a"), _rule("b")))
    assert [finding.rule for finding in findings] == ["b"]
    assert [(one.path, one.message) for one in problems] == [
        ("v0.txt", "rule a failed on it: ZeroDivisionError: by zero")
    ]


def test_a_rule_that_finds_more_than_anybody_reads_is_cut_off_and_that_is_told(
    finds: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_MOST", 2)
    finds(a=[Hit(Span("v0", at, at + 3)) for at in (0, 4, 8)])
    found, problems = engine.judge(_story(), (_rule(),))
    assert len(found) == 2
    (problem,) = problems
    assert not problem.fatal
    assert problem.message == "rule a finds more than 2 places in it: only so many are told"


def test_unless_excuses_what_it_overlaps(finds: Callable[..., None]) -> None:
    finds(a=[Hit(Span("v0", 14, 19)), Hit(Span("v0", 31, 36))])
    findings, _ = engine.judge(_story(), (replace(_rule(), unless=("met Kovar",)),))
    assert [finding.span.start for finding in findings] == [31]


def test_words_that_two_rules_mark_are_one_finding_of_the_stronger(finds: Callable[..., None]) -> None:
    finds(
        a=[Hit(Span("v0", 14, 19), evidence=(Span("v1", 0, 3),))],
        b=[Hit(Span("v0", 14, 19), evidence=(Span("v1", 0, 3), Span("v2", 5, 9)), fix="Novak")],
        c=[Hit(Span("v0", 31, 36))],
    )
    rules = (_rule("a", Severity.MAJOR), _rule("b", topic="u"), _rule("c"))
    findings, _ = engine.judge(_story(), rules)
    assert [(finding.rule, finding.also) for finding in findings] == [("a", ("b",)), ("c", ())]
    assert findings[0].fix == "Novak"
    assert findings[0].evidence == (Span("v1", 0, 3), Span("v2", 5, 9))
    assert engine.judge(_story(), tuple(reversed(rules)))[0] == findings


def test_a_passage_and_a_word_in_it_are_two_findings(finds: Callable[..., None]) -> None:
    finds(a=[Hit(Span("v0", 0, len(_TEXT)))], b=[Hit(Span("v0", 14, 19))])
    rules = (_rule("a", Severity.MAJOR), _rule("b", topic="u"))
    assert [finding.rule for finding in engine.judge(_story(), rules)[0]] == ["a", "b"]


def test_a_word_that_the_fix_of_a_passage_takes_away_is_not_told_again(finds: Callable[..., None]) -> None:
    finds(a=[Hit(Span("v0", 0, len(_TEXT)), fix="The mayor spoke.")], b=[Hit(Span("v0", 14, 19))])
    rules = (_rule("a", Severity.MAJOR), _rule("b", topic="u"))
    (finding,), _ = engine.judge(_story(), rules)
    assert (finding.rule, finding.also) == ("a", ("b",))
