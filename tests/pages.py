"""Runs for the HTML report, made by hand: many stories, many versions, right to left, extremes."""

from __future__ import annotations

from dataclasses import replace

from audit.model import (
    Carried,
    Comparison,
    Document,
    Element,
    ElementKind,
    Finding,
    Name,
    NameKind,
    Partner,
    Relation,
    Role,
    Run,
    Severity,
    Share,
    Span,
    Story,
    SupportMap,
    Verdict,
    WordSupport,
)
from tests import support

ARABIC = "افتتح رئيس البلدية الجسر يوم الاثنين. شكر 40 عاملا.\n\nقال إن الجسر سيبقى مئة عام."
HEBREW = "ראש העיר פתח את הגשר ביום שני. הוא הודה ל-40 פועלים.\n\nהגשר יעמוד מאה שנה."
_VERDICTS = (Verdict.PASS, Verdict.REVIEW, Verdict.BLOCK)


def many(count: int = 6) -> Run:
    """The story of `support` so many times; every third one has nothing, every second one less."""
    base = support.run()
    stories, findings, scores = [], [], []
    for number in range(count):
        name = f"desk/story-{number:03d}"
        stories.append(replace(base.stories[0], id=name))
        for at, one in enumerate(base.findings):
            if number % 3 and (number % 2 or at):
                fingerprint = f"{number:08x}{at:012x}"
                findings.append(replace(one, story=name, fingerprint=fingerprint))
        for at, score in enumerate(base.scores):
            verdict = _VERDICTS[(number + at) % 3] if number % 3 else Verdict.PASS
            scores.append(replace(score, story=name, verdict=verdict, issues=number * 7.5 + at))
    return Run(tuple(stories), tuple(findings), tuple(scores), base.rules, (), "signature")


def versions(count: int = 12, paragraphs: int = 40) -> Run:
    """Long versions of one story, sentence by sentence the same, so that each has all the others as
    partners; every second one says it in fewer words."""
    texts = {}
    for number in range(count):
        more = (
            ""
            if number % 2
            else " It took a long time, and many people who live beside the river were angry."
        )
        lines = (f"Dolan{at} spoke of bridge {at}.{more}" for at in range(paragraphs))
        texts[f"outlet-{number:02d}.en.txt"] = "\n\n".join(lines)
    documents = tuple(
        support.document(name, text, facts=tuple(_person(name, text, at) for at in range(min(paragraphs, 5))))
        for name, text in texts.items()
    )
    firsts = {
        version.id: [at for at, one in enumerate(version.sentences) if version.words(one).startswith("Dolan")]
        for version in documents
    }
    links = {
        (version.id, at): tuple(
            Partner(other.id, (firsts[other.id][number],), 0.9) for other in documents if other is not version
        )
        for version in documents
        for number, at in enumerate(firsts[version.id])
    }
    names = list(texts)
    comparisons = tuple(Comparison(names[0], one, Relation.PARALLEL, 1.0, 1.0) for one in names[1:])
    story = Story("bridge", documents, Relation.PARALLEL, links, comparisons)
    found = [
        replace(
            support.finding(
                "name-spelled-two-ways", Severity.MAJOR, f"“Dolan{at}” is spelled otherwise",
                support.span(names[0], texts[names[0]], f"Dolan{at}"),
                evidence=tuple(support.span(one, texts[one], f"Dolan{at}") for one in names[1:]),
                signals=3, asked=count - 1,
            ),
            story="bridge",
        )
        for at in range(0, paragraphs, 4)
    ]  # fmt: skip
    return Run((story,), tuple(found), (), (support.rule(),), (), "signature")


def _person(name: str, text: str, number: int) -> Name:
    entity = f"Dolan{number}"
    return Name(support.span(name, text, entity), entity, kind=NameKind.PERSON, entity=entity)


