"""What happens at the keys that decide?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import work
from textual.screen import Screen

from audit.decide.files import DecisionError
from audit.fix import FixError
from audit.report.wording import visible
from audit.review import session as steps
from audit.review.proposals import ProposedFile
from audit.review.session import Session
from audit.review.terminal.dialogs import Ask, difference, preview
from audit.review.workbench import Workbench


class Deciding(Screen[None]):
    """The acting half of the screen of one story; the other half shows and walks."""

    def __init__(self, workbench: Workbench, story: str) -> None:
        super().__init__()
        self.workbench, self.story = workbench, story
        self.key: str | None = None

    @property
    def session(self) -> Session | None:
        return self.workbench.entries[self.story].session

    def say(self, words: str, *, bad: bool = False) -> None:
        """Tell the person what has happened."""

    def show_again(self) -> None:
        """Show what has changed."""

    def visit(self, key: str | None) -> None:
        """Look at a finding."""

    def action_next_open(self) -> None:
        """Go to the next undecided finding."""

    def _act(self, action: str, words: str | None = None) -> None:
        """Take a step on the finding that is looked at, and go on to the next that is undecided."""
        session, key = self.session, self.key
        if session is None or key is None:
            return
        change, otherwise = steps.step(session, action, key, self.workbench.by, words)
        self._try(lambda: self.workbench.act(self.story, change, otherwise))
        now = self.session
        if change and now and now.mark(key) == change.after.get(key) != steps.UNDECIDED:
            self.action_next_open()
        self.show_again()

    def _try(self, action: Callable[[], str]) -> None:
        """Do it and say what happened, or why it did not."""
        try:
            told = action()
        except (DecisionError, FixError) as error:
            self.say(str(error), bad=True)
        else:
            self.say(told, bad=told.startswith("not saved"))

    def action_accept(self) -> None:
        self._act("accept")

    def action_confirm(self) -> None:
        self._act("confirm")

    def action_false_alarm(self) -> None:
        self._act("false_alarm")

    def action_dismiss_rule(self) -> None:
        self._act("dismiss_rule")

    @work
    async def action_dismiss_across(self) -> None:
        session, key = self.session, self.key
        if session is None or key is None:
            return
        rule = session.findings[key].rule
        if not (found := self.workbench.across(rule)):
            self.say("every finding of this rule is decided")
        elif await self.app.push_screen_wait(preview(self.workbench, rule, found)):
            self._try(lambda: self.workbench.dismiss_across(rule))
            self.action_next_open()
            self.show_again()

    def action_always_right(self) -> None:
        self._act("always_right")

    def action_skip(self) -> None:
        self._act("skip")

    def action_reopen(self) -> None:
        self._act("reopen")

    @work
    async def action_edit(self) -> None:
        session, key = self.session, self.key
        if session is None or key is None:
            return
        finding, mark = session.findings[key], session.mark(key)
        old = session.version(key).words(finding.span)
        given = mark.fix if mark.fix is not None else finding.fix
        hint = visible(f"instead of “{steps.clean(old)}”; leave it empty to take the words out")
        typed = await self.app.push_screen_wait(Ask("What to write", hint, old if given is None else given))
        if typed is not None and self.key == key:
            self._act("edit", typed)

    @work
    async def action_keep(self) -> None:
        session, key = self.session, self.key
        if session is None or key is None:
            return
        hint = f"{session.findings[key].message}. Why may it stay? The reason is kept with the decision."
        reason = await self.app.push_screen_wait(Ask("Keep it as it is", visible(hint), needed=True))
        if reason is not None and self.key == key:
            self._act("keep", reason)

    def action_undo(self) -> None:
        self._back_and_forth(self.workbench.undo)

    def action_redo(self) -> None:
        self._back_and_forth(self.workbench.redo)

    def _back_and_forth(self, step: Callable[[str], str]) -> None:
        session = self.session
        if session is None:
            return
        self._try(lambda: step(self.story))
        now = self.session
        if now is not None:
            changed = now.changed_since(session)
            if changed:
                self.visit(changed[0])
        self.show_again()

    @work
    async def action_write(self) -> None:
        if self.session is None:
            return
        try:
            proposed = self.workbench.proposals(self.story)
        except FixError as error:
            self.say(str(error), bad=True)
            return
        if not proposed:
            self.say("no accepted fix waits to be written")
        elif await self.app.push_screen_wait(difference(proposed)):
            self.say("writing …")
            self._write(proposed)

    @work(thread=True, exclusive=True, group="files")
    def _write(self, proposed: Sequence[ProposedFile]) -> None:
        """In a thread: the story is judged anew."""
        told, bad = "", False
        try:
            told = self.workbench.write(self.story, proposed)
        except (DecisionError, FixError) as error:
            told, bad = str(error), True
        self.app.call_from_thread(self.say, told, bad=bad)
        self.app.call_from_thread(self.show_again)
