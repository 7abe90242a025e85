"""Are corrections in a Word document changes to accept or to reject, and is all else what it was?"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner

from audit.cli import app
from audit.fix.comments import Author
from audit.fix.tracked import Replacement, changes, tracked
from audit.load import characters
from audit.review import session as steps
from tests import office
from tests.review_story import judged, key_of, workbench_of
from tests.words import GOOGLE, PAGES, TRANSITIONAL, WORD, docx, packed, paragraph, run

_W = f"{{{TRANSITIONAL}}}"
_ED = "Ed Ítor <&>"
_MADE = {
    **{f"word: {name}": data for name, data in WORD.items()},
    **{f"google: {name}": data for name, data in GOOGLE.items()},
}
# LibreOffice 7 leaves deleted words in a control around whole paragraphs where it accepts all changes.
_NOT_ACCEPTED = frozenset({"word: a content control of a paragraph"})
# Without a screen it crashes over comments.
_NOT_OPENED = frozenset({"word: comments that are there"})
_needs_office = pytest.mark.skipif(
    office.SOFFICE is None, reason="LibreOffice is not installed: apt-get install libreoffice-writer-nogui"
)


def _audit(*words: object, expect: int = 0) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == expect, done.output
    return done.output


def _fixed(data: bytes, path: Path, *options: str) -> bytes:
    path.write_bytes(data)
    _audit("fix", path, "--author", _ED, *options)
    return path.read_bytes()


def _text(data: bytes) -> str:
    return characters(data, "x.docx", ".docx").characters


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {one.filename: archive.read(one) for one in archive.infolist()}


def _letters(data: bytes, *, accepted: bool) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every letter of a part with the formatting of its run and the elements around it, where Ed's changes
    are accepted or rejected; what others changed stays."""
    for node in etree.fromstring(data).iter(f"{_W}t", f"{_W}delText"):
        around = list(node.iterancestors())
        ours = [one for one in around if one.get(f"{_W}author") == _ED]
        kinds = {etree.QName(one).localname for one in ours}
        if ("del" if accepted else "ins") in kinds:
            continue
        formatting = node.getparent().find(f"{_W}rPr")
        told = b"" if formatting is None else etree.tostring(formatting, method="c14n")
        names = tuple(etree.QName(one).localname for one in around if one not in ours)
        for letter in node.text or "":
            yield letter, told.decode(), names


@pytest.mark.parametrize("name", _MADE)
def test_it_reads_corrected_when_accepted_and_as_before_when_rejected(name: str, tmp_path: Path) -> None:
    before = _MADE[name]
    after = _fixed(before, tmp_path / "draft.en.docx", "--no-comments")
    assert _text(after) == _text(before).replace("the the", "the")
    old, new = _parts(before), _parts(after)
    assert list(old) == list(new)
    (changed,) = [part for part in old if old[part] != new[part]]
    _only_the_fault_changed(old[changed], new[changed], boxed="text box" in name)


def _only_the_fault_changed(old: bytes, new: bytes, *, boxed: bool) -> None:
    assert list(_letters(new, accepted=False)) == list(_letters(old, accepted=False))
    read = [
        "".join(letter for letter, _, around in _letters(one, accepted=True) if "del" not in around)
        for one in (old, new)
    ]
    assert read[1] == read[0].replace("the the", "the")
    start = next(at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other)
    end = next(at for at, (one, other) in enumerate(zip(old[::-1], new[::-1], strict=False)) if one != other)
    assert b"</w:p>" not in old[start : len(old) - end] or boxed


def test_correcting_twice_is_correcting_once(tmp_path: Path) -> None:
    path = tmp_path / "draft.en.docx"
    for name in (
        "word: runs that split a word",
        "word: words that somebody inserted",
        "google: a suggestion",
    ):
        data = _MADE[name]
        once = _fixed(data, path)
        assert _audit("fix", path) == ""
        assert path.read_bytes() == once


@pytest.mark.services
@_needs_office
def test_libreoffice_accepts_all_to_the_corrected_text_and_rejects_all_to_the_original(
    tmp_path: Path,
) -> None:
    made = {f"libreoffice: {name}": data for name, data in office.pages(tmp_path, PAGES).items()}
    before = {name: data for name, data in (_MADE | made).items() if name not in _NOT_OPENED}
    assert len(before) >= 30
    path = tmp_path / "draft.en.docx"
    after = {name: _fixed(data, path, "--no-comments") for name, data in before.items()}
    said = office.decided(
        tmp_path,
        {
            f"{side} {name}": data
            for side, all_ in (("old", before), ("new", after))
            for name, data in all_.items()
        },
    )
    for name in before:
        for verb, instead in (("Accept", "the"), ("Reject", "the the")):
            if verb == "Accept" and name in _NOT_ACCEPTED:
                continue
            (old, old_document), (new, new_document) = (
                said[f"{side} {name}", verb] for side in ("old", "new")
            )
            assert new == old.replace("the the", instead), (name, verb)
            assert _text(new_document) == _text(old_document).replace("the the", instead), (name, verb)


@pytest.mark.services
@_needs_office
def test_libreoffice_opens_a_document_with_comments_of_ours(tmp_path: Path) -> None:
    data = _fixed(docx(_NOTED), tmp_path / "draft.en.docx")
    assert "Hvala" in office.converted(tmp_path, data)


_NOTED = paragraph(run("The mayor said “Хвала” to the town. Hvala to all who came to the bridge on Tuesday."))


def _comments(data: bytes) -> list[str]:
    held = etree.fromstring(_parts(data)["word/comments.xml"])
    return ["".join(one.itertext()) for one in held]


