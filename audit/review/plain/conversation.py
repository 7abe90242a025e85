"""How does one review where there is no full terminal, or with a screen reader?

The same review as lines and prompts: no drawing, no colours, nothing that moves. A letter of the table of
keys, or the name of the action, does what the key does; what follows it is its reason, fix or word."""

from __future__ import annotations

from collections.abc import Callable

from audit.decide.files import DecisionError
from audit.fix import FixError
from audit.report.wording import plural, visible
from audit.review import session as steps
from audit.review.keys import GROUPS
from audit.review.plain.walking import PlainWalking
from audit.review.queue import across

_PROMPT = "What to do (? for help): "
_KEYS = {
    name: key.action
    for group in GROUPS
    for key in group.keys
    if key.plain
    for name in (*key.shown, key.action.replace("_", "-"))
}
# What needs no story.
_ANYWHERE = ("stories", "help", "quit")


class Conversation(PlainWalking):
    """The review as a conversation."""

    def run(self) -> None:
        """Talk until the person leaves or the input ends."""
        for problem in self.workbench.problems:
            self._say(f"{visible(problem.path)}: {visible(problem.message)}")
        if len(self.workbench.entries) > 1:
            self._careful("stories", "")
        else:
            self._careful("first", "")
        while self.going and (line := self._ask(_PROMPT)) is not None:
            self.do(line)

    def do(self, line: str) -> None:
        """Do what a line asks for."""
        word, _, rest = line.strip().partition(" ")
        if not word:
            word = "Space" if line else "next-open"
        if word[0] == "/" and len(word) > 1:
            word, rest = "/", f"{word[1:]} {rest}"
        action = _KEYS.get(word)
        if action is None:
            self._say(f"not understood: {visible(word)}; ? lists what there is")
        elif not self.story and action not in _ANYWHERE:
            self._say("no story is open: l lists them")
        else:
            self._careful(action, word if action == "sibling" else rest.strip())

    def _careful(self, action: str, rest: str) -> None:
        try:
            self._look()
            getattr(self, f"do_{action}")(rest)
        except (DecisionError, FixError) as error:
            self._say(visible(str(error)))

    def do_first(self, rest: str) -> None:
        """Open the story where one stopped."""
        self.open(*self.workbench.start())

    def _look(self) -> None:
        """What have others done since the last line?"""
        for told in self.workbench.look(self.story) if self.story else ():
            self._say(visible(told))
        self._still_there()

    def _still_there(self) -> None:
        if self.story and self.key not in self.session.findings:
            self.key = next(iter(self.session.findings), "")
            self.tell()

    def _act(self, action: str, words: str | None = None) -> None:
        if not self.key:
            self._say("there is no finding to decide on")
            return
        key = self.key
        change, otherwise = steps.step(self.session, action, key, self.workbench.by, words)
        self._say(visible(self.workbench.act(self.story, change, otherwise)))
        if change and self.session.mark(key) == change.after.get(key) != steps.UNDECIDED:
            self.do_next_open("")

    def do_accept(self, rest: str) -> None:
        self._act("accept")

    def do_confirm(self, rest: str) -> None:
        self._act("confirm")

    def do_false_alarm(self, rest: str) -> None:
        self._act("false_alarm", rest)

    def do_dismiss_rule(self, rest: str) -> None:
        self._act("dismiss_rule")

    def do_dismiss_across(self, rest: str) -> None:
        if not self.key:
            self._say("there is no finding to decide on")
            return
        rule = self.session.findings[self.key].rule
        found = self.workbench.across(rule)
        for story, keys in found.items():
            self._say(visible(story))
            for line in across(self.workbench.session(story), keys):
                self._say(f"  {line}")
        count = plural(sum(map(len, found.values())), "finding")
        question = f"Dismiss {count} of {rule} in {plural(len(found), 'story')}? yes or no: "
        answer = self._ask(question) if found else None
        if answer and answer.strip().casefold() in ("y", "yes"):
            self._say(visible(self.workbench.dismiss_across(rule)))
            self.do_next_open("")
        else:
            self._say("nothing dismissed")

    def do_always_right(self, rest: str) -> None:
        self._act("always_right")

    def do_skip(self, rest: str) -> None:
        self._act("skip")

    def do_reopen(self, rest: str) -> None:
        self._act("reopen")

    def do_edit(self, rest: str) -> None:
        words: str | None = rest
        if not rest and self.key:
            old = self.session.version(self.key).words(self.session.findings[self.key].span)
            words = self._ask(f"What to write instead of “{visible(old)}” (nothing takes it out): ")
        if words is not None:
            self._act("edit", words)

    def do_keep(self, rest: str) -> None:
        words = rest or self._ask("Why is it kept as it is: ")
        if words and words.strip():
            self._act("keep", words)
        else:
            self._say("not kept: a reason is needed")

    def do_undo(self, rest: str) -> None:
        self._back_and_forth(self.workbench.undo)

    def do_redo(self, rest: str) -> None:
        self._back_and_forth(self.workbench.redo)

    def _back_and_forth(self, step: Callable[[str], str]) -> None:
        before = self.session
        self._say(visible(step(self.story)))
        changed = self.session.changed_since(before)
        if changed:
            self.key = changed[0]
            self.tell()
        self._still_there()

    def do_write(self, rest: str) -> None:
        proposed = self.workbench.proposals(self.story)
        if not proposed:
            self._say("no accepted fix waits to be written")
            return
        for proposal in proposed:
            self._say(visible(proposal.file.path))
            for sign, words in proposal.lines:
                self._say(f"{sign} {visible(words)}")
            if proposal.left:
                self._say(
                    f"not written: {plural(len(proposal.left), 'finding')} inside other changes or markup"
                )
        answer = self._ask("Write these changes? yes or no: ")
        if answer and answer.strip().casefold() in ("y", "yes"):
            self._say(visible(self.workbench.write(self.story, proposed)))
            self._still_there()
        else:
            self._say("not written; the fixes are kept")
