"""What does a reader that the newsroom brings, a language model, mark in the versions on trial?

Nothing is asked of anybody unless a run is told an endpoint. What the reader says is no more than where to
look: words that stand in the text word for word, which `marked-by-reader` shows as support. A reader that is
slow, gone, cut off or lies costs its own marks and a line of problem, and nothing else.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from audit.align import align
from audit.annotate import annotate
from audit.cache import Store
from audit.deadline import allowed, within
from audit.limits import LIMITS
from audit.model import Document, Problem, Proofreading, ProofreadingCost, ReaderMark, Story
from audit.reader.answer import AnswerError, found
from audit.reader.endpoint import REFUSED, EndpointError, ask
from audit.reader.question import LOOSE, STRICT, VERSION, ReadPassage, passages, question
from audit.settings.reader import ReaderSettings

FILE = "reader.sqlite"
# After so many passages in a row without an answer nobody waits for the next.
_PATIENCE = 2

# Told after each story: how many are read, of how many.
Progress = Callable[[int, int], None]


class Read(NamedTuple):
    """The stories with what the reader marked in them, what it cost, and what it did not read."""

    stories: tuple[Story, ...]
    cost: ProofreadingCost
    problems: tuple[Problem, ...]


def read(
    stories: Iterable[Story],
    reader: ReaderSettings,
    cached: Path | None = None,
    progress: Progress | None = None,
) -> Read:
    """Put the passages of all versions on trial to the reader; answers are kept in, and taken from, the
    folder `cached`."""
    given = tuple(stories)
    work = _Work(reader, Store(cached / FILE) if cached else None)
    told: list[Story] = []
    try:
        for story in given:
            told.append(work.story(story))
            if progress:
                progress(len(told), len(given))
    finally:
        work.close()
    return Read(tuple(told), work.cost, work.problems)


def _aligned(story: Story) -> Story:
    return align(replace(story, versions=tuple(map(annotate, story.versions))))


def _length(story: Story) -> int:
    return sum(len(version.text) for version in story.versions)


def _digest(url: str, asked: dict[str, Any]) -> bytes:
    """What an answer is kept by: who was asked what. Not by whom: another version of this program asks the
    same question, and an answer costs time or money."""
    return blake2b(json.dumps([url, VERSION, asked]).encode(), digest_size=20).digest()


class _Work:
    """One run's reading: who is asked, what it cost so far, and whether there is still hope."""

    def __init__(self, reader: ReaderSettings, store: Store | None) -> None:
        self._reader = reader
        self._store = store
        self._shape = STRICT
        self._failed = 0
        self._reasons: list[str] = []
        by = f"{reader.model or 'a model'} at {reader.parts.netloc}, question {VERSION}"
        self.cost = ProofreadingCost(by)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """A line for all that was not read."""
        if not self.cost.unread:
            return ()
        reasons = "; ".join(dict.fromkeys(self._reasons))
        message = (
            f"the reader did not get through {self.cost.unread:,} of {self.cost.passages:,} passages"
            f" ({reasons}): they are judged without it"
        )
        return (Problem(self._reader.parts.netloc, message, fatal=False),)

    def close(self) -> None:
        if self._store is not None:
            self._store.close()

    def story(self, story: Story) -> Story:
        """The story with what was marked in its versions on trial."""
        if not any(map(story.judges, story.versions)):
            return story
        try:
            ready = within(allowed(LIMITS.story_seconds, _length(story)), partial(_aligned, story))
        except Exception:  # it will be said of the story when it is judged
            return story
        return replace(
            story,
            versions=tuple(
                replace(version, proofreading=self._version(ready, ready.version(version.id)))
                if story.judges(version)
                else version
                for version in story.versions
            ),
        )

    def _version(self, story: Story, version: Document) -> Proofreading:
        marks: list[ReaderMark] = []
        whole = True
        for passage in passages(version):
            told = self._passage(story, version, passage)
            whole = whole and told is not None
            marks += told or ()
        return Proofreading(self.cost.by, tuple(marks), whole)

    def _passage(
        self, story: Story, version: Document, passage: ReadPassage
    ) -> tuple[ReaderMark, ...] | None:
        """What is marked in a passage; None where it was not read."""
        asked = question(story, version, passage, self._reader.model)
        digest = _digest(self._reader.url, asked)
        kept = self._store.get(digest) if self._store is not None else None
        self._count(passages=1, kept=kept is not None)
        try:
            answer = self._asked(asked) if kept is None else kept.decode(errors="replace")
            told = found(version, passage, answer)
        except (EndpointError, AnswerError) as error:
            self._reasons.append(str(error))
            self._count(unread=1)
            return None
        if kept is None and self._store is not None:
            self._store.put(digest, answer.encode())
        self._count(marks=len(told.marks), dropped=told.dropped)
        return told.marks

    def _asked(self, asked: dict[str, Any]) -> str:
        """What the reader answers, in as strict a shape as it takes. Raises EndpointError."""
        seconds = min(self._reader.answer_seconds, self._reader.seconds - self.cost.seconds)
        if self._failed >= _PATIENCE:
            raise EndpointError("and it was asked no more")
        if seconds <= 0:
            raise EndpointError(f"all took {self._reader.seconds:.0f} seconds, and it was asked no more")
        began = time.monotonic()
        try:
            try:
                reply = ask(self._reader, {**asked, "response_format": self._shape}, seconds)
            except EndpointError as error:
                left = seconds - (time.monotonic() - began)
                if error.status not in REFUSED or self._shape is LOOSE or left <= 0:
                    raise
                reply = ask(self._reader, {**asked, "response_format": LOOSE}, left)
                self._shape = LOOSE
        except EndpointError:
            self._failed += 1
            raise
        finally:
            self._count(seconds=time.monotonic() - began)
        self._failed = 0
        self._count(asked_tokens=reply.asked_tokens, answered_tokens=reply.answered_tokens)
        if not reply.whole:
            raise EndpointError("its answer was cut off")
        return reply.text

    def _count(self, **more: float) -> None:
        """Add to what it cost."""
        known = self.cost._asdict()
        self.cost = self.cost._replace(**{name: known[name] + value for name, value in more.items()})
