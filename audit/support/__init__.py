"""How far do the translations of one text bear out each word of one of them?"""

from audit.support.suspects import Run, Suspect, suspects

__all__ = ["Run", "Suspect", "suspects"]