def test_what_stays_is_a_comment_beside_its_words_by_the_author_and_said_once(tmp_path: Path) -> None:
    path = tmp_path / "draft.en.docx"
    after = _fixed(docx(_NOTED), path)
    (said,) = _comments(after)
    assert "“Хвала” is in letters of another script" in said
    assert "foreign-script" in said
    held = etree.fromstring(_parts(after)["word/document.xml"])
    (begin,), (end,) = held.iter(f"{_W}commentRangeStart"), held.iter(f"{_W}commentRangeEnd")
    siblings = list(begin.getparent())
    between = siblings[siblings.index(begin) + 1 : siblings.index(end)]
    assert "".join(text for one in between for text in one.itertext()) == "Хвала"
    comment = etree.fromstring(_parts(after)["word/comments.xml"])[0]
    assert comment.get(f"{_W}author") == _ED
    assert comment.get(f"{_W}id") == begin.get(f"{_W}id") == end.get(f"{_W}id")
    assert _audit("fix", path, "--author", _ED) == ""
    assert path.read_bytes() == after


def test_a_comment_joins_those_that_are_there(tmp_path: Path) -> None:
    parts = _parts(WORD["comments that are there"])
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"in the spring.", "in “Хвала”.".encode())
    after = _fixed(packed(parts), tmp_path / "draft.en.docx")
    (theirs, ours) = _comments(after)
    assert theirs == "Is it so?"
    assert "“Хвала” is in letters of another script" in ours
    before = parts["word/comments.xml"]
    assert _parts(after)["word/comments.xml"].startswith(before[: before.rindex(b"</w:comments>")])
    assert _parts(after)["[Content_Types].xml"] == parts["[Content_Types].xml"]


def test_a_comment_on_a_note_stands_where_the_text_refers_to_it(tmp_path: Path) -> None:
    note = WORD["a footnote"]
    parts = _parts(note)
    parts["word/footnotes.xml"] = parts["word/footnotes.xml"].replace(b"the the minutes", "“Хвала”".encode())
    after = _parts(_fixed(packed(parts), tmp_path / "draft.en.docx"))
    assert after["word/footnotes.xml"] == parts["word/footnotes.xml"]
    held = etree.fromstring(after["word/document.xml"])
    (begin,) = held.iter(f"{_W}commentRangeStart")
    assert begin.getnext().find(f"{_W}footnoteReference") is not None


def test_diff_shows_the_words_and_the_comments_and_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "draft.en.docx"
    path.write_bytes(docx(paragraph(run("She thanked the the town, “Хвала” to all."))))
    before = path.read_bytes()
    shown = _audit("fix", "--diff", path, expect=1)
    assert "-She thanked the the town, “Хвала” to all." in shown
    assert "+She thanked the town, “Хвала” to all." in shown
    assert "1 comment" in shown
    assert path.read_bytes() == before


_CHANGES = [
    ("She met Ivanov.", "She met Ivanova.", [Replacement(8, 14, "Ivanova")]),
    ("a old bridge", "an old bridge", [Replacement(0, 1, "an")]),
    ("It came , he said.", "It came, he said.", [Replacement(7, 8, "")]),
    ("one two three", "one three", [Replacement(4, 8, "")]),
    ("one three", "one two three", [Replacement(4, 4, "two ")]),
    ("2,000 of 3", "200 of 30", [Replacement(0, 5, "200"), Replacement(9, 10, "30")]),
    ("same", "same", []),
]


@pytest.mark.parametrize(("before", "after", "expected"), _CHANGES)
def test_whole_words_change(before: str, after: str, expected: list[Replacement]) -> None:
    found = changes(before, after)
    text, moved = before, 0
    for start, end, words in found:
        text = text[: start + moved] + words + text[end + moved :]
        moved += len(words) - (end - start)
    assert text == after
    assert [one.words.strip() for one in found] == [one.words.strip() for one in expected]


def test_a_change_that_would_touch_what_is_no_text_is_not_made() -> None:
    data = docx(paragraph("<w:r><w:t>one</w:t><w:tab/><w:t>two</w:t></w:r>"))
    assert tracked(data, "x.docx", "one two", Author()) is None
    assert tracked(data, "x.docx", "one\ttwo\nthree", Author()) is None


def test_a_review_writes_fixes_as_changes_and_what_it_confirms_as_comments(tmp_path: Path) -> None:
    folder = tmp_path / "bridge"
    folder.mkdir()
    path = folder / "draft.en.docx"
    said = "The brigde opens on Monday, the mayoress said, and they utilised steel."
    path.write_bytes(docx(paragraph(run(said))))
    workbench = workbench_of(tmp_path, folder)
    story, session = judged(workbench)
    for action, rule in (("accept", "wrong-bridge"), ("confirm", "wrong-office")):
        change, _ = steps.step(session, action, key_of(session, rule), "ana")
        workbench.act(story, change)
    (proposed,) = workbench.proposals(story)
    assert ("+", "1 comment") in proposed.lines
    workbench.write(story, (proposed,))
    data = path.read_bytes()
    assert _text(data).startswith("The bridge opens")
    assert "the mayor's wife, not a mayor" in _comments(data)[0]
    held = etree.fromstring(_parts(data)["word/document.xml"])
    assert {one.get(f"{_W}author") for one in held.iter(f"{_W}ins", f"{_W}del")} == {"ana"}
    (begin,) = held.iter(f"{_W}commentRangeStart")
    assert "".join(begin.getnext().itertext()) == "mayoress"
    assert workbench.proposals(story) == ()
