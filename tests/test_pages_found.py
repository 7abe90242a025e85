"""Which faults of own pages are found in a text alone, by the origin of the page."""

from __future__ import annotations

from pathlib import Path

from tools import pages


def test_nothing_is_found_on_the_own_pages_beside_what_is_marked() -> None:
    assert pages.pages()[1] == []


def test_what_is_found_on_pages_of_each_origin_does_not_get_less() -> None:
    faults, _ = pages.pages()
    found = dict.fromkeys(sorted({one.origin for one in faults}), 0)
    for one in faults:
        found[one.origin] += bool(one.rules)
    least = {"ar": 7, "hi": 6, "id": 5, "is": 9, "ja": 8, "ka": 5, "sq": 4, "sr": 5, "uk": 8, "vi": 7}
    assert {origin: min(found[origin], number) for origin, number in least.items()} == least


def test_forms_and_pairs_are_read_from_files(tmp_path: Path) -> None:
    table = tmp_path / "forms.tsv"
    table.write_text("# origin\tkind\tform\tbetter\nru\trepetition\tthe the\tthe\nru\tcalque\tgood\t\n")
    lines = tmp_path / "pairs.jsonl"
    lines.write_text(
        '{"id": "a", "origin_lang": "ru", "bad": "He met the the man.", "good": "He met the man."}\n'
    )
    assert [bool(one.rules) for one in pages.forms(table)] == [True, False]
    assert [one.rules for one in pages.pairs(lines)] == [("doubled-word",)]
