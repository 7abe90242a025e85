"""How is what is known of languages shown?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from audit.language.inventory import FREQUENCIES, STEMS, Known
from audit.model import Rule, Stage

_NONE, _THERE = "·", "yes"
_LEGEND = """rules: those that speak the language; {every} ask nothing of one
stems: a stemmer; usual: how usual words are; small: words that carry grammar; twice: words that are
never, or often, doubled; count: what words do beside figures; people: titles, offices and nouns for
people; verbs: of attribution; places: places and peoples"""


def table(languages: Sequence[Known], kinds: Sequence[str], rules: Iterable[Rule]) -> str:
    """A line a language: its name, the rules that speak it, and the entries of each kind of knowledge."""
    speaking = Counter(lang for rule in rules if rule.stage is Stage.STABLE for lang in rule.langs)
    every = speaking["any"]
    head = ("", "language", "rules", *kinds)
    rows = [
        (one.code, one.name, str(speaking[one.code] + every), *(_cell(one, kind) for kind in kinds))
        for one in languages
    ]
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    padded = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (head, *rows)
    )
    return "\n".join([*(line.rstrip() for line in padded), "", _LEGEND.format(every=every)]) + "\n"


def _cell(language: Known, kind: str) -> str:
    count = language.entries[kind]
    if kind in (STEMS, FREQUENCIES):
        return _THERE if count else _NONE
    return str(count) if count else _NONE
