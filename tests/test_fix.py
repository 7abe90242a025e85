"""Does a correction change what it means to, nothing else, once, and never half?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import audit
from audit.cli import app
from audit.fix import Fixed, FixError, fixes, write
from audit.load import DEFAULT

_TEXT = "The mayor crossed the the bridge , he said.\n\nIt isnâ€™t a old one and wonâ€™t be.\n"
_RIGHT = "The mayor crossed the bridge, he said.\n\nIt isn’t an old one and won’t be.\n"


def _fixes(path: Path, *, unsafe: bool = False) -> tuple[Fixed, ...]:
    chosen = audit.Settings(scores=audit.Scores.NONE)
    return fixes(
        audit.check([str(path)], chosen),
        lambda stories: audit.check(stories, chosen),
        lambda folder: DEFAULT,
        unsafe=unsafe,
    )


def _audit(*words: object, expect: int = 0) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    assert done.exit_code == expect, done.output
    return done.output


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "story" / "bridge.en.txt"
    path.parent.mkdir()
    path.write_text(_TEXT, encoding="utf-8")
    return path


def test_safe_corrections_are_made_and_a_second_time_there_are_none(article: Path) -> None:
    said = _audit("fix", article)
    assert article.read_text(encoding="utf-8") == _RIGHT
    assert "5 corrections (1 doubled-word, 2 mojibake, 1 spacing, 1 wrong-article)" in said
    assert _audit("fix", article) == ""
    assert article.read_text(encoding="utf-8") == _RIGHT


def test_a_correction_that_brings_out_another_is_followed_by_it(article: Path) -> None:
    article.write_text("They crossed the  the bridge.\n", encoding="utf-8")
    _audit("fix", article)
    assert article.read_text(encoding="utf-8") == "They crossed the bridge.\n"


def test_diff_shows_a_patch_and_changes_nothing(article: Path) -> None:
    shown = _audit("fix", "--diff", article, expect=1)
    assert "-It isnâ€™t a old one and wonâ€™t be.\n+It isn’t an old one and won’t be.\n" in shown
    assert article.read_text(encoding="utf-8") == _TEXT
    _audit("fix", article)
    assert _audit("fix", "--diff", article) == ""


@pytest.mark.parametrize(
    ("encoding", "newline", "mark"),
    [("utf-8", "\n", ""), ("utf-8", "\r\n", "\ufeff"), ("utf-16-le", "\r\n", "\ufeff"), ("utf-8", "\r", "")],
)
def test_encoding_newlines_mark_and_permissions_stay(
    article: Path, encoding: str, newline: str, mark: str
) -> None:
    article.write_bytes((mark + _TEXT.replace("\n", newline)).encode(encoding))
    article.chmod(0o640)
    _audit("fix", article)
    assert article.read_bytes() == (mark + _RIGHT.replace("\n", newline)).encode(encoding)
    assert article.stat().st_mode & 0o777 == 0o640


def test_what_may_change_the_meaning_is_corrected_only_when_asked(article: Path) -> None:
    before = "The storm left 1.200 people without homes.\n"
    article.write_text(before, encoding="utf-8")
    _audit("fix", article)
    assert article.read_text(encoding="utf-8") == before
    _audit("fix", "--unsafe", article)
    assert article.read_text(encoding="utf-8") == "The storm left 1,200 people without homes.\n"


def test_what_was_accepted_or_dismissed_is_let_be(article: Path) -> None:
    _audit("decide", "accepted", article, "--rule", "doubled-word")
    _audit("fix", article)
    assert "the the" in article.read_text(encoding="utf-8")


def test_a_file_that_changed_meanwhile_is_left_alone(article: Path) -> None:
    (fixed,) = _fixes(article)
    article.write_text("Rewritten by somebody else.\n", encoding="utf-8")
    with pytest.raises(FixError, match="changed while it was judged"):
        write(fixed)
    assert article.read_text(encoding="utf-8") == "Rewritten by somebody else.\n"


def test_a_file_of_two_names_is_left_alone_and_named(article: Path) -> None:
    other = article.parent.parent / "other.txt"
    other.hardlink_to(article)
    assert "bridge.en.txt: cannot be written: it has 2 names" in " ".join(
        _audit("fix", article, expect=2).split()
    )
    assert article.samefile(other)
    assert article.read_text(encoding="utf-8") == _TEXT


def test_what_a_correction_that_was_killed_left_is_swept_by_the_next(article: Path) -> None:
    article.write_text(_RIGHT, encoding="utf-8")
    left = article.with_name(".bridge.en.txt.audit-0123456789abcdef.tmp")
    left.touch()
    _audit("fix", "--diff", article)
    assert left.exists()
    _audit("fix", article)
    assert not left.exists()


def test_a_file_that_cannot_be_written_is_named(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (fixed,) = _fixes(article)

    def fails(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("audit.atomic.write", fails)
    with pytest.raises(FixError, match=r"bridge\.en\.txt: cannot be written: Permission denied"):
        write(fixed)


FORMATS = {
    ".txt": "{0}\n\n{1}\n",
    ".md": '---\ntitle: "{0}"\n---\n\n# {1}\n\n{0} **{1}** and [{0}](https://example.org/the-the)'
    "\n\n`the the` code\n",
    ".html": "<html lang='en'><head><title>{0}</title></head><body><p>{1} <b>{0}</b> &amp; {1}</p>"
    "<!-- the the --></body></html>",
    ".json": '{{"lang": "en", "title": "{0}", "text": "{1}\\n\\n{0}", "slug": "the the"}}',
}
faulty = st.lists(
    st.sampled_from("the the|town , he|a old|isnâ€™t|bridge|“so”|of|May|x < y|AT&T".split("|")),
    min_size=3,
    max_size=7,
).map(lambda words: "They saw " + " ".join(words) + ".")


@pytest.mark.parametrize("suffix", sorted(FORMATS))
@settings(max_examples=8, deadline=None)
@given(first=faulty, second=faulty)
def test_in_every_format_words_are_corrected_and_all_else_stays(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, first: str, second: str
) -> None:
    path = tmp_path_factory.mktemp("fix") / f"x.en{suffix}"
    if suffix == ".html":
        first, second = (one.replace("&", "&amp;").replace("<", "&lt;") for one in (first, second))
    before = FORMATS[suffix].format(first, second).encode()
    path.write_bytes(before)
    for fixed in _fixes(path):
        write(fixed)
    after = path.read_bytes()
    assert _fixes(path) == ()
    for kept in (b"https://example.org/the-the", b"`the the`", b"<!-- the the -->", b'"slug": "the the"'):
        assert (kept in after) == (kept in before)
    for sign in (b"**", b"<b>", b"](", b'":', b"\n", b"They saw"):
        assert after.count(sign) == before.count(sign)
