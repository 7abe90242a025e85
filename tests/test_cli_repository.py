"""Do doctor and init say what is there, and does what init writes make the very same stories?"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from audit.cli import app
from audit.group import plan
from audit.limits import LIMITS
from audit.settings.configuration import Configuration
from audit.settings.roots import root_of
from audit.survey import survey
from tests.repositories import EVERY, Repository, write

_REPOSITORIES = pytest.mark.parametrize("repository", EVERY.values(), ids=EVERY)
_TEXT = "The minister said on Monday that the bridge would be opened to the public next year.\n"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository in which the test stands."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _audit(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def _stories() -> dict[frozenset[str], dict[str, str]]:
    """The stories of several versions: their paths, and the languages of these."""
    configuration = Configuration()
    planned = plan(["."], lambda folder: root_of(configuration.of(folder)))
    return {
        frozenset(version.path for version in story.versions): {
            version.path: version.told.lang or version.otherwise.lang for version in story.versions
        }
        for story in planned.stories
        if len(story.versions) > 1
    }


@_REPOSITORIES
def test_what_init_writes_makes_the_stories_that_were_found(repository: Repository, here: Path) -> None:
    write(here, repository.files)
    before = _stories()
    assert before
    asked = _audit("init")
    assert asked.exit_code == 0
    assert asked.stdout.endswith("wrote audit.toml\n")
    after = _stories()
    assert after.keys() == before.keys()
    # The language of texts beside the translations is told by the configuration only.
    assert all(after[paths][path] == lang for paths in before for path, lang in before[paths].items() if lang)
    said = tomllib.loads((here / "audit.toml").read_text(encoding="utf-8"))
    if repository.layout in ("names", "folders of languages"):
        assert said["stories"]["pattern"]
    else:
        assert said["stories"]["layout"] == repository.layout


def test_init_leaves_a_file_alone_unless_told_to(here: Path) -> None:
    (here / "audit.toml").write_text("select = []\n", encoding="utf-8")
    asked = _audit("init")
    assert asked.exit_code == 2
    assert "is there already" in asked.stderr
    shown = _audit("init", "--diff")
    assert shown.exit_code == 0
    assert "-select = []" in shown.stdout
    assert '+fail-on = "major"' in shown.stdout
    assert (here / "audit.toml").read_text(encoding="utf-8") == "select = []\n"
    assert _audit("init", "--force").exit_code == 0
    assert "fail-on" in (here / "audit.toml").read_text(encoding="utf-8")
    assert _audit("init", "gone").exit_code == 2


def test_init_says_the_language_of_the_originals_where_the_site_does(here: Path) -> None:
    write(here, EVERY["hugo-by-name"].files)
    _audit("init")
    stories = tomllib.loads((here / "audit.toml").read_text(encoding="utf-8"))["stories"]
    assert stories == {"layout": "hugo", "source-lang": "en"}


@pytest.mark.parametrize(
    ("files", "said", "why"),
    [
        # English is in every story, the others in some.
        (
            {"docs/en/a.md": "x", "docs/en/b.md": "x", "docs/de/a.md": "x", "docs/fr/b.md": "x"},
            "en",
            "2 of 2 stories have it, the next language 1",
        ),
        # No language is in more stories than another: that is for a person to say.
        ({"docs/de/a.md": "x", "docs/en/a.md": "x"}, None, 'source-lang = "en"'),
        # What stands beside the translations is what they are of.
        ({"docs/a.md": _TEXT, "docs/de/a.md": "x", "docs/fr/a.md": "x"}, "en", "beside the translations"),
        ({"docs/a.md": "x"}, None, "no story of several versions was found"),
        # Of languages in as many stories the one with pages that nobody translated yet; in a site of many
        # languages English, though another has a page more.
        (
            {f"docs/{lang}/{name}.md": "x" for lang in ("de", "uk") for name in "ab"}
            | {"docs/uk/c.md": "x", "docs/uk/d.md": "x"},
            "uk",
            "2 of 2",
        ),
        (
            {f"docs/{lang}/{name}.md": "x" for lang in ("de", "en", "fr", "uk") for name in "ab"},
            "en",
            "2 of 2",
        ),
        # Of some pages the translations are kept, and the original is gone.
        (
            {f"docs/{lang}/{name}.md": "x" for lang in ("de", "fr", "uk") for name in "abcdefghijkl"}
            | {f"docs/en/{name}.md": "x" for name in "abcdefghijk"},
            "en",
            "11 of 12",
        ),
        (
            {"docs/uk/a.md": "x", "docs/uk/b.md": "x", "docs/de/a.md": "x", "docs/bg/b.md": "x"},
            "uk",
            "2 of 2",
        ),
    ],
)
def test_init_takes_for_the_original_what_most_stories_have_and_says_why(
    files: dict[str, str], said: str | None, why: str, here: Path
) -> None:
    write(here, files)
    _audit("init")
    text = (here / "audit.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["stories"].get("source-lang") == said
    assert why in text


def test_what_init_proposes_holds_once_its_remarks_are_settings(here: Path) -> None:
    write(here, {"docs/de/a.md": "x", "docs/en/a.md": "x"})
    _audit("init")
    file = here / "audit.toml"
    said = re.sub(r"^# (?=[a-z-]+ = |\[\[)", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
    file.write_text(said, encoding="utf-8")
    settings = tomllib.loads(said)
    assert {"exclude", "packs", "rules-version", "budgets", "overrides"} <= settings.keys()
    _audit("config")


@pytest.fixture
def newsroom(here: Path) -> Path:
    """Texts of every kind of fate."""
    write(
        here,
        {
            "story/a.en.txt": _TEXT,
            "story/b.en.txt": _TEXT.replace("Monday", "Tuesday"),
            "story/c.sr.txt": "Ministar je u ponedeljak rekao da će most biti otvoren sledeće godine.\n",
            "story/original.en.txt": f"---\nrole: source\n---\n{_TEXT}",
            "alone/d.en.txt": f"---\norigin: fr\n---\n{_TEXT}",
            "empty/e.en.txt": "",
            "large/f.en.txt": "word " * (LIMITS.article_bytes // 5 + 1),
            "drafts/g.en.txt": _TEXT,
            "node_modules/x/h.en.txt": _TEXT,
            "out/i.en.txt": _TEXT,
            ".gitignore": "out/\n",
            "audit.toml": 'exclude = ["drafts/"]\n',
        },
    )
    return here


def test_doctor_says_what_is_compared_and_what_is_not_and_why(newsroom: Path) -> None:
    asked = _audit("doctor", "--json")
    assert asked.exit_code == 2  # two files could not be read
    found = json.loads(asked.stdout)
    why = {text["path"]: text["uncompared"] for story in found["stories"] for text in story["texts"]}
    assert why["story/a.en.txt"] == why["story/b.en.txt"] == ""
    assert why["story/c.sr.txt"].startswith("no sibling in its language: figures and dates are compared")
    assert why["story/c.sr.txt"].endswith("names and words are not")
    assert why["story/original.en.txt"] == "not judged: its role is source"
    assert why["alone/d.en.txt"] == "alone: no sibling"
    assert {problem["path"] for problem in found["problems"]} == {"empty/e.en.txt", "large/f.en.txt"}
    assert dict(found["skipped"]) == {
        ".git": "hidden",
        "drafts": "excluded",
        "node_modules": "not of this project",
        "out": "ignored by git",
    }
    assert found["files"] == ["audit.toml"]
    packs = {pack["rule"]: pack["texts"] for pack in found["packs"]}
    assert packs["french-calque"] == 1
    assert packs["german-calque"] == 0
    assert dict(found["rules"])["en"] > 50


def test_doctor_says_which_versions_in_other_languages_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = {
        "audit.toml": '[stories]\npattern = "{lang}/{story}.md"\nsource-lang = "pl"\n',
        "pl/a.md": "Stocznia w Osterby ma 340 pracowników.\n\nRobert Hale odchodzi w 2027 roku.\n",
        "de/a.md": "Die Werft in Osterby hat 340 Arbeiter.\n\nRobert Hale geht 2027.\n",
        "en/a.md": "Closed.\n",
    }
    for name, text in texts.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    (story,) = json.loads(_audit("doctor", "--json").stdout)["stories"]
    assert {text["path"]: text["uncompared"] for text in story["texts"]} == {
        "de/a.md": "no sibling in its language: figures, dates and names are compared with pl, words are not",
        "en/a.md": "no sibling in its language, and its sentences follow those of no other version",
        "pl/a.md": "the original: judged by itself",
    }


def test_doctor_shows_the_same_to_people(newsroom: Path) -> None:
    asked = _audit("doctor", "--all", "--width", "200", "--no-color")
    said = " ".join(asked.stdout.split())
    for words in (
        "Configuration audit.toml",
        "folders that are stories",
        "alone: no sibling",
        "french-calque (1 text from fr)",
        "en (original), en ×2, sr",
        "large/f.en.txt: larger than an article",
        "drafts: excluded",
    ):
        assert words in said, words


def test_doctor_on_a_clean_repository_ends_with_0(here: Path) -> None:
    write(here, {"story/a.en.txt": _TEXT, "story/b.en.txt": _TEXT})
    assert _audit("doctor").exit_code == 0
    assert _audit("doctor", "gone").exit_code == 2


def test_names_that_would_move_the_cursor_are_made_visible(here: Path) -> None:
    write(here, {"s/a\x1b[2J.en.txt": _TEXT, "s/b.en.txt": _TEXT})
    assert "\x1b[2J" not in _audit("doctor", "--all", "--no-color").stdout


def test_doctor_aligns_nothing_where_the_original_is_told_and_says_how_far_it_is(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(
        here,
        {
            "audit.toml": '[stories]\npattern = "{lang}/{story}.md"\nsource-lang = "en"\n',
            **{
                f"{lang}/{page}.md": f"Page {page} in {lang} is long.\n"
                for lang in ("en", "de", "fr")
                for page in "abc"
            },
        },
    )

    def fails(*_: object) -> None:
        raise AssertionError("two versions were aligned")

    monkeypatch.setattr("audit.survey.translations", fails)
    told: list[tuple[int, int]] = []
    found = survey(["."], Configuration().of, lambda done, of: told.append((done, of)))
    assert told == [(1, 3), (2, 3), (3, 3)]
    assert len(found.stories) == 3
    german = next(text for text in found.stories[0].texts if text.lang == "de")
    assert german.uncompared.endswith("figures, dates and names are compared with en, words are not")
