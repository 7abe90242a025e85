"""In which colours is the review shown, on dark and light, with millions of colours and with sixteen?"""

from __future__ import annotations

import os
from collections.abc import Mapping

from textual.theme import BUILTIN_THEMES, Theme

_DARK = Theme(
    name="audit-dark",
    primary="#7fb2e5",
    secondary="#8b97a8",
    accent="#7fb2e5",
    warning="#e5b567",
    error="#f28b82",
    success="#8fd19e",
    foreground="#dde3ea",
    background="#12161c",
    surface="#1a2029",
    panel="#222a35",
    dark=True,
    variables={
        "critical": "#e29bf0",
        "major": "#ff8f87",
        "minor": "#ecc069",
        "said": "#8fd19e",
        "quiet": "#97a3b3",
        "footer-key-foreground": "#7fb2e5",
        "block-cursor-text-style": "bold",
    },
)
_LIGHT = Theme(
    name="audit-light",
    primary="#1d5d9b",
    secondary="#5b6675",
    accent="#1d5d9b",
    warning="#8a5a00",
    error="#b3261e",
    success="#1d6b34",
    foreground="#1c2128",
    background="#fbfaf7",
    surface="#f2f0ea",
    panel="#e7e4db",
    dark=False,
    variables={
        "critical": "#8324a0",
        "major": "#b3261e",
        "minor": "#7d5200",
        "said": "#1d6b34",
        "quiet": "#59626f",
        "footer-key-foreground": "#1d5d9b",
        "block-cursor-text-style": "bold",
    },
)


def _sixteen(name: str, like: str, colors: Mapping[str, str]) -> Theme:
    """The terminal's own sixteen colours; Textual's theme of that kind with our words in it."""
    given = BUILTIN_THEMES[like]
    return Theme(
        name=name,
        ansi=True,
        primary="ansi_blue" if not given.dark else "ansi_cyan",
        secondary=given.secondary,
        warning=colors["minor"],
        error=colors["major"],
        success=colors["said"],
        accent=given.accent,
        foreground="ansi_default",
        background="ansi_default",
        surface="ansi_default",
        panel="ansi_default",
        boost="ansi_default",
        dark=given.dark,
        variables={**given.variables, **colors},
    )


THEMES: Mapping[str, Theme] = {
    theme.name: theme
    for theme in (
        _DARK,
        _LIGHT,
        _sixteen(
            "audit-dark-16",
            "ansi-dark",
            {
                "critical": "ansi_bright_magenta",
                "major": "ansi_bright_red",
                "minor": "ansi_bright_yellow",
                "said": "ansi_bright_green",
                "quiet": "ansi_white",
            },
        ),
        _sixteen(
            "audit-light-16",
            "ansi-light",
            {
                "critical": "ansi_magenta",
                "major": "ansi_red",
                "minor": "ansi_blue",
                "said": "ansi_green",
                "quiet": "ansi_bright_black",
            },
        ),
    )
}


def light_terminal(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal says that its background is light: the last number of COLORFGBG."""
    last = environment.get("COLORFGBG", "").rpartition(";")[2]
    return last in {"7", "15"}


def name_of(*, dark: bool, sixteen: bool) -> str:
    """The theme for a background and for how many colours the terminal has."""
    return f"audit-{'dark' if dark else 'light'}{'-16' if sixteen else ''}"
