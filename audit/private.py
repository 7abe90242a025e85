"""Where does this program keep what only helps the user's next run?"""

from __future__ import annotations

import os
import stat
from pathlib import Path


def folder() -> Path | None:
    """The user's own folder for results, made where there is none yet; None where there is no place that only
    the user writes to."""
    from platformdirs import user_cache_path

    place = user_cache_path("audit", appauthor=False)
    try:
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        there = place.lstat()
    except (OSError, RuntimeError):
        return None
    strangers = stat.S_IWGRP | stat.S_IWOTH
    own = not hasattr(os, "geteuid") or (there.st_uid == os.geteuid() and not there.st_mode & strangers)
    return place if stat.S_ISDIR(there.st_mode) and own else None
