"""Does the page help where a person stumbles: on a telephone, on paper, among many stories and many rules?"""

from __future__ import annotations

from dataclasses import replace

import pytest

from audit.model import Verdict
from tests import pages, support
from tests.browsing import Open, Scheme, shown, text

_WHY = "two facts are contradicted; lifts when one is mended"


def test_the_worst_story_stands_first_with_its_one_reason(opened: Open) -> None:
    run = pages.many(6)
    scores = tuple(replace(one, why=_WHY) for one in run.scores)
    page = opened(replace(run, scores=scores))
    verdicts = page.locator("#index tbody .badge").all_text_contents()
    order = [tuple(Verdict).index(Verdict(one.lstrip("■◧□◇·"))) for one in verdicts]
    assert order == sorted(order, reverse=True)
    first = page.locator("#index tbody tr").first
    assert first.locator(".reason").all_text_contents() == [_WHY]


def test_folders_that_all_stories_share_are_dropped_from_the_list(opened: Open) -> None:
    page = opened(pages.many(3))
    names = page.locator("#index tbody th a").all_text_contents()
    assert sorted(names) == ["story-000", "story-001", "story-002"]
    title = page.locator("#index tbody th a").first.get_attribute("title")
    assert title is not None
    assert title.startswith("desk/story-")


def test_all_but_one_rule_are_shown_every_count_says_so_and_escape_shows_all(opened: Open) -> None:
    page = opened(support.run())
    page.locator("#toggle").click()
    page.locator('[data-except="name-spelled-two-ways"]').click()
    assert text(page, "#status") == "2 of 4 findings shown"
    assert shown(page, "#ending") == 0
    assert text(page, '.bar nav a[data-v="s0v0"] .shown') == "1"
    assert text(page, '.scores tr[data-v="s0v0"] [data-title="findings"]') == "1 of 3 shown"
    assert page.locator('[data-except="name-spelled-two-ways"]').get_attribute("aria-pressed") == "true"
    assert page.url.endswith("&except=name-spelled-two-ways")
    page.keyboard.press("Escape")
    assert text(page, "#status") == ""
    assert shown(page, "#ending") == 1
    assert text(page, '.scores tr[data-v="s0v0"] [data-title="findings"]') != "1 of 3 shown"


def test_escape_in_the_search_shows_all_stories(opened: Open) -> None:
    page = opened(pages.many(6))
    page.locator("#search").fill("003")
    assert shown(page, "#index tbody tr") == 1
    page.locator("#search").press("Escape")
    assert shown(page, "#index tbody tr") == 6
    assert page.locator("#search").input_value() == ""


def test_heads_of_columns_say_what_they_are(opened: Open) -> None:
    page = opened(pages.many(3))
    for head in page.locator("#index thead button").all():
        assert head.get_attribute("title")
    page = opened(support.run())
    heads = page.locator(".scores thead th").all()[2:]
    assert heads
    assert all(head.get_attribute("title") for head in heads)


@pytest.mark.parametrize("width", [320, 390])
def test_no_name_is_torn_letter_by_letter_on_a_telephone(opened: Open, width: int) -> None:
    page = opened(support.run(), width=width)
    lines = page.evaluate(
        "() => [...document.querySelectorAll('.matrix td, .matrix th')].filter((one) => one.offsetParent)"
        ".map((one) => [one.textContent.trim().length, one.getBoundingClientRect().width])"
    )
    assert lines
    assert all(wide >= 60 for letters, wide in lines if letters > 6)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_printing_the_list_prints_the_findings_of_blocked_stories(opened: Open) -> None:
    page = opened(pages.many(6))
    assert shown(page, ".story") == 0
    page.emulate_media(media="print")
    blocked = page.locator('.story[data-verdict="block"]').count()
    assert blocked
    assert shown(page, ".story") == blocked
    assert shown(page, '.story[data-verdict="block"] .card') > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_wrong_is_never_in_the_colour_of_what_is_right(opened: Open, scheme: Scheme) -> None:
    page = opened(support.run(), scheme=scheme)
    for summary in page.locator(".card:visible summary").all():
        summary.click()
    colour = "(one) => getComputedStyle(one).backgroundColor"
    right = {one.evaluate(colour) for one in page.locator(".passage:not(.own) q b").all()}
    wrong = {one.evaluate(colour) for one in page.locator(".places q b, .own q b").all()}
    assert right
    assert wrong
    assert not right & wrong
