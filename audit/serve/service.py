"""What is answered to each request? The API's operations, whoever carries them."""

from __future__ import annotations

import hashlib
import secrets
import time
from datetime import UTC, datetime
from functools import partial
from typing import Any, Literal, NamedTuple

import msgspec

from audit.serve.answers import CheckAnswer, Gate, Health, publish_of
from audit.serve.composed import digest
from audit.serve.gate import gate_of
from audit.serve.judge import DecidedFinding, DocumentBytes, Judgement, Unreadable, UploadedFile, WorkerTask
from audit.serve.keeper import StoreThread
from audit.serve.kept import KeptCheck
from audit.serve.problems import Fault, ServeError
from audit.serve.requests import CheckAsked, DecisionAsked, ReviewAsked
from audit.serve.signing import now, record_of
from audit.serve.tokens import BearerToken, Scope
from audit.serve.worker import DiedError, FailedError, StoppedError
from audit.serve.workers import RETRY_SECONDS, BusyError, WarmingError, WorkerQueue
from audit.signoff import SignOff, standing_of
from audit.version import __version__

# Seconds that a check is kept: from the first draft of a morning to the last of the next.
KEPT_SECONDS = 24 * 60 * 60


class FindingsPage(NamedTuple):
    """Which findings of a check: so many from the one with this number, the first being 0."""

    start: int
    limit: int


