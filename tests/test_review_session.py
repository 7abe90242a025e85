"""Steps of a review: what each does, and that undo and redo are each other's inverse whatever came before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.model import Severity, Status, Verdict
from audit.review import moves
from audit.review import session as steps
from audit.review.moves import Filter, parse_filter
from audit.review.session import UNDECIDED, Mark, Session, Step
from tests import support

_RUN = support.run()
_FINDINGS = {f"key-{number}": finding for number, finding in enumerate(_RUN.findings)}
_ACTIONS = ("accept", "edit", "confirm", "false_alarm", "dismiss_rule", "keep", "skip", "reopen")


def fresh() -> Session:
    return Session(_RUN.stories[0], _FINDINGS, _RUN.scores, _RUN.rules)


def after(session: Session, action: str, key: str, words: str | None = None) -> Session:
    change, _ = steps.step(session, action, key, "ana", words)
    return session.do(change) if change else session


def test_accepting_says_real_and_keeps_the_fix_for_later() -> None:
    session = after(fresh(), "accept", "key-0")
    assert session.mark("key-0") == Mark(Status.REAL, by="ana", fix="Dolen")
    assert session.pending == ("key-0",)
    assert not session.mark("key-0").counts


def test_there_is_nothing_to_accept_where_there_is_no_fix() -> None:
    change, told = steps.step(fresh(), "accept", "key-3", "ana")
    assert change is None
    assert "no fix" in told


def test_a_fix_of_ones_own_is_kept_as_typed_and_an_empty_one_takes_out() -> None:
    assert after(fresh(), "edit", "key-3", "some 400").mark("key-3").fix == "some 400"
    assert after(fresh(), "edit", "key-3", "").mark("key-3").fix == ""


def test_what_stands_there_already_is_no_fix() -> None:
    change, _ = steps.step(fresh(), "edit", "key-0", "ana", "Dolan")
    assert change is None


def test_dismissing_a_rule_leaves_what_is_decided() -> None:
    session = after(after(fresh(), "confirm", "key-0"), "dismiss_rule", "key-0")
    statuses = [session.mark(key).status for key in _FINDINGS]
    assert statuses == [Status.REAL, Status.NEW, Status.FALSE_ALARM, Status.NEW]
    assert steps.step(session, "dismiss_rule", "key-0", "ana")[0] is None


def test_a_reason_is_kept_on_one_line_and_can_be_encoded() -> None:
    session = after(fresh(), "keep", "key-0", "house\nstyle \udc80")
    session.mark("key-0").reason.encode()
    assert session.mark("key-0").reason == "house style ?"


def test_skipping_decides_nothing_and_is_passed_over_until_nothing_else_is_left() -> None:
    session = after(fresh(), "skip", "key-0")
    assert session.decided == 0
    keys = list(_FINDINGS)
    assert [key for key in keys if moves.open_ones(session, keys)(key)] == keys[1:]
    for key in keys[1:]:
        session = after(session, "confirm", key)
    assert [key for key in keys if moves.open_ones(session, keys)(key)] == ["key-0"]


def test_the_verdict_follows_the_decisions() -> None:
    def verdict(session: Session) -> Verdict:
        return next(score.verdict for score in session.current_scores() if score.document == "first.en.txt")

    session = fresh()
    assert verdict(session) is Verdict.BLOCK
    session = after(session, "false_alarm", "key-1")
    assert verdict(session) is Verdict.REVIEW  # the misspelled name
    assert verdict(after(session, "confirm", "key-0")) is Verdict.REVIEW  # a real fault still stands there
    for key in ("key-0", "key-2"):
        session = after(session, "accept", key)
    assert verdict(session) is Verdict.PASS
    undone = session.undo()
    assert undone is not None
    assert verdict(undone[0]) is Verdict.REVIEW


_steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(_ACTIONS), st.sampled_from(list(_FINDINGS)), st.text(max_size=8)),
        st.just(("undo", "", "")),
        st.just(("redo", "", "")),
    ),
    max_size=30,
)


def walk(session: Session, given_steps: list[tuple[str, str, str]]) -> Session:
    for action, key, words in given_steps:
        if action in ("undo", "redo"):
            stepped = session.undo() if action == "undo" else session.redo()
            session = stepped[0] if stepped else session
        else:
            session = after(session, action, key, words)
    return session


@settings(deadline=None)
@given(_steps)
def test_undoing_everything_leads_back_to_the_beginning_and_redoing_forth_again(
    taken: list[tuple[str, str, str]],
) -> None:
    session = walk(fresh(), taken)
    count = len(session.past)
    back = session
    for _ in range(count):
        undone = back.undo()
        assert undone is not None
        back = undone[0]
    assert back.undo() is None
    assert back.marks == fresh().marks
    for _ in range(count):
        redone = back.redo()
        assert redone is not None
        back = redone[0]
    assert (back.marks, back.past, back.future) == (session.marks, session.past, session.future)


@settings(deadline=None)
@given(_steps)
def test_a_new_step_ends_what_could_be_redone(taken: list[tuple[str, str, str]]) -> None:
    session = walk(fresh(), taken)
    change = steps.confirm(session, "key-3", "bo")
    assert session.do(change).redo() is None


def test_undo_leaves_what_somebody_else_has_decided_since() -> None:
    theirs = Mark(Status.ACCEPTED, "house style", "bo")
    session = after(after(fresh(), "dismiss_rule", "key-0"), "skip", "key-3").adopt({"key-2": theirs})
    for _ in range(2):
        undone = session.undo()
        assert undone is not None
        session, change = undone
    assert session.mark("key-2") == theirs
    assert session.mark("key-0") == UNDECIDED
    assert set(change.after) == {"key-0"}


def test_the_inverse_of_a_change_swaps_before_and_after_and_files() -> None:
    change = Step("x", {"a": UNDECIDED}, {"a": Mark(skipped=True)}, (steps.WrittenFile("p", b"1", b"2"),))
    assert change.inverse.inverse == change
    assert change.inverse.files == (steps.WrittenFile("p", b"2", b"1"),)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", Filter()),
        ("major", Filter(severities=frozenset({Severity.MAJOR}))),
        ("minor, critical", Filter(severities=frozenset({Severity.MINOR, Severity.CRITICAL}))),
        ("undecided Dolen", Filter(states=frozenset({"undecided"}), words="Dolen")),
        ("to write", Filter(states=frozenset({"to write"}))),
        ("false-alarm", Filter(states=frozenset({"false-alarm"}))),
        ("name-spelled-two-ways", Filter(rules=frozenset({"name-spelled-two-ways"}))),
    ],
)
def test_a_filter_is_typed_in_words_and_said_in_the_same(words: str, expected: Filter) -> None:
    names = {finding.rule for finding in _FINDINGS.values()}
    found = parse_filter(words, names)
    assert found == expected
    assert parse_filter(str(found), names) == found


@pytest.mark.parametrize(
    ("chosen", "fits"),
    [
        (Filter(), {0, 1, 2, 3}),
        (Filter(severities=frozenset({Severity.MAJOR})), {0, 2}),
        (Filter(rules=frozenset({"near-miss-of-sibling-name"})), {0}),
        (Filter(states=frozenset({"to write"})), {0}),
        (Filter(states=frozenset({"decided"})), {0, 1}),
        (Filter(states=frozenset({"accepted"})), {1}),
        (Filter(states=frozenset({"skipped"})), {2}),
        (Filter(words="4,000"), {3}),
        (Filter(words="DOLÁN"), {0, 2}),
        (Filter(severities=frozenset({Severity.MAJOR}), words="she"), set()),
    ],
)
def test_a_filter_lets_through_what_it_names(chosen: Filter, fits: set[int]) -> None:
    session = after(after(after(fresh(), "accept", "key-0"), "keep", "key-1", "so said"), "skip", "key-2")
    assert {at for at, key in enumerate(_FINDINGS) if chosen(session, key)} == fits


_FITS: tuple[tuple[Callable[[str], bool], bool, str | None], ...] = (
    (lambda key: True, True, "c"),
    (lambda key: True, False, "a"),
    (lambda key: key == "a", True, "a"),
    (lambda key: key == "b", True, None),
)


@pytest.mark.parametrize(("fits", "forward", "expected"), _FITS)
def test_the_next_is_looked_for_round_the_end(
    fits: Callable[[str], bool], forward: bool, expected: str | None
) -> None:
    assert moves.step("abc", "b", forward, fits) == expected


def test_a_review_begins_where_it_stopped_unless_that_is_decided() -> None:
    session = fresh()
    third = _FINDINGS["key-2"].fingerprint
    assert moves.begin(session) == "key-0"
    assert moves.begin(session, third) == "key-2"
    assert moves.begin(after(session, "confirm", "key-2"), third) == "key-3"
    assert moves.begin(after(session, "confirm", "key-0")) == "key-1"
