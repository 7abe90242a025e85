"""Which stories come of which paths, and what is known of each version?"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from audit.group import against, group
from audit.model import Relation, Role, Run
from audit.report.html import render

_TEXT = "The minister said on Monday that the bridge would be opened next year."


def _write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def test_a_folder_is_a_story_and_so_is_each_below_it(tmp_path: Path) -> None:
    top = _write(tmp_path / "top", a__en__txt=_TEXT, b__en__txt=_TEXT, README__txt="no", notes__tex="no")
    _write(top / "below" / "deep", c__en__txt=_TEXT)
    _write(top / ".hidden", d__en__txt=_TEXT)
    grouped = group([str(top)])
    assert [story.id for story in grouped.stories] == [str(top), str(top / "below" / "deep")]
    assert [version.id for version in grouped.stories[0].versions] == ["a.en.txt", "b.en.txt"]
    assert not grouped.problems


def test_a_page_that_audit_wrote_is_no_article_where_it_lies_among_them(tmp_path: Path) -> None:
    top = _write(tmp_path, a__en__txt=_TEXT, report__html=render(Run()), other__html=f"<p>{_TEXT}</p>")
    ids = [version.id for story in group([str(top)]).stories for version in story.versions]
    assert sorted(Path(one).name for one in ids) == ["a.en.txt", "other.html"]


def test_more_texts_than_one_story_can_have_are_a_story_each(tmp_path: Path) -> None:
    """Every two versions are compared: a folder of a year's articles would take days."""
    few = _write(tmp_path / "few", **{f"{number}__en__txt": _TEXT for number in range(50)})
    many = _write(tmp_path / "many", **{f"{number}__en__txt": _TEXT for number in range(51)})
    assert len(group([str(few)]).stories) == 1
    grouped = group([str(many)])
    assert len(grouped.stories) == 51
    assert [(one.path, one.fatal) for one in grouped.problems] == [(str(many), False)]
    (many / "story.toml").write_text('id = "one"\n', encoding="utf-8")
    assert len(group([str(many)]).stories) == 1


def test_paths_given_twice_are_read_once(tmp_path: Path) -> None:
    top = _write(tmp_path / "top", a__en__txt=_TEXT)
    file = str(top / "a.en.txt")
    grouped = group([file, file, os.path.relpath(file), str(top / ".." / "top" / "a.en.txt")])
    assert [story.id for story in grouped.stories] == [file]
    assert len(group([str(top), str(top) + "/"]).stories) == 1


def test_the_order_of_the_paths_does_not_matter(tmp_path: Path) -> None:
    paths = [str(_write(tmp_path / name, a__en__txt=_TEXT)) for name in "abc"] + [str(tmp_path / "gone")]
    forth, back = group(paths), group(reversed(paths))
    assert [story.id for story in forth.stories] == [story.id for story in back.stories] == paths[:3]
    assert forth.problems == back.problems


def test_story_toml_wins_over_the_name_and_the_name_over_front_matter(tmp_path: Path) -> None:
    head = "---\nlang: fr\norigin: de\n---\n"
    toml = """
id = "bridge"
relation = "parallel"
[versions."a.en.txt"]
lang = "en-GB"
role = "reference"
origin = "sr"
date = 2024-10-03
outlet = "The Desk"
"""
    folder = _write(
        tmp_path / "s",
        a__en__txt=head + _TEXT,
        b__en__txt=head + _TEXT,
        c__txt=head + _TEXT,
        story__toml=toml,
    )
    grouped = group([str(folder)])
    assert not grouped.problems
    (story,) = grouped.stories
    assert (story.id, story.relation) == ("bridge", Relation.PARALLEL)
    first, second, third = story.versions
    assert (first.lang, first.role, first.origin, first.outlet) == ("en-GB", Role.REFERENCE, "sr", "The Desk")
    assert (second.lang, second.role, second.origin) == ("en", Role.TRANSLATION, "de")
    assert third.lang == "fr"


def test_the_language_is_guessed_from_the_whole_text(tmp_path: Path) -> None:
    folder = _write(tmp_path / "s", a__txt=_TEXT, b__v2__txt=_TEXT)
    (story,) = group([str(folder)]).stories
    assert [version.lang for version in story.versions] == ["en", "en"]


def test_standard_input_is_a_story_of_one() -> None:
    grouped = group(["-", "-"], _TEXT.encode())
    assert [(story.id, story.versions[0].source.path) for story in grouped.stories] == [
        ("-", "standard input")
    ]
    assert [problem.message for problem in group(["-"], b"").problems] == ["empty: expected an article"]


def test_two_stories_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for name in "ab":
        _write(tmp_path / name, x__en__txt=_TEXT, story__toml='id = "same"')
    grouped = group([str(tmp_path)])
    assert sorted(story.id for story in grouped.stories) == sorted(["same", str(tmp_path / "b")])
    assert "two stories are called same" in grouped.problems[0].message


