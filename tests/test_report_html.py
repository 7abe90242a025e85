"""Is the page whole, and is nothing in it from an article but words? A browser opens it in another module."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from audit.model import Element, ElementKind, Problem, Role, Run, Span, Status, Story, SupportMap, WordSupport
from audit.report.html import render
from audit.report.html.elements import Html, direction, join, legible, tag, words
from audit.report.html.facets import speakers
from audit.report.html.shading import Shaded
from tests import hostile, pages, support


class _Page(HTMLParser):
    """Elements with their attributes, and the words in each, as a browser would tell them apart."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        self.elements.append((name, {key: value or "" for key, value in attributes}))
        if name not in {"meta", "input"}:
            self._open.append(name)

    def handle_endtag(self, name: str) -> None:
        assert self._open.pop() == name, f"</{name}> closes something else"

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] not in {"script", "style"}:
            self.text.append(data)

    def all(self, name: str, **wanted: str) -> Iterator[dict[str, str]]:
        return (
            given
            for element, given in self.elements
            if element == name
            and all(given.get(key.rstrip("_").replace("_", "-")) == value for key, value in wanted.items())
        )


_RUNS = {
    "support": support.run,
    "hostile": hostile.run,
    "many": pages.many,
    "versions": pages.versions,
    "right to left": pages.right_to_left,
    "corners": pages.corners,
    "shaded": pages.shaded,
    "nothing": Run,
}


@pytest.mark.parametrize("name", _RUNS)
def test_every_element_is_closed_and_every_id_is_there_once(name: str) -> None:
    page = _Page(render(_RUNS[name]()))
    ids = [given["id"] for _, given in page.elements if "id" in given]
    assert len(ids) == len(set(ids))
    inner = {given["href"][1:] for given in page.all("a") if given["href"] != "#"}
    assert inner <= set(ids), "a link leads nowhere"


@pytest.mark.parametrize("name", _RUNS)
def test_nothing_is_asked_of_anybody(name: str) -> None:
    page = _Page(render(_RUNS[name]()))
    kinds = {element for element, _ in page.elements}
    assert not kinds & {
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "base",
        "form",
        "video",
        "audio",
        "source",
    }
    for _, given in page.elements:
        assert not {
            key for key in given if key.startswith("on") or key in ("src", "style", "srcset", "action")
        }
        assert given.get("href", "#").startswith("#")
    style = re.search(r"<style>(.*?)</style>", render(Run()), re.DOTALL)
    assert style
    assert not re.search(r"url\(|@import|@font-face", style[1])


def test_only_our_own_style_and_script_may_run() -> None:
    text = render(support.run())
    policy = next(_Page(text).all("meta", http_equiv="Content-Security-Policy"))["content"]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy
    for name in ("style", "script"):
        (inside,) = re.findall(rf"<{name}>(.*?)</{name}>", text, re.DOTALL)
        digest = b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert rules[f"{name}-src"] == f"'sha256-{digest}'"
        assert f"</{name}" not in inside


def test_an_article_full_of_markup_is_words() -> None:
    run = hostile.run()
    page = _Page(render(run))
    allowed = {element for element, _ in _Page(render(support.run())).elements}
    assert {element for element, _ in page.elements} <= allowed
    assert sum(element == "script" for element, _ in page.elements) == 1
    said = "".join(page.text)
    assert "<script>alert(1)</script>" in said
    assert "\u202e" not in render(run)
    assert "\x1b" not in render(run)


def test_words_keep_their_length_and_their_marks_of_direction() -> None:
    text = "\u200fשלום\u200e a\u202eb\x00\t\u061c"
    assert legible(text) == "\u200fשלום\u200e a\ufffdb␀ \u061c"
    assert words("a<b&c>d") == "a&lt;b&amp;c&gt;d"


def test_an_element_escapes_what_is_not_made() -> None:
    made = tag("p", "<i>", Html("<b></b>"), None, class_="x", data_y='"><i', hidden=True, lang=None)
    assert made == '<p class="x" data-y="&quot;&gt;&lt;i" hidden>&lt;i&gt;<b></b></p>'
    assert join(["<", Html("<hr>")]) == "&lt;<hr>"


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("ar", "rtl"),
        ("he-IL", "rtl"),
        ("fa", "rtl"),
        ("en", "ltr"),
        ("az-Arab", "rtl"),
        ("ku-Latn", "ltr"),
        ("", "auto"),
    ],
)
def test_a_language_has_its_direction(lang: str, expected: str) -> None:
    assert direction(lang) == expected


