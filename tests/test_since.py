"""Does a corrected text say what is new and what is cured, first?"""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import audit
from audit.cache import FILE
from audit.cli import app
from audit.report import html

_BEFORE = "The council thanked the the builders of the bridge.\n\nThey stayed until until Friday.\n"
_AFTER = (
    "The council thanked the builders of the bridge.\n\nThey stayed until until Friday. It was was late.\n"
)
_SAID = "changed since it was checked before: 1 new, 1 cured, 1 as before"


@pytest.fixture
def draft(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "caches").mkdir()
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    monkeypatch.setenv("AUDIT_CACHE", "1")
    (tmp_path / "audit.toml").touch()
    path = tmp_path / "draft.en.txt"
    path.write_text(_BEFORE, encoding="utf-8")
    return path


def _check(*words: object, given: bytes | None = None) -> str:
    done = CliRunner().invoke(app, ["check", *map(str, words)], input=given)
    assert done.exit_code == 0, done.output
    return done.output


def test_a_corrected_text_says_what_is_new_and_what_is_cured_above_its_findings(draft: Path) -> None:
    assert "changed since" not in _check(draft, "--format", "text")
    draft.write_text(_AFTER, encoding="utf-8")
    said = _check(draft, "--format", "text")
    head, _, rest = said.partition(_SAID)
    assert "doubled-word" not in head
    new, cured = rest.splitlines()[1:3]
    assert new.split() == f"new {draft} 3:36: “was was”: one word twice".split()
    assert cured.split() == f"cured {draft}: “the the”: one word twice".split()
    assert _SAID in _check(draft, "--width", "80")


def test_it_says_the_same_until_the_text_changes_again(draft: Path) -> None:
    _check(draft)
    draft.write_text(_AFTER, encoding="utf-8")
    assert _SAID in _check(draft, "--format", "text")
    assert _SAID in _check(draft, "--format", "text")
    draft.write_text(_BEFORE.replace("the the", "the"), encoding="utf-8")
    assert "before: 0 new, 1 cured, 1 as before" in _check(draft, "--format", "text")


def test_other_rules_are_not_compared(draft: Path) -> None:
    _check(draft)
    draft.write_text(_AFTER, encoding="utf-8")
    assert "changed since" not in _check(draft, "--format", "text", "--select", "grammar")


def test_who_wants_nothing_kept_or_gives_no_file_is_told_nothing(draft: Path) -> None:
    for option in ([draft, "--no-cache"], ["-"]):
        for text in (_BEFORE, _AFTER):
            draft.write_text(text, encoding="utf-8")
            given = text.encode() if option == ["-"] else None
            assert "changed since" not in _check(*option, "--format", "text", given=given)


def test_the_page_leads_from_what_is_new_to_its_finding(draft: Path) -> None:
    audit.check([draft], audit.Settings(cache=True))
    draft.write_text(_AFTER, encoding="utf-8")
    run = audit.check([draft], audit.Settings(cache=True))
    page = html.render(run)
    (new,) = run.since[0].fresh
    assert f'<b>new</b> <a href="#f={new}">' in page
    assert f'id="f={new}"' in page
    assert "<b>cured</b> <span>" in page


def test_what_programs_read_knows_nothing_of_it(draft: Path) -> None:
    _check(draft)
    draft.write_text(_AFTER, encoding="utf-8")
    plain = _check(draft, "--no-cache", "--format", "json")
    assert _check(draft, "--format", "json") == plain


def test_what_is_broken_in_the_cache_counts_as_not_there(draft: Path) -> None:
    _check(draft)
    place = draft.parent / "caches" / "audit" / FILE
    place.write_bytes(b"no database" * 100)
    draft.write_text(_AFTER, encoding="utf-8")
    assert "changed since" not in _check(draft, "--format", "text")
