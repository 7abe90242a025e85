"""What did a person sign for, and does it still hold?"""

from __future__ import annotations

from audit.signoff.made import Statement, record_of
from audit.signoff.ninjs import as_ninjs
from audit.signoff.record import AiUse, Responsible, Review, Reviewer, SignOff
from audit.signoff.shelf import SignOffError, add, read
from audit.signoff.standing import Standing, standing, standing_of

__all__ = [
    "AiUse",
    "Responsible",
    "Review",
    "Reviewer",
    "SignOff",
    "SignOffError",
    "Standing",
    "Statement",
    "add",
    "as_ninjs",
    "read",
    "record_of",
    "standing",
    "standing_of",
]