def test_versions_say_their_language_and_direction() -> None:
    paragraphs = {
        (given.get("lang"), given.get("dir")) for given in _Page(render(pages.right_to_left())).all("p")
    }
    assert {("ar", "rtl"), ("he", "rtl"), ("en", "ltr")} <= paragraphs


def test_the_whole_text_of_every_version_is_there() -> None:
    for run in (support.run(), pages.corners(), pages.right_to_left(), pages.versions(3)):
        text = re.sub(r"<sup.*?</sup>", "", render(run))
        said = re.sub(r"\s+", " ", "".join(_Page(text).text).replace("‸", ""))
        for version in run.stories[0].versions:
            for paragraph in version.text.split("\n\n"):
                assert re.sub(r"\s+", " ", paragraph) in said


def test_a_finding_has_its_fingerprint_as_address() -> None:
    places = {given["id"] for given in _Page(render(support.run())).all("span", class_="at")}
    assert places == {f"f={finding.fingerprint}" for finding in support.findings()}


def test_equal_fingerprints_get_addresses_of_their_own() -> None:
    run = support.run()
    run = replace(run, findings=tuple(replace(one, fingerprint="same") for one in run.findings))
    places = [given["id"] for given in _Page(render(run)).all("span", class_="at")]
    assert sorted(places) == ["f=same", "f=same-2", "f=same-3", "f=same-4"]


def test_marks_within_and_across_each_other_each_have_their_number() -> None:
    text = render(pages.corners())
    article = text[text.index('<div class="text">') :]
    assert article.count('class="at"') == 7
    numbers = re.findall(r"<sup[^>]*><span[^>]*>[^<]*</span>(\d)</sup>", article)
    assert sorted(numbers) == list("1234567")
    assert article.count("‸") == 2


def test_a_mark_over_two_sentences_is_one_stop_of_the_keyboard() -> None:
    run = pages.versions(2, 1)
    version = run.stories[0].versions[0]
    span = version.span(0, version.sentences[1].end)
    page = _Page(render(replace(run, findings=(replace(run.findings[0], span=span, evidence=()),))))
    stops = [given.get("tabindex") for given in page.all("a") if "mark" in given.get("class", "").split()]
    assert stops == [None, "-1", "-1"]


def test_a_word_cut_by_a_mark_keeps_its_shade() -> None:
    words = (
        WordSupport(0, 5, 0, 2),
        WordSupport(6, 10, 0, 2),
        WordSupport(11, 15, 2, 2),
        WordSupport(16, 20, 1, 3),
    )
    shaded = Shaded(SupportMap("story", "d", ("e",), words))
    text = "Dolen came with <two>"
    none = '<span class="u" data-u="none" title="0 of 2">'
    assert shaded.words(text, 0, 10) == f"{none}Dolen came</span>"
    assert shaded.words(text, 2, 8) == f"{none}len ca</span>"
    few = '<span class="u" data-u="few" title="1 of 3">'
    assert shaded.words(text, 10, 21) == f" with {few}&lt;two</span>&gt;"


def test_a_heading_looks_like_one() -> None:
    assert '<p class="heading" lang="en" dir="ltr">The bridge</p>' in render(pages.corners())


def test_what_is_not_prose_is_named() -> None:
    text = "Run \ufffc for \ufffc or \ufffc."
    parts = (
        Element(ElementKind.CODE, "0af3", Span("d", 4, 5)),
        Element(ElementKind.PLACEHOLDER, "{name}", Span("d", 10, 11)),
    )
    page = render(pages.of(replace(support.document("d", text), elements=parts)))
    code, placeholder, unknown = re.findall(r'<code class="part">(.*?)</code>', page)
    assert (code, placeholder, unknown) == ("code", "{name}", "…")
    assert "\ufffc" not in page


def test_what_is_settled_is_counted_and_not_shown() -> None:
    run = support.run()
    findings = (replace(run.findings[0], status=Status.ACCEPTED), *run.findings[1:])
    said = "".join(_Page(render(replace(run, findings=findings))).text)
    assert "1 accepted or dismissed" in said
    assert render(replace(run, findings=findings)).count('class="at"') == 3


