"""Does a repository hear what it should of its translations: stale, short of links, off the house's terms?"""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

import audit
from audit.catalogue.tables import TableError, read_table
from audit.cli import app
from audit.settings.configuration import Configuration

_EN = "---\ntitle: The bridge\n---\n\n# The bridge\n\nThe council opened the bridge on Monday.\n"
_DE = "---\ntitle: Die Brücke\n---\n\n# Die Brücke\n\nDer Rat hat die Brücke am Montag geöffnet.\n"
_CONFIG = '[stories]\npattern = "content/{lang}/{story}.md"\nsource-lang = "en"\n'


def _audit(*words: object, expect: int = 0) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == expect, done.output
    return done.output


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for lang, text in (("en", _EN), ("de", _DE)):
        path = tmp_path / "content" / lang / "bridge.md"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    (tmp_path / "audit.toml").write_text(_CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _found(*words: object) -> list[str]:
    import json

    done = CliRunner().invoke(app, ["check", "content", "--format", "json", *map(str, words)])
    assert done.exit_code in (0, 1), done.output
    return [finding["rule"] for finding in json.loads(done.stdout)["findings"]]


def test_a_translation_is_stale_once_its_original_changes(site: Path) -> None:
    assert "bridge.md: stamped" in _audit("stamp", "content")
    assert _audit("stamp", "content") == "0 translations stamped, 1 had the stamp already\n"
    assert _found() == []
    original = site / "content/en/bridge.md"
    original.write_text(_EN.replace("opened", "closed"), encoding="utf-8")
    assert _found() == ["stale-translation"]
    _audit("stamp", "content")
    assert _found() == []


def test_a_hash_in_front_matter_is_kept_there(site: Path) -> None:
    translation = site / "content/de/bridge.md"
    translation.write_text(
        _DE.replace("---\n\n#", "source_hash: x0000000000000000\n---\n\n#"), encoding="utf-8"
    )
    assert _found() == ["stale-translation"]
    _audit("stamp", "content")
    assert "source_hash: x0000000000000000" not in translation.read_text(encoding="utf-8")
    assert not (site / ".audit/stamps").exists()
    assert _found() == []


def test_a_broken_record_is_a_problem_and_the_texts_are_judged(site: Path) -> None:
    (site / ".audit").mkdir()
    (site / ".audit/stamps").write_text("nonsense\n", encoding="utf-8")
    run = audit.check(["content"])
    assert run.problems
    assert any("stamps:1" in problem.path for problem in run.problems)


def test_the_house_gives_rules_their_terms_and_fields(site: Path) -> None:
    (site / "terms.csv").write_text(
        "source,target,source_lang,target_lang\ncouncil,Gemeinderat,en,de\n", encoding="utf-8"
    )
    (site / "audit.toml").write_text(
        _CONFIG
        + '[parameters.house-term]\ntable = "terms.csv"\n'
        + '[parameters.reviewer-missing]\nfields = ["read_by"]\n',
        encoding="utf-8",
    )
    assert sorted(_found()) == ["house-term", "reviewer-missing"]
    translation = site / "content/de/bridge.md"
    translation.write_text(
        _DE.replace("Rat", "Gemeinderat").replace("title:", "read_by: Jo\ntitle:"), encoding="utf-8"
    )
    assert _found() == []


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ("[parameters.house-trm]\ntable = 'x.csv'", "audit.toml:4: parameters.house-trm"),
        ("[parameters.house-term]\ntabel = 'x.csv'", "Did you mean table?"),
        ("[parameters.house-term]\ntable = '../x.csv'", "expected a table below"),
        ("[parameters.house-term]\ntable = 'x.csv'", "cannot be read"),
        ("[parameters.term-not-kept]\nterms = 3", "expected"),
    ],
)
def test_parameters_that_fit_no_rule_are_refused_with_their_place(
    site: Path, said: str, message: str
) -> None:
    (site / "audit.toml").write_text(_CONFIG + said, encoding="utf-8")
    done = CliRunner().invoke(app, ["check", "content"])
    assert done.exit_code == 2
    assert message in done.stderr


