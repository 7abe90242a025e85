"""Is what lies in reports/ and docs/rules/ what audit says now? `make reports docs` writes both again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import outputs, reports, rule_reference


def test_the_reports_of_the_seeds_are_those_of_today(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    for name, content in reports.golden().items():
        written = (root / "reports" / name).read_bytes().decode("utf-8")
        assert written == content, f"reports/{name} is not what audit prints now: make reports"


def test_the_rule_reference_is_that_of_today(root: Path) -> None:
    made = rule_reference.golden()
    folder = root / "docs" / "rules"
    assert {path.name for path in folder.glob("*.md")} == set(made), "make docs"
    for name, content in made.items():
        assert (folder / name).read_text(encoding="utf-8") == content, f"docs/rules/{name}: make docs"


def test_the_samples_of_the_formats_are_those_of_today(root: Path) -> None:
    assert (root / "docs" / "outputs.md").read_text(encoding="utf-8") == outputs.page(), "make docs"


def test_the_picture_asks_no_other_site_for_anything(root: Path) -> None:
    picture = (root / "reports" / "seeds.svg").read_text(encoding="utf-8")
    links = [word for word in picture.split() if "://" in word]
    assert {link.partition("://")[2].split("/")[0] for link in links} <= {"www.w3.org", "www.textualize.io"}
    assert "url(http" not in picture
