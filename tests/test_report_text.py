"""Is the plain report plain, complete and stable?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import audit
from audit.model import Consensus, Problem, Run, Severity, Span
from audit.report import text
from audit.settings.configuration import Configuration
from tests import support


def test_every_occurrence_begins_with_its_place() -> None:
    lines = text.render(support.run()).splitlines()
    places = [line for line in lines if line.startswith("story/")]
    assert [line.partition(": ")[0] for line in places] == [
        "story/first.en.txt:1:76",
        "story/first.en.txt:1:43",
        "story/first.en.txt:3:55",
        "story/third.en.txt:1:21",
    ]


def test_a_finding_shows_its_sentence_its_fix_and_its_siblings() -> None:
    report = text.render(support.run())
    assert "    ‹Dolan› met 400 farmers there, and she thanked them.\n" in report
    assert "    fix: Dolan → Dolen\n" in report
    assert "    2 of 2 siblings write “Dolen”:\n" in report
    assert "      third 3:1: ‹Dolen› promised that the bridge will stay.\n" in report
    assert "also near-miss-of-sibling-name" in report


def test_scores_say_that_their_signatures_are_folded_away_and_show_them_where_asked() -> None:
    report = text.render(support.run())
    assert "chrF++" in report
    assert "nrefs:1" not in report
    (line,) = [line for line in report.splitlines() if "--signatures" in line]
    assert line == "how they were reckoned (issues, facts, agreement, alignment): --signatures"
    assert "nrefs:1" in text.render(support.run(), signatures=True)


def test_what_a_head_of_the_table_means_stands_below() -> None:
    report = text.render(support.run())
    assert "TER: edits for 100 words" in report
    assert "chrF++, BLEU: agreement with the siblings" in report


def test_what_could_not_be_judged_stands_first() -> None:
    run = support.run()
    lost = Problem("lost.txt", "no such file or folder")
    report = text.render(replace(run, problems=(*run.problems, lost)))
    assert report.startswith("could not judge: lost.txt: no such file or folder\n")
    assert report.index("note: ") > report.index("BLOCK")


def test_a_summary_has_the_figures_and_no_finding() -> None:
    report = text.render(support.run(), findings=False)
    assert "‹" not in report
    assert "chrF++" in report


def test_quiet_has_the_verdicts_and_no_figures() -> None:
    report = text.render(support.run(), findings=False, scores=False)
    assert report.splitlines()[0] == "BLOCK  story: 3 versions, comparable (1 block, 1 review, 1 pass)"
    assert report.splitlines()[1].startswith("note: ")


def test_what_could_not_be_judged_is_told_from_a_note() -> None:
    told = support.run().problems
    report = text.render(Run(problems=(*told, Problem("lost.txt", "no such file or folder"))))
    assert "note: story/second.en.txt: read as cp1252" in report
    assert "could not judge: lost.txt: no such file or folder" in report


def test_an_article_cannot_write_control_characters() -> None:
    nasty = "Dol\x1b[31man\x07 left\r\nnow"
    found = support.finding("r", Severity.MAJOR, nasty, Span("story", 0, len(nasty)), fix=nasty)
    report = text.render(support.alone(nasty, found))
    assert not [character for character in report if ord(character) < 32 and character != "\n"]


def test_scores_alone_name_each_sibling() -> None:
    report = text.render_scores(support.run())
    assert len([line for line in report.splitlines() if line.startswith("  first") and "second" in line]) == 1


def test_a_consensus_is_shown_with_its_interval_and_signature() -> None:
    run = support.run()
    found = Consensus(61.5, 55.0, 68.25, 2, 3, "features:abc")
    shown = replace(run, scores=tuple(replace(one, consensus=found) for one in run.scores))
    made = text.render(shown, signatures=True)
    assert "62 (55–68)" in made
    assert "consensus signature: features:abc" in made


def test_a_metric_that_was_left_out_is_a_dash() -> None:
    run = support.run()
    first = run.scores[0]
    without = tuple(replace(one, ter=None) for one in first.agreements)
    made = text.render_scores(replace(run, scores=(replace(first, agreements=without), *run.scores[1:])))
    assert sum(line.endswith("31.2     –") for line in made.splitlines()) == 2


def test_no_line_ends_in_blanks_and_no_two_empty_lines_follow() -> None:
    report = text.render(support.run())
    assert not [line for line in report.splitlines() if line != line.rstrip()]
    assert "\n\n\n" not in report


def test_wide_characters_do_not_move_the_columns() -> None:
    run = support.run()
    story = run.stories[0]
    versions = (replace(story.versions[0], id="東京新聞.en.txt"), *story.versions[1:])
    report = text.render(Run((replace(story, versions=versions, comparisons=(), links={}),), ()))
    assert "東京新聞" in report


def test_an_empty_run_says_so() -> None:
    assert text.render(Run()) == "no findings in 0 versions of 0 stories\n"


def _many(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> audit.Run:
    """A site of 25 pages in two languages; two lack much of their original, one has a word twice."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "audit.toml").write_text('[stories]\npattern = "{lang}/{story}.md"\nsource-lang = "en"\n')
    english = "# Pump\n\n" + "".join(f"Turn [the valve](#v{at}) to the left first.\n\n" for at in range(6))
    german = "# Pumpe\n\n" + "".join(f"Drehen Sie zuerst [das Ventil](#v{at}).\n\n" for at in range(6))
    for at in range(25):
        text = german.split("[", 1)[0] + "es.\n" if at in (3, 8) else german
        for lang, words in (("en", english), ("de", text + "Das ist ist alles.\n" * (at == 5))):
            (tmp_path / lang).mkdir(exist_ok=True)
            (tmp_path / lang / f"p{at:02}.md").write_text(words, encoding="utf-8")
    return audit.check(["."], settings_of=Configuration().of)


def test_of_many_stories_what_came_of_them_stands_first_and_those_without_a_fault_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = text.render(_many(tmp_path, monkeypatch))
    first, behind = report.split("the worst pages:")
    assert "50 pages in 25 stories: " in first
    assert "2 are out of date or out of step" in first
    assert "      2  minor out-of-step\n      1  minor doubled-word\n" in first
    worst, behind = behind.split("\n\n", 1)
    assert [line.split()[1] for line in worst.splitlines()[1:]] == ["de/p03.md", "de/p05.md", "de/p08.md"]
    assert behind.startswith("22 stories with nothing found: not listed\n")
    assert "p04" not in behind
    assert "\nde/p08.md:" in behind


def test_a_summary_of_many_stories_has_no_findings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    report = text.render(_many(tmp_path, monkeypatch), findings=False)
    assert "minor out-of-step" in report
    assert "\nde/p08.md:" not in report
