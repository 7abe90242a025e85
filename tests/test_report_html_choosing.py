"""Can one choose among findings and stories in the page, and do the counts stay true?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests import pages, support
from tests.browsing import Open, shown, text, until

if TYPE_CHECKING:
    from playwright.sync_api import Page

_FIRST = support.findings()[0].fingerprint


def _check(page: Page, facet: str, value: str) -> None:
    page.locator(f'input[data-facet="{facet}"][value="{value}"]').click()


def _counts(page: Page, facet: str) -> dict[str, int]:
    lines = page.locator(f'fieldset[data-facet="{facet}"] li')
    pairs = [
        (line.locator("input").get_attribute("value"), line.locator(".count").text_content())
        for line in lines.all()
    ]
    return {str(value): int(count or 0) for value, count in pairs}


def test_a_severity_hides_the_others_and_every_count_says_so(opened: Open) -> None:
    page = opened(support.run())
    page.locator("#toggle").click()
    assert _counts(page, "severity") == {"critical": 1, "major": 2, "minor": 1}
    _check(page, "severity", "major")
    assert text(page, "#status") == "2 of 4 findings shown"
    assert shown(page, ".card") == 1
    assert _counts(page, "severity") == {"critical": 1, "major": 2, "minor": 1}
    assert _counts(page, "rule") == {
        "name-spelled-two-ways": 2,
        "number-against-siblings": 0,
        "pronoun-against-siblings": 0,
    }
    assert _counts(page, "version") == {"first": 2, "third": 0}
    assert text(page, '.bar nav a[data-v="s0v0"] .shown') == "2"
    assert text(page, '.bar nav a[data-v="s0v2"] .shown') == "0"
    assert page.locator(".mark:not(.off):visible").count() == 2
    assert page.url.endswith("&severity=major")
    page.locator("#clear").click()
    assert text(page, "#status") == ""
    assert shown(page, ".card") == 2


def test_rule_and_version_filter_together(opened: Open) -> None:
    page = opened(support.run(), "#&rule=name-spelled-two-ways,number-against-siblings&version=third")
    assert text(page, "#status") == "1 of 4 findings shown"
    assert _counts(page, "version") == {"first": 2, "third": 1}
    assert _counts(page, "severity") == {"critical": 0, "major": 0, "minor": 1}


def test_a_link_wins_over_a_filter_that_hides_it(opened: Open) -> None:
    page = opened(support.run(), f"#f={_FIRST}&severity=minor")
    until(page, "!location.hash.includes('severity')")
    assert page.locator(".card.current").is_visible()


def test_the_index_sorts_searches_and_counts(opened: Open) -> None:
    page = opened(pages.many(12))

    def names() -> list[str]:
        return [row.inner_text() for row in page.locator("#index tbody th:visible a").all()]

    assert names()[-1] == "story-000"
    page.locator('[data-sort="issues"]').click()
    until(page, "location.hash.includes('sort=-issues')")
    assert names()[0] == "story-011"
    assert page.locator('th:has([data-sort="issues"])').get_attribute("aria-sort") == "descending"
    page.locator('[data-sort="issues"]').click()
    until(page, "location.hash.includes('sort=issues')")
    assert names()[0] == "story-000"
    page.locator("#search").fill("00 7")
    until(page, "document.getElementById('listed').textContent.startsWith('1 ')")
    assert names() == ["story-007"]


def test_a_filter_counts_in_the_index_too(opened: Open) -> None:
    run = pages.many(12)
    page = opened(run, "#&severity=critical")
    wanted = {finding.story for finding in run.findings if finding.severity.value == "critical"}
    assert page.locator("#index tbody tr:visible").count() == len(wanted)
    shown = sum(int(one.inner_text()) for one in page.locator("#index .of:visible .shown").all())
    assert shown == sum(finding.severity.value == "critical" for finding in run.findings)
    assert text(page, "#status").startswith(f"{shown} of {len(run.findings)} ")


def test_the_charts_are_drawn(opened: Open) -> None:
    page = opened(pages.many(12))
    chart = page.locator(".histogram").bounding_box()
    assert chart is not None
    bars = page.locator(".histogram > rect")
    assert bars.count() >= 5
    boxes = [bar.bounding_box() for bar in bars.all()]
    assert all(box and box["height"] > 1 and box["y"] >= chart["y"] for box in boxes)
    assert sum(int(label) for label in page.locator(".histogram text:not(.quiet)").all_text_contents()) == 36


def test_one_goes_from_the_index_to_a_story_and_back(opened: Open) -> None:
    page = opened(pages.many(6))
    page.locator("#index a", has_text="story-004").click()
    until(page, "document.getElementById('index').hidden")
    assert shown(page, ".story") == 1
    assert page.evaluate("document.activeElement.textContent") == "desk/story-004"
    page.keyboard.press("]")
    until(page, "location.hash === '#s5'")
    page.keyboard.press("i")
    until(page, "!document.getElementById('index').hidden")
    assert shown(page, ".story") == 0
