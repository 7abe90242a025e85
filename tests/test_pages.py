"""Are links of a translation that lead nowhere in its site told, and others let be?"""

from __future__ import annotations

import subprocess
from contextlib import chdir
from pathlib import Path

import pytest

import audit
from audit.settings.configuration import Configuration
from tests.repositories import write

_SITE = {
    "audit.toml": '[stories]\npattern = "content/{lang}/{story}.md"\nsource-lang = "en"\n',
    "content/en/docs/start.md": (
        "# Start\n\nThe ferry runs every day, see [prices](/docs/prices/) and [rules](../rules.md).\n"
    ),
    "content/en/docs/prices.md": "# Prices\n\nThey rise in the spring and fall in the autumn.\n",
    "content/en/rules.md": "# Rules\n\nNo dogs may come on board of the ferry.\n",
    "content/en/blog/2024-03-01-storm/index.md": "# Storm\n\nThe ferry did not run on Monday.\n",
    "static/images/ferry.png": "",
}
_GERMAN = "# Anfang\n\nDie Fähre fährt jeden Tag, siehe [Preise]({}) und [Regeln](../rules.md).\n"


def _astray(site: Path, german: str, **more: str) -> list[str]:
    write(site, {**_SITE, "content/de/docs/start.md": german, **more})
    subprocess.run(["git", "init", "-q", site], check=True)
    with chdir(site):
        run = audit.check(["content/de/docs/start.md"], settings_of=Configuration().of)
    return [one.message for one in run.findings if one.rule == "link-astray"]


@pytest.mark.parametrize(
    "address",
    [
        "/docs/prices/",
        "/de/docs/prices/",
        "/docs/prices.html",
        "/docs/prices#spring",
        "prices.md",
        "../prices/",
        "/blog/storm/",
        "/images/ferry.png",
        "https://example.org/no/such/page/",
        "mailto:ferry@example.org",
        "{{< relref no/such/page >}}",
        "/",
    ],
)
def test_a_link_to_what_may_be_a_page_is_let_be(address: str, tmp_path: Path) -> None:
    assert _astray(tmp_path, _GERMAN.format(address)) == []


@pytest.mark.parametrize("address", ["/docs/price/", "/de/dokumente/prices/", "./price.md", "./rules.md"])
def test_a_link_to_no_page_is_told(address: str, tmp_path: Path) -> None:
    assert _astray(tmp_path, _GERMAN.format(address)) == [f"no page of this site is at {address}"]


def test_nothing_is_said_where_links_of_the_original_would_not_be_found_either(tmp_path: Path) -> None:
    english = "# Start\n\nSee [prices](/made/by/a/program/) of the ferry and the rules of the port.\n"
    assert _astray(tmp_path, _GERMAN.format("/no/page/"), **{"content/en/docs/start.md": english}) == []


def test_nothing_is_said_outside_of_a_repository(tmp_path: Path) -> None:
    write(tmp_path, {**_SITE, "content/de/docs/start.md": _GERMAN.format("/no/page/")})
    with chdir(tmp_path):
        run = audit.check(["content/de/docs/start.md"], settings_of=Configuration().of)
    assert not [one for one in run.findings if one.rule == "link-astray"]


_ENGLISH = "# Guide\n\nSee [below](#get-a-ticket).\n\n## Get a ticket\n\nTickets are sold at the pier.\n"


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("## Fahrkarten", ["no section of this page is called #get-a-ticket"]),
        ("## Fahrkarten {#get-a-ticket}", []),
        ('<a id="get-a-ticket"></a>\n\n## Fahrkarten', []),
        ("## Get a ticket", []),
    ],
)
def test_a_section_that_the_translation_calls_otherwise_is_told(
    heading: str, found: list[str], tmp_path: Path
) -> None:
    german = f"# Führer\n\nSiehe [unten](#get-a-ticket).\n\n{heading}\n\nKarten gibt es am Pier.\n"
    assert _astray(tmp_path, german, **{"content/en/docs/start.md": _ENGLISH}) == found
