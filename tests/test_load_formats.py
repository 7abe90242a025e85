"""Is every character of every format at its own place in the file, and does an edit change nothing else?"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.load import LoadError
from tests.formats import FILES, edited, files, kinds, load_text

_SUFFIXES = sorted(FILES)
_NEW = st.one_of(
    st.sampled_from(["Rutte", "new words", "a & b", "x < y", 'say "so"', "it's", "1", "", "50%", "café 𝒳"]),
    st.sampled_from(
        ["- x", "*b*", "a_b", "`c`", "[d](e)", "1. f", "# g", "a,b", "\\", "&amp;", " h", "i  j", "\n"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Co"]), max_size=6),
)
_QUICK = settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@pytest.mark.parametrize("suffix", _SUFFIXES)
@given(data=st.data())
@_QUICK
def test_every_character_is_the_files_own_or_declared(suffix: str, data: st.DataObject) -> None:
    file = data.draw(files(suffix))
    for loaded in load_text(file, suffix):
        source, text = loaded.source, loaded.text
        for position, character in enumerate(text):
            rendering = source.rendering(position)
            offset, end = source.offset(position), source.end_offset(position + 1)
            assert 0 <= offset <= end <= len(file)
            if rendering is None:
                assert file[offset] == character
                assert end == offset + 1
        for one in loaded.elements:
            assert 0 <= one.span.start <= one.span.end <= len(text)
        assert "\n\n\n" not in text or suffix in (".txt", ".json", ".csv", ".jsonl")


@pytest.mark.parametrize("suffix", _SUFFIXES)
@given(data=st.data())
@_QUICK
def test_an_edit_reads_back_as_itself_and_changes_nothing_else(suffix: str, data: st.DataObject) -> None:
    file = data.draw(files(suffix))
    before = load_text(file, suffix)
    number = data.draw(st.integers(0, len(before) - 1))
    loaded = before[number]
    start = data.draw(st.integers(0, len(loaded.text)))
    end = data.draw(st.integers(start, min(start + 12, len(loaded.text))))
    words = data.draw(_NEW)
    changed = edited(file, loaded, start, end, words)
    if changed is None:
        return
    try:
        after = load_text(changed, suffix)
    except LoadError as error:
        raise AssertionError(f"{changed!r}: {error}") from error
    wanted = [one.text for one in before]
    wanted[number] = loaded.text[:start] + words + loaded.text[end:]
    assert [one.text for one in after] == wanted
    assert [kinds(one) for one in after] == [kinds(one) for one in before]


@pytest.mark.parametrize("suffix", [".md", ".html"])
def test_the_tags_of_a_models_thoughts_are_words_and_those_of_a_page_are_not(suffix: str) -> None:
    file = "<p>A <b>dry</b> day.</p>\n<think>\n\nQuay it is.\n\n</think>\n"
    (loaded,) = load_text(file, suffix)
    assert loaded.text.split() == "A dry day. <think> Quay it is. </think>".split()
