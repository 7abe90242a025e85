"""What does an editor see first?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from starlette.responses import HTMLResponse

from audit.archive.articles import ArticleEntry
from audit.desk.desk import Desk
from audit.desk.parts import act, box, drop, field, form, kept, page, said, tick
from audit.desk.shelf import ENDINGS
from audit.model import Role, Verdict
from audit.report.html.elements import Html, tag
from audit.report.html.story import badge
from audit.report.wording import plural, tally, verdicts, visible, without_head
from audit.review.queue import reason, standing
from audit.signoff import SignOffError

# A screen of a telephone.
_FIRST = 10
_RULES = 12


def queue_page(
    desk: Desk, told: Sequence[str] = (), words: str = "", found: Sequence[ArticleEntry] | None = None
) -> HTMLResponse:
    """All stories, the worst first; where texts are put; what the archive has of some words."""
    names = desk.names()
    rows = [
        _row(desk, name, story, shown)
        for (name, story), shown in zip(names.items(), _shown(desk, names), strict=True)
    ]
    first, more = rows[:_FIRST], rows[_FIRST:]
    listed: list[Html] = [tag("ol", *first, class_="queue", role="list")] if first else []
    if more:
        listed.append(
            tag(
                "details",
                tag("summary", f"{len(more):,} more"),
                tag("ol", *more, class_="queue", role="list", start=_FIRST + 1),
            )
        )
    return page(
        plural(len(rows), "story"),
        tag("a", "Skip to the stories", href="#main", class_="skip"),
        _top(desk),
        tag(
            "main",
            *filter(None, [said(told), _problems(desk)]),
            tag("section", tag("h2", "Stories", id="stories"), *listed, aria_labelledby="stories")
            if rows
            else tag("p", "Nothing is on the desk yet: paste a text, or drop files.", class_="quiet"),
            _put(),
            *_archive(desk, words, found),
            *_rules(desk.by_rule()),
            id="main",
            tabindex=-1,
            data_waiting=bool(desk.waiting),
        ),
    )


def _shown(desk: Desk, names: dict[str, str]) -> list[str]:
    return without_head([desk.called(story) for story in names.values()])


def _top(desk: Desk) -> Html:
    counted: Counter[Verdict] = Counter()
    signed = 0
    for story, entry in desk.workbench.entries.items():
        worst, _ = verdicts(desk.workbench.scores(story))
        if worst:
            counted[worst] += 1
        signed += entry.session is not None and any(holds for _, holds in _signatures(desk, story))
    order = sorted(counted, key=lambda verdict: -verdict.rank)
    line = tally((verdict.value, counted[verdict]) for verdict in order)
    more = [f"{signed} signed"] if signed else []
    if desk.waiting:
        more.append(f"{desk.waiting} still to be read")
    return tag(
        "header",
        tag(
            "div",
            tag("h1", tag("span", "audit", class_="name"), " desk"),
            tag("p", "; ".join(filter(None, [line, *more])) or "no stories", id="ending"),
            class_="verdict",
        ),
        tag("p", f"{visible(desk.by)} decides", class_="quiet"),
        id="top",
    )


def _row(desk: Desk, name: str, story: str, shown: str) -> Html:
    worst, _ = verdicts(desk.workbench.scores(story))
    failed = desk.failure(story)
    facts = [standing(desk.workbench, story) if not failed else "not judged"]
    facts += [who for who, _ in _signatures(desk, story)]
    return tag(
        "li",
        badge(worst) if worst else badge(Verdict.NOT_JUDGED) if failed else None,
        tag(
            "div",
            tag("a", tag("bdi", shown), href=f"/stories/{name}", title=story),
            tag("span", visible(failed) or reason(desk.workbench, story), class_="reason", dir="auto"),
            tag("span", "; ".join(facts), class_="reason quiet"),
        ),
    )


def _signatures(desk: Desk, story: str) -> Iterator[tuple[str, bool]]:
    """Who signed for versions of a story, and whether that holds."""
    for version in desk.entry(story).story.versions:
        if version.role is not Role.TRANSLATION or not desk.entry(story).story.judges(version):
            continue
        try:
            one = desk.signed(version)
        except SignOffError as error:
            yield visible(str(error)), False
            continue
        if one.record:
            who = visible(one.record.review.reviewer.name)
            yield (f"signed by {who}" if one.holds else f"signed by {who}, but {one.why}"), one.holds


def _problems(desk: Desk) -> Html | None:
    lines = [tag("li", visible(f"{one.path}: {one.message}"), dir="auto") for one in desk.problems]
    if not lines:
        return None
    return tag("section", tag("h2", "Not read"), tag("ul", *lines, role="list"), id="problems")


def _put() -> Html:
    """Where texts are pasted and dropped."""
    return tag(
        "section",
        tag("h2", "Put a text on the desk", id="put"),
        form(
            "/stories",
            drop(f"Drop files here, or choose: {', '.join(ENDINGS)}", ENDINGS),
            tag(
                "p",
                tick("Several files are several stories (else versions of one)", "apart"),
            ),
            box("or paste it", "text", 6),
            tag(
                "details",
                tag("summary", "With its original"),
                box("The original", "original", 6),
                field("Its language", "original_lang", size=6, placeholder="guessed"),
            ),
            tag(
                "div",
                field("Called", "title"),
                field("Language", "lang", size=6, placeholder="guessed"),
                act("Check", class_="main"),
                class_="line",
            ),
            enctype="multipart/form-data",
            class_="put",
        ),
        aria_labelledby="put",
    )


def _archive(desk: Desk, words: str, found: Sequence[ArticleEntry] | None) -> Iterator[Html]:
    if desk.archive is None:
        return
    rows = [
        tag(
            "li",
            form("/archive", kept("article", str(one.id)), act("Put on the desk")),
            tag("span", visible(one.title or one.name), dir="auto"),
            tag(
                "span",
                visible(" ".join(filter(None, [one.lang, one.outlet, str(one.date or "")]))),
                class_="quiet",
            ),
        )
        for one in found or ()
    ]
    yield tag(
        "section",
        tag("h2", "In the archive", id="archive"),
        tag(
            "form",
            field("Words", "words", value=words),
            act("Search"),
            method="get",
            action="/",
            class_="line",
            role="search",
        ),
        tag("ul", *rows, class_="found", role="list") if rows else None,
        tag("p", "Nothing has these words.", class_="quiet") if found is not None and not rows else None,
        aria_labelledby="archive",
    )


def _rules(counted: Counter[str]) -> Iterator[Html]:
    if not counted:
        return
    rows = [
        tag(
            "li",
            tag("a", rule, href=f"/rules/{rule}"),
            tag("span", f" {plural(count, 'finding')}", class_="quiet"),
        )
        for rule, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    listed = [tag("ul", *rows[:_RULES], class_="by-rule", role="list")]
    if rows[_RULES:]:
        more = tag("summary", f"{len(rows) - _RULES} more")
        listed.append(tag("details", more, tag("ul", *rows[_RULES:], class_="by-rule", role="list")))
    yield tag(
        "section",
        tag("h2", "Undecided by rule", id="rules"),
        *listed,
        aria_labelledby="rules",
        class_="aside",
    )
