"""Are the messages of applications and sites, in YAML and JSON, units under their names, and found?"""

from __future__ import annotations

from contextlib import chdir
from pathlib import Path

import pytest

import audit
from audit.align import align
from audit.group import plan
from audit.load import Loaded, LoadError, load_bytes
from audit.model import ElementKind, Role
from audit.settings.configuration import Configuration
from audit.write import encode
from tests.repositories import write

_RAILS = """\
# for translators
de:
  harbour:
    title: "Der Hafen \\u00f6ffnet"
    closed: 'Kein''s offen'
    hint: >-
      Noch
      %{count} Plätze
    steps: [Erstens, Zweitens]
    date: '%-d. %B %Y-%d bis'
    on: true
    more: Siehe [Anleitung](/de/docs/).
  no: Nein
"""


def _units(loaded: Loaded) -> dict[str, str]:
    return {
        one.value: loaded.text[one.span.start : one.span.end]
        for one in loaded.elements
        if one.kind is ElementKind.UNIT and one.span.end > one.span.start
    }


def _placeholders(loaded: Loaded) -> list[str]:
    return [one.value for one in loaded.elements if one.kind is ElementKind.PLACEHOLDER]


def test_strings_of_yaml_are_units_under_the_names_that_lead_to_them() -> None:
    (loaded,) = load_bytes(_RAILS.encode(), "de.yml", ".yml")
    assert _units(loaded) == {
        "harbour.title": "Der Hafen öffnet",
        "harbour.closed": "Kein's offen",
        "harbour.hint": "Noch \ufffc Plätze",
        "harbour.steps.0": "Erstens",
        "harbour.steps.1": "Zweitens",
        "harbour.date": "\ufffc. \ufffc \ufffc-\ufffc bis",
        "harbour.more": "Siehe Anleitung.",
        "no": "Nein",
    }
    assert loaded.stated.lang == "de"
    assert _placeholders(loaded) == ["%{count}"]


@pytest.mark.parametrize(
    ("old", "new", "there"),
    [
        ("öffnet", "schließt", "schließt"),
        ("Kein's", "Keiner's", "Keiner''s"),
        ("Nein", "Niemals", "no: Niemals"),
    ],
)
def test_a_string_of_yaml_is_corrected_where_it_stands(
    old: str, new: str, there: str, tmp_path: Path
) -> None:
    write(tmp_path, {"de.yml": _RAILS})
    with chdir(tmp_path):
        (story,) = audit.check(["de.yml"]).stories
    version = story.versions[0]
    start = version.text.index(old)
    found = encode(version, start, start + len(old), new)
    assert found is not None
    source = version.source
    written = _RAILS[: source.offset(start)] + found + _RAILS[source.end_offset(start + len(old)) :]
    assert there in written
    (again,) = load_bytes(written.encode(), "de.yml", ".yml")
    assert again.text == version.text.replace(old, new)


@pytest.mark.parametrize(
    ("file", "units", "lang"),
    [
        (
            '{"@@locale": "de", "open": "Offen", "@open": {"description": "A state, not a verb"}}',
            {"open": "Offen"},
            "de",
        ),
        (
            '{"nav": {"message": "Wetter", "description": "The label"}, "a": {"b": "Eins", "c": ["Zwei"]}}',
            {"nav": "Wetter", "a.b": "Eins", "a.c.0": "Zwei"},
            "",
        ),
        (
            '{"error": {"title": "Fehler", "message": "Verloren"}}',
            {"error.title": "Fehler", "error.message": "Verloren"},
            "",
        ),
        (
            '{"item_one": "{{count}} Boot", "item_other": "{{count}} Boote"}',
            {"item_one": "\ufffc Boot", "item_other": "\ufffc Boote"},
            "",
        ),
    ],
)
def test_what_is_said_to_translators_is_no_message(file: str, units: dict[str, str], lang: str) -> None:
    (loaded,) = load_bytes(file.encode(), "app_de.arb", ".arb")
    assert _units(loaded) == units
    assert loaded.stated.lang == lang


