"""What does a check that was asked for come to? Worked out in a process of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, Literal

import msgspec

from audit.archive.siblings import siblings
from audit.archive.store import Archive
from audit.decide.ledger import KeptDecision
from audit.group import GivenStory, GivenText, given_story
from audit.load import LoadError, characters
from audit.model import Decision, Document, Finding, Judged, Kind, Role, Run, Score, Severity, Status, Verdict
from audit.report.json import as_finding, as_score, documents
from audit.run import Auditor
from audit.score import rules_digest
from audit.serve.answers import (
    AnsweredFinding,
    AnsweredProblem,
    AnsweredSibling,
    EvidencePlace,
    SpanPlace,
    Verdicts,
)
from audit.serve.composed import Composed, composed, of_file
from audit.serve.corrected import corrected
from audit.serve.requests import CheckAsked
from audit.settings import Scores, SelectionError, Settings
from audit.signoff.record import DecisionTaken

STATUSES = {
    "fix": Status.REAL,
    "real": Status.REAL,
    "keep": Status.ACCEPTED,
    "false-alarm": Status.FALSE_ALARM,
    "undo": Status.NEW,
}
_VERDICTS: dict[Verdict, Verdicts] = {
    Verdict.PASS: "pass",
    Verdict.REVIEW: "review",
    Verdict.BLOCK: "block",
    Verdict.NOT_JUDGED: "not judged",
    # A title, code: nothing of it was judged, so that it is no pass.
    Verdict.NOTHING: "not judged",
}
_ORIGINAL = "original"
_SEVERITIES = {severity.value: severity.rank for severity in Severity}
# Articles of the archive beside which one is read.
_FROM_ARCHIVE = 8
# Other choices of rules than the server's own that are kept read.
_CHOICES = 8


class TextBeside(msgspec.Struct, frozen=True):
    """A text beside which the article is read, and by whom it was found, how surely."""

    id: str
    text: str
    lang: str
    role: Role
    found_by: Literal["request", "archive"] = "request"
    sure: float = 0.0


class UploadedFile(msgspec.Struct, frozen=True):
    """The bytes of a file that was sent, and the ending that tells its format."""

    data: bytes
    ending: str


class DecidedFinding(msgspec.Struct, frozen=True):
    """What was decided on a finding of an article, by whom and when."""

    fingerprint: str
    rule: str
    action: str
    fix: str | None
    reason: str
    by: str
    at: str


class WorkerTask(msgspec.Struct, frozen=True):
    """What a worker is asked: the request, the file if one came, what was decided on the article, and the
    texts beside it where they were found before. `wanted` is the judgement, or a document."""

    asked: CheckAsked
    file: UploadedFile | None = None
    decided: tuple[DecidedFinding, ...] = ()
    beside: tuple[TextBeside, ...] | None = None
    wanted: Literal["judgement", "txt", "txt-tracked", "docx", "docx-tracked"] = "judgement"


class Judgement(msgspec.Struct, frozen=True):
    """What an article came to. `verdict_before` is with no decision counted; `taken` are the decisions that
    its findings have."""

    rules: str
    lang: str
    verdict: Verdicts
    verdict_before: Verdicts
    why: str
    blocking: list[str]
    siblings: list[AnsweredSibling]
    findings: list[AnsweredFinding]
    scores: list[dict[str, Any]]
    support: list[dict[str, Any]]
    problems: list[AnsweredProblem]
    beside: tuple[TextBeside, ...]
    taken: tuple[DecisionTaken, ...]


class Unreadable(msgspec.Struct, frozen=True):
    """Why nothing could be judged, in words: of the text, or of what was asked for."""

    reason: str
    asked: bool = False


class DocumentBytes(msgspec.Struct, frozen=True):
    """A document that was asked for."""

    data: bytes


Answer = Judgement | Unreadable | DocumentBytes


class Judge:
    """Answers tasks by settings, one at a time; `archive` is where siblings are looked for, if anywhere."""

    def __init__(self, settings: Settings, archive: str | None) -> None:
        self._settings = settings
        self._archive = archive
        self._chosen = lru_cache(_CHOICES)(self._auditor)

    def warm(self) -> None:
        """Read the rules and the tables that a story of two needs."""
        texts = tuple(
            GivenText(
                name,
                f"{name} said on Monday that 3 people came to Paris. “It was late,” she said.",
                lang="en",
            )
            for name in ("Anna", "Maria")
        )
        self._chosen((), support=False, figures=False).judge(GivenStory("warm", texts))

    def answer(self, task: WorkerTask) -> Answer:
        """What a task comes to."""
        try:
            auditor = self._chosen(task.asked.select, support=task.asked.support, figures=task.asked.figures)
        except SelectionError as error:
            return Unreadable(str(error), asked=True)
        whole, text = _article(task)
        beside = _given(task) if task.beside is None else task.beside
        if task.beside is None and task.asked.siblings == "auto" and self._archive:
            beside = (*beside, *self._found(text, auditor, {one.id for one in beside}))
        story, problems = given_story(
            GivenStory(
                text.id,
                (text, *(GivenText(one.id, one.text, lang=one.lang, role=one.role) for one in beside)),
                judged=frozenset({text.id}),
            ),
            auditor.settings.formats,
        )
        if story is None:
            return Unreadable("; ".join(one.message for one in problems) or "there is nothing to read")
        article = story.version(text.id)
        if not article.text.strip():
            return Unreadable("there is nothing to read")
        judged = auditor.judge(story, tuple(_kept(task.decided, article)))
        judged = judged._replace(problems=(*problems, *judged.problems))
        if task.wanted != "judgement":
            return _document(task, whole, judged, article, auditor)
        bare = auditor.judge(story) if task.decided else judged
        files = {one.id: of_file(one.text, ".txt") for one in beside} | {text.id: whole}
        return _judgement(task, judged, bare, beside, files, rules_digest(auditor.rules))

    def _auditor(self, select: tuple[str, ...], *, support: bool, figures: bool) -> Auditor:
        scores = Scores.ALL if figures else Scores.VERDICTS
        settings = replace(self._settings, support=support, scores=scores)
        return Auditor(replace(settings, select=select) if select else settings)

    def _found(self, text: GivenText, auditor: Auditor, taken: set[str]) -> Iterator[TextBeside]:
        """The siblings that the archive has."""
        story, _ = given_story(GivenStory(text.id, (text,)), auditor.settings.formats)
        if story is None or self._archive is None:
            return
        with Archive(self._archive) as archive:
            found = siblings(archive, story.versions[0])
        for one in found[:_FROM_ARCHIVE]:
            document = one.document
            if document.id not in taken | {text.id} and not (
                document.role is Role.SOURCE and _ORIGINAL in taken
            ):
                yield TextBeside(
                    document.id, document.text, document.lang, document.role, "archive", one.confirmed.sure
                )


def _article(task: WorkerTask) -> tuple[Composed, GivenText]:
    """The article's text with what it is made of, and as a value of a story."""
    article = task.asked.article
    if task.file is None:
        whole = composed(article)
        return whole, GivenText(article.id, whole.text, whole.format, article.lang)
    data, ending = task.file.data, task.file.ending
    try:
        text = characters(data, article.id, ending).characters
    except LoadError:  # said when it is read
        text = ""
    return of_file(text, ending), GivenText(article.id, data, ending, article.lang)


