"""What is on the desk: which stories, how each stands, and who has looked at it?"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace
from hashlib import blake2b, sha256
from pathlib import Path
from typing import NamedTuple

from audit.archive.articles import ArticleEntry
from audit.archive.errors import ArchiveError
from audit.archive.search import with_words
from audit.archive.store import Archive
from audit.decide.files import DecisionError
from audit.decide.places import path_of
from audit.desk.shelf import PutText, ShelfError, put_beside, put_story, say
from audit.model import Document, Finding, Problem, Role, Run, Story
from audit.review import session as steps
from audit.review.queue import queue
from audit.review.session import Mark, Session
from audit.review.workbench import Asked, ReviewedStory, Workbench
from audit.signoff import Standing, read, standing
from audit.signoff.shelf import shelf_of


class GoneError(LookupError):
    """A story or a finding that is not, or no longer, there."""


class StepTaken(NamedTuple):
    """What became of a request, in words; and the finding at which to go on, "" for none."""

    said: str
    address: str = ""


class Desk:
    """The stories of some folders and those that were put on the shelf, under review by one person.

    Raises ConfigError, RuleError and SelectionError where there is no judging by the settings.
    """

    def __init__(self, asked: Asked, shelf: Path, archive: str | None = None) -> None:
        self.shelf, self.archive = shelf, archive
        shelf.mkdir(parents=True, exist_ok=True)
        self.workbench = Workbench(replace(asked, paths=(*asked.paths, str(shelf))))
        self._said: dict[str, list[str]] = {}
        self._failed: dict[str, str] = {}
        self._lock = threading.RLock()
        self._judging: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._wake = threading.Event()
        self._ended = threading.Event()

    @property
    def by(self) -> str:
        """Who decides."""
        return self.workbench.by

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What could not be read; that nobody has put anything on the shelf is none."""
        return tuple(one for one in self.workbench.problems if Path(one.path) != self.shelf)

    def names(self) -> dict[str, str]:
        """The name in the address of each story, worst first, and its id."""
        with self._lock:
            return {_name(story): story for story in queue(self.workbench)}

    def story(self, name: str) -> str:
        """The id of a story by its name in the address. Raises GoneError."""
        with self._lock:
            found = next((one for one in self.workbench.entries if _name(one) == name), None)
        if found is None:
            raise GoneError("no such story is on the desk")
        return found

    def called(self, story: str) -> str:
        """What a person calls a story. Nobody chose where the shelf lies, so that it is no part of it."""
        return story.removeprefix(f"{self.shelf}/")

    def entry(self, story: str) -> ReviewedStory:
        return self.workbench.entries[story]

    def failure(self, story: str) -> str:
        """Why a story could not be judged; "" where it was, or was not tried yet."""
        return self._failed.get(story, "")

    @property
    def waiting(self) -> int:
        """How many stories are still to be read."""
        entries = self.workbench.entries.items()
        return sum(one.session is None and not self.failure(story) for story, one in entries)

    def looked(self, story: str) -> Session | None:
        """The session of a story, judged if it has not been yet, and as its files are now; None where it
        cannot be judged."""
        self._judge(story)
        with self._lock:
            if self.entry(story).session is not None:
                try:
                    for one in self.workbench.look(story):
                        self.note(story, one)
                except DecisionError as error:
                    self.note(story, str(error))
            return self.entry(story).session

    def note(self, story: str, said: str) -> None:
        """Something to be said once, above the story."""
        self._said.setdefault(story, []).append(said)

    def notes(self, story: str) -> list[str]:
        """What is to be said of a story, once."""
        return self._said.pop(story, [])

    def run(self, story: str) -> Run:
        """What a report sees of a story under review: each finding with what was decided on it."""
        session = self.workbench.session(story)
        found = tuple(replace(one, status=session.mark(key).status) for key, one in session.findings.items())
        scores = self.workbench.scores(story)
        return Run((session.story,), found, scores, session.rules, self.entry(story).problems)

    def decide(self, story: str, action: str, was: Mapping[str, str], words: str | None = None) -> StepTaken:
        """Take a step on findings, each by its key with how it stood on the page that asked for it: where
        that is not how it stands, another page decided meanwhile and nothing is done. Raises
        DecisionError."""
        with self._lock:
            session = self.looked(story)
            if session is None:
                raise GoneError("the story cannot be judged any more")
            if any(key not in session.findings for key in was):
                return StepTaken("the text has changed: that finding is gone")
            if any(stands(session.mark(key)) != before for key, before in was.items()):
                return StepTaken("not done: it was decided elsewhere meanwhile; this is how it stands")
            tried = [steps.step(session, action, key, self.by, words) for key in was]
            change = steps.together(one for one, _ in tried if one)
            said = self.workbench.act(story, change, *(otherwise for _, otherwise in tried[:1]))
            return StepTaken(said, self.next_to(story, tuple(was)[-1] if was else ""))

    def next_to(self, story: str, key: str) -> str:
        """The fingerprint of the next finding that is undecided, from a finding on; of that where none is."""
        session = self.workbench.session(story)
        keys = list(session.findings)
        at = keys.index(key) if key in keys else 0
        order = (*keys[at:], *keys[:at])
        left = next((one for one in order if not session.mark(one).decided), key)
        return session.findings[left].fingerprint if left in session.findings else ""

    def undo(self, story: str, *, redo: bool = False) -> str:
        """Raises DecisionError and FixError."""
        with self._lock:
            return self.workbench.redo(story) if redo else self.workbench.undo(story)

    def by_rule(self) -> Counter[str]:
        """How many undecided findings there are of each rule."""
        counted: Counter[str] = Counter()
        for entry in self.workbench.entries.values():
            if entry.session:
                session = entry.session
                counted.update(
                    one.rule for key, one in session.findings.items() if not session.mark(key).decided
                )
        return counted

    def dismiss_rule(self, rule: str, seen: str) -> str:
        """Dismiss the undecided findings of a rule in all stories, if they are those that a page showed
        (`seen`). Raises DecisionError."""
        with self._lock:
            if seen != listed(self.workbench.across(rule)):
                return f"not done: other findings of {rule} have come or gone since the page was shown"
            said = self.workbench.dismiss_across(rule)
            return f"{said}; “Undo” in one of them takes it back in all"

    def put(self, title: str, texts: list[PutText], *, together: bool) -> str | None:
        """Put texts on the desk, as one story or each as one of its own; the name of the story, None for
        several. Raises ShelfError and OSError."""
        with self._lock:
            before = frozenset(self.workbench.entries)
            for one in [texts] if together else [[text] for text in texts]:
                put_story(self.shelf, title if together else "", one)
            self.workbench.gather()
            new = [story for story in self.workbench.entries if story not in before]
            self._wake.set()
            return _name(new[0]) if len(new) == 1 else None

    def put_beside(self, story: str, texts: list[PutText]) -> None:
        """Put texts beside those of a story. Raises ShelfError and OSError."""
        with self._lock:
            put_beside(self._folder(story), texts)
            self._again(story)

    def tell(self, story: str, document: str, lang: str, role: Role) -> None:
        """Say of a version in which language it is and what it is to the story. Raises ShelfError and
        OSError."""
        with self._lock:
            folder = self._folder(story)
            versions = self.entry(story).story.versions
            version = next((one for one in versions if one.id == document), None)
            if version is None:
                raise GoneError("that version is gone")
            say(folder, {Path(version.source.path).name: {"lang": lang, "role": role.value}})
            self._again(story)

    def changeable(self, story: str) -> bool:
        """Whether texts can be put beside the story, and be said of: it is all that is in its folder."""
        try:
            self._folder(story)
        except ShelfError:
            return False
        return True

    def signed(self, version: Document) -> Standing:
        """Who signed for a version, and whether that holds. Raises SignOffError."""
        return standing(read(shelf_of(path_of(version))), version.text)

    def search(self, words: str) -> list[ArticleEntry]:
        """What the archive has of these words. Raises ArchiveError."""
        if self.archive is None:
            raise ArchiveError("no archive: start the desk with --archive")
        with Archive(self.archive) as archive:
            return [one.entry for one in with_words(archive, words)]

    def take(self, article: int) -> str | None:
        """Put an article of the archive on the desk; its name there. Raises ArchiveError and ShelfError."""
        if self.archive is None:
            raise ArchiveError("no archive: start the desk with --archive")
        with Archive(self.archive) as archive:
            entries = archive.named([article])
            texts = archive.documents(entries.values())
        if article not in texts:
            raise GoneError("no such article is in the archive")
        text = texts[article]
        put = PutText(f"{entries[article].title or 'article'}.txt", text.text.encode(), text.lang)
        return self.put(entries[article].title, [put], together=True)

    def read_all(self) -> None:
        """Judge one story after the other, and those that come, until the end."""
        while not self._ended.is_set():
            waiting = [
                one
                for one in list(self.workbench.entries)
                if self.entry(one).session is None and not self.failure(one)
            ]
            if not waiting:
                self._wake.wait()
                self._wake.clear()
            for story in waiting:
                if self._ended.is_set():
                    return
                self._judge(story)

    def end(self) -> None:
        self._ended.set()
        self._wake.set()

    def _judge(self, story: str) -> None:
        # One that takes long keeps nobody from the others.
        with self._judging[story]:
            entry = self.entry(story)
            if entry.session is not None or story in self._failed:
                return
            try:
                self.workbench.judge(story)
            except DecisionError as error:
                self._failed[story] = str(error)
                return
            if self.entry(story).session is None:
                told = (f"{one.path}: {one.message}" for one in self.entry(story).problems)
                self._failed[story] = "; ".join(told) or "nothing in it is to be judged"

    def _again(self, story: str) -> None:
        """Read the files of a story again and judge it."""
        self._failed.pop(story, None)
        if story not in self.workbench.gather():
            raise GoneError("the files of this story are gone or cannot be read")
        self.workbench.judge(story)

    def _folder(self, story: str) -> Path:
        """The folder of which a story is all. Raises ShelfError where there is none."""
        folders = _folders(self.entry(story).story)
        alone = len(folders) == 1 and not any(
            folders & _folders(one.story) for name, one in self.workbench.entries.items() if name != story
        )
        if not alone:
            raise ShelfError(
                "other stories lie in its folder: what a text is stands in its file or the layout"
            )
        return folders.pop()


