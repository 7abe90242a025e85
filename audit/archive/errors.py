"""What is wrong with an archive as a whole?"""

from __future__ import annotations


class ArchiveError(Exception):
    """An archive cannot be opened, read or written; the message says which and why, in one line."""