def _given(task: WorkerTask) -> tuple[TextBeside, ...]:
    """The original and the siblings that the request brought."""
    asked = task.asked
    original = (
        (TextBeside(_ORIGINAL, asked.original.text, asked.original.lang, Role.SOURCE),)
        if asked.original
        else ()
    )
    given = () if isinstance(asked.siblings, str) else asked.siblings
    return original + tuple(
        TextBeside(one.id, one.text, one.lang, Role.REFERENCE if one.trusted else Role.TRANSLATION)
        for one in given
    )


def _kept(decided: Iterable[DecidedFinding], article: Document) -> Iterator[KeptDecision]:
    for one in decided:
        status = STATUSES[one.action]
        if status is not Status.NEW:
            decision = Decision(one.fingerprint, status, one.rule, one.reason, one.by)
            yield KeptDecision("", article.id, decision, decision)


def _judgement(
    task: WorkerTask,
    judged: Judged,
    bare: Judged,
    beside: tuple[TextBeside, ...],
    files: dict[str, Composed],
    rules: str,
) -> Judgement:
    score, before = _score(judged), _score(bare)
    story = judged.story
    run = Run((story,) if story else (), judged.findings, judged.scores)
    known = documents(run)
    own = task.asked.article.id
    findings = sorted(
        (one for one in judged.findings if one.span.document == own),
        key=lambda one: (-one.severity.rank, one.span, one.rule),
    )
    shown = [one for one in findings if one.severity.rank >= _SEVERITIES[task.asked.min_severity]]
    utf16 = task.asked.offsets == "utf16"
    verdict = _said(score)
    blocking = [one.fingerprint for one in findings if one.status.open and _blocks(one)]
    return Judgement(
        rules,
        next((one.lang for one in (story.versions if story else ()) if one.id == own), ""),
        verdict,
        _said(before),
        score.why if score else "it could not be judged",
        list(dict.fromkeys(blocking)) if verdict == "block" else [],
        list(_answered_siblings(judged, beside, own)),
        [_finding(as_finding(one, known), files, utf16=utf16) for one in shown],
        [as_score(one, known) for one in judged.scores],
        [] if not judged.support or not story else _support(run, judged),
        [AnsweredProblem(one.path, one.message, one.fatal) for one in judged.problems],
        beside,
        tuple(_taken(task.decided, findings, story.version(own) if story else None)),
    )