def stands(mark: Mark) -> str:
    """How a finding stands, in a word that two pages compare."""
    return f"{mark.status.value} {mark.fix if mark.fix is not None else '-'}"


def shown(session: Session) -> str:
    """A digest of what a page shows of a story: its texts, and how each finding stands."""
    texts = [(one.id, one.text) for one in session.story.versions]
    return _digest((texts, [(key, stands(session.mark(key))) for key in session.findings]))


def listed(findings: Mapping[str, tuple[str, ...]]) -> str:
    """A digest of findings by their stories."""
    return _digest(sorted(findings.items()))


def keys_of(session: Session) -> dict[tuple[str, str], str]:
    """The key of each finding by its version and fingerprint."""
    return {(one.span.document, one.fingerprint): key for key, one in session.findings.items()}


def decided(session: Session) -> Iterator[tuple[str, Finding, Mark]]:
    """The findings that speak against nothing any more, with why."""
    for key, finding in session.findings.items():
        if not session.mark(key).status.open:
            yield key, finding, session.mark(key)


def _folders(story: Story) -> set[Path]:
    found = story.found or ()
    beside = {one.document for one in found}
    return {Path(one.source.path).parent for one in story.versions if one.id not in beside}


def _digest(value: object) -> str:
    return sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest()


def _name(story: str) -> str:
    return blake2b(story.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
