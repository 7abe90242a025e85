"""Does every format hold what a run has, the same bytes each time?"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from audit.model import Run
from audit.report.formats import USES, Format, render
from tests import hostile, support

_PROGRAMS = [form for form in Format if form is not Format.RICH]
_WITH_PROBLEMS = [form for form in _PROGRAMS if form is not Format.JSONL]


def test_the_table_knows_every_format() -> None:
    assert set(USES) == set(Format)
    for form in Format:
        assert import_module(f"audit.report.{form.value.replace('-', '_')}").render


@pytest.mark.parametrize("form", _PROGRAMS)
def test_the_same_run_gives_the_same_bytes(form: Format) -> None:
    assert render(form, hostile.run()) == render(form, hostile.run())


@pytest.mark.parametrize("form", _PROGRAMS)
def test_a_report_can_be_written_as_utf_8_and_ends_its_last_line(form: Format) -> None:
    for run in (hostile.run(), support.run(), Run()):
        text = render(form, run)
        assert text.encode("utf-8", "backslashreplace").decode() == text or form in (
            Format.JSON,
            Format.JSONL,
        )
        assert text == "" or text.endswith("\n")


@pytest.mark.parametrize("form", _PROGRAMS)
def test_no_control_character_reaches_a_terminal(form: Format) -> None:
    text = render(form, hostile.run())
    assert not set(text) & ({chr(code) for code in (*range(0x20), *range(0x7F, 0xA0))} - {"\n"})


@pytest.mark.parametrize("form", _WITH_PROBLEMS)
def test_what_could_not_be_judged_is_in_every_format(form: Format) -> None:
    text = render(form, hostile.run())
    assert "rule x failed on it" in text
    assert "read as cp1252" in text


@pytest.mark.parametrize("form", _PROGRAMS)
def test_a_format_finds_room_for_every_standing_finding(form: Format) -> None:
    text = render(form, support.run())
    for finding in support.findings():
        assert finding.rule in text


@pytest.mark.parametrize(
    "form", [one for one in _PROGRAMS if one not in (Format.JSON, Format.JSONL, Format.SARIF)]
)
def test_what_is_settled_is_left_out(form: Format) -> None:
    assert "rule-0" in render(form, hostile.run())
    assert "rule-1" not in render(form, hostile.run())


def test_the_page_of_formats_names_each_with_its_use(root: Path) -> None:
    page = (root / "docs" / "outputs.md").read_text(encoding="utf-8")
    for form, use in USES.items():
        assert f"| [`{form}`](#{form}) | {use} |" in page
