"""Which rules do the words of a selection choose?"""

from __future__ import annotations

import pytest

from audit.model import Rule, Severity, Stage
from audit.settings import SelectionError, Settings, choose

_RULES = tuple(
    Rule(name, topic, category, severity, "pattern", "m", "w", stage=stage, aliases=aliases)
    for name, topic, category, severity, stage, aliases in (
        ("doubled-word", "repetition", "linguistic/duplication", Severity.MINOR, Stage.STABLE, ()),
        (
            "fused-words",
            "punctuation",
            "linguistic/punctuation",
            Severity.MINOR,
            Stage.STABLE,
            ("glued-words",),
        ),
        ("mangled-name", "names", "accuracy/untranslated", Severity.MAJOR, Stage.STABLE, ()),
        ("new-idea", "names", "accuracy/untranslated", Severity.MAJOR, Stage.PREVIEW, ()),
        ("old-idea", "names", "accuracy/untranslated", Severity.MAJOR, Stage.RETIRED, ()),
    )
)


@pytest.mark.parametrize(
    ("select", "ignore", "chosen"),
    [
        ((), (), ["doubled-word", "fused-words", "mangled-name"]),
        (("names",), (), ["mangled-name"]),
        (("linguistic",), (), ["doubled-word", "fused-words"]),
        (("linguistic/punctuation",), (), ["fused-words"]),
        (("major",), (), ["mangled-name"]),
        (("new-idea",), (), ["new-idea"]),
        (("old-idea",), (), []),
        (("glued-words",), (), ["fused-words"]),
        (("minor", "names"), ("doubled-word",), ["fused-words", "mangled-name"]),
        ((), ("linguistic",), ["mangled-name"]),
        ((), ("minor", "major"), []),
    ],
)
def test_what_is_chosen(select: tuple[str, ...], ignore: tuple[str, ...], chosen: list[str]) -> None:
    assert [rule.name for rule in choose(_RULES, Settings(select=select, ignore=ignore))] == chosen


@pytest.mark.parametrize("settings", [Settings(select=("name",)), Settings(ignore=("",))])
def test_a_word_that_names_nothing_is_an_error(settings: Settings) -> None:
    with pytest.raises(SelectionError, match="is no rule, topic, category or severity"):
        choose(_RULES, settings)
