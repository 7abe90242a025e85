"""Is the prose of ICU's plurals and selects read, each text at its own place, and the syntax left out?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from audit.load import Loaded, LoadError, icu
from audit.model import OBJECT, ElementKind
from tests.effort import lines_run
from tests.formats import MESSAGES, edited, load_text

_FILES = "{n, plural, one {# file was deleted} other {# files in {folder} were deleted}}"


def _po(message: str) -> Loaded:
    return load_text(f'msgid "{message}"\nmsgstr ""\n', ".pot")[0]


def _parts(loaded: Loaded) -> list[str]:
    return [one.value for one in loaded.elements if one.kind is ElementKind.PLACEHOLDER]


def test_each_text_of_a_choice_is_a_block_behind_the_message() -> None:
    loaded = _po("You are done: {n, plural, =0 {nothing} one {# file} other {# files}} today.")
    assert loaded.text == f"You are done: {OBJECT} today.\n\nnothing\n\n{OBJECT} file\n\n{OBJECT} files"


def test_a_message_that_is_a_choice_is_its_texts() -> None:
    loaded = _po(_FILES)
    assert loaded.text == f"{OBJECT} file was deleted\n\n{OBJECT} files in {OBJECT} were deleted"
    assert _parts(loaded) == ["{n}", "{folder}", "{n, plural, other}"]


def test_choices_nest() -> None:
    loaded = _po("{who, select, she {She has {n, plural, one {one dog} other {# dogs}}} other {They left}}")
    assert loaded.text == f"She has {OBJECT}\n\none dog\n\n{OBJECT} dogs\n\nThey left"
    assert _parts(loaded) == ["{n}", "{n, plural, other}", "{who, select, other, she}"]


def test_what_a_translation_must_keep_is_other_and_the_programs_own_words() -> None:
    (plural,) = icu.arguments("{n, plural, offset:1 =0 {a} few {b} other {c}}")
    assert plural.value == "{n, plural, other}"
    (ordinal,) = icu.arguments("{n, selectordinal, few {b}}")
    assert ordinal.value == "{n, selectordinal}"
    (select,) = icu.arguments("{ who ,select, she{a} he {b}\n other {c} }")
    assert select.value == "{who, select, he, other, she}"


def test_apostrophes_are_read_as_icu_reads_them() -> None:
    loaded = _po("{n, plural, other {It''s '{'here'}' and don't cost '#1' or #}}")
    assert loaded.text == f"It's {OBJECT}here{OBJECT} and don't cost {OBJECT} or {OBJECT}"
    assert _po("It''s no choice {n}").text == f"It''s no choice {OBJECT}"


def test_a_text_of_a_select_has_no_number() -> None:
    loaded = _po("{n, plural, other {{who, select, other {team #1}} of #}}")
    assert loaded.text == f"{OBJECT} of {OBJECT}\n\nteam #1"


@pytest.mark.parametrize(
    "broken",
    [
        "{n, plural, other}",
        "{n, plural, other {a}",
        "{n, plural, other {a} x}",
        "{n, plural, }",
        "{n, plural, {a}}",
        "{n, choice, 0#a|1#b}",
        "a '{n, plural, other {b}}' c",
    ],
)
def test_what_is_no_choice_is_read_as_before(broken: str) -> None:
    assert not icu.arguments(broken)
    assert _po(f"Word {broken} end").text.startswith("Word")


def test_messages_in_json_are_units_under_their_names() -> None:
    (loaded,) = load_text('{"home": {"title": "Hello", "list": ["a b", "{0}"]}, "done": "Hello"}', MESSAGES)
    assert loaded.text == "Hello\n\na b\n\nHello"
    units = [one.value for one in loaded.elements if one.kind is ElementKind.UNIT]
    assert sorted(units) == ["done", "home.list.0", "home.list.1", "home.title"]
    with pytest.raises(LoadError, match="no text: expected messages"):
        load_text("{}", MESSAGES)


def test_a_choice_across_inline_elements_of_xliff_is_one() -> None:
    segment = '{VAR_PLURAL, plural, one {one item} other {<x id="INTERPOLATION"/> items}}'
    (source, target) = load_text(
        '<xliff version="1.2"><file source-language="en" target-language="de"><body><trans-unit id="1">'
        f"<source>{segment}</source><target>{segment}</target></trans-unit></body></file></xliff>",
        ".xlf",
    )
    assert source.text == target.text == f"one item\n\n{OBJECT} items"
    assert _parts(source) == ["<x INTERPOLATION>", "{VAR_PLURAL, plural, other}"]


def test_a_placeholder_alone_belongs_to_no_other_message() -> None:
    (loaded,) = load_text('{"a": "Word", "b": "{x}"}', MESSAGES)
    assert not _parts(loaded)


@pytest.mark.parametrize("words", ["it's", "that", "a {b}", "#2", "x"])
def test_a_correction_in_a_text_reads_back_as_itself(words: str) -> None:
    file = f'msgid "{_FILES}"\nmsgstr ""\n'
    (loaded,) = load_text(file, ".pot")
    start = loaded.text.index("file")
    changed = edited(file, loaded, start, start + 4, words)
    if "{" in words or "#" in words:
        assert changed is None
        return
    assert changed is not None
    (again,) = load_text(changed, ".pot")
    assert again.text == loaded.text[:start] + words + loaded.text[start + 4 :]


_SYNTAX = st.sampled_from(
    [
        "{n, plural, ",
        "{n, select, ",
        "other {",
        "=1 {",
        "one {",
        "}",
        "{",
        "'",
        "''",
        "#",
        " word ",
        "{n}",
        "<b>",
        "\\n",
    ]
)


@given(st.lists(_SYNTAX, max_size=40).map("".join))
@example("\\n<b>")
@settings(deadline=None)
def test_any_syntax_leaves_every_character_at_its_place(message: str) -> None:
    file = f'msgid "Word {message}"\nmsgstr ""\n'
    (loaded,) = load_text(file, ".pot")
    for position, character in enumerate(loaded.text):
        if loaded.source.rendering(position) is None:
            assert file[loaded.source.offset(position)] == character
    for one in loaded.elements:
        assert 0 <= one.span.start <= one.span.end <= len(loaded.text)


@pytest.mark.parametrize(
    "message",
    [
        lambda times: "{n, plural, other {" * times,
        lambda times: "{n, plural, other {" * times + "}}" * times,
        lambda times: "{n, plural, one {a}" * times,
        lambda times: "'{" * times,
    ],
    ids=["open", "closed", "one after another", "quoted"],
)
def test_deep_or_broken_choices_take_no_time_out_of_proportion(message: Callable[[int], str]) -> None:
    short, long = (lines_run(partial(_po, f"Word {message(times)}")) for times in (1_000, 4_000))
    assert long <= 4.6 * short + 2_000
