"""Every rule is tested by the examples it carries, and every entry of a table by its own."""

from __future__ import annotations

import re

import pytest

from audit import catalogue
from audit.model import Rule
from audit.rulecheck import check_rule

RULES = catalogue.load()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_examples_show_what_the_rule_says(rule: Rule) -> None:
    assert [f"{outcome.example}: {outcome.failure}" for outcome in check_rule(rule) if outcome.failure] == []


def test_every_rule_says_where_it_is_from_and_cites_no_document_that_is_not_here() -> None:
    assert [rule.name for rule in RULES if not rule.source] == []
    assert [rule.name for rule in RULES if re.search(r"(?<![\w/])[\w-]+\.md\b", rule.source)] == []


def test_the_rules_the_engine_issue_names_are_there() -> None:
    named = """
        name-spelled-two-ways near-miss-of-sibling-name mangled-exonym foreign-exonym
        two-names-for-one-place mixed-transliteration mixed-diacritics source-case-ending
        acronym-of-another-language hyphenated-two-ways pronoun-against-given-name
        pronoun-against-title pronoun-against-siblings it-for-a-person he-and-she-for-one-person
        foreign-script foreign-sentence foreign-words model-preamble template-marker markup-leak
        mojibake page-furniture translation-notice foreign-quotation-marks doubled-word
        repeated-phrase repeated-sentence redundant-gloss echoed-name number-against-siblings
        magnitude-against-siblings currency-against-siblings weekday-not-that-date
        impossible-clock clock-contradiction foreign-number-format foreign-date-format
        quote-worded-two-ways quote-against-siblings unclosed-bracket unpaired-quotation-mark
        stranded-speaker stop-before-attribution fused-words spacing
        present-perfect-with-finished-date broken-that-clause word-against-siblings
        omission-against-siblings copy-of-sibling truncated-ending
    """.split()
    assert set(named) - {rule.name for rule in RULES} == set()


def test_a_rule_says_why_and_how_sure_it_is() -> None:
    for rule in RULES:
        assert len(rule.why) > 30, rule.name
        assert 0.3 <= rule.confidence <= 0.99, rule.name
