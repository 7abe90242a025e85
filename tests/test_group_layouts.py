"""Which texts of a repository belong together, in every layout that is recognised, and which do not?"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from audit.git import Repositories
from audit.group import Plan, PlannedStory, StorySettings, group, plan
from audit.group.arrange import Text, arrange
from audit.group.layouts import Sites
from audit.group.patterns import PatternError, compile_pattern, patterns
from audit.group.problems import Problems
from audit.group.root import Root
from audit.model import Role
from tests.repositories import EVERY, Repository, write

_REPOSITORIES = pytest.mark.parametrize("repository", EVERY.values(), ids=EVERY)


def _languages(story: PlannedStory) -> dict[str, str]:
    return {version.path: version.told.lang or version.otherwise.lang for version in story.versions}


def _several(planned: Plan) -> dict[str, dict[str, str]]:
    return {story.id: _languages(story) for story in planned.stories if len(story.versions) > 1}


def _plan(*paths: str, stories: StorySettings | None = None) -> Plan:
    root = Root(Path.cwd().resolve(), stories=stories or StorySettings())
    return plan(paths, lambda _: root)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty repository in which the test stands."""
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@_REPOSITORIES
def test_versions_of_a_page_are_one_story_and_others_are_not(repository: Repository, here: Path) -> None:
    write(here, repository.files)
    planned = _plan(".")
    assert _several(planned) == repository.stories
    several = (story for story in planned.stories if len(story.versions) > 1)
    assert {story.layout.partition(",")[0] for story in several} == {repository.layout}
    alone = {
        version.path for story in planned.stories if len(story.versions) == 1 for version in story.versions
    }
    assert alone == repository.singles
    assert not planned.problems


@_REPOSITORIES
def test_the_order_of_the_files_does_not_matter(repository: Repository, here: Path) -> None:
    write(here, repository.files)
    files = [here / name for name in repository.files]
    root = Root(here)
    made = []
    for seed in range(4):
        random.Random(seed).shuffle(files)
        texts = [Text(file.relative_to(here), file, here, root) for file in files]
        stories = arrange(texts, Sites(Repositories(), Problems()), Problems())
        made.append(sorted(stories, key=lambda story: story.id))
    assert all(one == made[0] for one in made)