class Service:
    """The operations of the API. Everything raises ServeError; ArchiveError where nothing can be kept."""

    def __init__(self, workers: WorkerQueue, kept: StoreThread, kept_seconds: int = KEPT_SECONDS) -> None:
        self._workers = workers
        self.kept = kept
        self._kept_seconds = kept_seconds

    def begin(self) -> None:
        self._workers.begin()

    def close(self) -> None:
        self._workers.close()
        self.kept.close()

    def health(self) -> Health:
        workers = self._workers
        return Health(
            "ok" if workers.warm else "warming",
            __version__,
            workers.limits.workers,
            workers.busy,
            workers.waiting,
        )

    async def check(self, asked: CheckAsked, file: UploadedFile | None, by: BearerToken) -> KeptCheck:
        """Judge an article and keep what it came to."""
        article = asked.article
        decided = await self.kept(lambda kept: kept.decisions(article.id))
        sha256 = hashlib.sha256(file.data).hexdigest() if file else digest(article)
        task = WorkerTask(asked, file, decided)
        return await self._judged(secrets.token_urlsafe(18), sha256, task, by)

    async def find(self, id_: str) -> KeptCheck:
        """A check that is still kept."""
        check = await self.kept(lambda kept: kept.check(id_))
        if check is None:
            raise ServeError(Fault.NOT_FOUND, "no check of this id is kept: check the text again")
        return check

    async def document(
        self, check: KeptCheck, form: Literal["txt", "docx"], *, tracked: bool, by: BearerToken
    ) -> bytes:
        """The article with the corrections that were decided on."""
        article = check.task.asked.article.id
        decided = await self.kept(lambda kept: kept.decisions(article))
        wanted: Any = f"{form}-tracked" if tracked else form
        task = msgspec.structs.replace(
            check.task, decided=decided, beside=check.judgement.beside, wanted=wanted
        )
        answer = await self._answer(task, by)
        assert isinstance(answer, DocumentBytes)
        return answer.data

    async def decide(self, check: KeptCheck, said: tuple[DecisionAsked, ...], by: BearerToken) -> KeptCheck:
        """Keep decisions on findings of a check, and what it comes to with them."""
        rules = {one.fingerprint: one.rule for one in check.judgement.findings}
        for one in said:
            if one.fingerprint not in rules:
                raise ServeError(Fault.NOT_FOUND, "a fingerprint is of no finding of this check")
        at = now()
        decided = [
            DecidedFinding(
                one.fingerprint,
                rules[one.fingerprint],
                one.action,
                one.fix,
                one.reason,
                one.by or by.name,
                at,
            )
            for one in said
        ]
        article = check.task.asked.article.id
        await self.kept(lambda kept: kept.decide(article, decided))
        return await self._again(check, by)

    async def sign(self, check: KeptCheck, said: ReviewAsked, by: BearerToken) -> SignOff:
        """Keep a person's word on the text of a check."""
        if said.sha256 != check.sha256:
            raise ServeError(
                Fault.TEXT_CHANGED,
                "the text of this check has another digest: check the one to be signed",
            )
        override = said.override.strip()
        if override and Scope.OVERRIDE not in by.scopes:
            raise ServeError(Fault.NOT_ALLOWED, "to override takes a token with the scope override")
        if override and not said.reviewer.role.strip():
            raise ServeError(Fault.NOT_SO, "who overrides a verdict says in which role: reviewer.role")
        check = await self._again(check, by)
        if check.judgement.verdict == "block" and not override:
            raise ServeError(
                Fault.BLOCKED, "mend it, decide on its findings, or say why it is published all the same"
            )
        article = check.task.asked.article.id
        return await self.kept(lambda kept: kept.sign(article, partial(record_of, check, said)))

    async def record(self, check: KeptCheck) -> SignOff:
        """The record of the sign-off of the text of a check."""
        article = check.task.asked.article.id
        records = await self.kept(lambda kept: kept.records(article))
        stands = standing_of(records, check.sha256)
        if stands.record is None or not stands.holds:
            raise ServeError(Fault.NOT_FOUND, f"no sign-off holds for this text: {stands.why}")
        return stands.record

    async def gate(self, article: str, sha256: str) -> Gate:
        """Whether a text may be published."""
        known = await self.kept(lambda kept: kept.known(article, sha256))
        told = gate_of(article, sha256, known)
        if told is None:
            raise ServeError(Fault.NOT_FOUND, "no text of this article was ever checked")
        return told

    async def answer(self, check: KeptCheck, page: FindingsPage) -> CheckAnswer:
        """A check as it is told, a page of its findings."""
        asked, judgement = check.task.asked, check.judgement
        gate = await self.gate(asked.article.id, check.sha256)
        total, after = len(judgement.findings), page.start + page.limit
        more = page.limit > 0 and after < total
        return CheckAnswer(
            id=check.id,
            version=__version__,
            rules=judgement.rules,
            article=asked.article.id,
            lang=judgement.lang,
            sha256=check.sha256,
            expires=datetime.fromtimestamp(check.until, UTC).isoformat(timespec="seconds"),
            verdict=judgement.verdict,
            why=judgement.why,
            publish=gate.publish if gate.signed else publish_of(judgement.verdict),
            blocking=judgement.blocking,
            siblings=judgement.siblings,
            findings=judgement.findings[page.start : after],
            scores=judgement.scores,
            support=judgement.support,
            problems=judgement.problems,
            total=total,
            next=f"/v1/checks/{check.id}?from={after}&limit={page.limit}" if more else None,
        )

    async def _again(self, check: KeptCheck, by: BearerToken) -> KeptCheck:
        """A check with what was decided on the article by now."""
        article = check.task.asked.article.id
        decided = await self.kept(lambda kept: kept.decisions(article))
        if decided == check.task.decided:
            return check
        task = msgspec.structs.replace(check.task, decided=decided, beside=check.judgement.beside)
        return await self._judged(check.id, check.sha256, task, by)

    async def _judged(self, id_: str, sha256: str, task: WorkerTask, by: BearerToken) -> KeptCheck:
        answer = await self._answer(task, by)
        assert isinstance(answer, Judgement)
        check = KeptCheck(id_, sha256, int(time.time()) + self._kept_seconds, task, answer)
        await self.kept(lambda kept: kept.put_check(check))
        return check

    async def _answer(self, task: WorkerTask, by: BearerToken) -> Judgement | DocumentBytes:
        try:
            answer = await self._workers.answer(task, by.name)
        except WarmingError:
            raise ServeError(Fault.WARMING, "the rules are being read", RETRY_SECONDS) from None
        except BusyError as error:
            fault = Fault.TOO_MANY if error.own else Fault.BUSY
            raise ServeError(fault, str(error), RETRY_SECONDS) from None
        except StoppedError:
            seconds = self._workers.limits.seconds
            raise ServeError(Fault.OUT_OF_TIME, f"it was stopped after {seconds:g} seconds") from None
        except (DiedError, FailedError) as error:
            name = str(error) or "its process died"
            raise ServeError(Fault.FAILED, f"the check failed: {name}") from None
        if isinstance(answer, Unreadable):
            raise ServeError(Fault.NOT_SO if answer.asked else Fault.NOTHING_TO_READ, answer.reason)
        return answer
