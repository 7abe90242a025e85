"""Which language does a tag name, script and country aside?"""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=4096)
def primary(tag: str) -> str:
    """The language of a tag such as "en", "pt-BR" or "zh_Hant": its first part in small letters."""
    return tag.replace("_", "-").partition("-")[0].lower()
