"""How does the desk begin, and how does it end?"""

from __future__ import annotations

import threading
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path

from audit.desk.desk import Desk
from audit.desk.server import application
from audit.model import Story
from audit.review.workbench import Asked
from audit.settings import ConfigError
from audit.settings.configuration import Configuration
from audit.web.guard import Address, Door
from audit.web.running import bound, run

_HOST = "127.0.0.1"


def start(
    paths: Sequence[str],
    shelf: Path,
    settings: Configuration,
    *,
    company: Callable[[Story], Story] | None,
    archive: str | None,
    by: str,
    port: int,
    browser: bool,
    say: Callable[[str], None],
) -> None:
    """Answer on this machine until Ctrl-C. Raises ConfigError, RuleError, SelectionError, OSError."""
    try:
        shelf.mkdir(parents=True, exist_ok=True)
        listening = bound(_HOST, port)
    except OSError as error:
        raise ConfigError("the desk", f"cannot be opened: {error.strerror or error}") from None
    asked = Asked(tuple(paths), settings.base, settings.of, by=by, company=company)
    desk = Desk(asked, shelf, archive)
    here = Address(_HOST, listening.getsockname()[1])
    door = Door(here, lambda address: say(f"for another browser: {address}"))
    say(f"audit desk: {door.start}")
    say("Ctrl-C ends it; all decisions are kept as they are made")
    reading = threading.Thread(target=desk.read_all, daemon=True)
    reading.start()
    if browser:
        # The socket listens already, and what is asked of it waits until it is answered.
        listening.listen()
        threading.Thread(target=webbrowser.open, args=(door.start,), daemon=True).start()
    try:
        run(application(desk, door), [listening])
    finally:
        desk.end()