@pytest.mark.parametrize(
    ("toml", "place", "expected"),
    [
        ("id = ", ":1", "not TOML"),
        ("x = " + "[" * 3000, ":1", "not TOML"),
        ("id = [1]", ": id", "expected a line of text"),
        ("colour = 1", "", "unknown field colour: expected id, relation, versions"),
        ('relation = "twins"', ": relation", "expected parallel or comparable, found 'twins'"),
        ("versions = 3", ": versions", "expected a table for each file"),
        (
            '[versions."a.en.txt"]\nrule = 1',
            ': versions."a.en.txt"',
            "unknown field rule: expected date, id, lang",
        ),
        ('[versions."a.en.txt"]\nlang = 1', ': versions."a.en.txt": lang', "expected a language tag"),
        ('[versions."gone.txt"]\nlang = "en"', ': versions."gone.txt"', "no such article"),
        ('[versions."../a.en.txt"]\nlang = "en"', ': versions."../a.en.txt"', "no such article"),
    ],
)
def test_a_wrong_story_toml_is_told_and_the_versions_are_judged(
    tmp_path: Path, toml: str, place: str, expected: str
) -> None:
    folder = _write(tmp_path / "s", a__en__txt=_TEXT, story__toml=toml)
    grouped = group([str(folder)])
    (problem,) = grouped.problems
    assert problem.fatal
    assert problem.path == f"{folder / 'story.toml'}{place}"
    assert expected in problem.message
    assert [version.id for version in grouped.stories[0].versions] == ["a.en.txt"]


@pytest.mark.parametrize("name", ["source.de.txt", "original.txt", "Source.txt"])
def test_the_version_that_is_called_the_source_is_the_original(tmp_path: Path, name: str) -> None:
    folder = _write(tmp_path / "s", draft__en__txt=_TEXT)
    (folder / name).write_text("Die Fähre fährt nicht, und der Hafen bleibt zu.", encoding="utf-8")
    draft = str(folder / "draft.en.txt")
    for grouped in (group([str(folder)]), against(draft, [str(folder / name)])):
        (story,) = grouped.stories
        assert {Path(one.source.path).name: one.role for one in story.versions} == {
            "draft.en.txt": Role.TRANSLATION,
            name: Role.SOURCE,
        }


def test_what_a_version_says_of_its_role_wins_over_its_name(tmp_path: Path) -> None:
    folder = _write(tmp_path / "s", source__en__txt=_TEXT, b__en__txt="---\nrole: source\n---\n" + _TEXT)
    (story,) = group([str(folder)]).stories
    roles = {Path(one.source.path).name: one.role for one in story.versions}
    assert roles == {"source.en.txt": Role.TRANSLATION, "b.en.txt": Role.SOURCE}


def test_an_original_named_on_its_own_is_one_whatever_it_is_called(tmp_path: Path) -> None:
    folder = _write(tmp_path / "s", a__en__txt=_TEXT, b__de__txt=_TEXT)
    a, b = str(folder / "a.en.txt"), str(folder / "b.de.txt")
    (story,) = against(a, (), originals=[b]).stories
    assert [one.role for one in story.versions] == [Role.TRANSLATION, Role.SOURCE]
    assert [one.id for one in story.versions if story.judges(one)] == [a]


def test_a_witness_in_another_language_is_what_the_article_is_held_beside(tmp_path: Path) -> None:
    folder = _write(tmp_path / "s", a__en__txt=_TEXT, b__de__txt=_TEXT, c__en__txt=_TEXT)
    a, b, c = (str(folder / name) for name in ("a.en.txt", "b.de.txt", "c.en.txt"))
    (story,) = against(a, [b, c]).stories
    assert [one.id for one in story.pivots()] == [b]


def test_siblings_named_one_by_one(tmp_path: Path) -> None:
    folder = _write(tmp_path / "s", a__en__txt=_TEXT, b__en__txt=_TEXT, c__en__txt=_TEXT)
    article = str(folder / "a.en.txt")
    grouped = against(article, [str(folder), article, str(folder / "gone.txt")])
    (story,) = grouped.stories
    assert [Path(version.id).name for version in story.versions] == ["a.en.txt", "b.en.txt", "c.en.txt"]
    assert [problem.path for problem in grouped.problems] == [str(folder / "gone.txt")]


def test_siblings_are_witnesses_and_references_are_trusted_ones(tmp_path: Path) -> None:
    stated = "---\nrole: reference\n---\n" + _TEXT
    folder = _write(tmp_path / "s", a__en__txt=_TEXT, b__en__txt=_TEXT, c__en__txt=_TEXT, d__en__txt=stated)
    a, b, c, d = (str(folder / f"{name}.en.txt") for name in "abcd")
    (story,) = against(a, [b, c, d], [c]).stories
    roles = {version.id: version.role for version in story.versions}
    assert roles == {a: Role.TRANSLATION, b: Role.TRANSLATION, c: Role.REFERENCE, d: Role.REFERENCE}
    assert [version.id for version in story.versions if story.judges(version)] == [a]


def test_an_article_that_cannot_be_read_is_no_story_whatever_its_siblings(tmp_path: Path) -> None:
    folder = _write(tmp_path / "s", b__en__txt=_TEXT)
    for article in (str(folder / "gone.txt"), str(folder)):
        grouped = against(article, [str(folder / "b.en.txt")])
        assert not grouped.stories
        assert grouped.problems
