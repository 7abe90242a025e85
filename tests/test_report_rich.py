"""Does the report of the terminal fit, stay readable without colour, and take text for text?"""

from __future__ import annotations

import io
import re

import pytest
from rich.cells import cell_len
from rich.console import Console

from audit.model import Run, Severity, Span
from audit.report import rich, rulebook
from tests import support


def _console(width: int = 100, *, colour: bool = False) -> Console:
    return Console(
        width=width,
        file=io.StringIO(),
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )


def _printed(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def _report(run: Run, width: int = 100, *, colour: bool = False) -> str:
    console = _console(width, colour=colour)
    rich.render(run, console)
    return _printed(console)


@pytest.mark.parametrize("width", [60, 80, 100, 140, 200])
def test_it_fits_the_width(width: int) -> None:
    lines = _report(support.run(), width).splitlines()
    assert max(map(cell_len, lines)) <= width


def test_without_colours_the_marked_words_stand_between_marks() -> None:
    report = _report(support.run())
    assert "‹Dolan› met 400 farmers" in report
    assert "\x1b" not in report


def test_with_colours_style_marks_the_words() -> None:
    report = _report(support.run(), colour=True)
    assert "‹" not in report
    assert "\x1b[1;4;31mDolan\x1b[0m" in report


def test_only_the_terminals_own_colours_are_used() -> None:
    codes = {
        code
        for found in re.findall(r"\x1b\[([\d;]*)m", _report(support.run(), colour=True))
        for code in found.split(";")
    }
    assert not codes & {"38", "48"}


def test_a_narrow_page_drops_figures_and_keeps_the_verdict() -> None:
    narrow, wide = _report(support.run(), 60), _report(support.run(), 120)
    assert "TER" not in narrow
    assert "TER" in wide
    assert "BLOCK" in narrow


def test_signatures_are_folded_away_and_those_of_figures_that_are_not_shown_are_not_named() -> None:
    assert "agreement" not in _report(support.run(), 60)
    told = "how they were reckoned (issues, facts, agreement, alignment): --signatures"
    assert told in _report(support.run(), 120)
    assert "nrefs" not in _report(support.run(), 120)


def test_text_is_neither_markup_nor_emoji_nor_escape() -> None:
    text = "[bold]Dolan[/bold] :smile: \x1b[31m left [link=x]now[/]."
    found = support.finding("r", Severity.MAJOR, text, Span("story", 6, 11), fix="[red]Dolen[/red]")
    report = _report(support.alone(text, found))
    assert "[bold]‹Dolan›[/bold] :smile: ␛[31m left [link=x]now[/]." in report
    assert "[red]Dolen[/red]" in report


def test_wide_characters_keep_the_table_in_its_width() -> None:
    text = "東京で会談が行われた。" * 20
    found = support.finding("r", Severity.MAJOR, "東京" * 30, Span("story", 0, 2), fix="京都")
    assert max(map(cell_len, _report(support.alone(text, found), 60).splitlines())) <= 60


def test_where_the_versions_do_not_fit_in_columns_each_form_names_them() -> None:
    report = _report(support.run(), 50)
    assert re.search(r"✗ Dolan +first *$", report, re.MULTILINE)
    assert re.search(r"Dolen +first, second, third *$", report, re.MULTILINE)
    assert max(map(cell_len, report.splitlines())) <= 50


def test_further_occurrences_are_counted() -> None:
    text = "Dolan came. " * 9
    found = [
        support.finding("r", Severity.MAJOR, "m", Span("story", at * 12, at * 12 + 5)) for at in range(9)
    ]
    assert "and 5 more: 1:49, 1:61, 1:73, 1:85, 1:97" in _report(support.alone(text, *found))


def test_a_picture_may_show_the_surest_finding_of_each_version_only() -> None:
    console = _console()
    rich.render(support.run(), console, most=1)
    report = _printed(console)
    assert "… 1 more in first" in report
    assert "pronoun-against-siblings" in report
    assert "name-spelled-two-ways" not in report


def test_scores_alone_name_each_sibling() -> None:
    console = _console()
    rich.render_scores(support.run(), console)
    report = _printed(console)
    assert re.search(r"^first +second +3 +55\.5 +31\.2 +48\.0", report, re.MULTILINE)
    assert "‹" not in report


def test_a_rule_is_explained_with_examples_side_by_side() -> None:
    console = _console(80)
    rulebook.page(support.rule(), console, parameters=True)
    page = _printed(console)
    assert "✗ Dolen came. ‹Dolan› left." in page
    assert "✓ Dolen came. ‹Dolen› left." in page
    assert "One person has one spelling" in page
    assert "“SURFACE” is spelled “USUAL” elsewhere" in page
    assert "consistency" in page


def test_rules_are_listed_by_topic() -> None:
    console = _console(80)
    rulebook.table((support.rule("b-rule"), support.rule("a-rule")), console)
    page = _printed(console)
    assert page.index("names") < page.index("a-rule") < page.index("b-rule")
    assert "2 rules" in page
