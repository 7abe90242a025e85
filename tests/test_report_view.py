"""Is what the reports show put together rightly?"""

from __future__ import annotations

from dataclasses import replace

from audit.model import Relation, Run, Severity, Span, Story
from audit.report.view import TAKE_OUT, Block, chapters, evidence, fix, passage, witnesses
from audit.report.wording import labels, not_compared, plural, relation, visible, without_head
from tests import support


def _blocks(run: Run) -> list[Block]:
    return [block for chapter in chapters(run) for block in chapter.blocks]


def test_one_inconsistency_is_one_block_with_all_its_occurrences() -> None:
    spelled = [block for block in _blocks(support.run()) if block.first.rule == "name-spelled-two-ways"]
    assert [len(block.findings) for block in spelled] == [2]


def test_blocks_come_by_version_then_severity_then_place() -> None:
    order = [(block.version.id, block.severity.value) for block in _blocks(support.run())]
    assert order == [("first.en.txt", "critical"), ("first.en.txt", "major"), ("third.en.txt", "minor")]


def test_other_messages_of_a_rule_are_other_blocks() -> None:
    text = "Dolan and Dolen and Dolin."
    one = support.finding("rule", Severity.MAJOR, "one", Span("story", 0, 5))
    other = support.finding("rule", Severity.MAJOR, "other", Span("story", 10, 15))
    assert len(_blocks(support.alone(text, one, other))) == 2


def test_witnesses_say_what_they_write() -> None:
    block = next(block for block in _blocks(support.run()) if block.severity is Severity.MAJOR)
    shown = evidence(support.story(), block)
    assert witnesses(block, shown) == "2 of 2 siblings write “Dolen”"
    assert [one.document.id for one in shown] == ["second.en.txt", "third.en.txt"]


def test_witnesses_that_word_it_differently_are_only_counted() -> None:
    told = support.story()
    second, third = (
        support.span("second.en.txt", support.SECOND, "came"),
        support.span("third.en.txt", support.THIRD, "heard"),
    )
    found = support.finding(
        "r", Severity.MINOR, "m", Span("first.en.txt", 0, 5), evidence=(second, third), asked=2
    )
    block = Block(told.versions[0], (found,))
    assert witnesses(block, evidence(told, block)) == "in the words of 2 siblings"


def test_a_passage_is_the_sentence_with_its_marks() -> None:
    text = "One came.  Two went away. Three stayed."
    shown = passage(support.document("a", text), support.span("a", text, "went away"))
    assert shown.text == "Two went away."
    assert [shown.text[left:right] for left, right in shown.marks] == ["went away"]


def test_words_across_two_lines_are_shown_on_one() -> None:
    text = "One came.  Two went\naway. Three stayed."
    assert (
        passage(support.document("a", text), support.span("a", text, "went\naway")).text == "Two went away."
    )


def test_a_line_of_megabytes_is_shown_around_its_marks() -> None:
    text = "word " * 100_000 + "Dolan" + " word" * 100_000
    version = support.document("a", text)
    start = text.index("Dolan")
    shown = passage(version, Span("a", start, start + 5))
    assert len(shown.text) < 400
    assert [shown.text[left:right] for left, right in shown.marks] == ["Dolan"]
    assert shown.text.startswith("…")
    assert shown.text.endswith("…")


def test_a_marked_passage_of_many_words_is_cut_in_its_midst() -> None:
    text = "It began. " + "word " * 1000 + "and it ended. After."
    version = support.document("a", text)
    shown = passage(version, Span("a", 10, len(text) - 7))
    assert len(shown.text) < 400
    left, right = shown.marks[0]
    assert " … " in shown.text[left:right]


def test_marks_that_touch_are_one() -> None:
    version = support.document("a", "Dolan left.")
    assert passage(version, Span("a", 0, 3), Span("a", 3, 5)).marks == ((0, 5),)


def test_the_offsets_of_a_passage_are_those_of_the_file() -> None:
    version = support.document("a", "One.\nTwo came.")
    assert passage(version, Span("a", 9, 13)).line_column == (2, 5)


def test_control_characters_are_shown_and_harmless() -> None:
    shown = visible("a\x1b[31mb\x00\u202e\x9b\x7f\ud800\tc\u2028d")
    assert shown == "a␛[31mb␀\ufffd\ufffd␡\ufffd c d"
    assert len(visible("".join(map(chr, range(0x3000))))) == 0x3000


def test_a_long_fix_shows_what_differs() -> None:
    text = "He has ordered a full-scale review of the bridges in May 2022."
    found = support.finding(
        "r",
        Severity.MINOR,
        "m",
        Span("story", 3, 61),
        fix="ordered a full-scale review of the bridges in May 2022",
    )
    [block] = _blocks(support.alone(text, found))
    assert fix(block) == ("has ordered …", "ordered …")


def test_an_empty_fix_takes_the_words_out() -> None:
    [block] = _blocks(
        support.alone("Bonus.", support.finding("r", Severity.MINOR, "m", Span("story", 0, 5), fix=""))
    )
    assert fix(block) == ("Bonus", TAKE_OUT)


def test_labels_are_short_and_tell_the_versions_apart() -> None:
    def short(*names: str) -> list[str]:
        return list(labels(Story("s", tuple(support.document(name, "One.") for name in names))).values())

    assert short("a.en.txt", "b.en.txt") == ["a", "b"]
    assert short("x/a.en.txt", "x/b.txt") == ["a.en", "b"]
    assert short("a.en.txt", "a.de.txt") == ["a.en", "a.de"]
    assert short("one.txt") == ["one.txt"]
    assert short("a/t.txt", "b/t.txt") == ["a/t", "b/t"]
    assert short("-", "b.txt") == ["-", "b.txt"]


def test_what_was_not_compared_is_said() -> None:
    told = support.story()
    assert not list(not_compared(told))
    assert "no sibling" in relation(replace(told, versions=told.versions[:1], comparisons=()))
    german = replace(told.versions[2], lang="de")
    assert "third (de)" in "".join(not_compared(replace(told, versions=(*told.versions[:2], german))))
    chinese = replace(told.versions[0], lang="zh", text="市长发言。")
    parallel = replace(told.comparisons[0], relation=Relation.PARALLEL)
    for lang, text, silent in (("en", "The mayor spoke.", False), ("ru", "Мэр говорил.", True)):
        version = replace(told.versions[1], lang=lang, text=text)
        pair = replace(told, versions=(chinese, version), comparisons=(parallel,))
        said = "".join(not_compared(pair))
        assert (f"names are not, of {lang} beside zh" in said) == silent
        assert "names are not, of" in said  # of zh beside either
    copies = replace(told, comparisons=(replace(told.comparisons[0], identical=True),))
    assert "one witness" in "".join(not_compared(copies))


def test_numbers_take_their_plural() -> None:
    assert [plural(1, "story"), plural(2, "story"), plural(1200, "word")] == [
        "1 story",
        "2 stories",
        "1,200 words",
    ]


def test_a_long_beginning_that_all_names_share_is_dropped() -> None:
    long = ["news/2026/harbour-bridge-opening-from-german", "news/2026/harbour-bridge-opening-from-polish"]
    assert without_head(long) == ["german", "polish"]
    assert without_head(["news/from-german", "news/from-polish"]) == ["from-german", "from-polish"]
    assert without_head(["one"]) == ["one"]
    assert without_head(["a/", "a/b"]) == ["a/", "a/b"]
