"""What was found below the paths, and what is compared with what? For a terminal, or as JSON."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from rich.console import Console
from rich.table import Table
from rich.text import Text

from audit.model import Role
from audit.report.json import dumps
from audit.report.wording import plural, visible
from audit.survey.values import Survey, SurveyedStory

_QUIET = "dim"
_LISTED = 20
_LAYOUTS = {"": "files alone", "folder": "folders that are stories", "pattern": "the patterns of [stories]"}


def as_json(survey: Survey) -> str:
    """Everything, for programs."""
    return dumps(asdict(survey), indent=2)


def render(survey: Survey, console: Console, *, every: bool = False) -> None:
    """A page: configuration, layout, languages, stories, what is not compared and what was left out."""
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column(style="bold", no_wrap=True)
    facts.add_column(overflow="fold")
    for name, lines in _facts(survey):
        for at, line in enumerate(lines):
            facts.add_row("" if at else name, Text(visible(line)))
    console.print(facts)
    _stories(survey, console, every=every)
    _listed(console, "Could not be read", [f"{one.path}: {one.message}" for one in survey.problems], every)
    if every:
        _listed(console, "Left out", [f"{path}: {why}" for path, why in survey.skipped], every)


def _facts(survey: Survey) -> Iterator[tuple[str, list[str]]]:
    yield "Configuration", [", ".join(survey.files) or "none: the defaults hold (audit init writes one)"]
    yield "Layout", list(_layouts(survey))
    yield (
        "Languages",
        [", ".join(f"{lang or 'not told'} {count:,}" for lang, count in survey.languages) or "none"],
    )
    several = [story for story in survey.stories if len(story.texts) > 1]
    alone = len(survey.stories) - len(several)
    yield "Stories", [f"{plural(len(several), 'story')} of several versions, {plural(alone, 'text')} alone"]
    reasons = Counter(text.uncompared for text in survey.texts if text.uncompared)
    yield (
        "Compared",
        [f"{plural(sum(not text.uncompared for text in survey.texts), 'text')} with siblings in every way"],
    )
    if reasons:
        yield "Not compared", [f"{plural(count, 'text')}: {why}" for why, count in _commonest(reasons)]
    if survey.skipped:
        yield (
            "Left out",
            [f"{count:,} {why}" for why, count in _commonest(Counter(why for _, why in survey.skipped))],
        )
    yield (
        "Rules",
        [
            ", ".join(
                f"{count} for {'any language' if lang == 'any' else lang}" for lang, count in survey.rules
            )
        ],
    )
    active = [pack for pack in survey.packs if pack.texts]
    if survey.packs:
        named = [
            f"{pack.rule} ({plural(pack.texts, 'text')} from {'/'.join(pack.origins)})" for pack in active
        ]
        yield (
            "Packs by origin",
            named or ["none for sure: no text says from which language it was translated"],
        )


def _layouts(survey: Survey) -> Iterator[str]:
    for site in survey.sites:
        spoken = f", originals in {site.source_lang}" if site.source_lang else ""
        languages = f", languages {', '.join(site.languages)}" if site.languages else ""
        yield f"{site.layout} in {site.folder} by {site.evidence}{spoken}{languages}"
    counts = Counter(story.layout for story in survey.stories)
    for layout, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"{plural(count, 'story')} by {_LAYOUTS.get(layout, layout)}"
    if not counts:
        yield "nothing was found"


def _commonest(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def _stories(survey: Survey, console: Console, *, every: bool) -> None:
    several = [story for story in survey.stories if every or len(story.texts) > 1]
    if not several:
        return
    console.print()
    console.print(Text("Stories" if every else "Stories of several versions", style="bold"))
    listed = Table.grid(padding=(0, 2, 0, 0))
    listed.add_column(overflow="fold")
    listed.add_column(overflow="fold")
    for story in several if every else several[:_LISTED]:
        listed.add_row(Text(f"  {visible(story.id)}"), Text(visible(_versions(story))))
    console.print(listed)
    if not every and len(several) > _LISTED:
        console.print(Text(f"  and {len(several) - _LISTED:,} more: --all lists them", style=_QUIET))


def _versions(story: SurveyedStory) -> str:
    """The languages of a story, the original first; several texts of one language by their number."""
    counts: dict[str, int] = defaultdict(int)
    for text in sorted(story.texts, key=lambda text: (text.role is not Role.SOURCE, text.lang)):
        mark = " (original)" if text.role is Role.SOURCE else ""
        counts[(text.lang or "?") + mark] += 1
    return ", ".join(f"{lang} ×{count}" if count > 1 else lang for lang, count in counts.items())


def _listed(console: Console, heading: str, lines: Iterable[str], every: bool) -> None:
    lines = list(lines)
    if not lines:
        return
    console.print()
    console.print(Text(heading, style="bold"))
    for line in lines if every else lines[:_LISTED]:
        console.print(Text(f"  {visible(line)}"))
    if not every and len(lines) > _LISTED:
        console.print(Text(f"  and {len(lines) - _LISTED:,} more: --all lists them", style=_QUIET))
