"""Are texts of people, beside other accounts of the event or other translations, left alone?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from audit.catalogue import load
from audit.measure import alarms
from audit.measure.families import Accounts, Family, human_accounts
from audit.measure.read import read
from audit.measure.work import Choices
from audit.settings import Settings, choose


def test_independent_accounts_of_one_event_are_no_reason_for_alarm() -> None:
    """What the product says of nine stories in three or four accounts each: they were written for this test,
    with other angles, spellings, figures and wordings, and none of them is wrong."""
    rules = choose(load(()), Settings())
    accounts = [
        datum for datum in read([Path(__file__).parent / "accounts.jsonl"]) if isinstance(datum, Accounts)
    ]
    told = [alarms.observe_accounts(one, Choices(rules)) for one in accounts]
    assert sum(one.texts for one in told) == sum(len(one.texts) for one in accounts) >= 30
    assert not any(one.parallel for one in told)
    assert not any(one.problems for one in told)
    assert [finding for one in told for finding in one.findings] == []


def test_a_fault_in_an_account_is_seen_beside_the_others() -> None:
    """The accounts above are not silent for want of looking: a letter off in a name is found."""
    rules = choose(load(()), Settings())
    (election,) = (
        datum
        for datum in read([Path(__file__).parent / "accounts.jsonl"])
        if isinstance(datum, Accounts) and datum.id == "election"
    )
    texts = dict(election.texts)
    texts["Capital Times"] = texts["Capital Times"].replace("Petar Dragan", "Petar Dragam")
    found = alarms.observe_accounts(election._replace(texts=texts), Choices(rules)).findings
    assert ("near-miss-of-sibling-name", True) in found


def test_people_beside_trusted_people_are_judged_one_by_one() -> None:
    family = Family(
        "s",
        "d",
        "en",
        "zh",
        {"desk": ("The bridge fell.",)},
        {
            "a": ("The bridge fell at noon on Monday in Osterby.",),
            "b": ("At noon on Monday the bridge in Osterby fell.",),
        },
    )
    comparable, trusted = human_accounts(family)
    rules = choose(load(()), Settings())
    assert alarms.observe_accounts(comparable, Choices(rules)).parallel == 0
    beside = alarms.observe_accounts(trusted, Choices(rules))
    assert (beside.texts, beside.pairs, beside.parallel) == (2, 2, 2)
    assert human_accounts(replace(family, references={"a": ("The bridge fell.",)})) == ()
