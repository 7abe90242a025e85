"""Is every kind of labelled file read for what it holds, whatever its name?"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from audit.measure.families import Article, ContrastPair, Decisions, Family, Snippet, draw, joined, starts
from audit.measure.read import DataError, read

_FAMILY = {
    "set": "made up",
    "lang_pair": "id-en",
    "doc_id": "bridge",
    "source": ["Satu.", "Dua."],
    "refs": {"refA": ["One.", "Two."]},
    "systems": {"north": ["Ones.", "Two."], "south": ["One.", "Twos."], "west": ["1", "2"]},
    "mqm": {"north": [5.0, 0.0], "south": [0.0, 1.0], "west": None, "refA": [0.0, 0.0]},
    "spans": {
        "north": [
            [
                {"start": 0, "end": 4, "severity": "major", "category": "Grammar", "rater": "r1"},
                {"start": None, "end": None, "severity": "major", "category": "Omission", "rater": "r2"},
            ],
            [{"start": 0, "end": 3, "severity": "Neutral", "category": "Style", "rater": "r1"}],
        ],
        "south": [[], [{"start": 1, "end": 4, "severity": "Minor", "category": "Style", "rater": "r2"}]],
        "west": None,
        "refA": [[], []],
    },
}


def _written(folder: Path, *records: object, name: str = "anything.txt") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return path


def test_a_family_keeps_its_marks_as_places_in_the_article(tmp_path: Path) -> None:
    (family,) = read([_written(tmp_path, _FAMILY)])
    assert isinstance(family, Family)
    assert (family.lang, family.origin) == ("en", "id")
    assert joined(family.systems["south"]) == "One.\nTwos."
    (mark,) = family.marks["south"]
    assert joined(family.systems["south"])[mark.start : mark.end] == "wos"
    assert mark.severity == "minor"


def test_omissions_neutral_marks_and_unjudged_systems_are_left_out(tmp_path: Path) -> None:
    (family,) = read([_written(tmp_path, _FAMILY)])
    assert isinstance(family, Family)
    assert [(mark.start, mark.end, mark.major) for mark in family.marks["north"]] == [(0, 4, True)]
    assert set(family.marks) == {"north", "south"}
    assert set(family.scores) == {"north", "south"}


def test_submitted_scores_find_their_document(tmp_path: Path) -> None:
    scores = {"doc_id": "bridge", "metrics": {"COMET": {"north": [0.1, 0.2], "south": None}}}
    (family,) = read([_written(tmp_path, scores, name="a"), _written(tmp_path, _FAMILY, name="b")])
    assert isinstance(family, Family)
    assert family.submitted == {"COMET": {"north": (0.1, 0.2)}}


def test_pairs_snippets_and_articles_are_told_by_their_fields(tmp_path: Path) -> None:
    records = (
        {"good": "He came.", "bad": "She came.", "phenomenon": "gender", "reference": "He arrived."},
        {
            "id": "7",
            "text": "Anna said he left.",
            "pronoun_offset": 10,
            "original_text": "Anna said she left.",
        },
        {"doc_id": "wire", "segments": ["One\u2028line.", "Another."]},
    )
    pair, snippet, article = read([_written(tmp_path, *records)])
    assert isinstance(pair, ContrastPair)
    assert isinstance(snippet, Snippet)
    assert isinstance(article, Article)
    assert (pair.phenomenon, pair.reference) == ("gender", "He arrived.")
    assert snippet.original == "Anna said she left."
    assert article.text == "One line.\nAnother."


def test_segments_tagged_one_by_one_become_their_document(tmp_path: Path) -> None:
    records = [
        {
            "set": "tagged", "doc_id": "d", "lang_pair": "zh-en", "mt": text, "refs": {"refA": text},
            "siblings": siblings, "spans": [{"start": 0, "end": 2, "severity": "major"}],
        }
        for text, siblings in (
            ("One.", {"a": "One.", "b": "x"}), ("Lost.", None), ("Two.", {"a": "Two."}),
        )
    ]  # fmt: skip
    (family,) = read([_written(tmp_path, *records)])
    assert isinstance(family, Family)
    assert family.systems == {"mt": ("One.", "Two."), "a": ("One.", "Two.")}
    assert [(mark.start, mark.end) for mark in family.marks["mt"]] == [(0, 2), (5, 7)]


_TSV = (
    "system\tdoc\tdocSegId\tglobalSegId\trater\tsource\ttarget\tcategory\tseverity\n"
    "north\td1\t1\t11\tr1\tSatu\tThe <v>brige</v> fell.\tFluency/Spelling\tMinor\n"
    "north\td1\t1\t11\tr1\tSatu\tThe brige <v>fell</v>.\tAccuracy/Mistranslation\tMajor\n"
    "north\td1\t1\t11\tr2\tSatu\tThe brige fell<v>.</v>\tFluency/Punctuation\tMinor\n"
    "north\td1\t2\t12\tr1\tDua\tNobody knew.\tno-error\tno-error\n"
    "Human-A.0\td1\t1\t11\tr1\tSatu\tThe bridge fell.\tno-error\tno-error\n"
    "Human-A.0\td1\t2\t12\tr1\tDua\tNobody knew.\tno-error\tno-error\n"
    "south\td1\t1\t11\tr1\tSatu\t<v>Wall</v>\tNon-translation!\tMajor\n"
    "south\td1\t2\t12\tr1\t<v>Dua</v>\tNobody.\tAccuracy/Omission\tMajor\n"
)


def test_googles_tsv_becomes_families(tmp_path: Path) -> None:
    path = tmp_path / "campaign.tsv"
    path.write_text(_TSV, encoding="utf-8")
    (family,) = read([path])
    assert isinstance(family, Family)
    assert family.systems == {"north": ("The brige fell.", "Nobody knew."), "south": ("Wall", "Nobody.")}
    assert set(family.references) == {"Human-A.0"}
    text = joined(family.systems["north"])
    assert [text[mark.start : mark.end] for mark in family.marks["north"]] == ["brige", "fell", "."]
    assert list(family.scores["north"]) == pytest.approx([(1 + 5 + 0.1) / 2, 0.0])
    assert list(family.scores["south"]) == [25.0, 5.0]


def test_decisions_are_counted_by_rule(tmp_path: Path) -> None:
    path = tmp_path / "story.decisions"
    path.write_text(
        "00aa11bb22cc33dd real doubled-word\n0f0f0f0f0f0f0f0f false-alarm spacing a poem\n", encoding="utf-8"
    )
    (decisions,) = read([path])
    assert decisions == Decisions(
        "decisions", "story", (("doubled-word", "real"), ("spacing", "false-alarm"))
    )


def test_compressed_files_are_known_by_their_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "packed"
    path.write_bytes(gzip.compress(json.dumps(_FAMILY).encode()))
    assert len(read([path])) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("A plain article.\n", "none of the formats"),
        ('{"doc_id": "x", "what": 1}\n', ":1: no record of docs/measuring.md has only doc_id, what"),
        ('{"doc_id": "x"\n', ":1: JSONDecodeError"),
        ('{"doc_id": "x", "systems": {"a": ["b"]}, "spans": {"a": []}}\n', ":1: ValueError"),
        (
            '{"doc_id": "x", "systems": {"a": ["b"], "c": []}}\n',
            ":1: ValueError: versions of 0 to 1 segments",
        ),
        (_TSV + "north\td1\n", ":10: expected 9 cells, found 2"),
        ("00aa11bb22cc33dd real doubled-word\nperhaps\n", ":2: expected fingerprint"),
    ],
)
def test_what_is_none_of_them_is_named_with_its_line(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "unknown"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match="unknown") as raised:
        read([path])
    assert said in str(raised.value)


def test_a_line_end_inside_a_segment_moves_nothing() -> None:
    segments = ("One\nand", "a half\u2028or so", "")
    text = joined(segments)
    assert text.count("\n") == 2
    assert [text[at : at + len(one)] for at, one in zip(starts(segments), segments, strict=True)] == [
        "One and", "a half or so", "",
    ]  # fmt: skip


def test_siblings_are_drawn_by_seed_and_more_of_them_hold_the_fewer() -> None:
    family = Family("s", "d", "en", "zh", dict.fromkeys("abcdefgh", ("x",)), {"refA": ("x",)})
    drawn = draw(family, "c", 0, references=False)
    assert drawn == draw(family, "c", 0, references=False)
    assert drawn[:3] == draw(family, "c", 0, references=False)[:3]
    assert sorted(drawn) == list("abdefgh")
    assert len({draw(family, "c", seed, references=False) for seed in range(5)}) > 1
    assert "refA" in draw(family, "c", 0, references=True)


def test_the_record_that_the_page_shows_is_one(root: Path, tmp_path: Path) -> None:
    page = (root / "docs" / "measuring.md").read_text(encoding="utf-8")
    record = json.loads(page.split("```json")[1].split("```")[0])
    (family,) = read([_written(tmp_path, record)])
    assert isinstance(family, Family)
    (mark,) = family.marks["desk"]
    assert joined(family.systems["desk"])[mark.start : mark.end] == "brige"


def test_the_development_data_are_read(bench: Path) -> None:
    names = ("newstest2021_zhen", "generalmt2023_zhen_sxs", "qe2022_zhen", "english_news", "gap_flipped")
    data = read([*(bench / f"{name}.jsonl.gz" for name in names), bench / "recreated.jsonl"])
    kinds = {
        kind: sum(isinstance(datum, kind) for datum in data) for kind in (Article, ContrastPair, Snippet)
    }
    assert kinds == {Article: 175, ContrastPair: 44, Snippet: 2191}
    families = [datum for datum in data if isinstance(datum, Family)]
    for family in families:
        for system, marks in family.marks.items():
            assert all(0 <= mark.start <= mark.end <= len(joined(family.systems[system])) for mark in marks)
