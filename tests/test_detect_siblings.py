"""Rules that ask the siblings: when they speak, and above all when they do not."""

from __future__ import annotations

import pytest

from audit.catalogue import load
from audit.engine import judge
from audit.model import Document, Finding, Kind, Relation, Role, Severity, Source, Story
from audit.run import prepare
from audit.settings import Settings, choose

_FAULTS = (
    ("name-against-siblings", "Austria", "The delegation left for {} on Monday after the talks.", "Hungary"),
    ("number-against-siblings", "36", "The flood killed {} people in the valley on Monday.", "63"),
    ("figure-against-siblings", "5th", "The striker scored in the {} minute of the match.", "8th"),
    ("date-against-siblings", "1995", "The consulate in Osterby was opened in {} by the mayor.", "1985"),
    (
        "negation-against-siblings",
        "not reopen",
        "The bridge at Osterby will {} before winter comes.",
        "reopen",
    ),
    ("modality-against-siblings", "must", "Visitors to the island {} register with the police.", "may"),
    ("foreign-word-against-siblings", "jedoch", "The bridge will {} be closed for the winter.", "however"),
    ("unit-against-siblings", "3 percent", "Unemployment fell by {} in the spring.", "3 percentage points"),
)

# Read by hand they were right too seldom.
_NEVER_MAJOR = ("figure-against-siblings", "negation-against-siblings")

_NUMERIC = (
    "number-against-siblings",
    "figure-against-siblings",
    "date-against-siblings",
    "unit-against-siblings",
)


def _found(rule: str, texts: list[str], *, role: Role, relation: Relation | None = None) -> list[str]:
    return [finding.rule for finding in _findings(rule, texts, role=role, relation=relation)]


def _findings(
    rule: str, texts: list[str], *, role: Role, relation: Relation | None = None
) -> tuple[Finding, ...]:
    roles = [Role.TRANSLATION] + [role] * (len(texts) - 1)
    versions = tuple(
        Document(f"v{at}", text, Source(f"v{at}"), "en", one)
        for at, (text, one) in enumerate(zip(texts, roles, strict=True))
    )
    story = prepare(Story("s", versions, relation, judged=frozenset({"v0"})))
    findings, problems = judge(story, choose(load(()), Settings(select=(rule,))))
    assert not problems
    return findings


@pytest.mark.parametrize(("rule", "wrong", "text", "right"), _FAULTS)
def test_a_trusted_reference_settles_it_and_one_sibling_does_not(
    rule: str, wrong: str, text: str, right: str
) -> None:
    texts = [text.format(wrong), text.format(right)]
    (settled,) = _findings(rule, texts, role=Role.REFERENCE)
    severity = Severity.MINOR if rule in _NEVER_MAJOR else Severity.MAJOR
    assert (settled.rule, settled.severity, settled.kind) == (rule, severity, Kind.CONTRADICTION)
    for open_ in _findings(rule, texts, role=Role.TRANSLATION):
        assert (open_.severity, open_.kind, open_.fix) == (Severity.MINOR, Kind.DIFFERENCE, None)


@pytest.mark.parametrize(
    ("rule", "one", "text", "other"), [fault for fault in _FAULTS if fault[0] in _NUMERIC], ids=_NUMERIC
)
def test_figures_of_one_translation_against_another_are_marked_on_both(
    rule: str, one: str, text: str, other: str
) -> None:
    for ours, theirs in ((one, other), (other, one)):
        texts = [text.format(ours), text.format(theirs)]
        assert [found.severity for found in _findings(rule, texts, role=Role.TRANSLATION)] == ["minor"]


@pytest.mark.parametrize(("rule", "wrong", "text", "right"), _FAULTS)
def test_two_siblings_that_agree_are_enough(rule: str, wrong: str, text: str, right: str) -> None:
    second = "We hear: " + text.format(right)
    texts = [text.format(wrong), text.format(right), second]
    assert _found(rule, texts, role=Role.TRANSLATION) == [rule]


@pytest.mark.parametrize(("rule", "wrong", "text", "right"), _FAULTS)
def test_a_reference_that_is_another_account_is_not_trusted(
    rule: str, wrong: str, text: str, right: str
) -> None:
    texts = [text.format(wrong), text.format(right)]
    assert _found(rule, texts, role=Role.REFERENCE, relation=Relation.COMPARABLE) == []


@pytest.mark.parametrize(
    ("rule", "ours", "theirs"),
    [
        (
            "negation-against-siblings",
            "He not only sold the house but the barn.",
            "He sold the house and the barn.",
        ),
        (
            "negation-against-siblings",
            "The firm could not pay its workers.",
            "The firm was unable to pay its workers.",
        ),
        (
            "negation-against-siblings",
            "The mayor did not sign the contract.",
            "The mayor refused to sign the contract.",
        ),
        (
            "figure-against-siblings",
            "Shirts of the 90s sold well in Osterby.",
            "Shirts of the 1990s sold well in Osterby.",
        ),
        (
            "figure-against-siblings",
            "The 14th congress met in Osterby.",
            "The fourteenth congress met in Osterby.",
        ),
        ("number-against-siblings", "They sold 1.2 million cars there.", "They sold 1,200,000 cars there."),
        ("number-against-siblings", "They sold 12 cars there.", "They sold twelve cars there."),
        (
            "name-against-siblings",
            "The American envoy left Kyiv on Monday.",
            "The envoy of the United States left Kiev on Monday.",
        ),
        ("name-against-siblings", "Orbán Viktor spoke in Osterby.", "Viktor Orban spoke in Osterby."),
        (
            "name-against-siblings",
            "The WHO met in Osterby on Monday.",
            "The World Health Organization met in Osterby on Monday.",
        ),
        (
            "name-in-no-sibling",
            "In China the price of rice rose on Monday.",
            "The price of rice rose on Monday in the country.",
        ),
        (
            "near-miss-of-sibling-name",
            "They sailed into North Harbor on Monday.",
            "They sailed into North Harbour on Monday.",
        ),
        (
            "foreign-word-against-siblings",
            "It cost 40 ringgit at www.ostrov.com today.",
            "It cost RM40 on its page today.",
        ),
    ],
)
def test_what_two_translators_may_write_is_no_fault_even_beside_a_reference(
    rule: str, ours: str, theirs: str
) -> None:
    assert _found(rule, [ours, theirs], role=Role.REFERENCE, relation=Relation.PARALLEL) == []
