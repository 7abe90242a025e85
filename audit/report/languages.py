"""How is what is known of languages shown?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from textwrap import wrap

from audit.language.inventory import SUBJECTS, Known
from audit.language.needs import NEEDS
from audit.model import Rule

_NONE = "·"
_JUDGED = "judged"
_BOTH, _ALONE, _BESIDE = "both", "alone", "beside"
_WAYS = {
    _BOTH: "judged alone and beside siblings",
    _ALONE: "judged alone",
    _BESIDE: "judged beside siblings",
    _NONE: "known in part and not judged",
}
_LEGEND = """judged: alone, where at least half of the kinds of fault are looked for that can be with
  knowledge of a language; both: beside siblings in its language, too
rules: those that speak the language, of {every}; {any} ask nothing of one, {named} name theirs
the other columns: how much of the knowledge that rules ask for is there; `audit languages CODE` says which"""
_INDENT = "  "
_NOTHING = f"{_INDENT}nothing"
# So many rules that wait for knowledge are named.
_NAMED = 3
_WIDTH = 100


def table(languages: Sequence[Known], rules: Iterable[Rule]) -> str:
    """A line a language: its name, the rules that speak it, and how much is known of each subject."""
    given = tuple(rules)
    head = ("", "language", "judged", "kinds", "rules", *SUBJECTS)
    rows = [
        (
            one.code,
            one.name,
            _judged(one),
            one.alone.told.replace(" of ", "/"),
            str(one.rules),
            *(_cell(one, needs) for needs in SUBJECTS.values()),
        )
        for one in languages
    ]
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    padded = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (head, *rows)
    )
    legend = _LEGEND.format(
        every=len(given),
        any=sum(not rule.minds_language for rule in given),
        named=sum("any" not in rule.langs for rule in given),
    )
    told = [
        wrapped for line in summary(languages) for wrapped in wrap(line, _WIDTH, subsequent_indent=_INDENT)
    ]
    return "\n".join([*told, "", *(line.rstrip() for line in padded), "", legend]) + "\n"


def summary(languages: Sequence[Known]) -> list[str]:
    """What is judged in which languages, a line for each way."""
    named: dict[str, list[str]] = {what: [] for what in _WAYS.values()}
    for one in languages:
        named[_WAYS[_judged(one)]].append(one.name)
    return [f"{what}: {', '.join(sorted(names))}" for what, names in named.items() if names]


_PAGE = """# Languages

<!-- Written by `make docs` as `audit languages` prints it. Change audit/language/, not this page. -->

What is judged in which language. A text by itself is judged where at least half of the kinds of fault are
looked for that can be looked for with knowledge of a language; so many of the rules speak it, because what
they need to know of it is known. Every other language is read by the rules that ask nothing of one, and its
texts are said to be *not judged*. `audit languages CODE` says what
is lacking, [A language in a day](../a-language-in-a-day.md) how to add it.

```
{table}```
"""


def page(languages: Sequence[Known], rules: Iterable[Rule]) -> str:
    """The table as a page of the documentation."""
    return _PAGE.format(table=table(languages, rules))


def _judged(language: Known) -> str:
    """Whether texts are judged alone, beside siblings, or both."""
    if language.alone.enough:
        return _BOTH if language.beside else _ALONE
    return _BESIDE if language.beside else _NONE


def _verdict(enough: bool) -> str:
    return _JUDGED if enough else f"not {_JUDGED}"


def _kinds(what: str, named: Sequence[str]) -> list[str]:
    return [f"{_INDENT}{what}: {', '.join(named)}"] if named else []


def _cell(language: Known, needs: Sequence[str]) -> str:
    count = sum(need in language.has for need in needs)
    return f"{count}/{len(needs)}" if count else _NONE


def details(language: Known, rules: Iterable[Rule]) -> str:
    """What one language has and lacks, need by need, and which rules are not asked for want of it."""
    given = tuple(rules)
    lines = [
        f"{language.name} ({language.code}): {language.rules} of {len(given)} rules speak it",
        f"a text by itself is {_verdict(language.alone.enough)}: {language.alone.told} kinds of fault",
        *_kinds("looked for", language.alone.asked),
        *_kinds("not looked for", language.alone.missed),
        f"beside siblings in its language it is {_verdict(language.beside)}",
        "",
        "has",
    ]
    has = [f"{_INDENT}{need}: {NEEDS[need].what}" for need in sorted(language.has)]
    lines += [*(has or [_NOTHING]), "", "lacks", *(_lacks(language, given) or [_NOTHING])]
    return "\n".join(lines) + "\n"


def _lacks(language: Known, rules: tuple[Rule, ...]) -> list[str]:
    return [
        f"{_INDENT}{need}: {NEEDS[need].what} ({_waiting(need, rules)}){_where(need)}"
        for need in sorted(NEEDS)
        if need not in language.has
    ]


def _waiting(need: str, rules: Iterable[Rule]) -> str:
    names = sorted(rule.name for rule in rules if need in (*rule.needs, *rule.uses))
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return f"asked by {', '.join(names[:_NAMED])}{more}" if names else "of use to rules of any language"


def _where(need: str) -> str:
    return f": {', '.join(NEEDS[need].tables)}" if NEEDS[need].tables else ""
