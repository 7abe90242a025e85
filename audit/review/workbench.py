"""Which stories are under review, and what happens to them and their files when a person acts?

What both faces of the review, the screen and the prompts, share. Methods say in words what has happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import RLock
from time import monotonic

from audit import catalogue
from audit.decide import house
from audit.decide.places import keyed, path_of
from audit.group import Grouped, Root, against, group
from audit.load import FormatSettings
from audit.model import Document, Problem, Run, Score, Status, Story
from audit.report.wording import found, plural, visible
from audit.review import anchor, drafts, proposals, store
from audit.review import session as steps
from audit.review.proposals import ProposedFile
from audit.review.session import Mark, Session, Step, wrote
from audit.run import SettingsOf, check
from audit.settings import Settings, choose
from audit.settings.roots import root_of

# When a file was written, its size and its number; None where there is none.
Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be reviewed, and by whom (one word); the settings, and the company that stories are given,
    are those of `audit.run.check`."""

    paths: tuple[str, ...]
    settings: Settings = field(default_factory=Settings)
    settings_of: SettingsOf | None = None
    siblings: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    originals: tuple[str, ...] = ()
    by: str = "reviewer"
    company: Callable[[Story], Story] | None = None

    def check(self, story: Story) -> Run:
        """What the rules find in a story; what was decided on it is not asked."""
        return check([story], replace(self.settings, decisions=False), settings_of=self.settings_of)

    def try_settings(self, stories: Iterable[Story]) -> None:
        """Before anything is shown: raises ConfigError, RuleError or SelectionError for what is wrong."""
        known = dict.fromkeys(
            Path(version.source.path).parent for story in stories for version in story.versions
        )
        found = [self.settings_of(folder) for folder in known] if self.settings_of else [self.settings]
        for one in {id(one): one for one in found}.values():
            choose(catalogue.load(one.rules), one)

    def formats_of(self, folder: Path) -> FormatSettings:
        """What of structured files in a folder is prose."""
        return (self.settings_of(folder) if self.settings_of else self.settings).formats

    def gather(self) -> Grouped:
        """The stories, read from their files."""

        def root(folder: Path) -> Root:
            return root_of(self.settings_of(folder) if self.settings_of else self.settings)

        if self.siblings or self.references or self.originals:
            return against(self.paths[0], self.siblings, self.references, None, root, self.originals)
        gathered = group(self.paths, None, root)
        if self.company:
            gathered.stories = [self.company(story) for story in gathered.stories]
            gathered.problems += [
                Problem(story.id, f"from the archive: {one}", fatal=False)
                for story in gathered.stories
                for one in found(story)
            ]
        return gathered


@dataclass(slots=True)
class ReviewedStory:
    """One story: as its files were read, and its session once it is judged."""

    story: Story
    session: Session | None = None
    problems: tuple[Problem, ...] = ()
    articles: tuple[Stamp, ...] = ()
    decisions: tuple[Stamp, ...] = ()