def _blocks(finding: Finding) -> bool:
    """Whether a finding is of those that block: critical, or a fact that is contradicted and matters."""
    contradicts = finding.kind is Kind.CONTRADICTION and finding.severity is not Severity.MINOR
    return contradicts or finding.severity is Severity.CRITICAL


def _score(judged: Judged) -> Score | None:
    return next(iter(judged.scores), None)


def _said(score: Score | None) -> Verdicts:
    """The verdict as systems get it."""
    return _VERDICTS[score.verdict] if score else "not judged"


def _support(run: Run, judged: Judged) -> list[dict[str, Any]]:
    from audit.report.json import as_object

    support: list[dict[str, Any]] = as_object(replace(run, support=judged.support))["support"]
    return support


def _answered_siblings(judged: Judged, beside: Iterable[TextBeside], own: str) -> Iterator[AnsweredSibling]:
    story = judged.story
    for one in beside:
        if story is None or one.id not in {version.id for version in story.versions}:
            continue
        version = story.version(one.id)
        compared = story.comparison(own, one.id)
        role: Literal["original", "sibling", "reference"] = (
            "original"
            if one.role is Role.SOURCE
            else "reference"
            if one.role is Role.REFERENCE
            else "sibling"
        )
        yield AnsweredSibling(
            one.id,
            version.lang,
            role,
            compared.relation.value,
            one.found_by,
            round(max(compared.left_aligned, compared.right_aligned, one.sure), 3),
        )


def _finding(row: dict[str, Any], files: dict[str, Composed], *, utf16: bool) -> AnsweredFinding:
    here = files[row["document"]].located(row["span"]["start"], row["span"]["end"], utf16=utf16)
    evidence = []
    for one in row["evidence"]:
        there = files[one["document"]].located(one["start"], one["end"], utf16=utf16)
        evidence.append(
            EvidencePlace(one["document"], one["path"], there.start, there.end, one["text"], there.block)
        )
    return AnsweredFinding(
        **row | {"span": SpanPlace(here.start, here.end), "evidence": evidence},
        block=here.block,
        before=here.before,
        after=here.after,
    )


def _taken(
    decided: Iterable[DecidedFinding], findings: Iterable[Finding], article: Document | None
) -> Iterator[DecisionTaken]:
    """The decisions on findings that the article has."""
    known = {one.fingerprint: one for one in findings}
    for one in decided:
        finding = known.get(one.fingerprint)
        if finding is not None and article is not None and finding.status is not Status.NEW:
            fixed = one.action == "fix"
            after = (one.fix if one.fix is not None else finding.fix or "") if fixed else ""
            yield DecisionTaken(
                *(one.fingerprint, finding.rule, one.action, article.words(finding.span), one.reason),
                after=after,
                by=one.by,
                at=one.at,
            )


def _document(
    task: WorkerTask, whole: Composed, judged: Judged, article: Document, auditor: Auditor
) -> DocumentBytes | Unreadable:
    """The article with the corrections that were decided on."""
    fixes = {one.fingerprint: one.fix for one in task.decided if one.action == "fix"}
    wanted = [
        replace(
            finding, fix=finding.fix if fixes[finding.fingerprint] is None else fixes[finding.fingerprint]
        )
        for finding in judged.findings
        if finding.fingerprint in fixes and finding.span.document == article.id
    ]
    data = task.file.data if task.file else whole.text.encode()
    ending = task.file.ending if task.file else whole.format
    made = corrected(
        article, [one for one in wanted if one.fix is not None], data, ending, auditor.settings.formats
    )
    form, _, changes = task.wanted.partition("-")
    document = made.as_word(tracked=bool(changes)) if form == "docx" else made.as_text(marked=bool(changes))
    if document is None:
        return Unreadable("the corrections join or part paragraphs, which is not tracked", asked=True)
    return DocumentBytes(document)