@_REPOSITORIES
def test_it_does_not_matter_from_where_one_looks(
    repository: Repository, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(here, repository.files)
    expected = {frozenset(str(here / path) for path in story) for story in repository.stories.values()}
    for folder in (here, here.parent, here / next(iter(repository.stories)).split("/")[0]):
        if not folder.is_dir():
            continue
        monkeypatch.chdir(folder)
        planned = plan([os.path.relpath(here)])
        found = {
            frozenset(os.path.normpath(folder / version.path) for version in story.versions)
            for story in planned.stories
            if len(story.versions) > 1
        }
        assert found == expected
        assert len({story.id for story in planned.stories}) == len(planned.stories)


def test_the_language_of_the_originals_makes_roles(here: Path) -> None:
    write(here, EVERY["docusaurus"].files)
    story = next(story for story in group(["."]).stories if story.id == "docs/intro.md")
    assert [(one.id, one.lang, one.role, one.origin) for one in story.versions] == [
        ("en", "en", Role.SOURCE, ""),
        ("fr", "fr", Role.TRANSLATION, "en"),
    ]
    assert all(story.judges(version) for version in story.versions)


def test_messages_of_an_application_are_read_and_other_data_is_not(here: Path) -> None:
    write(here, EVERY["next"].files)
    write(here, {"public/locales/en/deep.json": '{"a": {"b": ["Welcome back, dear reader."]}}'})
    grouped = group(["."])
    assert not grouped.problems
    texts = {version.source.path: version.text for story in grouped.stories for version in story.versions}
    assert texts["public/locales/en/deep.json"] == "Welcome back, dear reader."
    assert "package.json" not in texts
    assert plan(["package.json"]).stories  # named, it is read
    assert not plan(["public"]).problems
    write(here, {"data/x.json": '{"title": "No message."}'})
    (problem,) = plan(["data"]).problems
    assert problem.message.startswith("no articles in it")


_CATALOGUE = """msgid ""
msgstr "Language: {lang}\\n"

msgid "The house is open."
msgstr "{text}"
"""


def test_a_catalogue_is_a_story_of_its_own_whatever_lies_beside_it(here: Path) -> None:
    catalogues = {"fr": "La maison est ouverte.", "de": "Das Haus ist offen."}
    for lang, text in catalogues.items():
        write(here, {f"locale/{lang}/LC_MESSAGES/x.po": _CATALOGUE.format(lang=lang, text=text)})
    stories = group(["."]).stories
    assert [[version.lang for version in story.versions] for story in stories] == [["en", "de"], ["en", "fr"]]
    for story in stories:
        assert [story.judges(version) for version in story.versions] == [False, True]


def test_words_that_only_look_like_tags_are_no_languages(here: Path) -> None:
    write(here, dict.fromkeys(("x/en_only/a.md", "x/fr_only/a.md", "y/zh_Hant/a.md", "y/pt-br/a.md"), "x"))
    assert set(_several(plan(["."]))) == {"y/{lang}/a.md"}


def test_a_part_of_a_site_is_known_by_what_lies_above_in_the_repository(here: Path) -> None:
    write(here, EVERY["hugo-by-name"].files)
    planned = plan(["content/posts"])
    assert {story.layout for story in planned.stories} == {"hugo"}
    assert "content/posts/bridge.md" in _several(planned)


def test_outside_of_a_repository_nothing_above_the_path_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, EVERY["hugo-by-key"].files)
    monkeypatch.chdir(tmp_path)
    assert {story.layout for story in plan(["content"]).stories} == {""}


def test_files_named_one_by_one_pair_by_a_layout_but_not_by_a_guess(here: Path) -> None:
    write(here, EVERY["docusaurus"].files)
    write(here, {"news/a.en.md": "x", "news/a.fr.md": "x"})
    french = "i18n/fr/docusaurus-plugin-content-docs/current/intro.md"
    planned = plan(["docs/intro.md", french, "news/a.en.md", "news/a.fr.md"])
    assert _several(planned) == {"docs/intro.md": {"docs/intro.md": "en", french: "fr"}}


def test_a_pattern_says_what_belongs_together(here: Path) -> None:
    write(here, EVERY["hugo-by-name"].files)
    write(here, {"pages/en/a.md": "x", "pages/fr/a.md": "x", "pages/zz/a.md": "x", "a.en.txt": "x"})
    stories = StorySettings((patterns(("pages/{lang}/{story}.md",), (), "fr"),), source_lang="fr")
    planned = _plan(".", stories=stories)
    assert _several(planned) == {"pages/{lang}/a.md": {"pages/en/a.md": "en", "pages/fr/a.md": "fr"}}
    (story,) = (story for story in planned.stories if len(story.versions) > 1)
    assert [version.otherwise.role for version in story.versions] == [Role.TRANSLATION, Role.SOURCE]
    assert all(story.layout in ("", "pattern") for story in planned.stories)


def test_patterns_of_one_set_share_stories_and_those_of_two_do_not(here: Path) -> None:
    write(here, dict.fromkeys(("docs/a.md", "more/fr/a.md", "blog/a.md"), "x"))
    one = StorySettings((patterns(("docs/{story}.md", "more/{lang}/{story}.md"), (), "en"),))
    two = StorySettings((patterns(("docs/{story}.md",)), patterns(("more/{lang}/{story}.md",))))
    assert list(_several(_plan(".", stories=one)).values()) == [{"docs/a.md": "en", "more/fr/a.md": "fr"}]
    assert not _several(_plan(".", stories=two))


