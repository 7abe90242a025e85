"""How does a person walk from finding to finding, version to version, match to match?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from textual import on, work

from audit.model import Document
from audit.review import moves
from audit.review.moves import Filter
from audit.review.terminal.deciding import Deciding
from audit.review.terminal.dialogs import Ask
from audit.review.terminal.paged import ArticleView, Tabs
from audit.review.workbench import Workbench


class Walking(Deciding):
    """The walking part of the screen of one story."""

    def __init__(self, workbench: Workbench, story: str) -> None:
        super().__init__(workbench, story)
        self.narrowed = Filter()
        self.search = ""
        read = workbench.entries[story].story
        self.document = next(filter(read.judges, read.versions), read.versions[0]).id
        # What is looked at where it is not the finding: a passage of a sibling, a place the search found.
        self.elsewhere: tuple[int, int] | None = None

    def keys(self) -> list[str]:
        session = self.session
        return [key for key in session.findings if self.narrowed(session, key)] if session else []

    def visit(self, key: str | None) -> None:
        """Look at a finding, in the version in which it stands."""
        session = self.session
        self.elsewhere = None
        if session is not None and key is not None:
            self.key = key
            self.document = session.findings[key].span.document
            self.workbench.at(self.story, key)
        self.show_again()

    def _walk(self, fits: Callable[[str], bool], *, forward: bool, otherwise: str) -> None:
        key = moves.step(list(self.session.findings) if self.session else (), self.key, forward, fits)
        if key is None:
            self.say(otherwise)
        else:
            self.visit(key)

    def _step(self, *, forward: bool) -> None:
        self._walk(set(self.keys()).__contains__, forward=forward, otherwise="no other finding")

    def action_next(self) -> None:
        self._step(forward=True)

    def action_previous(self) -> None:
        self._step(forward=False)

    def _step_open(self, *, forward: bool) -> None:
        if self.session is not None:
            fits = moves.open_ones(self.session, self.keys())
            self._walk(fits, forward=forward, otherwise="everything else is decided")

    def action_next_open(self) -> None:
        self._step_open(forward=True)

    def action_previous_open(self) -> None:
        self._step_open(forward=False)

    def _step_alike(self, what: str, *, forward: bool) -> None:
        """To a finding that has the same severity or the same rule."""
        session, key = self.session, self.key
        if session is not None and key is not None:
            findings, keys = session.findings, set(self.keys())
            same = getattr(findings[key], what)
            self._walk(
                lambda one: one in keys and getattr(findings[one], what) == same,
                forward=forward,
                otherwise=f"no other finding of this {what}",
            )

    def action_next_severity(self) -> None:
        self._step_alike("severity", forward=True)

    def action_previous_severity(self) -> None:
        self._step_alike("severity", forward=False)

    def action_next_rule(self) -> None:
        self._step_alike("rule", forward=True)

    def action_previous_rule(self) -> None:
        self._step_alike("rule", forward=False)

    @on(Tabs.Clicked)
    def _tab(self, event: Tabs.Clicked) -> None:
        self._turn_to(event.key)

    def action_next_version(self) -> None:
        self._turn(1)

    def action_previous_version(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        session = self.session
        if session is None:
            return
        versions = session.story.versions
        at = next(number for number, one in enumerate(versions) if one.id == self.document)
        self._turn_to(versions[(at + by) % len(versions)].id)

    def _turn_to(self, document: str) -> None:
        """To the first finding of a version; to its beginning where it has none."""
        session = self.session
        if session is None:
            return
        self.document = document
        here = [key for key in self.keys() if session.findings[key].span.document == self.document]
        if here:
            self.visit(here[0])
        else:
            self.elsewhere = (0, 1)
            self.show_again()

    @work
    async def action_search(self) -> None:
        typed = await self.app.push_screen_wait(
            Ask("Search this version", "words as they stand", self.search)
        )
        if typed is not None:
            self.search = typed
            self._to_match(forward=True, here=True)

    def action_next_match(self) -> None:
        self._to_match(forward=True)

    def action_previous_match(self) -> None:
        self._to_match(forward=False)

    def matches(self, version: Document) -> Sequence[tuple[int, int]]:
        if not self.search:
            return ()
        return [found.span() for found in re.finditer(re.escape(self.search), version.text, re.IGNORECASE)]

    def _to_match(self, *, forward: bool, here: bool = False) -> None:
        session = self.session
        if session is None:
            return
        found = self.matches(session.story.version(self.document))
        if not found:
            self.say(f"not found: {self.search}" if self.search else "nothing is searched for: / searches")
            self.show_again()
            return
        at = self.elsewhere[0] if self.elsewhere and not here else -1
        later = [one for one in found if one[0] > at] or found
        before = [one for one in found if one[0] < at] or found
        self.elsewhere = later[0] if forward else before[-1]
        self.say(f"{list(found).index(self.elsewhere) + 1} of {len(found)}: . goes on, , back")
        self.show_again()

    @work
    async def action_filter(self) -> None:
        session = self.session
        if session is None:
            return
        hint = "severity, rule, state (undecided, skipped, decided, to write …) or words; empty shows all"
        typed = await self.app.push_screen_wait(Ask("Walk through only", hint, str(self.narrowed)))
        if typed is None:
            return
        self.narrowed = moves.parse_filter(typed, {finding.rule for finding in session.findings.values()})
        keys = self.keys()
        if self.key in keys or not keys:
            self.show_again()
        else:
            self.visit(keys[0])

    def action_without_rule(self) -> None:
        session, key = self.session, self.key
        if session is None or key is None:
            return
        rule = session.findings[key].rule
        self.narrowed = replace(self.narrowed, without=self.narrowed.without | {rule})
        keys = self.keys()
        self.say(f"all but {rule}: {len(keys)}; Esc shows it again")
        self.visit(keys[0]) if keys else self.show_again()

    def action_clear(self) -> None:
        if self.search:
            self.search = ""
        elif not self.narrowed.empty:
            self.narrowed = Filter()
        self.elsewhere = None
        self.say("")
        self.show_again()

    @on(ArticleView.Picked)
    def _picked(self, event: ArticleView.Picked) -> None:
        self.visit(event.key)
