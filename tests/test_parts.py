"""Which parts of an original a translation has, paired in order, and where the others would stand."""

from __future__ import annotations

from pathlib import Path

import pytest

import audit
from audit.load.prose import named
from audit.parts import target
from audit.settings.configuration import Configuration


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "audit.toml").write_text('[stories]\npattern = "{lang}/a.md"\nsource-lang = "en"\n')
    for lang in ("en", "de"):
        (tmp_path / lang).mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _found(site: Path, english: str, german: str) -> list[tuple[str, int, str]]:
    (site / "en/a.md").write_text(english, encoding="utf-8")
    (site / "de/a.md").write_text(german, encoding="utf-8")
    run = audit.check(["."], settings_of=Configuration().of)
    (story,) = run.stories
    places = {version.id: version.source for version in story.versions}
    return [
        (one.rule, places[one.span.document].line_column(one.span.start)[0], one.message)
        for one in run.findings
    ]


def test_the_missing_link_is_named_and_placed_not_the_last_one(site: Path) -> None:
    english = (
        "# Pump\n\nSee the [list](#list) first.\n\nThen the [oil](#oil).\n\nLast, the [valve](#valve).\n"
    )
    german = "# Pumpe\n\nSieh zuerst die Liste.\n\nDann das [Öl](#oil).\n\nZuletzt das [Ventil](#valve).\n"
    ((rule, line, message),) = _found(site, english, german)
    assert (rule, line) == ("lost-link", 3)
    assert "#list" in message


def test_no_more_pieces_are_reported_than_are_missing(site: Path) -> None:
    english = "# Pump\n\nRun `start` and `stop`.\n\n    pump on  # turn it on\n\nAt the end `clean`.\n"
    german = "# Pumpe\n\nRuf `anfang` und `stop` auf.\n\n    pump on  # einschalten\n\nZum Schluss.\n"
    ((rule, line, message),) = _found(site, english, german)
    assert (rule, line) == ("lost-code", 7)
    assert "“clean”" in message


def test_a_page_out_of_step_gets_one_finding(site: Path) -> None:
    english = "# Pump\n\nRun `a1`, `b2`, `c3` and `d4`.\n\n## Oil\n\nIt is [here](#oil) or [there](#far).\n"
    german = "# Pumpe\n\nSie läuft.\n\nÖl ist da.\n"
    ((rule, _, message),) = _found(site, english, german)
    assert rule == "out-of-step"
    assert "1 of 2 headings, 2 of 2 links, 4 of 4 pieces of code" in message


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("pump on  # turn on", "pump on  # einschalten", True),
        ("# first\npump on", "# zuerst\npump on", True),
        ("Files.Get\nconfig.ini", "Files.Get config.ini", True),
        ("/* a */ pump on", "/* b */ pump on", True),
        ("pump on", "pump off", False),
        ("git checkout -- a.txt", "git checkout -- b.txt", False),
        ("# Heading", "# Title", False),
    ],
)
def test_code_is_one_whatever_its_comments_and_lines(one: str, other: str, same: bool) -> None:
    assert (named(one) == named(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://fr.example.org/a", "https://example.org/a", True),
        ("https://example.org/pt-BR/a", "https://example.org/en/a", True),
        ("https://old.example.org/a", "https://example.org/a", False),
        ("https://example.net/a", "https://example.org/a", False),
        ("/de/guide/start", "/guide/start", True),
        ("#list", "#oil", False),
    ],
)
def test_a_target_is_one_but_for_its_language(one: str, other: str, same: bool) -> None:
    assert (target(one) == target(other)) is same


def test_long_code_is_told_by_all_of_it() -> None:
    long = "pump --with " + "x" * 100
    assert named(long + "1") != named(long + "2")
    assert len(named(long)) < 100


def test_blocks_left_as_in_the_original_are_one_finding_a_page(site: Path) -> None:
    left = "The handle must not be turned while it runs.\n\n- Do not open the valve before it has stopped.\n"
    english = f"# Pump\n\nIt is new.\n\n{left}"
    german = f"# Pumpe\n\nSie ist neu.\n\n{left}"
    ((rule, line, message),) = _found(site, english, german)
    assert (rule, line) == ("untranslated-blocks", 5)
    assert message.startswith("2 of 4 blocks")


def test_a_word_in_code_may_be_translated_where_all_other_code_is_kept(site: Path) -> None:
    english = "# Keys\n\n" + "".join(f"Then set `key_{at}` to the same value.\n\n" for at in range(20))
    german = "# Werte\n\n" + "".join(f"Dann setzen Sie `key_{at}` auf den Wert.\n\n" for at in range(20))
    assert _found(site, f"{english}It takes an `int`.\n", f"{german}Das nimmt eine ganze Zahl.\n") == []
    found = _found(site, f"{english}Then `run --all`.\n", f"{german}Dann lassen Sie alles laufen.\n")
    assert [rule for rule, _, _ in found] == ["lost-code"]


def test_what_one_sentence_lost_is_one_finding(site: Path) -> None:
    english = "# Pump\n\nFirst the [oil](#oil).\n\nThen [a](#a-1) and [b](#b-2) of it.\n\nThe [end](#end).\n"
    german = "# Pumpe\n\nZuerst das [Öl](#oil).\n\nDann A und B davon.\n\nDas [Ende](#end).\n"
    ((rule, line, message),) = _found(site, english, german)
    assert (rule, line) == ("lost-link", 5)
    assert "#a-1, #b-2" in message


def test_a_line_that_a_program_writes_is_no_part_of_a_page(site: Path) -> None:
    english = "# Pump\n\nIt runs.\n\n###### Auto generated by a tool on 12-Jun-2026\n"
    assert _found(site, english, "# Pumpe\n\nSie läuft.\n") == []
    assert _found(site, english, "# Pumpe\n\nSie läuft.\n\n###### Automatisch erzeugt am 14-Jan-2026\n") == []


def test_what_the_original_says_twice_the_translation_may(site: Path) -> None:
    waits, wartet = "The pump waits until the valve is quite {}.", "Die Pumpe wartet, bis das Ventil auf ist."
    first, then = "# Pump\n\nIt is new.\n\nIt is red.\n\n", "Then it fills the tank again and again."
    english = f"{first}{waits.format('open')}\n\n{then}\n\n# Valve\n\n{waits.format('opened')}\n"
    german = (
        f"# Pumpe\n\nSie ist neu.\n\nSie ist rot.\n\n{wartet}\n\nDann füllt sie den Tank immer wieder.\n\n"
        f"# Ventil\n\n{wartet}\n"
    )
    assert _found(site, english, german) == []
    other = english.replace(waits.format("opened"), "The pump goes on at once when the morning comes.")
    assert [rule for rule, _, _ in _found(site, other, german)] == ["repeated-sentence"]
