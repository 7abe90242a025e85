"""Do PO and XLIFF give source and translation unit by unit, each character at its own place?"""

from __future__ import annotations

import re

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.load import LoadError
from audit.model import OBJECT, ElementKind, Role
from tests.formats import load_text, structure

_HEADER = 'msgid ""\nmsgstr ""\n"Language: sr\\n"\n"X-Source-Language: en\\n"\n\n'


def _po(entries: str) -> list[str]:
    return [one.text for one in load_text(_HEADER + entries, ".po")]


def test_a_catalogue_is_a_source_and_its_translation() -> None:
    source, translation = load_text(
        _HEADER + 'msgid "One "\n"two"\nmsgstr "Jedan\\ndva"\n\nmsgid "Not yet"\nmsgstr ""\n', ".po"
    )
    assert (source.text, source.stated.lang, source.stated.role) == ("One two", "en", Role.SOURCE)
    assert (translation.text, translation.stated.lang) == ("Jedan\n\ndva", "sr")
    assert translation.stated.origin == "en"
    assert source.story == translation.story == "x.po"
    assert translation.fields["messages.untranslated"] == "1"
    assert structure(source) == [("unit", "One two", "One two")]
    assert structure(translation) == [("unit", "One two", "Jedan\n\ndva")]


def test_a_catalogue_without_a_translation_has_nothing_to_judge_and_a_template_has() -> None:
    (untranslated,) = load_text(_HEADER + 'msgid "One"\nmsgstr ""\n', ".po")
    assert untranslated.stated.role is Role.SOURCE
    (template,) = load_text('msgid "One"\nmsgstr ""\n', ".pot")
    assert template.stated.role is None


@pytest.mark.parametrize(
    ("locale", "lang"), [("sr@latin", "sr-Latn"), ("ca@valencia", "ca"), ("zh_TW.Big5", "zh-TW"), ("", "")]
)
def test_locales_of_gettext_are_languages(locale: str, lang: str) -> None:
    file = f'msgid ""\nmsgstr "Language: {locale}\\n"\n\nmsgid "One"\nmsgstr "Jedan"\n'
    assert load_text(file, ".po")[-1].stated.lang == lang


def test_a_tag_at_an_edge_belongs_to_its_own_message() -> None:
    entries = 'msgid "a"\nmsgstr "One."\n\nmsgid "b"\nmsgstr "<a href=\'x\'>Two</a>"\n'
    _, translation = load_text(_HEADER + entries, ".po")
    places = {one.value: one.span[1:] for one in translation.elements}
    assert places["<a href='x'>"] == (6, 6)
    assert places["</a>"] == (9, 9)
    assert places["b"] == (6, 9)


def test_words_between_brackets_are_no_tag() -> None:
    entries = 'msgid "The <original entry> of <b>it</b>"\nmsgstr "x <a href=\'y\'>z</a>"\n'
    source, translation = load_text(_HEADER + entries, ".po")
    assert source.text == "The <original entry> of it"
    assert [one.value for one in translation.elements if one.kind is ElementKind.PLACEHOLDER] == [
        "<a href='y'>", "</a>",
    ]  # fmt: skip


def test_fuzzy_and_obsolete_messages_are_not_read() -> None:
    entries = (
        '#, fuzzy\nmsgid "a b"\nmsgstr "no"\n\nmsgid "c d"\nmsgstr "yes"\n\n#~ msgid "e"\n#~ msgstr "no"\n'
    )
    assert _po(entries) == ["c d", "yes"]


def test_plural_forms_stand_by_their_source() -> None:
    source, translation = load_text(
        _HEADER
        + 'msgctxt "c"\nmsgid "One file"\nmsgid_plural "{n} files"\n'
        + 'msgstr[0] "A"\nmsgstr[1] "B"\nmsgstr[2] "C"\n',
        ".po",
    )
    assert source.text == f"One file\n\n{OBJECT} files"
    keys = [one.value for one in translation.elements if one.kind is ElementKind.UNIT]
    assert keys == ["c\x04One file", "c\x04One file\0plural", "c\x04One file\0plural"]


def test_placeholders_and_tags_are_no_words() -> None:
    entries = (
        '#, c-format\nmsgid "%(a)s has %d%% of <b>all</b>"\nmsgstr "x %(a)s"\n\n'
        'msgid "{0} is ${x} 100%-owned &amp; <br/>so"\nmsgstr "y"\n'
    )
    assert _po(entries)[
        0
    ] == f"{OBJECT} has {OBJECT}% of all\n\n{OBJECT} is {OBJECT} 100%-owned & \nso".replace(" \n", "\n")


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ('msgid "a"\nmsgstr b\n', "x.po:2:1"),
        ('msgid "a"\nwhat\n', "x.po:2:1"),
        ('msgid "a\nmsgstr "b"\n', "x.po:1:1"),
        ('msgstr "b"\n', "x.po:1:1"),
        ('msgid "a"\nmsgid "b"\nmsgstr "c"', "x.po:2:1"),
    ],
)
def test_what_is_no_catalogue_says_where(file: str, place: str) -> None:
    with pytest.raises(LoadError) as caught:
        load_text(file, ".po")
    assert caught.value.path == place