def test_two_formats_of_a_page_are_two_stories_and_two_files_of_one_language_are_none(here: Path) -> None:
    write(here, dict.fromkeys(("p/en/a.md", "p/fr/a.md", "p/en/a.txt", "p/fr/a.txt"), "x"))
    stories = StorySettings((patterns(("p/{lang}/{story}.*",)),))
    assert set(_several(_plan(".", stories=stories))) == {"p/{lang}/a.md", "p/{lang}/a.txt"}
    write(here, dict.fromkeys(("q/en/x/a.md", "q/en/y/a.md", "q/fr/x/a.md"), "x"))
    stories = StorySettings((patterns(("q/{lang}/*/{story}.md",)),))
    assert not _several(_plan("q", stories=stories))


def test_data_is_text_where_a_pattern_names_its_ending(here: Path) -> None:
    write(here, dict.fromkeys(("d/en/a.json", "d/fr/a.json", "d/en/b.md", "d/other.csv"), "x"))
    for pattern, paths in (("d/{lang}/{story}.*", {"d/en/b.md"}), ("d/{lang}/{story}.json", None)):
        planned = _plan(".", stories=StorySettings((patterns((pattern,)),)))
        found = {version.path for story in planned.stories for version in story.versions}
        assert found == (paths or {"d/en/a.json", "d/fr/a.json", "d/en/b.md"})


@pytest.mark.parametrize("layout", ["single", "folder"])
def test_data_is_no_text_where_nothing_names_it(here: Path, layout: str) -> None:
    write(here, dict.fromkeys(("d/a.json", "d/a.csv", "d/b.md"), "x"))
    (story,) = _plan(".", stories=StorySettings(layout=layout)).stories
    assert [version.path for version in story.versions] == ["d/b.md"]


@pytest.mark.parametrize(
    ("layout", "expected"),
    [
        ("single", set()),
        ("folder", {"news", "letter", "verbs"}),
        ("hugo", {"news/a.{lang}.md", "news/b.{lang}.md", "letter/{lang}.html"}),
    ],
)
def test_the_layout_can_be_said(here: Path, layout: str, expected: set[str]) -> None:
    write(here, EVERY["names"].files)
    assert set(_several(_plan(".", stories=StorySettings(layout=layout)))) == expected


def test_a_newsrooms_folder_stays_a_story(here: Path) -> None:
    names = ("s/a.en.txt", "s/a.sr.txt", "s/b.en.txt", "s/notes.text")
    write(here, dict.fromkeys(names, "x"))
    (story,) = plan(["."]).stories
    assert (story.id, story.layout) == ("s", "folder")
    assert [version.id for version in story.versions] == ["a.en.txt", "a.sr.txt", "b.en.txt", "notes.text"]


def test_a_folder_in_which_several_names_pair_is_a_folder_of_stories(here: Path) -> None:
    write(here, dict.fromkeys(("s/a.en.txt", "s/a.sr.txt", "s/b.en.txt", "s/b.sr.txt", "s/c.en.txt"), "x"))
    assert {story.id: len(story.versions) for story in plan(["."]).stories} == {
        "s/a.{lang}.txt": 2,
        "s/b.{lang}.txt": 2,
        "s": 1,
    }


def test_a_story_toml_wins_over_a_layout(here: Path) -> None:
    write(here, EVERY["hugo-by-name"].files)
    write(here, {"content/posts/story.toml": 'id = "mine"'})
    story = next(story for story in plan(["."]).stories if story.id == "mine")
    assert len(story.versions) == 5


