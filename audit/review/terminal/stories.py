"""Which stories wait for a person, worst first, and why does each?"""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from audit.model import Verdict
from audit.report.wording import by_severity, plural, tally, verdicts, visible, without_head
from audit.review.queue import queue, reason
from audit.review.terminal import background, details
from audit.review.terminal.dialogs import Ask, help_sheet
from audit.review.terminal.screen import ReviewScreen
from audit.review.workbench import Workbench
from audit.text import fold

# Seconds between two looks whether the stories stand in their order, while more are read.
_ORDER = 1.0
_VERDICTS = {
    Verdict.BLOCK: "bold reverse $major",
    Verdict.REVIEW: "bold reverse $minor",
    Verdict.PASS: "bold reverse $said",
    Verdict.NOT_JUDGED: "bold reverse $quiet",
    Verdict.NOTHING: "$quiet",
}


class StoriesScreen(Screen[None]):
    """The queue: all stories, worst first, each with its verdict, what is left of it, and its one reason."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "open", show=True),
        Binding("slash", "find", "find"),
        Binding("tab", "next_open", "next undecided", priority=True),
        Binding("t", "app.theme", "", show=False),
        Binding("question_mark,f1", "help", "help", key_display="?"),
        Binding("q,ctrl+q", "app.quit", "quit", key_display="q"),
    ]

    def __init__(self, workbench: Workbench) -> None:
        super().__init__()
        self.workbench = workbench
        self._stories = queue(workbench)
        self._names = dict(zip(workbench.entries, without_head(list(workbench.entries)), strict=True))
        self._stale = False

    def compose(self) -> ComposeResult:
        yield Static(id="head", markup=False)
        yield OptionList(*(Option(self._row(story)) for story in self._stories), id="stories", markup=False)
        yield Static(id="problems", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        story, fingerprint = self.workbench.start()
        self.query_one(OptionList).highlighted = self._stories.index(story)
        self._head()
        if len(self._stories) == 1:
            self._review(story, fingerprint)
        else:
            self._judge_all()
            self.set_interval(_ORDER, self._order)

    def on_screen_resume(self) -> None:
        self._stale = True
        self._order()
        self._head()

    @work(thread=True, exclusive=True, group="judge")
    def _judge_all(self) -> None:
        """In a thread that waits for other processes: the keys stay quick."""
        for story in background.judge_all(self.workbench):
            self.app.call_from_thread(self._judged, story)
        self.app.call_from_thread(self._order)

    def _judged(self, story: str) -> None:
        self._redraw(self._stories.index(story))
        self._stale = True
        self._head()

    def _order(self) -> None:
        """Put the stories into their order anew; the one that is looked at stays looked at."""
        if not self._stale:
            return
        self._stale = False
        options = self.query_one(OptionList)
        at = options.highlighted
        chosen = self._stories[at] if at is not None else None
        self._stories = queue(self.workbench)
        options.clear_options()
        options.add_options([Option(self._row(story)) for story in self._stories])
        if chosen is not None:
            options.highlighted = self._stories.index(chosen)

    def _redraw(self, number: int) -> None:
        self.query_one(OptionList).replace_option_prompt_at_index(number, self._row(self._stories[number]))

    def _head(self) -> None:
        sessions = [entry.session for entry in self.workbench.entries.values() if entry.session]
        done = sum(session.decided for session in sessions)
        all_of = sum(len(session.findings) for session in sessions)
        pending = sum(len(session.pending) for session in sessions)
        words = f" {plural(len(self._stories), 'story')}  {done:,} of {all_of:,} findings decided"
        if pending:
            words += f"  {pending:,} to write"
        if len(sessions) < len(self._stories):
            words += f"  reading: {len(sessions):,} of {len(self._stories):,}"
        self.query_one("#head", Static).update(Content.styled(words, "bold"))
        problems = [
            *self.workbench.problems,
            *(one for entry in self.workbench.entries.values() for one in entry.problems),
        ]
        said = [f"{visible(one.path)}: {visible(one.message)}" for one in problems if one.fatal]
        shown = self.query_one("#problems", Static)
        shown.display = bool(said)
        shown.update(Content.styled("\n".join(said[:3]), "$minor"))

    def _row(self, story: str) -> Content:
        entry = self.workbench.entries[story]
        session = entry.session
        if session is None:
            said = "cannot be judged" if entry.problems else "…"
            return Content.assemble(("        ", ""), f" {self._names[story]}  ", (said, "$quiet"))
        scores = self.workbench.scores(story)
        worst, _ = verdicts(scores)
        label = _VERDICTS[worst] if worst else "$quiet"
        open_ones = [one.severity for key, one in session.findings.items() if not session.mark(key).decided]
        pending = f"  {details.fixes(len(session.pending))} to write" if session.pending else ""
        done = session.decided == len(session.findings)
        return Content.assemble(
            (f" {worst.value.upper() if worst else '–'} ".ljust(8), label),
            (f" {details.bar(session.decided, len(session.findings))} ", "$primary"),
            (f"{session.decided} of {len(session.findings)} decided".ljust(18), "$said" if done else ""),
            (f"  {self._names[story]}", "bold"),
            (f"  left: {tally(by_severity(open_ones))}" if open_ones else "", "$quiet"),
            (pending, "bold $said"),
            (f"\n{'':9}{reason(self.workbench, story)}", "$quiet"),
        )

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._review(self._stories[event.option_index])

    def action_open(self) -> None:
        number = self.query_one(OptionList).highlighted
        if number is not None:
            self._review(self._stories[number])

    def _review(self, story: str, fingerprint: str = "") -> None:
        if not fingerprint:
            stopped, place = self.workbench.start()
            fingerprint = place if stopped == story else ""
        self.app.push_screen(ReviewScreen(self.workbench, story, fingerprint))

    def action_next_open(self) -> None:
        """To the next story in which something is undecided."""
        options = self.query_one(OptionList)
        at = options.highlighted or 0
        for number in (*range(at + 1, len(self._stories)), *range(at)):
            session = self.workbench.entries[self._stories[number]].session
            if session and session.decided < len(session.findings):
                options.highlighted = number
                return

    @work
    async def action_find(self) -> None:
        typed = await self.app.push_screen_wait(Ask("Find a story", "a part of its name or of its reason"))
        options = self.query_one(OptionList)
        at = options.highlighted or 0
        around = (*range(at + 1, len(self._stories)), *range(at + 1))
        found = [number for number in around if typed and fold(typed) in fold(self._said_of(number))]
        if found:
            options.highlighted = found[0]

    def _said_of(self, number: int) -> str:
        return f"{self._stories[number]} {reason(self.workbench, self._stories[number])}"

    def action_help(self) -> None:
        self.app.push_screen(help_sheet())