class Workbench:
    """The stories under review and all that is done. Raises ConfigError, RuleError and SelectionError."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.entries: dict[str, ReviewedStory] = {}
        self.problems: tuple[Problem, ...] = ()
        # The screen judges in a thread beside the one in which keys are pressed.
        self._lock = RLock()
        self.gather()
        asked.try_settings(entry.story for entry in self.entries.values())

    @property
    def by(self) -> str:
        """Who decides."""
        return self.asked.by

    def session(self, story: str) -> Session:
        """The session of a story; LookupError where it is not judged."""
        session = self.entries[story].session
        if session is None:
            raise LookupError(story)
        return session

    def scores(self, story: str) -> tuple[Score, ...]:
        """The scores as they are with what is decided by now; none before the story is judged."""
        session = self.entries[story].session
        return tuple(session.current_scores()) if session else ()

    def judge(self, story: str, run: Run | None = None) -> None:
        """What the rules find in a story (unless that is at hand) and what has been decided on it.

        Raises DecisionError. A story that cannot be judged gets no session; `problems` say why.
        """
        entry = self.entries[story]
        articles = _stamps(entry.story, _article)
        found = run or self.asked.check(entry.story)
        with self._lock:
            entry.problems, entry.articles = found.problems, articles
            if found.stories:
                entry.decisions = _decided(entry.story)
                entry.session = _session(entry.session, found)

    def left(self) -> str:
        """How much is decided and what waits to be written, in words."""
        sessions = [entry.session for entry in self.entries.values() if entry.session]
        done = sum(session.decided for session in sessions)
        words = f"{done:,} of {plural(sum(len(session.findings) for session in sessions), 'finding')} decided"
        pending = sum(len(session.pending) for session in sessions)
        return f"{words}; {pending:,} accepted and not written yet" if pending else words

    def start(self) -> tuple[str, str]:
        """The story to begin with, and the fingerprint of the finding at which the last review stopped."""
        for story, entry in self.entries.items():
            place = drafts.read_place(entry.story.versions[0])
            if place.article and any(version.key == place.article for version in entry.story.versions):
                return story, place.fingerprint
        return next(iter(self.entries)), ""

    def at(self, story: str, key: str) -> None:
        """Keep the place."""
        session = self.session(story)
        try:
            drafts.write_place(session.version(key), session.findings[key].fingerprint)
        except OSError:
            return  # a place that cannot be kept must not end the review; a decision that cannot does tell

    def act(self, story: str, change: Step | None, otherwise: str = "nothing to do") -> str:
        """Take a step and keep it. Raises DecisionError where it cannot be kept; then nothing has changed."""
        if change is None:
            return otherwise
        with self._lock:
            session = self.session(story)
            conflicts = self._save(story, session, change)
            kept = change.only(change.after.keys() - conflicts.keys())
            session = session.do(kept) if kept.after else session
            self.entries[story].session = session.adopt(conflicts)
            return _told(change.said if kept.after else "not saved", conflicts)

    def across(self, rule: str) -> dict[str, tuple[str, ...]]:
        """The undecided findings of a rule in every story that is judged."""
        found = {
            story: steps.undecided_of(entry.session, rule)
            for story, entry in self.entries.items()
            if entry.session
        }
        return {story: keys for story, keys in found.items() if keys}

    def dismiss_across(self, rule: str) -> str:
        """Dismiss them all: one step in each story, undone as one. Raises DecisionError."""
        with self._lock:
            found = self.across(rule)
            said = f"all of {rule} dismissed in {plural(len(found), 'story')}"
            group = f"{said} {monotonic()}"
            told = [
                self.act(story, steps.dismiss_rule(self.session(story), rule, self.by, group))
                for story in found
            ]
            return next((one for one in told if one.startswith("not saved")), said)

    def undo(self, story: str) -> str:
        """Take the last step back; in other stories too, where it was one in all of them. Raises
        DecisionError, and FixError where a file has changed since."""
        with self._lock:
            past = self.session(story).past
            group = past[-1].group if past else ""
            told = self._stepped(story, self.session(story).undo(), "undone")
            for other, entry in self.entries.items():
                last = entry.session.past[-1:] if entry.session and group else ()
                if entry.session and last and last[0].group == group:
                    self._stepped(other, entry.session.undo(), "undone")
            return told

    def redo(self, story: str) -> str:
        """Take the step that was undone last once more. Raises as `undo`."""
        with self._lock:
            return self._stepped(story, self.session(story).redo(), "done again")

    def _stepped(self, story: str, stepped: tuple[Session, Step] | None, said: str) -> str:
        if stepped is None:
            return f"nothing to be {said.split()[0]}"
        session, change = stepped
        if change.files:
            # A decision is kept while its finding stands in the text: before or after it changes back.
            proposals.put(change.files)
            self._save(story, self.session(story), change)
            self._reread(story)
            now = self.session(story)
            session = replace(now, past=session.past, future=session.future).adopt(change.after)
        conflicts = self._save(story, session, change)
        self.entries[story].session = session.adopt(conflicts)
        return _told(f"{said}: {change.said}", conflicts)

    def proposals(self, story: str) -> tuple[ProposedFile, ...]:
        """What writing the accepted fixes would make of the files. Raises FixError."""
        return proposals.propose(self.session(story), self.asked.formats_of, self.by)

    def write(self, story: str, proposed: Sequence[ProposedFile]) -> str:
        """Write what was proposed and judge the story anew. Raises DecisionError and FixError."""
        with self._lock:
            files = proposals.put(proposal.file for proposal in proposed)
            keys = [key for proposal in proposed for key in proposal.keys]
            told = self.act(story, wrote(self.session(story), keys, files))
            self._reread(story)
            return told

    def changed(self, story: str) -> bool:
        """Whether the articles on disk are not those that were judged."""
        entry = self.entries[story]
        return entry.session is not None and _stamps(entry.story, _article) != entry.articles

    def look(self, story: str) -> tuple[str, ...]:
        """What others have done meanwhile: to the articles, and to the decisions. Raises DecisionError."""
        with self._lock:
            told = []
            if self.changed(story):
                told.append(self._reread(story))
            entry = self.entries[story]
            if entry.session and (stamps := _decided(entry.story)) != entry.decisions:
                entry.decisions = stamps
                told.append(self._adopt(story, entry.session))
            return tuple(filter(None, told))

    def _adopt(self, story: str, session: Session) -> str:
        there = store.load(session.story, session.findings)
        marks = {key: there.get(key, Mark()) for key in session.findings}
        news = {key: mark for key, mark in marks.items() if mark != session.mark(key)}
        self.entries[story].session = session.adopt(news)
        return _told("another reviewer is at work here", news) if news else ""

    def _save(self, story: str, session: Session, change: Step) -> dict[str, Mark]:
        if change.names:
            for path in {house.path_of(version) for version in session.story.versions}:
                house.listed(path, change.names, there=change.listed)
            for name, entry in self.entries.items():
                if name != story and entry.session:
                    self._adopt(name, entry.session)
            return {}
        # What others decided since the last look is in the files, too: the next look reads them.
        return store.save(session, change)

    def _reread(self, story: str) -> str:
        """The story as its files are now; where it cannot be read any more it stays as it was."""
        entry = self.entries[story]
        before, old = entry.story, entry.session
        if story not in self.gather():
            entry.articles = _stamps(before, _article)
            return "the files of this story are gone or cannot be read: this is the text as it was"
        if entry.story == before:
            entry.articles = _stamps(before, _article)
            return ""
        self.judge(story)
        if entry.session is None:
            return ""
        cured = len(old.findings.keys() - entry.session.findings.keys()) if old else 0
        new = len(self.news(story, old))
        left = len(entry.session.findings) - new
        return f"the text has changed on disk and was read again: {new} new, {cured} cured, {left} as before"

    def news(self, story: str, before: Session | None) -> tuple[str, ...]:
        """The findings that a text did not have before."""
        ever = before.findings.keys() if before else frozenset()
        return tuple(key for key in self.session(story).findings if key not in ever)

    def gather(self) -> frozenset[str]:
        """Read the files again, also those that came; the ids of the stories that are there now."""
        grouped = self.asked.gather()
        self.problems = tuple(grouped.problems)
        stories = keyed(grouped.stories)
        for story in stories:
            self.entries.setdefault(story.id, ReviewedStory(story)).story = story
        return frozenset(story.id for story in stories)


def _session(old: Session | None, run: Run) -> Session:
    (story,) = run.stories
    order = {version.id: at for at, version in enumerate(story.versions)}
    found = sorted(run.findings, key=lambda one: (order[one.span.document], one.span, one.rule))
    if old is None:
        findings = anchor.keyed(found)
        return Session(story, findings, run.scores, run.rules, store.load(story, findings))
    findings = anchor.rekeyed(old, story.versions, found)
    ever = {**old.gone, **old.findings}
    gone = {key: finding for key, finding in ever.items() if key not in findings}
    session = replace(old, story=story, findings=findings, scores=run.scores, gone=gone)
    store.move(old, session)
    return session


def _told(said: str, others: Mapping[str, Mark]) -> str:
    """What happened, and what other reviewers had to say to it."""
    if not others:
        return said
    (mark, *rest) = others.values()
    verdict = {Status.NEW: "took a decision back"}.get(mark.status, f"decided: {mark.status.value}")
    who = visible(mark.by) or "somebody else"
    reason = f" ({visible(mark.reason)})" if mark.reason else ""
    more = f", and {len(rest)} more" if rest else ""
    return f"{said}: {who} {verdict}{reason}{more}"


def _article(version: Document) -> Path:
    return Path(version.source.path)


def _decided(story: Story) -> tuple[Stamp, ...]:
    """Of all files in which something is decided on a story."""
    return _stamps(story, path_of) + _stamps(story, house.path_of)


def _stamps(story: Story, place: Callable[[Document], Path]) -> tuple[Stamp, ...]:
    return tuple(map(_stamp, dict.fromkeys(map(place, story.versions))))


def _stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
