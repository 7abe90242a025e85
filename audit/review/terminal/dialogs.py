"""What does the review ask or show on a sheet of its own?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Static

from audit.report.wording import plural, visible
from audit.review.keys import GROUPS
from audit.review.proposals import ProposedFile
from audit.review.queue import across
from audit.review.signs import LEGEND
from audit.review.workbench import Workbench

_SIGNS = {"+": "bold $said", "-": "$major", "@": "$primary", " ": ""}


class Ask(ModalScreen[str | None]):
    """One line from the person; None where they think better of it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "cancel")]

    def __init__(self, title: str, hint: str, value: str = "", *, needed: bool = False) -> None:
        super().__init__()
        self._title, self._hint, self._value, self._needed = title, hint, value, needed

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet"):
            yield Static(Content.styled(self._title, "bold"), classes="sheet-title")
            yield Static(Content.styled(self._hint, "$quiet"), id="hint")
            yield Input(self._value, select_on_focus=True)
            yield Static(Content.styled("Enter to go on, Esc to leave it", "$quiet"))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if self._needed and not event.value.strip():
            self.query_one("#hint", Static).update(Content.styled(f"Needed: {self._hint}", "bold $major"))
            return
        self.dismiss(event.value)


class ReadingSheet(ModalScreen[bool]):
    """Something to read; with `agree`, something to agree to."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark", "dismiss(False)", "close"),
        Binding("up", "read(-1)", show=False),
        Binding("down", "read(1)", show=False),
        Binding("pageup", "read(-10)", show=False),
        Binding("pagedown,space", "read(10)", show=False),
        Binding("w", "agree", show=False),
    ]

    def __init__(self, title: str, words: Content, agree: str = "") -> None:
        super().__init__()
        self._title, self._words, self._agree = title, words, agree

    def compose(self) -> ComposeResult:
        with Vertical(classes="sheet tall"):
            yield Static(Content.styled(self._title, "bold"), classes="sheet-title")
            with VerticalScroll(id="words", can_focus=False):
                yield Static(self._words, id="said")
            with Horizontal(classes="buttons"):
                if self._agree:
                    yield Button(Content(self._agree), id="agree", variant="primary", compact=True)
                yield Button("Close (Esc)", id="close", compact=True)

    def on_resize(self) -> None:
        """The words get what the title, the buttons and the frame leave of the screen."""
        self.query_one("#words").styles.max_height = max(self.size.height - 9, 3)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "agree")

    def action_agree(self) -> None:
        if self._agree:
            self.dismiss(True)

    def action_read(self, lines: int) -> None:
        self.query_one("#words").scroll_relative(y=lines, animate=False)


def help_sheet() -> ReadingSheet:
    """All keys, and what the signs mean."""
    rows: list[Content] = []
    for group in GROUPS:
        rows.append(Content.styled(group.title, "bold $primary"))
        for key in group.keys:
            names = "1…9" if len(key.shown) == 9 else " ".join(key.shown)
            rows.append(Content.assemble((f"  {names:<18}", "bold"), key.help))
        rows.append(Content(""))
    rows.append(Content.styled("Signs", "bold $primary"))
    rows += [Content.assemble((f"  {sign:<18}", "bold"), meaning) for sign, meaning in LEGEND]
    rows.append(Content("  ● ○ –             a sibling with evidence, with a passage, with none"))
    rows.append(Content(""))
    rows.append(
        Content("The mouse works too: click on marked words, a sibling's name, a key below, a story.")
    )
    return ReadingSheet("Keys", Content("\n").join(rows))


def preview(workbench: Workbench, rule: str, found: Mapping[str, Sequence[str]]) -> ReadingSheet:
    """Every finding that one decision would be about, to be agreed to."""
    rows: list[Content] = []
    for story, keys in found.items():
        rows.append(Content.styled(visible(story), "bold"))
        rows += [Content(f"  {line}") for line in across(workbench.session(story), keys)]
    count = sum(map(len, found.values()))
    reading = sum(entry.session is None for entry in workbench.entries.values())
    if reading:
        rows.append(Content.styled(f"{plural(reading, 'story')} still to be read: not among these", "$minor"))
    title = f"{rule}: dismiss {plural(count, 'finding')} in {plural(len(found), 'story')}?"
    return ReadingSheet(visible(title), Content("\n").join(rows), "Dismiss all (w)")


def difference(proposed: Sequence[ProposedFile]) -> ReadingSheet:
    """What writing would change, to be agreed to."""
    rows: list[Content] = []
    for proposal in proposed:
        rows.append(Content.styled(visible(proposal.file.path), "bold"))
        rows += [Content.styled(f"{sign} {visible(words)}", _SIGNS[sign]) for sign, words in proposal.lines]
        if proposal.left:
            rows.append(
                Content.styled(
                    f"not written: {len(proposal.left)}, inside other words or markup that change", "$minor"
                )
            )
        rows.append(Content(""))
    return ReadingSheet("Write these changes?", Content("\n").join(rows), "Write (w)")
