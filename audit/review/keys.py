"""Which keys are there, and what does each do?

One table: the screen binds it, the help and the command palette list it, the prompts take its letters, and
docs/review.md prints it.
"""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """`keys` as Textual names them, the first of them shown; `label` stands at the foot of the screen (""
    does not), `help` everywhere else. `plain` tells that the prompts take it too."""

    keys: str
    action: str
    label: str
    help: str
    plain: bool = True

    @property
    def shown(self) -> tuple[str, ...]:
        """The keys as a person knows them."""
        return tuple(_NAMES.get(key, key) for key in self.keys.split(","))


class Group(NamedTuple):
    title: str
    keys: tuple[Key, ...]


_NAMES = {
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "question_mark": "?",
    "slash": "/",
    "full_stop": ".",
    "comma": ",",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "ctrl+z": "Ctrl+Z",
    "ctrl+y": "Ctrl+Y",
    "ctrl+p": "Ctrl+P",
    "ctrl+q": "Ctrl+Q",
    "f1": "F1",
    "up": "↑",
    "down": "↓",
    "pageup": "Page up",
    "pagedown": "Page down",
    "home": "Home",
    "end": "End",
    "escape": "Esc",
    "minus": "-",
    **{f"{number}": f"{number}" for number in range(1, 10)},
}

GROUPS = (
    Group(
        "Decide",
        (
            Key("a", "accept", "fix", "Accept the fix; it goes into the file with w"),
            Key("e", "edit", "edit", "Edit the fix before it is accepted, or write one where there is none"),
            Key("c", "confirm", "real", "Confirm: the fault is real, and somebody mends it elsewhere"),
            Key("d", "false_alarm", "dismiss", "Dismiss as a false alarm"),
            Key("k", "keep", "keep", "Keep the text as it is, with a reason"),
            Key("space", "skip", "skip", "Skip for now"),
            Key("x", "reopen", "", "Take the decision on this finding back"),
            Key("D", "dismiss_rule", "", "Dismiss all undecided findings of this rule in this story"),
            Key("A", "dismiss_across", "", "Dismiss them in all stories, after a look at each"),
            Key("N", "always_right", "", "Always right here: the words go into the house's names file"),
            Key("u,ctrl+z", "undo", "undo", "Undo, without limit"),
            Key("U,ctrl+y", "redo", "", "Redo what was undone"),
            Key(
                "w",
                "write",
                "write",
                "Write the accepted fixes into the files, after a look at the difference",
            ),
        ),
    ),
    Group(
        "Go to",
        (
            Key("n", "next", "next", "Next finding"),
            Key("p", "previous", "", "Previous finding"),
            Key("tab", "next_open", "", "Next undecided finding"),
            Key("shift+tab", "previous_open", "", "Previous undecided finding"),
            Key("s", "next_severity", "", "Next finding of this severity"),
            Key("S", "previous_severity", "", "Previous finding of this severity"),
            Key("r", "next_rule", "", "Next finding of this rule"),
            Key("R", "previous_rule", "", "Previous finding of this rule"),
            Key("right_square_bracket", "next_version", "", "Next version of the story"),
            Key("left_square_bracket", "previous_version", "", "Previous version of the story"),
            Key("slash", "search", "search", "Search the article"),
            Key("full_stop", "next_match", "", "Next place where the search finds something"),
            Key("comma", "previous_match", "", "Previous place where the search finds something"),
            Key("f", "filter", "filter", "Walk through some findings only: by severity, rule, state or word"),
            Key("minus", "without_rule", "", "Walk through all but the findings of this rule"),
            Key("escape", "clear", "", "Clear the search, then the filter"),
            Key("l", "stories", "stories", "The queue of stories, worst first, each with its reason"),
        ),
    ),
    Group(
        "Look",
        (
            Key(
                "1,2,3,4,5,6,7,8,9",
                "sibling",
                "",
                "Show this sibling; a second time, open it at that passage",
            ),
            Key("o", "open_sibling", "", "Open the sibling shown, at the passage that corresponds"),
            Key("b", "back", "", "Back to the finding from a sibling that was opened"),
            Key("i", "explain", "", "Why the rule exists, with its examples"),
            Key("up,down", "scroll", "", "Scroll the article", plain=False),
            Key("pageup,pagedown", "scroll_page", "", "Scroll by a page", plain=False),
            Key("home,end", "scroll_ends", "", "To the beginning or the end", plain=False),
            Key("t", "theme", "", "Light or dark", plain=False),
        ),
    ),
    Group(
        "Always",
        (
            Key("question_mark,f1", "help", "help", "All keys"),
            Key("ctrl+p", "command_palette", "", "Command palette: every action by its name", plain=False),
            Key("q,ctrl+q", "quit", "quit", "Leave; all decisions are kept already"),
        ),
    ),
)


# What stands at the foot of the screen, from the left; a narrow one shows fewer.
FOOT = (
    *("next", "accept", "edit", "false_alarm", "keep", "skip", "undo", "write", "help"),
    *("confirm", "search", "filter", "stories", "quit"),
)


def table() -> str:
    """The keys as a page shows them: Markdown, a table a group."""
    lines: list[str] = []
    for group in GROUPS:
        lines += [f"**{group.title}**", "", "| key | what it does |", "| --- | --- |"]
        for key in group.keys:
            names = " ".join(f"`{name}`" for name in _short(key))
            lines.append(f"| {names} | {key.help} |")
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _short(key: Key) -> tuple[str, ...]:
    """Nine digits as a range."""
    return ("1…9",) if len(key.shown) == 9 else key.shown