def test_a_table_in_tbx_is_read_by_concept(tmp_path: Path) -> None:
    path = tmp_path / "terms.tbx"
    path.write_text(
        '<?xml version="1.0"?><tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body><conceptEntry id="1">'
        '<langSec xml:lang="en"><termSec><term>council</term></termSec></langSec>'
        '<langSec xml:lang="de"><termSec><term>Rat</term></termSec><termSec><term>Konzil</term>'
        '<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec></langSec>'
        "</conceptEntry></body></text></tbx>",
        encoding="utf-8",
    )
    row = read_table(path)[0]
    assert (row["source"], row["target"], row["source_lang"], row["target_lang"]) == (
        "council",
        "Rat",
        "en",
        "de",
    )
    assert row["forbidden"] == "Konzil"


@pytest.mark.parametrize(
    "content", ["<tbx", "<tbx/>", '<!DOCTYPE x [<!ENTITY a "b">]><tbx><termEntry/></tbx>', "plain"]
)
def test_a_table_that_is_no_tbx_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "terms.tbx"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TableError, match=r"terms\.tbx"):
        read_table(path)


def test_what_the_original_has_and_the_translation_lost_is_told(site: Path) -> None:
    original = site / "content/en/bridge.md"
    original.write_text(
        _EN + "\nIt is [new](https://example.org/new).\n\n![Bridge](b.jpg)\n", encoding="utf-8"
    )
    assert sorted(_found()) == ["lost-image", "lost-link"]


def test_a_file_named_alone_has_the_siblings_of_its_repository(site: Path) -> None:
    _audit("stamp", "content")
    original = site / "content/en/bridge.md"
    original.write_text(_EN.replace("opened", "closed"), encoding="utf-8")
    run = audit.check(["content/de/bridge.md"], settings_of=Configuration().of)
    (story,) = run.stories
    assert [version.source.path for version in story.versions if story.judges(version)] == [
        "content/de/bridge.md"
    ]
    assert [finding.rule for finding in run.findings] == ["stale-translation"]
    both = audit.check(["content/de/bridge.md", "content/en/bridge.md"], settings_of=Configuration().of)
    assert [finding.rule for finding in both.findings] == ["stale-translation"]
    (site / "audit.toml").write_text('[stories]\nlayout = "single"\n', encoding="utf-8")
    alone = audit.check(["content/de/bridge.md"], settings_of=Configuration().of)
    assert len(alone.stories[0].versions) == 1