_STRINGS = st.text(st.sampled_from('ab "\\\n\té𝒳'), min_size=1, max_size=12).map("Word {}".format)


@given(pairs=st.lists(st.tuples(_STRINGS, _STRINGS), min_size=1, max_size=4, unique_by=lambda pair: pair[0]))
@settings(max_examples=80, deadline=None)
def test_strings_read_as_a_library_writes_them(pairs: list[tuple[str, str]]) -> None:
    catalogue = polib.POFile(wrapwidth=20)
    catalogue.metadata = {"Language": "sr"}
    for one, two in pairs:
        catalogue.append(polib.POEntry(msgid=one, msgstr=two))
    source, translation = load_text(str(catalogue), ".po")
    for document, at in ((source, 0), (translation, 1)):
        assert re.findall(r"\w+", document.text) == re.findall(r"\w+", " ".join(pair[at] for pair in pairs))


def _old(*units: tuple[str, str], told: str = "", more: str = "") -> str:
    """XLIFF 1.2."""
    body = "".join(
        f"<trans-unit id='{number}'{told if number == 1 else ''}><source>{source}</source>"
        + (f"<target>{target}</target>" if target else "")
        + f"{more}</trans-unit>"
        for number, (source, target) in enumerate(units, 1)
    )
    return (
        "<?xml version='1.0'?>\n<xliff version='1.2' xmlns='urn:oasis:names:tc:xliff:document:1.2'>"
        "<file source-language='en' target-language='sr-Latn' original='a'>"
        f"<body>{body}</body></file></xliff>"
    )


def _new(*segments: tuple[str, str], more: str = "") -> str:
    """XLIFF 2."""
    body = more.join(
        f"<segment><source>{source}</source><target>{target}</target></segment>"
        for source, target in segments
    )
    head = "<xliff version='2.0' srcLang='en' trgLang='sr'>"
    return f"{head}<file id='f'><unit id='1'>{body}</unit></file></xliff>"


@pytest.mark.parametrize(
    ("file", "texts"),
    [
        (_old(("A <g id='1'>b</g>c", "D &lt; e")), ["A bc", "D < e"]),
        (_old(("a <x id='1'/> b<ph id='2'>{0}</ph>", "c<it id='3'>d</it>")), [f"a {OBJECT} b{OBJECT}", "c"]),
        (_old(("a", "b"), more="<alt-trans><target>no</target></alt-trans><note>no</note>"), ["a", "b"]),
        (_old(("no", "no"), ("a", "b"), told=" translate='no'"), ["a", "b"]),
        (_old(("a", ""), ("b", "c")), ["b", "c"]),
        (_old(("<![CDATA[a <b>b</b>]]>", "&lt;b&gt;c&lt;/b&gt; d")), ["a b", "c d"]),
        (
            _new(
                ("a <pc id='1'>b</pc>", "c <ph id='2'/>"),
                ("d", "e"),
                more="<ignorable><source>n</source></ignorable>",
            ),
            ["a b\n\nd", f"c {OBJECT}\n\ne"],
        ),
    ],
)
def test_what_is_prose_in_xliff(file: str, texts: list[str]) -> None:
    assert [one.text for one in load_text(file, ".xliff")] == texts


def test_units_keep_their_ids_and_languages() -> None:
    source, target = load_text(_old(("One", "Jedan")), ".xlf")
    assert structure(source) == [("unit", "1", "One")]
    assert structure(target) == [("unit", "1", "Jedan")]
    assert (source.stated.lang, target.stated.lang, target.stated.origin) == ("en", "sr-Latn", "en")


_BOMB = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>"


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        (
            _BOMB + "<xliff version='1.2'>&b;</xliff>",
            "declares the entity a",
        ),
        ("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><xliff>&a;</xliff>", "declares the entity a"),
        ("<xliff><file></xliff>", "not XML: mismatched tag"),
        ("<xliff>&nope;</xliff>", "not XML: undefined entity"),
        ("<xliff version='1.2'></xliff>", "nothing to judge"),
    ],
)
def test_what_is_no_xliff_says_so(file: str, expected: str) -> None:
    with pytest.raises(LoadError) as caught:
        load_text(file, ".xliff")
    assert expected in caught.value.reason
