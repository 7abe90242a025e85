"""Is the Markdown report readable, and is an article in it only text?"""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from audit.model import Run, Severity, Span
from audit.report import github_summary, markdown
from audit.report.markup import code, inert, marked
from audit.report.wording import visible
from tests import hostile, support

# A reader of Markdown that is not ours, as lenient as GitHub's: tables, strikethrough and HTML allowed.
_READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# What GitHub looks for in the text that is left: people, issues, addresses.
_REFERENCE = re.compile(r"@\w|#\d|\bGH-\d|://|www\.|:[a-z_+-]+:", re.IGNORECASE)
_OURS = {"h2", "h3", "p", "ul", "li", "strong", "b", "em", "code", "blockquote"} | {
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


class _Page(HTMLParser):
    """The elements of a page, and its text outside of code."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.comments: list[str] = []
        self.texts: list[str] = []
        self._code = 0
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not attrs or tag in ("th", "td")
        self.elements.append(tag)
        self._code += tag == "code"

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag == "code"

    def handle_data(self, data: str) -> None:
        if not self._code:
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)


def _page(text: str) -> _Page:
    return _Page(_READER.render(text))


def test_an_article_puts_no_element_and_no_reference_into_the_page() -> None:
    page = _page(markdown.render(hostile.run()))
    assert set(page.elements) <= _OURS
    assert not page.comments
    assert not [text for text in page.texts if _REFERENCE.search(text)]


def test_the_words_are_still_there() -> None:
    text = "".join(_page(markdown.render(hostile.run())).texts).replace("\u200b", "")
    assert "<script>alert(1)</script>" in text
    assert "[click](https://evil.example)" in text
    assert "@octocat #12 GH-3 www.evil.example `code` | a@b.example" in text


@given(st.text())
@example("1. one")
@example("- one")
@example("www.www.x")
@example("@@a##1")
@example("::a::b:")
@example("![a](b)<b>`c`&amp;\\")
def test_any_text_stays_the_text_it_is(text: str) -> None:
    page = _page(inert(text))
    assert set(page.elements) <= {"p"}
    found = "".join(page.texts)
    assert not _REFERENCE.search(found)
    assert found.replace("\u200b", "").split() == visible(text).replace("\u200b", "").split()


@given(st.text(alphabet="ab @#1*_<>`|[]()!:.w-\\&", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_marks_are_bold_wherever_they_stand(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    page = _page("x " + marked(text, [(start, min(start + length, len(text)))]))
    assert set(page.elements) == {"p", "b"}
    assert not [one for one in page.texts if _REFERENCE.search(one)]


@given(st.text(alphabet="a` \n", min_size=1))
def test_a_code_span_holds_whatever_stands_in_it(text: str) -> None:
    rendered = _READER.renderInline(code(text))
    if visible(text).strip():
        assert rendered.startswith("<code>")
        assert rendered.endswith("</code>")


def test_it_opens_with_the_verdict_and_says_who_says_otherwise() -> None:
    text = markdown.render(support.run())
    assert text.startswith("## audit: block\n\n1 critical, 2 major, 1 minor in 3 versions of 1 story.\n")
    assert "- **critical** “she” for a man (`pronoun-against-siblings`), `story/first.en.txt` 1:76" in text
    assert "> <b>Dolan</b> met 400 farmers there" in text
    assert "Fix: Dolan → Dolen" in text
    assert "2 of 2 siblings write “Dolen”:" in text


def test_a_comment_is_no_longer_than_github_takes_and_says_what_is_missing() -> None:
    run = hostile.many(2000)
    text = markdown.render(run)
    assert markdown.characters(text) <= 65_536
    assert markdown.characters(text) > 60_000
    shown = text.count("- **major**")
    assert f"*Left out, because a comment on GitHub has no room for more: {2000 - shown} major.*" in text


def test_the_worst_is_kept_whichever_story_it_stands_in() -> None:
    run = hostile.many(2000, Severity.MINOR)
    last = support.finding("worst", Severity.CRITICAL, "the worst", Span("other", 0, 5))
    other = replace(run.stories[0], id="zuletzt", versions=(support.document("other", "Dolan came."),))
    text = markdown.render(Run((*run.stories, other), (*run.findings, replace(last, story="zuletzt"))))
    assert "**critical** the worst" in text
    assert markdown.characters(text) <= 65_536


@pytest.mark.parametrize("letter", ["x", "Ж", "😀"])
def test_a_summary_is_no_longer_than_github_takes(letter: str) -> None:
    run = hostile.many(9000)
    found = tuple(replace(one, message=one.message + letter * 150) for one in run.findings)
    text = github_summary.render(replace(run, findings=found))
    assert len(text.encode()) <= 1 << 20
    assert "*Left out, because the summary of a job on GitHub has no room for more: " in text


def test_stories_without_findings_are_named_as_far_as_they_are_few() -> None:
    story = hostile.many(1).stories[0]
    stories = tuple(replace(story, id=f"story-{number:03}") for number in range(100))
    text = markdown.render(Run(stories))
    assert "No findings in `story-000`, `story-001`" in text
    assert "and 80 other stories." in text