# Each name stands for nine times the one before.
_BOMB = "a: &a [x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefg", "bcdefgh", strict=True)
)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("a: [", "de.yml:2: not YAML"),
        ("a: 3\nb: true\n", "de.yml:1:1: no text: expected messages"),
        ("&a [*a]", "not YAML"),
        (_BOMB, "not YAML"),
    ],
)
def test_yaml_that_holds_no_messages_says_so(file: str, reason: str) -> None:
    with pytest.raises(LoadError) as raised:
        load_bytes(file.encode(), "de.yml", ".yml")
    assert reason in str(raised.value)


_LOCALES = {
    "config/locales/en.yml": "en:\n  lost: The boat %{name} was not found.\n  price: It costs 40 euros.\n",
    "config/locales/de.yml": "de:\n  price: Es kostet 40 Euro.\n  lost: Das Boot %{nam} fand man nicht.\n",
    "src/i18n/locales/en/home.json": '{"hello": "Welcome to the harbour"}',
    "src/i18n/locales/fr/home.json": '{"hello": "Bienvenue au port"}',
    "lib/l10n/app_en.arb": '{"@@locale": "en", "sea": "The sea is calm."}',
    "lib/l10n/app_de.arb": '{"@@locale": "de", "sea": "Die See ist ruhig."}',
    "data/en.json": '{"hello": "no messages"}',
    "data/de.json": '{"hello": "no messages"}',
    "i18n/de/theme.json": '{"next": {"message": "Weiter"}}',
    "i18n/fr/theme.json": '{"next": {"message": "Suivant"}}',
    "locales/_meta.yml": "a: b",
}


def test_messages_are_found_by_folders_and_names_of_languages_and_other_data_stays_data(
    tmp_path: Path,
) -> None:
    write(tmp_path, _LOCALES)
    with chdir(tmp_path):
        found = {story.id: [one.path for one in story.versions] for story in plan(["."]).stories}
    assert found == {
        "config/locales/{lang}.yml": ["config/locales/de.yml", "config/locales/en.yml"],
        "lib/l10n/app_{lang}.arb": ["lib/l10n/app_de.arb", "lib/l10n/app_en.arb"],
        "src/i18n/locales/{lang}/home.json": [
            "src/i18n/locales/en/home.json",
            "src/i18n/locales/fr/home.json",
        ],
    }


def test_messages_stand_opposite_by_their_names(tmp_path: Path) -> None:
    write(tmp_path, _LOCALES)
    with chdir(tmp_path):
        run = audit.check(["config"], settings_of=Configuration().of)
    (story,) = run.stories
    roles = {version.language: version.role for version in story.versions}
    assert roles == {"en": Role.SOURCE, "de": Role.TRANSLATION}
    assert [(one.rule, one.message) for one in run.findings] == [
        (
            "changed-placeholder",
            "the placeholders are not those of the original: %{name} missing; %{nam} not in it",
        )
    ]
    german, english = sorted(story.versions, key=lambda one: one.lang)
    (first, second) = (
        align(story).links[german.id, 0][0].sentences,
        align(story).links[german.id, 1][0].sentences,
    )
    assert (first, second) == ((1,), (0,))
    assert english.sentences


def test_a_message_that_is_not_there_is_not_left_out(tmp_path: Path) -> None:
    lines = [
        f"  m{number}: The {word} of the harbour is open on Monday.\n"
        for number, word in enumerate(("gate", "crane", "office", "pier", "shop"))
    ]
    german = [
        f"  m{number}: {word} im Hafen ist am Montag offen.\n"
        for number, word in enumerate(("Das Tor", "Der Kran", "Das Büro", "Der Pier", "Der Laden"))
        if number != 2
    ]
    write(tmp_path, {"i18n/en.yml": "en:\n" + "".join(lines), "i18n/de.yml": "de:\n" + "".join(german)})
    with chdir(tmp_path):
        assert audit.check(["."], settings_of=Configuration().of).findings == ()
