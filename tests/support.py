"""A small run made by hand, so that reports are tested without the pipeline that would make one."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from audit.load.strand import File
from audit.model import (
    Agreement,
    Comparison,
    Document,
    Example,
    Fact,
    FactCount,
    Finding,
    Name,
    NameKind,
    Number,
    Partner,
    Problem,
    Pronoun,
    Quotation,
    Relation,
    Rule,
    Run,
    Score,
    Sentence,
    Severity,
    Source,
    Span,
    Story,
    Token,
    Verdict,
)

FIRST = """Marek Dolen arrived in Osterby on Monday. Dolan met 400 farmers there, and she thanked them.

"The bridge will stand for a hundred years," he said. Dolan, who lives in Osterby, leaves on Friday."""
SECOND = """On Monday Marek Dolen came to Osterby. Dolen met 400 farmers and he thanked them all.

"This bridge will stand for a hundred years," said Dolen."""
THIRD = """Farmers in Osterby, 4,000 of them, heard Marek Dolen on Monday. He thanked them.

Dolen promised that the bridge will stay."""


def document(
    name: str, text: str, lang: str = "en", *, path: str = "", facts: tuple[Fact, ...] = ()
) -> Document:
    """A version with tokens and sentences as a tiny reader sees them."""
    tokens = tuple(
        Token(word.start(), word.end(), word[0], word[0].casefold())
        for word in re.finditer(r"[\w,]*\w", text)
    )
    sentences = []
    for paragraph, block in enumerate(re.finditer(r"[^\n]+", text)):
        for found in re.finditer(r"\S.*?(?:[.!?](?=\s|$)|$)", block[0]):
            start, end = block.start() + found.start(), block.start() + found.end()
            first = sum(1 for token in tokens if token.start < start)
            last = sum(1 for token in tokens if token.start < end)
            sentences.append(Sentence(start, end, first, last, paragraph))
    lines = (0, *(found.end() for found in re.finditer("\n", text)))
    shown = path or f"story/{name}"
    source = Source(shown, lines=lines, byte_offsets=File(text, shown, "utf-8").byte_offsets(lines))
    made = Document(name, text, source, lang, tokens=tokens, sentences=tuple(sentences))
    return replace(made, facts=tuple(sorted(facts, key=lambda fact: fact.span)))


def alone(text: str, *found: Finding, name: str = "story") -> Run:
    """A run over a story of one."""
    version = document(name, text, path=f"{name}.txt")
    return Run((Story("story", (version,)),), found)


def spans(name: str, text: str, words: str) -> list[Span]:
    """Every place where `words` stand."""
    return [Span(name, found.start(), found.end()) for found in re.finditer(rf"\b{re.escape(words)}\b", text)]


def span(name: str, text: str, words: str, nth: int = 0) -> Span:
    return spans(name, text, words)[nth]


def _facts(name: str, text: str) -> tuple[Fact, ...]:
    facts: list[Fact] = []
    for person, entity in (("Marek Dolen", "Marek Dolen"), ("Dolen", "Marek Dolen"), ("Dolan", "Dolan")):
        for place in spans(name, text, person):
            if not any(place.overlaps(fact.span) for fact in facts):
                facts.append(Name(place, person, kind=NameKind.PERSON, entity=entity))
    facts += [
        Name(place, "Osterby", kind=NameKind.PLACE, entity="Osterby")
        for place in spans(name, text, "Osterby")
    ]
    for word in ("he", "she", "He"):
        for place in spans(name, text, word):
            facts.append(Pronoun(place, word.lower(), candidates=("Marek Dolen",), sure=True))
    for figure in ("400", "4,000"):
        amount = float(figure.replace(",", ""))
        facts += [
            Number(place, f"{amount:g}", amount=amount, unit="farmers") for place in spans(name, text, figure)
        ]
    for quoted in re.finditer('"[^"]+"', text):
        words = quoted[0].strip('"').lower()
        facts.append(Quotation(Span(name, quoted.start(), quoted.end()), words, speaker="Marek Dolen"))
    return tuple(facts)


def finding(
    rule: str,
    severity: Severity,
    message: str,
    place: Span,
    *,
    evidence: tuple[Span, ...] = (),
    fix: str | None = None,
    signals: int = 1,
    asked: int = 0,
    also: tuple[str, ...] = (),
    topic: str = "names",
) -> Finding:
    return Finding(
        rule=rule,
        topic=topic,
        category="accuracy/name",
        severity=severity,
        confidence=0.9,
        message=message,
        story="story",
        span=place,
        evidence=evidence,
        fix=fix,
        signals=signals,
        asked=asked,
        also=also,
        fingerprint=f"{rule}-{place.start:08x}",
    )


def story() -> Story:
    """Three versions; the first misspells a name twice and has a pronoun, the third a number of its own."""
    texts = (("first.en.txt", FIRST), ("second.en.txt", SECOND), ("third.en.txt", THIRD))
    versions = tuple(document(name, text, facts=_facts(name, text)) for name, text in texts)
    names = [version.id for version in versions]
    comparisons = tuple(
        Comparison(left, right, Relation.COMPARABLE, 0.7, 0.8) for left, right in pairwise(names)
    )
    links = {
        ("first.en.txt", 1): (Partner("second.en.txt", (1,), 0.9), Partner("third.en.txt", (0,), 0.6)),
        ("second.en.txt", 1): (Partner("first.en.txt", (1,), 0.9), Partner("third.en.txt", (0,), 0.6)),
        ("third.en.txt", 0): (Partner("first.en.txt", (1,), 0.6), Partner("second.en.txt", (1,), 0.6)),
    }
    return Story("story", versions, Relation.COMPARABLE, links, comparisons)


def findings() -> tuple[Finding, ...]:
    first, second = "first.en.txt", "second.en.txt"
    beside = (span(second, SECOND, "Dolen", 1), span("third.en.txt", THIRD, "Dolen", 1))
    spelled = "“Dolan” is spelled “Dolen” elsewhere"
    return (
        finding("name-spelled-two-ways", Severity.MAJOR, spelled, span(first, FIRST, "Dolan"),
                evidence=beside, fix="Dolen", signals=3, asked=2, also=("near-miss-of-sibling-name",)),
        finding("pronoun-against-siblings", Severity.CRITICAL, "“she” for a man", span(first, FIRST, "she"),
                evidence=(span(second, SECOND, "he"),), fix="he", signals=2, asked=1, topic="people"),
        finding("name-spelled-two-ways", Severity.MAJOR, spelled, span(first, FIRST, "Dolan", 1),
                evidence=beside, fix="Dolen", signals=3, asked=2),
        finding("number-against-siblings", Severity.MINOR, "“4,000” against “400”",
                span("third.en.txt", THIRD, "4,000"), evidence=(span(first, FIRST, "400"),), topic="numbers"),
    )  # fmt: skip


def score(document: Document, verdict: Verdict, counts: dict[str, int], siblings: tuple[str, ...]) -> Score:
    return Score(
        story="story",
        document=document.id,
        verdict=verdict,
        words=len(document.tokens),
        counts=counts,
        issues=41.25,
        low=20.5,
        high=73.1,
        agreements=tuple(Agreement(one, 3, 55.5, 31.25, 48.0) for one in siblings),
        facts=FactCount(7, 1, 3),
        signatures={
            "issues": "weights:1,5,25",
            "agreement": "chrF2++|nrefs:1|case:mixed|eff:yes|nc:6|nw:2",
            "alignment": "segments:aligned sentences",
            "facts": "kinds:names",
        },
    )


def rule(name: str = "name-spelled-two-ways") -> Rule:
    return Rule(
        name=name,
        topic="names",
        category="accuracy/name",
        severity=Severity.MAJOR,
        detector="consistency",
        message="“{surface}” is spelled “{usual}” elsewhere",
        why="One person has one spelling; a reader who searches for the other finds nothing.",
        confidence=0.8,
        params={"least": 2},
        examples=(
            Example(
                "bad",
                ({"lang": "en", "text": "Dolen came. Dolan left."},),
                ((12, 17),),
                {"lang": "en", "text": "Dolen came. Dolen left."},
            ),
            Example("good", ({"lang": "en", "text": "Dolen came. Dolen left."},)),
        ),
        source="own knowledge",
    )


def run() -> Run:
    """The story with its findings, scores and a note."""
    told = story()
    verdicts = (Verdict.BLOCK, Verdict.PASS, Verdict.REVIEW)
    counts: tuple[dict[str, int], ...] = ({"critical": 1, "major": 2}, {}, {"minor": 1})
    scores = tuple(
        score(version, verdict, count, tuple(other.id for other in told.siblings(version)))
        for version, verdict, count in zip(told.versions, verdicts, counts, strict=True)
    )
    problems = (Problem("story/second.en.txt", "read as cp1252; newsrooms' tools expect UTF-8", fatal=False),)
    return Run((told,), findings(), scores, (rule(),), problems, "signature")
