"""How do the keys of the table become Textual's bindings?"""

from __future__ import annotations

from collections.abc import Iterator

from textual.binding import Binding

from audit.review.keys import FOOT, GROUPS

_AMOUNTS = {
    "sibling": tuple(range(1, 10)),
    "scroll": (-1, 1),
    "scroll_page": (-1, 1),
    "scroll_ends": (-1, 1),
}


# What the app does, whichever screen is shown.
_OF_THE_APP = ("theme", "quit", "command_palette")


def bindings() -> Iterator[Binding]:
    """One for each key, those at the foot of the screen first; keys that go several ways say which."""
    keys = [key for group in GROUPS for key in group.keys]
    foot = {action: at for at, action in enumerate(FOOT)}
    for key in sorted(keys, key=lambda key: foot.get(key.action, len(foot))):
        amounts = _AMOUNTS.get(key.action)
        owner = "app." if key.action in _OF_THE_APP else ""
        for at, name in enumerate(key.keys.split(",")):
            action = f"{owner}{key.action}" + (f"({amounts[at]})" if amounts else "")
            yield Binding(
                name,
                action,
                key.label or key.help,
                show=key.action in foot and at == 0,
                key_display=key.shown[at],
                tooltip=key.help,
                priority=name in ("tab", "shift+tab"),
            )
