"""What runs in a full terminal?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen

from audit.review.keys import GROUPS
from audit.review.terminal import background, theme
from audit.review.terminal.screen import ReviewScreen
from audit.review.terminal.stories import StoriesScreen
from audit.review.workbench import Workbench

_SIXTEEN = ("standard", "windows")


class ReviewApp(App[None]):
    """The review. `light` and `sixteen` say what the terminal is like; None finds out."""

    CSS_PATH = "review.tcss"
    TITLE = "audit review"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "quit", show=False)]

    def __init__(
        self, workbench: Workbench, *, light: bool | None = None, sixteen: bool | None = None
    ) -> None:
        super().__init__()
        background.prepare()
        self.workbench = workbench
        self.failure: Exception | None = None
        self._light = theme.light_terminal() if light is None else light
        few = self.console.color_system in (None, *_SIXTEEN)
        self._sixteen = few if sixteen is None else sixteen
        for one in theme.THEMES.values():
            self.register_theme(one)
        self._paint()

    def _paint(self) -> None:
        self.theme = theme.name_of(dark=not self._light, sixteen=self._sixteen)

    def on_mount(self) -> None:
        self.push_screen(StoriesScreen(self.workbench))

    def _handle_exception(self, error: Exception) -> None:
        """The first failure is kept for who started the app to tell."""
        self.failure = self.failure or error
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Close the screen, and print no traceback with the texts in it as Textual does."""
        self._close_messages_no_wait()

    def action_theme(self) -> None:
        """Light or dark."""
        self._light = not self._light
        self._paint()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Every action by its name; what takes a number is a matter of keys."""
        owner = screen if isinstance(screen, ReviewScreen) else None
        for group in GROUPS:
            for key in group.keys:
                action = getattr(owner, f"action_{key.action}", None) or getattr(
                    self, f"action_{key.action}", None
                )
                if action and key.action not in (
                    "sibling",
                    "scroll",
                    "scroll_page",
                    "scroll_ends",
                    "command_palette",
                ):
                    yield SystemCommand(key.help, f"key: {' '.join(key.shown)}", action)


def run(workbench: Workbench, *, light: bool | None = None) -> None:
    """Review until the person leaves. Raises what failed in between."""
    app = ReviewApp(workbench, light=light)
    app.run()
    if app.failure is not None:
        raise app.failure
