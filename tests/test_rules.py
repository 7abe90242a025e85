"""Every rule is tested by the examples it carries, and every entry of a table by its own."""

from __future__ import annotations

import pytest

from audit import catalogue
from audit.model import Rule
from audit.rulecheck import check_rule

RULES = catalogue.load()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_examples_show_what_the_rule_says(rule: Rule) -> None:
    assert [f"{verdict.example}: {verdict.failure}" for verdict in check_rule(rule) if verdict.failure] == []


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
