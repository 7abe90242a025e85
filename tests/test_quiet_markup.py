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
