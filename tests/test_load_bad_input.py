"""Does no file, however broken, crash a reader, and does none take time out of proportion?"""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.load import FORMATS, Loaded, LoadError, load_bytes
from tests.effort import lines_run
from tests.formats import FILES, files
from tools.growth import REPEATED, repeated

_SUFFIXES = sorted(FORMATS)
_QUICK = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
# What each format means something by, and what no format expects.
_SIGNS = "<>&;\"'\\/{}[]()*_`~#|-+=!:.,@%$^\n\r\t \0\x1b\x7f\u200b\u202e\u0301\ufeff\ue000\ufffc\U0010ffff9aé"
_WORDS = """
--- +++ ``` ~~~ {{ }} {% %} {# {{< >}} <!-- --> <![CDATA[ ]]> <? ?> </ /> &# &amp; &#x110000;
<b> </b> <p> <div⎵lang=sr> <script> </script> <pre> <td> <sup> <q> <a⎵href= <img⎵alt=" [x]: ](
![ [^1] :: $$ import export title: lang: msgid msgstr msgctxt \\u \\ud83d \\x #, #~ [0] %s {0}
<xliff> <file> <unit⎵id='1'> <source> <target> </source> <!DOCTYPE⎵a⎵[<!ENTITY⎵b⎵'c'>]> &b;
"text": "bodies": "value": null 1e999 שלום नमस्ते 👩‍👩‍👧 text, id,text
""".split()
_PARTS = st.sampled_from([*_SIGNS, *(word.replace("⎵", " ") for word in _WORDS)])
_NOISE = st.lists(_PARTS, max_size=40).map("".join)


def _read(data: bytes, suffix: str) -> tuple[Loaded, ...] | LoadError:
    try:
        return load_bytes(data, f"x{suffix}", suffix)
    except LoadError as error:
        return error


def _survives(data: bytes, suffix: str) -> None:
    """A file is read, or an error says in a line what is wrong with it."""
    documents = _read(data, suffix)
    if isinstance(documents, LoadError):
        assert documents.path.startswith("x")
        assert documents.reason
        return
    assert documents
    for document in documents:
        for position in range(len(document.text)):
            document.source.line_column(position)
            assert document.source.offset(position) <= document.source.end_offset(position + 1)
        document.text.encode()


@pytest.mark.parametrize("suffix", _SUFFIXES)
@given(noise=_NOISE)
@_QUICK
def test_noise_is_read_or_refused(suffix: str, noise: str) -> None:
    _survives(noise.encode("utf-8", "surrogatepass"), suffix)


@pytest.mark.parametrize("suffix", sorted(FILES))
@given(data=st.data())
@_QUICK
def test_a_file_with_a_part_lost_or_noise_put_in_is_read_or_refused(suffix: str, data: st.DataObject) -> None:
    file = data.draw(files(suffix))
    start = data.draw(st.integers(0, len(file)))
    end = data.draw(st.integers(start, len(file)))
    _survives((file[:start] + data.draw(_NOISE) + file[end:]).encode("utf-8", "surrogatepass"), suffix)


@pytest.mark.parametrize("suffix", _SUFFIXES)
@given(noise=st.binary(max_size=200))
@_QUICK
def test_bytes_are_read_or_refused(suffix: str, noise: bytes) -> None:
    _survives(noise, suffix)


_DEEP = 10_000
_NESTED = [
    (".md", "> ", "a", ""),
    (".md", "- ", "a", ""),
    (".md", "[", "a", "](b)"),
    (".md", "*a ", "", ""),
    (".md", "<b>", "", ""),
    (".md", "{{", "", ""),
    (".mdx", "{", "a", "}"),
    (".mdx", "<A>", "a", "</A>"),
    (".rst", "- ", "a", ""),
    (".rst", "*", "a", "*"),
    (".rst", ".. note:: ", "a", ""),
    (".html", "<div>", "a", "</div>"),
    (".html", "<ul><li>", "a", ""),
    (".html", "<b>", "a", ""),
    (".html", "<q>", "a", ""),
    (".json", "[", "", "]"),
    (".json", '{"text":', '"a"', "}"),
    (".xliff", "<xliff>", "", "</xliff>"),
    (".xliff", "<g>", "a", "</g>"),
    (".po", "{", "", "}"),
    (".po", "<b>", "", ""),
    (".txt", "[", "", "]"),
]
_AROUND = {
    ".xliff": ("<xliff><file><unit><segment><source>", "</source></segment></unit></file></xliff>"),
    ".po": ('msgid "', '"\nmsgstr "a"\n'),
    ".txt": ("---\na: ", "\n---\ntext"),
}


@pytest.mark.parametrize(("suffix", "opening", "inside", "closing"), _NESTED)
def test_ten_thousand_levels_are_read_or_refused(
    suffix: str, opening: str, inside: str, closing: str
) -> None:
    before, after = _AROUND.get(suffix, ("", ""))
    file = before + opening * _DEEP + inside + closing * _DEEP + after
    found = _read(file.encode(), suffix)
    assert found.reason if isinstance(found, LoadError) else found


@pytest.mark.parametrize(("suffix", "part"), REPEATED)
def test_the_work_grows_with_the_length_and_no_faster(suffix: str, part: str) -> None:
    short, long = (
        lines_run(partial(_read, repeated(suffix, part, len(part) * times).encode(), suffix))
        for times in (100, 400)
    )
    assert long <= 4.6 * short + 2_000
