"""Is what manuals and sites are written with left alone, and the fault beside it found?"""

from __future__ import annotations

from pathlib import Path

import pytest

import audit

_PO = 'msgid ""\nmsgstr "Language: de\\n"\n\nmsgid "{}"\nmsgstr "{}"\n'


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        # Lists of attributes: on a line of their own, and words in braces.
        ("a.en.md", "The badge of the ferry is shown here.\n{: .badge-otca #ferry lang=xx}\n", []),
        ("a.en.md", "The badge of the ferry is shown here.\n{.wide .brojevi width='40%'}\n", []),
        ("a.en.md", "The minister said that the sporazum was signed here.\n", ["lone-foreign-word"]),
        # A choice of languages, a list of links, and a word that was left.
        ("a.en.md", "Read it in [English](/en/), [Ελληνικά](/el/) or [українська](/uk/) here.\n", []),
        ("a.en.md", "The books are:\n\n- [Мост на реци](https://example.org/m), a novel.\n", []),
        ("a.en.md", "The council opened the мост on Monday, and it was full.\n", ["foreign-script"]),
        # Where a role leads is no placeholder; the one that is lost is.
        ("a.po", _PO.format("See :ref:`tables` first.", "Siehe zuerst :ref:`die Tabellen <tables>`."), []),
        ("a.po", _PO.format("See %(page)s first.", "Siehe zuerst die Seite."), ["changed-placeholder"]),
        # Attributes behind a picture or a heading are none of its words; a style that leaked is.
        ("a.en.md", '![The ferry](f.png){: style="float: right" width="90"}\n\nIt left at nine.\n', []),
        ("a.en.md", "# The ferry { #ferry }\n\nIt left at nine.\n", []),
        ("a.en.md", 'The ferry style="float: right" left at nine.\n', ["markup-leak"]),
        # A picture in a field of front matter, as themes of Hugo show it, and one in the text.
        (
            "a.en.md",
            '---\ntitle: Ferry\ndescription: <img src="/f.svg" alt="F"> All on it.\n---\n\nHello.\n',
            [],
        ),
        # A word that is joined to a name of code, and names of code with a capital inside.
        ("a.en.md", "Set otlp or otlp_http and wait for the answer.\n", []),
        ("a.en.md", "Use `a`, `b` or `c` with reactor.core.publisher.Mono and gin.Context here.\n", []),
        # Products of one page differ by a letter; two spellings of a person are two.
        ("a.en.md", "`x` reads Markdown.\n\nPages in Markdoc are read, too, says Markdoc of Markdown.\n", []),
        # Intervals, and a bracket that nobody closes.
        ("a.en.md", "The share lies in [0, 1[ or in ]a, b], as the table says.\n", []),
        ("a.en.md", "The share [of all ships is small.\n", ["unclosed-bracket"]),
        # Words made of one word are no two spellings of a name.
        (
            "a.en.md",
            "# Mediation Rules\n\nThe Mediation Office opens. See Mediation Data.\n\n## Mediating Parties\n",
            [],
        ),
    ],
)
def test_markup_is_no_fault_and_a_fault_beside_it_is(
    name: str, text: str, found: list[str], tmp_path: Path
) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert [finding.rule for finding in audit.check([str(tmp_path / name)]).findings] == found


def test_a_plural_of_each_language_is_no_misspelling_of_the_other(tmp_path: Path) -> None:
    english = "See the Harbour Directives of Monday. The Harbour Directives name 40 ships.\n"
    danish = "Se Harbour Direktiver fra mandag. Harbour Direktiver nævner 40 skibe.\n"
    for lang, text in (("en", english), ("da", danish)):
        (tmp_path / lang).mkdir()
        (tmp_path / lang / "a.md").write_text(text, encoding="utf-8")
    assert not audit.check([str(tmp_path)]).findings


@pytest.mark.parametrize(("configuration", "found"), [("mkdocs.yml", []), ("x.yml", ["markup-leak"])])
def test_bold_before_a_letter_is_bold_where_mkdocs_reads_it(
    configuration: str, found: list[str], tmp_path: Path
) -> None:
    for name, text in (
        (configuration, "site_name: x\n"),
        ("docs/a.ko.md", "이것은 **의존성(graph)**은 중요합니다.\n"),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert [finding.rule for finding in audit.check([str(tmp_path / "docs/a.ko.md")]).findings] == found
