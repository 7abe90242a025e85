"""Do the pages about rules say what the rules say?"""

from __future__ import annotations

from dataclasses import replace

from audit.model import Example, Rule, Stage
from audit.report import reference
from audit.report.wording import shortened_value
from tests import support


def _page(rule: Rule) -> str:
    return reference.pages((rule,))["names.md"]


def test_a_page_says_what_the_rule_finds_and_why() -> None:
    page = _page(support.rule())
    assert "## name-spelled-two-ways" in page
    assert "**major** · accuracy/name · confidence 0.80 (estimated) · languages: en" in page
    assert "One person has one spelling" in page
    assert "- Dolen came. <b>Dolan</b> left." in page
    assert "  - instead: Dolen came. Dolen left." in page
    assert "Detector `consistency`; least: `2`." in page
    assert "Source: own knowledge" in page


def test_known_failures_are_shown_as_such() -> None:
    rule = support.rule()
    todo = Example("todo-bad", ({"lang": "en", "text": "Dolen. Dollen."},), ((7, 13),))
    page = _page(replace(rule, examples=(*rule.examples, todo)))
    assert "It should mark and does not yet:\n\n- Dolen. <b>Dollen</b>." in page


def test_siblings_languages_and_origins_are_told() -> None:
    rule = support.rule()
    texts = ({"lang": "en", "text": "Dolan", "from": "id"}, {"lang": "de", "text": "Dolen"})
    page = _page(replace(rule, examples=(Example("bad", texts, ((0, 5),)),)))
    assert "- <b>Dolan</b> (from id)\n  - beside: Dolen (de)" in page


def test_what_is_not_stable_says_so() -> None:
    rule = replace(support.rule(), stage=Stage.PREVIEW)
    assert "**preview**" in _page(rule)
    assert "major (preview)" in reference.pages((rule,))["README.md"]


def test_examples_are_words_and_no_markup() -> None:
    text = "<b>*Bold* [x](y) `code` {{title}}</b>\nnext"
    page = _page(replace(support.rule(), examples=(Example("good", ({"lang": "en", "text": text},)),)))
    assert r"- \<b\>\*Bold\* \[x\](y) \`code\` \{\{title\}\}\</b\> next" in page


def test_patterns_with_backticks_stay_in_their_span() -> None:
    page = _page(replace(support.rule(), params={"find": ("`x`",)}))
    assert "find: `` `x` ``" in page


def test_the_index_links_every_rule() -> None:
    index = reference.pages((support.rule("a-rule"), support.rule("b-rule")))["README.md"]
    assert "2 rules on 1 topic." in index
    assert "[a-rule](names.md#a-rule)" in index


def test_parameters_are_shortened() -> None:
    assert shortened_value(({"find": "a"}, {"find": "b"})) == "2 rows"
    assert shortened_value(tuple("abcdefgh")) == "a, b, c, d, e, f and 2 more"
    assert shortened_value(frozenset("ba")) == "a, b"
    assert shortened_value(True) == "true"
    assert shortened_value(0.5) == "0.5"