def test_what_could_not_be_judged_comes_first() -> None:
    text = render(hostile.run())
    assert text.index("could not judge") < text.index('class="story"')


def test_the_lists_count_findings_and_not_notes() -> None:
    text = render(support.run())
    counts = re.findall(r'data-facet="\w+">.*?<bdi>([^<]*)</bdi>.*?class="count">(\d+)<', text)
    assert counts == [
        ("critical", "1"),
        ("major", "2"),
        ("minor", "1"),
        ("name-spelled-two-ways", "2"),
        ("number-against-siblings", "1"),
        ("pronoun-against-siblings", "1"),
        ("first", "3"),
        ("third", "1"),
    ]


def test_many_problems_wait_to_be_opened() -> None:
    problems = tuple(Problem(f"{number}.txt", "cannot be read") for number in range(30))
    page = _Page(render(Run(problems=problems)))
    assert "30 texts" in page.text
    assert "29.txt" in page.text


def test_one_speaker_is_nothing_to_choose_by() -> None:
    assert not list(_Page(render(pages.corners())).all("fieldset", data_facet="version"))
    assert list(_Page(render(support.run())).all("fieldset", data_facet="version"))


def test_a_witness_is_shown_and_said_not_to_be_judged() -> None:
    run = support.run()
    first, *others = run.stories[0].versions
    story = replace(run.stories[0], versions=(first, *(replace(one, role=Role.REFERENCE) for one in others)))
    said = "".join(_Page(render(replace(run, stories=(story,)))).text)
    assert said.count("not judged") == 2


def test_the_page_opens_at_the_worst_version() -> None:
    run = support.run()
    backwards = zip(run.scores, reversed(run.scores), strict=True)
    for scores, first in (
        (run.scores, "s0v0"),
        (tuple(replace(one, verdict=other.verdict) for one, other in backwards), "s0v2"),
    ):
        (story,) = _Page(render(replace(run, scores=scores))).all("section", class_="story")
        assert story["data-first"] == first


def test_who_speaks_is_the_outlet_or_the_recurring_name_or_the_language() -> None:
    run = support.run()
    assert set(speakers(run).values()) == {"first", "second", "third"}
    stated = replace(run.stories[0].versions[0], outlet="Harbour News")
    told = replace(run.stories[0], versions=(stated, *run.stories[0].versions[1:]))
    assert speakers(Run((told,)))["story", "first.en.txt"] == "Harbour News"
    assert set(speakers(pages.many()).values()) == {"first", "second", "third"}
    alone = [Story(f"s{at}", (support.document(f"article-{at}.txt", "Text."),)) for at in range(3)]
    assert set(speakers(Run(tuple(alone))).values()) == {"en"}


def test_few_versions_are_columns_of_the_matrix() -> None:
    text = render(support.run())
    matrix = text[text.index('class="matrix"') :]
    titles = re.findall(r'<th scope="col"><bdi>([^<]*)</bdi>', matrix)
    assert titles == ["first", "second", "third"]
    assert re.search(r'<span class="form" data-mark="found">.*?<bdi>Dolan</bdi>', matrix)


def test_many_versions_are_named_by_what_they_say() -> None:
    text = render(pages.versions(12, 4))
    matrix = text[text.index('class="matrix"') :]
    assert "<bdi>form</bdi>" in matrix
    assert "outlet-01, outlet-02, outlet-03, outlet-04 and 7 more" in matrix


def test_many_stories_have_an_index_and_charts() -> None:
    page = _Page(render(pages.many(6)))
    assert len(list(page.all("tr", data_story="s5"))) == 1
    (chart,) = page.all("svg", class_="histogram")
    assert "number of versions: " in chart["aria-label"]
    assert not list(_Page(render(support.run())).all("svg", class_="histogram"))


def test_the_page_is_the_same_whatever_else_python_does() -> None:
    code = (
        "import hashlib; from tests import support; from audit.report.html import render; "
        "print(hashlib.sha256(render(support.run()).encode()).hexdigest())"
    )
    seen = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("0", "1")
    }
    assert len(seen) == 1
