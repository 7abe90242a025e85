"""Which rules do the words of a selection choose?"""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.model import Rule, Severity, Stage
from audit.settings import Override, SelectionError, Settings, choose, choose_at

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


_PACKS = (
    Rule("doubled-word", "repetition", "linguistic/duplication", Severity.MINOR, "pattern", "m", "w"),
    Rule(
        "french-calque", "calques", "style/unidiomatic", Severity.MINOR, "substitution", "m", "w",
        params={"origins": ("fr",)},
    ),
    Rule(
        "house-places", "house", "terminology/house-style", Severity.MINOR, "glossary", "m", "w",
        stage=Stage.PREVIEW,
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "chosen"),
    [
        (Settings(), ["doubled-word", "french-calque"]),
        (Settings(packs=("house-places",)), ["doubled-word", "house-places"]),
        (Settings(packs=("calques", "house")), ["doubled-word", "french-calque", "house-places"]),
        (Settings(packs=()), ["doubled-word"]),
        (Settings(packs=("house",), select=("calques",)), ["house-places"]),
        (Settings(packs=("house",), ignore=("minor",)), []),
    ],
)
def test_of_the_packs_those_that_are_named_may_speak(settings: Settings, chosen: list[str]) -> None:
    assert [rule.name for rule in choose(_PACKS, settings)] == chosen


@pytest.mark.parametrize("word", ["doubled-word", "repetition", "minor", "hose"])
def test_what_is_no_pack_is_an_error_that_lists_them(word: str) -> None:
    with pytest.raises(SelectionError, match="is no pack: expected one of calques, french-calque, house"):
        choose(_PACKS, Settings(packs=(word,)))


def test_overrides_say_the_packs_of_their_paths(tmp_path: Path) -> None:
    overrides = (
        Override(paths=("house/**",), packs=("house",)),
        Override(paths=("house/old/**",), select=("repetition",)),
        Override(paths=("raw/**",), packs=()),
    )
    settings = Settings(root=tmp_path, overrides=overrides)
    rules = choose(_PACKS, settings)
    assert len(rules) == 3

    def at(path: str) -> list[str]:
        return [rule.name for rule in choose_at(rules, settings, str(tmp_path / path))]

    assert at("a.txt") == ["doubled-word", "french-calque"]
    assert at("house/a.txt") == ["doubled-word", "house-places"]
    assert at("house/old/a.txt") == ["doubled-word", "house-places"]
    assert at("raw/a.txt") == ["doubled-word"]