def test_what_is_nobodys_article_is_left_out_and_told(here: Path) -> None:
    write(here, {".gitignore": "out/\n*.gen.md\n!keep.gen.md\n", "sub/.gitignore": "/local.md\n"})
    left = {
        "node_modules/x/a.md": "node_modules",
        "vendor/a.md": "vendor",
        ".hidden/a.md": ".hidden",
        "out/a.md": "out",
        "a.gen.md": "a.gen.md",
        "sub/local.md": "sub/local.md",
        "requirements-dev.txt": "requirements-dev.txt",
        "LICENSE.md": "LICENSE.md",
    }
    write(here, dict.fromkeys((*left, "keep.gen.md", "sub/a.md", "local.md"), "x"))
    planned = plan(["."])
    assert {version.path for story in planned.stories for version in story.versions} == {
        "keep.gen.md",
        "sub/a.md",
        "local.md",
    }
    assert {path for path, _ in planned.skipped if not path.endswith(".git")} == set(left.values())
    assert all(reason for _, reason in planned.skipped)
    (named,) = plan(["out"]).stories
    assert named.versions[0].path == "out/a.md"


def test_no_layout_leads_out_of_what_was_asked_for(
    here: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    write(elsewhere, {"secret.md": "x", "i18n/fr/docusaurus-plugin-content-docs/current/intro.md": "x"})
    write(here, {"docusaurus.config.js": 'locales: ["en", "fr"], defaultLocale: "en"', "docs/intro.md": "x"})
    (here / "i18n").symlink_to(elsewhere / "i18n")
    (here / "docs" / "secret.md").symlink_to(elsewhere / "secret.md")
    (here / "hugo.toml").symlink_to(elsewhere / "secret.md")
    planned = plan(["."])
    assert [version.path for story in planned.stories for version in story.versions] == ["docs/intro.md"]
    assert [problem.path for problem in planned.problems] == ["docs/secret.md"]


@pytest.mark.parametrize(
    "path",
    ["", "/a/{story}", "../{story}.md", "a/../{story}", "a\\{story}", "{story}/{story}", "{x}", "a.md"],
)
def test_a_pattern_that_says_nothing_or_leads_out_is_an_error(path: str) -> None:
    with pytest.raises(PatternError, match="expected"):
        compile_pattern(path)


def test_a_pattern_takes_time_linear_in_the_path() -> None:
    pattern = patterns(("**/*/*/*/**/*/{story}.*.*.{lang}.md",))
    assert pattern.match("a/" * 2000 + "b" * 4000) is None


_HEAD = "---\ntitle: Rates of the harbour\n{more}---\n"
_BODY = "\nThe rates of the harbour are [here](https://example.org/rates), and all of them are new.\n"


@pytest.mark.parametrize(
    ("german", "why"),
    [
        (_HEAD.format(more=""), "it has a title only"),
        (_HEAD.format(more="description: What a ship pays\nweight: 3\n"), "it has a title only"),
        (_HEAD.format(more="untranslated: true\n") + _BODY, "it says untranslated"),
        (_HEAD.format(more="untranslated: false\n") + "\nDie Hafengebühren stehen hier.\n", ""),
    ],
)
def test_a_page_that_waits_for_its_translation_is_none(german: str, why: str, here: Path) -> None:
    write(here, {"p/en/a.md": _HEAD.format(more="") + _BODY, "p/de/a.md": german})
    grouped = group(["."])
    assert [version.lang for story in grouped.stories for version in story.versions] == (
        ["en"] if why else ["de", "en"]
    )
    assert [(one.message, one.fatal) for one in grouped.problems] == (
        [(f"not translated yet: {why}", False)] if why else []
    )


def test_pages_that_all_have_a_title_only_are_compared(here: Path) -> None:
    write(here, dict.fromkeys(("p/en/a.md", "p/de/a.md"), _HEAD.format(more="")))
    assert [len(story.versions) for story in group(["."]).stories] == [2]
    assert not group(["."]).problems


def test_a_page_about_a_file_of_a_program_is_in_the_language_that_it_states(here: Path) -> None:
    page = '<html lang="{}"><body><p>The lines that tests reached, file by file.</p></body></html>'
    write(here, {f"docs/run.{ending}.html": page.format("en") for ending in ("ts", "so")})
    write(here, {"other/run.cs.html": page.format("cs")})
    languages = [version.lang for story in group(["."]).stories for version in story.versions]
    assert languages == ["en", "en", "cs"]