def test_messages_of_an_application_keep_their_placeholders_and_choices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import json

    config = '[stories]\npattern = "lang/{lang}.json"\nsource-lang = "en"\n\n[formats]\nmessages = true\n'
    (tmp_path / "audit.toml").write_text(config, encoding="utf-8")
    content = tmp_path / "lang"
    content.mkdir()
    english = {
        "deleted": "{n, plural, one {# file was deleted from {folder}} other {# files were deleted}}",
        "title": "{who, select, she {Her files} other {Their files}}",
        "language": "Language",
        "hello": "Hello {{name}}",
    }
    german = {
        "deleted": "{n, plural, one {# Datei aus {folder} gelöscht} other {# Dateien gelöscht}}",
        "title": "{who, select, sie {Ihre Dateien} other {Deren Dateien}}",
        "language": "Sprache",
        "hello": "Hallo {{nam}}",
    }
    for lang, messages in (("en", english), ("de", german)):
        (content / f"{lang}.json").write_text(json.dumps(messages), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    found = json.loads(_audit("check", "lang", "--format", "json", expect=1))["findings"]
    assert [(one["rule"], one["message"].partition(": ")[2]) for one in found] == [
        ("changed-placeholder", "{who, select, other, she} missing; {who, select, other, sie} not in it"),
        ("changed-placeholder", "{{name}} missing; {{nam}} not in it"),
    ]


def test_a_heading_that_moved_a_level_is_one_finding_a_page(site: Path) -> None:
    headings = "\n\n## Opening\n\nOn Monday.\n\n## Closing\n\nOn Friday.\n"
    (site / "content/en/bridge.md").write_text(_EN + headings, encoding="utf-8")
    german = _DE + headings.replace("Opening", "Öffnung").replace("Closing", "Schließung")
    german = german.replace("On Monday", "Am Montag").replace("On Friday", "Am Freitag")
    (site / "content/de/bridge.md").write_text(german.replace("## ", "### "), encoding="utf-8")
    assert _found() == ["heading-level"]
    (site / "content/de/bridge.md").write_text(german.replace("# ", "## "), encoding="utf-8")
    assert _found() == []


@pytest.mark.parametrize(
    ("link", "title", "found"),
    [
        ("Overview", "Die Brücke", ["untranslated-field"]),
        ("Blog", "Die Brücke", []),  # a word of both
        ("Pump", "Die Brücke und Pump", []),  # a name that the title keeps
        ("Overview", "The bridge", []),  # the title is left, too: both may be names
        ("Überblick", "Die Brücke", []),
    ],
)
def test_a_short_text_of_a_menu_is_left_where_only_the_original_has_its_words(
    link: str, title: str, found: list[str], site: Path
) -> None:
    for lang, text in (("en", _EN), ("de", _DE.replace("title: Die Brücke", f"title: {title}"))):
        said = text.replace("\n---\n\n#", f"\nlinkTitle: {link}\n---\n\n#")
        (site / "content" / lang / "bridge.md").write_text(said, encoding="utf-8")
    assert [rule for rule in _found() if rule == "untranslated-field"] == found


@pytest.mark.parametrize(("parts", "found"), [(2, 2), (3, 3), (5, 1)])
def test_many_versions_of_software_that_differ_are_one_finding(parts: int, found: int, site: Path) -> None:
    names = ("dam", "lock", "pump", "valve", "weir")[:parts]
    for lang, text, minor in (("en", _EN, 1), ("de", _DE, 0)):
        listed = "".join(f"- {name} 2.{minor}.{at}\n" for at, name in enumerate(names, 3))
        (site / "content" / lang / "bridge.md").write_text(f"{text}\n{listed}", encoding="utf-8")
    assert _found().count("version-number") == found


def test_a_title_that_most_languages_keep_is_kept_on_purpose(site: Path) -> None:
    title = "The pump was not found"
    for lang, text in (("en", _EN), ("de", _DE), ("fr", _DE), ("es", _DE)):
        path = site / "content" / lang / "bridge.md"
        path.parent.mkdir(exist_ok=True)
        said = text.replace("\n---\n\n#", f"\nlinkTitle: {title}\n---\n\n#")
        path.write_text(said.replace("title: Die Brücke", f"title: {title}"), encoding="utf-8")
    assert "untranslated-field" not in _found()
    (site / "content/fr/bridge.md").write_text(_DE, encoding="utf-8")
    (site / "content/es/bridge.md").write_text(_DE, encoding="utf-8")
    assert "untranslated-field" in _found()


def test_pages_of_restructuredtext_are_compared_part_by_part(site: Path) -> None:
    english = (
        "Dam\n===\n\nOpen the dam before you run ``pumpd``.\n\n.. warning:: Mind the `valve <https://valve.example>`_.\n\n"
        "See :ref:`basin` for the rest of it::\n\n    pumpd --open\n"
    )
    german = (
        "Damm\n====\n\nÖffne den Damm, bevor du ``pumpd`` startest.\n\n.. warning:: Achte auf das `Ventil"
        " <https://valve.example>`_.\n\nSieh :ref:`basin` für das Übrige::\n\n    pumpd --open\n"
    )
    for lang, text in (("en", english), ("de", german)):
        (site / "content" / lang / "dam.rst").write_text(text, encoding="utf-8")
    (site / "audit.toml").write_text(_CONFIG.replace(".md", ".*"), encoding="utf-8")
    assert _found() == []
    lost = german.replace("`Ventil <https://valve.example>`_", "Ventil").replace(".. warning:: ", "")
    (site / "content/de/dam.rst").write_text(lost, encoding="utf-8")
    assert sorted(_found()) == ["lost-link", "lost-shortcode"]
