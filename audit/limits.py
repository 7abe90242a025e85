"""How large, how deep and how slow may what is read be?"""

from __future__ import annotations

from dataclasses import dataclass

# A configuration lies in the repository, which may be a stranger's: it lowers limits as it likes, and raises
# none beyond so many times what holds without it.
CEILING = 4


@dataclass(frozen=True, slots=True)
class LimitSettings:
    """What is beyond one of these is a problem of its file, and the others are judged.

    `article_bytes` and `collection_bytes` are those of a file that is an article and of one that holds many
    (JSON, CSV); `front_matter_characters` those of the block at a file's head; `levels` and `values` what
    that block, or another text of TOML, YAML or JSON, may nest and come to. The seconds are those of one
    rule, of a story, both for short texts, and of the reading of a file.
    """

    # A long novel; what is larger is an archive or an accident. The worst megabyte takes some 400 of memory.
    article_bytes: int = 1 << 20
    collection_bytes: int = 1 << 25
    front_matter_characters: int = 1 << 18
    # Far more than people write.
    levels: int = 64
    values: int = 100_000
    # A thousand times as many as the slowest rule takes in a short text.
    rule_seconds: int = 20
    story_seconds: int = 60
    # Ten times as many as the largest takes.
    file_seconds: int = 300


LIMITS = LimitSettings()
