"""Does a repository hear which translations their originals have left behind, however it keeps that?"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from audit.cli import app
from tests.repositories import write

_EN = "---\ntitle: The harbour\n---\n\nThe harbour opens at nine.\n\nA ship pays 40 crowns a day.\n"
_DE = "---\ntitle: Der Hafen\n{more}---\n\nDer Hafen öffnet um neun.\n\nEin Schiff zahlt 40 Kronen am Tag.\n"
_CONFIG = '[stories]\npattern = "{lang}/{story}.md"\nsource-lang = "en"\n'


def _audit(*words: str, expect: int | None = 0) -> str:
    done = CliRunner().invoke(app, list(words))
    assert expect is None or done.exit_code == expect, done.output
    return done.output


def _git(*words: str) -> str:
    who = ("-c", "user.name=n", "-c", "user.email=n@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(["git", *who, *words], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def _commit(files: dict[str, str]) -> str:
    write(Path(), files)
    _git("add", "--all")
    _git("commit", "--quiet", "--message", "change")
    return _git("rev-parse", "HEAD")


def _found() -> dict[str, str]:
    run = json.loads(_audit("check", ".", "--format", "json", expect=None))
    return {one["rule"]: one["message"] for one in run["findings"] if one["category"] == "audience/outdated"}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    _git("init", "--quiet")
    _commit({"audit.toml": _CONFIG, "en/a.md": _EN, "de/a.md": _DE.format(more="")})
    return tmp_path


@pytest.mark.parametrize(
    ("original", "behind"),
    [
        (_EN + "\nNo ship leaves at night.\n", "1 of 4 blocks"),
        (_EN.replace("40", "45"), "1 of 3 blocks"),
        (_EN.replace("\n\nA ship pays 40 crowns a day.", ""), "1 of 2 blocks"),
        (_EN.replace("opens at nine", "opens  at\nnine"), ""),
        (_EN.replace("harbour opens", "harbor opens"), ""),
        (_EN.replace("harbour opens", "[harbour](https://example.org) opens"), ""),
    ],
)
def test_git_tells_that_an_original_says_something_else_now(original: str, behind: str, site: Path) -> None:
    _commit({"en/a.md": original})
    found = _found()
    assert [*found] == (["behind-original"] if behind else [])
    assert behind in found.get("behind-original", "")
    # Work on the translation, committed or not, is the newest state of it.
    write(site, {"de/a.md": _DE.format(more="") + "\nNachts fährt keines.\n"})
    assert not _found()


def test_a_stamp_says_that_a_translation_is_up_to_date_all_the_same(site: Path) -> None:
    _commit({"en/a.md": _EN + "\nNo ship leaves at night.\n"})
    assert "1 translation stamped" in _audit("stamp", "de")
    assert not _found()


def test_a_page_that_names_the_commit_of_its_original_is_held_against_that(site: Path) -> None:
    first = _git("rev-parse", "HEAD")
    _commit({"en/a.md": _EN.replace("40", "45")})
    _commit({"de/a.md": _DE.format(more=f"default_lang_commit: {first} # patched\n")})
    assert "1 of 3 blocks since" in _found()["stale-translation"]
    assert "de/a.md: stamped" in _audit("stamp", "--lang", "de", ".")
    said = (site / "de/a.md").read_text(encoding="utf-8")
    assert f"default_lang_commit: {_git('log', '-1', '--format=%H', '--', 'en/a.md')} # patched\n" in said
    assert not _found()
    assert not (site / ".audit" / "stamps").exists()


def test_a_page_that_says_that_it_drifted_is_taken_at_its_word(site: Path) -> None:
    more = f"default_lang_commit: {_git('rev-parse', 'HEAD')}\ndrifted_from_default: true\n"
    _commit({"de/a.md": _DE.format(more=more)})
    assert "drifted_from_default" in _found()["stale-translation"]
    _audit("stamp", "de")
    assert "drifted" not in (site / "de/a.md").read_text(encoding="utf-8")
    assert not _found()


def test_a_commit_that_nobody_has_says_nothing(site: Path) -> None:
    _commit({"de/a.md": _DE.format(more=f"default_lang_commit: {'0' * 40}\n"), "en/a.md": _EN * 2})
    _commit({"de/a.md": _DE.format(more="default_lang_commit: --output=x\n")})
    assert not _found()


def test_an_original_that_is_not_committed_gives_no_commit_to_stamp(site: Path) -> None:
    _commit({"de/a.md": _DE.format(more=f"default_lang_commit: {'0' * 40}\n")})
    write(site, {"en/a.md": _EN + "\nMore.\n"})
    assert "commit it first" in _audit("stamp", "de", expect=2)


def test_a_stamp_of_what_has_no_original_is_refused(site: Path) -> None:
    assert "no translation with an original among en" in _audit("stamp", "en", expect=2)
    assert "no translation in fr" in _audit("stamp", "--lang", "fr", ".", expect=2)


@pytest.fixture
def covered(site: Path) -> Path:
    """German: one page of each fate; French: one page."""
    texts = {"en": _EN, "de": _DE.format(more="")}
    files = {f"{lang}/{name}.md": text for lang, text in texts.items() for name in "bc"}
    _commit({**files, "fr/a.md": "Le port ouvre à neuf heures.\n", "de/gone.md": "Der alte Hafen ist zu.\n"})
    _commit({"en/b.md": _EN.replace("40", "45"), "en/d.md": _EN, "de/c.md": "---\ntitle: Der Hafen\n---\n"})
    return site


def test_coverage_counts_what_is_translated_stale_missing_and_orphaned(covered: Path) -> None:
    said = json.loads(_audit("coverage", "--format", "json"))
    assert (said["source_lang"], said["originals"]) == ("en", 4)
    assert {page["path"]: page["state"] for page in said["languages"]["de"]["pages"]} == {
        "de/a.md": "translated",
        "de/b.md": "stale",
        "de/gone.md": "orphaned",
        "en/c.md": "missing",
        "en/d.md": "missing",
    }
    assert said["languages"]["fr"]["missing"] == 3
    assert said["languages"]["de"]["share"] == said["languages"]["fr"]["share"] == 0.25
    assert _audit("coverage").splitlines()[1].split() == ["de", "1", "1", "2", "1", "25%"]
    assert "| fr | 1 | 0 | 3 | 0 | 25% |" in _audit("coverage", "--format", "markdown")


def test_a_badge_says_how_much_is_translated(covered: Path) -> None:
    said = json.loads(_audit("coverage", "--lang", "de", "--format", "endpoint"))
    assert said == {"schemaVersion": 1, "label": "translated: de", "message": "25%", "color": "orange"}
    _audit("coverage", "--format", "svg", "--output", "badge.svg")
    badge = ElementTree.parse(covered / "badge.svg").getroot()
    assert badge.attrib["aria-label"] == "translated 25%"


def test_coverage_of_a_site_whose_original_is_not_known_is_refused(covered: Path) -> None:
    (covered / "audit.toml").unlink()
    assert "say source-lang" in _audit("coverage", expect=2)