def right_to_left() -> Run:
    """A version in Arabic and one in Hebrew, with marks of direction, beside an English one."""
    texts = {
        "a.ar.txt": ("ar", f"\u200f{ARABIC}"),
        "b.he.txt": ("he", HEBREW),
        "c.en.txt": ("en", support.FIRST),
    }
    documents = tuple(support.document(name, text, lang) for name, (lang, text) in texts.items())
    text = texts["a.ar.txt"][1]
    found = support.finding(
        "number-against-siblings", Severity.MAJOR, "“40” against “400”",
        support.span("a.ar.txt", text, "40"), fix="400",
        evidence=(support.span("c.en.txt", support.FIRST, "400"),), asked=2,
    )  # fmt: skip
    return Run((Story("story", documents),), (found,), (), (support.rule(),))


ORIGINAL = "انهار الجسر يوم الاثنين. قتل 13 شخصا في الحادث.\n\nستبقى المدارس مغلقة. وشكر الوزير رجال الإنقاذ."
TRANSLATION = (
    "The bridge fell on Monday. The accident killed 31 people.\n\n"
    "Schools will stay closed for two weeks and a day. Nobody thanked anyone."
)


def translated() -> Run:
    """A translation beside its Arabic original: the second sentence has another figure, the third a finding
    that nothing in the original speaks for, the fourth no sentence opposite."""
    names = ("draft.en.txt", "source.ar.txt")
    draft = support.document(names[0], TRANSLATION)
    source = replace(support.document(names[1], ORIGINAL, "ar"), role=Role.SOURCE)
    links = {
        (one.id, at): (Partner(other.id, (at,), 0.9),)
        for one, other in ((draft, source), (source, draft))
        for at in range(3)
    }
    found = (
        support.finding(
            "number-across-languages", Severity.MAJOR, "“31”: the version in ar has “13 شخصا”",
            support.span(names[0], TRANSLATION, "31"),
            evidence=(support.span(names[1], ORIGINAL, "13"),), asked=1,
        ),
        support.finding(
            "loud-word", Severity.MINOR, "“day” says little", support.span(names[0], TRANSLATION, "day")
        ),
    )  # fmt: skip
    comparisons = (Comparison(*names, Relation.PARALLEL, 0.75, 0.75, by_meaning=True),)
    carried = Carried(names[1], Share(3, 4), Share(0, 1), None, Share(0, 0))
    score = replace(support.score(draft, Verdict.BLOCK, {"major": 1}, ()), carried=(carried,))
    story = Story("story", (draft, source), Relation.PARALLEL, links, comparisons)
    return Run((story,), found, (score,), (support.rule(),))


def shaded() -> Run:
    """The story of `support` with its first version's words borne out by none, one, both and nobody."""
    run = support.run()
    first, *others = run.stories[0].versions
    words = tuple(
        WordSupport(token.start, token.end, at % 3, 2 if at % 7 else 0)
        for at, token in enumerate(first.tokens)
    )
    return replace(run, support=(SupportMap("story", first.id, tuple(one.id for one in others), words),))


def corners() -> Run:
    """One article: a mark of no width, marks within and across each other, one over two sentences, one on
    blanks, one with every word of a paragraph; a heading."""
    text = "The bridge\n\nDolen came  to Osterby. He left. Nobody saw him.\n\nThe end."
    spans = {
        "gap": (text.index(" to"), text.index(" to")),
        "blanks": (text.index("  to"), text.index("  to") + 2),
        "outer": (text.index("Dolen"), text.index(" to")),
        "inner": (text.index("came"), text.index("came") + 4),
        "across": (text.index("Osterby"), text.index(" left")),
        "whole": (text.index("The end"), len(text)),
        "after": (len(text), len(text)),
    }
    severities = (*Severity, *Severity, Severity.MINOR)
    found = [
        support.finding(name, severity, f"about {name}", Span("story", *place))
        for (name, place), severity in zip(spans.items(), severities, strict=True)
    ]
    run = support.alone(text, *found)
    version = replace(
        run.stories[0].versions[0],
        elements=(Element(ElementKind.HEADING, "1", Span("story", 0, len("The bridge"))),),
    )
    return Run((Story("story", (version,)),), tuple(found))


def of(document: Document, *found: Finding) -> Run:
    """A story of one document."""
    return Run((Story("story", (document,)),), found)
