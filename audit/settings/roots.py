"""What do the settings say of files: which are left out, and what is known of the text at a path?"""

from __future__ import annotations

from functools import lru_cache

from audit.globs import Globs
from audit.group import Root
from audit.load import Metadata
from audit.load.metadata import language
from audit.settings import Settings
from audit.settings.choice import overrides_at


def root_of(settings: Settings) -> Root:
    """The part of `settings` that the grouping of files asks for."""
    return Root(
        settings.root,
        _globs(settings.exclude),
        settings.formats,
        settings.stories,
        lambda path: _told(settings, path),
    )


@lru_cache(maxsize=64)
def _globs(patterns: tuple[str, ...]) -> Globs:
    return Globs(patterns)


def _told(settings: Settings, path: str) -> Metadata:
    """What the overrides that name a path state of its text; of several the last."""
    lang = origin = ""
    role = None
    for one in overrides_at(settings, path):
        lang, origin, role = one.lang or lang, one.origin or origin, one.role or role
    return Metadata(language(lang, path), role, language(origin, path))
