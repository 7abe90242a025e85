"""How does one walk from finding to finding in a conversation?"""

from __future__ import annotations

import re
from collections.abc import Callable

from audit.report.explained import explained
from audit.report.wording import labels, plural, visible
from audit.review import moves
from audit.review.keys import GROUPS
from audit.review.moves import Filter
from audit.review.plain import spoken
from audit.review.queue import queue, reason, standing
from audit.review.session import Session
from audit.review.workbench import Workbench

_WIDTH = 100

# Asks a person for a line; None at the end of the input.
Ask = Callable[[str], str | None]


class PlainWalking:
    """The part of the conversation that shows; the other part decides."""

    def __init__(self, workbench: Workbench, ask: Ask, say: Callable[[str], None]) -> None:
        self.workbench, self._ask, self._say = workbench, ask, say
        self.story = ""
        self.key = ""
        self.document = ""
        self.narrowed = Filter()
        self.search = ""
        self.going = True

    @property
    def session(self) -> Session:
        return self.workbench.session(self.story)

    def open(self, story: str, fingerprint: str = "") -> None:
        """Begin a story at the place where one stopped, else at the first undecided finding."""
        if self.workbench.entries[story].session is None:
            self.workbench.judge(story)
        for problem in self.workbench.entries[story].problems:
            self._say(f"{visible(problem.path)}: {visible(problem.message)}")
        if self.workbench.entries[story].session is None:
            self._say(f"{visible(story)} cannot be judged")
            return
        self.story = story
        self.key = moves.begin(self.session, fingerprint) or ""
        self.document = self.session.story.versions[0].id
        self._stand()
        self.tell()

    def _stand(self) -> None:
        for line in spoken.standing(self.workbench, self.story):
            self._say(line)

    def tell(self) -> None:
        """Say everything about the finding."""
        if not self.key:
            self._say("Nothing found: no finding to decide on.")
            return
        self.document = self.session.findings[self.key].span.document
        self.workbench.at(self.story, self.key)
        for line in spoken.finding(self.session, self.key, self._keys()):
            self._say(line)

    def _keys(self) -> list[str]:
        return [key for key in self.session.findings if self.narrowed(self.session, key)]

    def _walk(self, fits: Callable[[str], bool], otherwise: str, *, forward: bool = True) -> None:
        key = moves.step(list(self.session.findings), self.key, forward, fits)
        if key is None:
            self._say(otherwise)
            self._stand()
        else:
            self.key = key
            self.tell()

    def do_next(self, rest: str) -> None:
        self._walk(set(self._keys()).__contains__, "no other finding")

    def do_previous(self, rest: str) -> None:
        self._walk(set(self._keys()).__contains__, "no other finding", forward=False)

    def do_next_open(self, rest: str) -> None:
        self._walk(moves.open_ones(self.session, self._keys()), "everything else is decided")

    def do_previous_open(self, rest: str) -> None:
        fits = moves.open_ones(self.session, self._keys())
        self._walk(fits, "everything else is decided", forward=False)

    def do_next_severity(self, rest: str) -> None:
        self._walk(self._alike("severity"), "no other finding of this severity")

    def do_previous_severity(self, rest: str) -> None:
        self._walk(self._alike("severity"), "no other finding of this severity", forward=False)

    def do_next_rule(self, rest: str) -> None:
        self._walk(self._alike("rule"), "no other finding of this rule")

    def do_previous_rule(self, rest: str) -> None:
        self._walk(self._alike("rule"), "no other finding of this rule", forward=False)

    def _alike(self, what: str) -> Callable[[str], bool]:
        findings, keys = self.session.findings, set(self._keys())
        same = getattr(findings[self.key], what, None) if self.key else None
        return lambda key: key in keys and getattr(findings[key], what) == same

    def do_next_version(self, rest: str) -> None:
        self._turn(1)

    def do_previous_version(self, rest: str) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        versions = self.session.story.versions
        at = next(number for number, one in enumerate(versions) if one.id == self.document)
        self.document = versions[(at + by) % len(versions)].id
        here = [key for key in self._keys() if self.session.findings[key].span.document == self.document]
        if here:
            self.key = here[0]
            self.tell()
        else:
            self._say(f"{labels(self.session.story)[self.document]}: no finding in this version")

    def do_search(self, rest: str) -> None:
        self.search = rest or self._ask("Search for: ") or ""
        self._find()

    def do_next_match(self, rest: str) -> None:
        self._find()

    def do_previous_match(self, rest: str) -> None:
        self._find()

    def _find(self) -> None:
        """All places at once: there is no page to turn."""
        version = self.session.story.version(self.document)
        pattern = re.compile(re.escape(self.search), re.IGNORECASE)
        found = list(pattern.finditer(version.text)) if self.search else []
        self._say(f"{plural(len(found), 'place')} in {labels(self.session.story)[version.id]}")
        for one in found:
            self._say(
                f"line {version.source.line_column(one.start())[0]}: {spoken.around(version, *one.span())}"
            )

    def do_filter(self, rest: str) -> None:
        names = {finding.rule for finding in self.session.findings.values()}
        self.narrowed = moves.parse_filter(rest, names)
        keys = self._keys()
        said = "all findings" if self.narrowed.empty else f"only {visible(str(self.narrowed))}"
        self._say(f"{said}: {len(keys)}")
        if keys and self.key not in keys:
            self.key = keys[0]
            self.tell()

    def do_without_rule(self, rest: str) -> None:
        if self.key:
            rule = self.session.findings[self.key].rule
            self.do_filter(f"{self.narrowed} -{rule}")

    def do_clear(self, rest: str) -> None:
        self.search = ""
        self.do_filter("")

    def do_sibling(self, rest: str) -> None:
        if self.key:
            for line in spoken.sibling(self.session, self.key, int(rest) - 1):
                self._say(line)

    def do_open_sibling(self, rest: str) -> None:
        """The passages of all siblings, one after the other."""
        for number in range(len(self.session.story.versions) - 1):
            self.do_sibling(str(number + 1))

    def do_back(self, rest: str) -> None:
        self.tell()

    def do_explain(self, rest: str) -> None:
        rule = self.session.rule(self.key) if self.key else None
        for line in explained(rule, _WIDTH).splitlines() if rule else ():
            self._say(line)

    def do_stories(self, rest: str) -> None:
        """List the stories and ask for one."""
        names = queue(self.workbench)
        for number, name in enumerate(names, 1):
            self._say(f"{number}: {visible(name)}, {standing(self.workbench, name)}")
            if said := reason(self.workbench, name):
                self._say(f"   {said}")
        typed = rest or self._ask("Which story (number; nothing for the one where you stopped): ")
        if typed is None:
            return
        if not typed.strip():
            self.open(*self.workbench.start())
        elif typed.strip().isdecimal() and 0 < int(typed) <= len(names):
            self.open(names[int(typed) - 1])
        else:
            self._say(f"no story has this number: {visible(typed)}")

    def do_help(self, rest: str) -> None:
        for group in GROUPS:
            self._say(f"{group.title}:")
            for key in group.keys:
                if key.plain:
                    self._say(f"  {key.shown[0]} or {key.action.replace('_', '-')}: {key.help}")
        self._say("After a key: its reason, its fix or its word, as in k house style. Enter alone goes on.")

    def do_quit(self, rest: str) -> None:
        self.going = False
