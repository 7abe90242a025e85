"""A story in files, and rules of its own to review it by, so that no other rule changes what is seen here."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from textual.pilot import Pilot

from audit.review.session import Session
from audit.review.terminal.app import ReviewApp
from audit.review.terminal.screen import ReviewScreen
from audit.review.workbench import Asked, Workbench
from audit.settings import Settings

DRAFT = """The brigde over the harbour of Osterby opens on Monday, the mayoress said.

Workers utilised 410 tonnes of steel for the new crossing. The old brigde [b]stays[/b] closed until May.

“We utilised what we had,” said Marek Dolen, who has led the works since the winter storm.
"""
MORNING = """The bridge over the harbour of Osterby opens on Monday, the mayor said.

Workers used 140 tonnes of steel for the new crossing. The old bridge stays closed until May.
"""
COURIER = """On Monday the bridge over the harbour of Osterby opens, the mayor said.

For the new crossing workers used 140 tonnes of steel. The old bridge stays closed until May.
"""

_RULES = {
    "wrong-bridge": """category: linguistic/spelling
severity: major
confidence: 0.9
detector: pattern
params: {find: [brigde], instead: bridge}
message: "“{surface}” is a slip for “{instead}”"
why: A slip in the first sentence costs more trust than ten in the last.
examples:
  - bad: {en: "The [[brigde]] opens."}
    fixed: {en: "The bridge opens."}
  - good: {en: "The bridge opens."}
""",
    "loud-word": """category: style/unidiomatic
severity: minor
confidence: 0.8
detector: pattern
params: {find: [utilised], instead: used}
message: "“{surface}” says “{instead}” with more letters"
why: Plain words are read; long ones are looked at.
examples:
  - bad: {en: "They [[utilised]] steel."}
    fixed: {en: "They used steel."}
  - good: {en: "They used steel."}
""",
    "wrong-office": """category: accuracy/mistranslation
severity: critical
confidence: 0.8
detector: pattern
params: {find: [mayoress]}
message: "“{surface}” is the mayor's wife, not a mayor"
why: The words look alike and name two people.
examples:
  - bad: {en: "The [[mayoress]] said so."}
  - good: {en: "The mayor said so."}
""",
    "figure-alone": """category: accuracy/mistranslation
severity: major
confidence: 0.88
detector: sibling-number
params: {differs: amount}
message: "“{surface}”: {count} of {asked} {witnesses} {write} “{theirs}”"
why: The odd figure out is nearly always wrong.
examples:
  - bad:
      - {en: "The flood killed [[13]] people in the valley, officials said."}
      - {en: "Officials said the flood had killed 30 people in the valley."}
      - {en: "The flood in the valley killed thirty people, officials said."}
    fixed: {en: "The flood killed 30 people in the valley, officials said."}
  - good: {en: "The flood killed 30 people in the valley, officials said."}
""",
}
RULES = tuple(_RULES)
# In reading order: what is found in the draft.
FOUND = ("wrong-bridge", "wrong-office", "loud-word", "figure-alone", "wrong-bridge", "loud-word")


def rules_in(folder: Path) -> Path:
    """The rules of this story, written into `folder`."""
    topic = folder / "own"
    topic.mkdir(parents=True, exist_ok=True)
    for name, text in _RULES.items():
        (topic / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder


def story_in(folder: Path, draft: str = DRAFT) -> Path:
    """The story, written into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (("draft", draft), ("morning", MORNING), ("courier", COURIER)):
        (folder / f"{name}.en.txt").write_text(text, encoding="utf-8", newline="")
    return folder


def workbench_of(tmp_path: Path, *paths: Path, by: str = "ana") -> Workbench:
    """A review of `paths`, by the rules of this story."""
    settings = Settings(rules=(rules_in(tmp_path / "rules"),), select=RULES)
    return Workbench(Asked(tuple(map(str, paths)), settings, by=by))


def judged(workbench: Workbench, story: str | None = None) -> tuple[str, Session]:
    """The name of the story (the first) and its session."""
    name = story or next(iter(workbench.entries))
    workbench.judge(name)
    return name, workbench.session(name)


def key_of(session: Session, rule: str, nth: int = 0) -> str:
    """The key of a finding by its rule."""
    return [key for key, finding in session.findings.items() if finding.rule == rule][nth]


Act = Callable[["Reviewing"], Coroutine[Any, Any, None]]


class Reviewing:
    """A review in a terminal that a test looks at and types into."""

    def __init__(self, app: ReviewApp, pilot: Pilot[None]) -> None:
        self.app, self.pilot = app, pilot

    @property
    def screen(self) -> ReviewScreen:
        found = [screen for screen in self.app.screen_stack if isinstance(screen, ReviewScreen)]
        return found[-1]

    @property
    def session(self) -> Session:
        session = self.screen.session
        assert session is not None
        return session

    @property
    def rule(self) -> str:
        """The rule of the finding that is looked at."""
        assert self.screen.key is not None
        return self.session.findings[self.screen.key].rule

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.rest()

    async def type(self, words: str) -> None:
        """Into the line that is asked for, and Enter."""
        names = {" ": "space"}
        await self.pilot.press(*(names.get(one, one) for one in words), "enter")
        await self.rest()

    async def rest(self) -> None:
        """Until the threads are done and the screen is drawn."""
        await self.pilot.pause()
        working = [worker for worker in self.app.workers if worker.group in ("files", "judge")]
        if working:  # none would mean all: those too that wait for an answer
            await self.app.workers.wait_for_complete(working)
        await self.pilot.pause()

    async def until(self, seen: Callable[[], bool]) -> None:
        """Until something is so that comes by itself."""
        for _ in range(600):
            if seen():
                return
            await self.pilot.pause(0.05)
        raise AssertionError("it did not come")

    def text(self, selector: str) -> str:
        """What a part of the screen shows."""
        widget = self.screen.query_one(selector)
        lines = [widget.render_line(y).text.rstrip() for y in range(widget.size.height)]
        return "\n".join(lines).strip("\n")


def review(
    workbench: Workbench,
    act: Act,
    *,
    size: tuple[int, int] = (140, 40),
    light: bool = False,
    sixteen: bool = False,
) -> None:
    """Review in a terminal of that size, doing what `act` does."""

    async def run() -> None:
        app = ReviewApp(workbench, light=light, sixteen=sixteen)
        async with app.run_test(size=size) as pilot:
            reviewing = Reviewing(app, pilot)
            await reviewing.rest()
            await act(reviewing)

    asyncio.run(run())
