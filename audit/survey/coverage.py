"""How far is a site translated into each of its languages?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from audit.decide.drift import drifted, translated
from audit.decide.places import Roots, keyed
from audit.decide.stamps import stamped
from audit.detect.stale import FIELD
from audit.group import Problems, group
from audit.model import Document, Role, Story
from audit.settings import Settings
from audit.settings.roots import root_of
from audit.survey.values import Coverage, Spoken, State, SurveyedPage
from audit.text import digest


def coverage(paths: Iterable[str], settings_of: Callable[[Path], Settings]) -> Coverage:
    """What is translated below the paths. A page that waits for its translation is missing. Raises
    ConfigError."""
    grouped = group(paths, None, lambda folder: root_of(settings_of(folder)))
    roots = Roots()
    read, unread = stamped(keyed(grouped.stories, roots), roots)
    stories = drifted(read)
    originals = {id(original): original for _, original in translated(stories)}
    for story in stories:
        originals.update((id(one), one) for one in story.versions if one.role is Role.SOURCE)
    source = Counter(one.lang for one in originals.values()).most_common(1)
    pages: dict[str, list[SurveyedPage]] = {
        lang: []
        for lang in sorted(
            {one.lang for story in stories for one in story.versions if one.role is Role.TRANSLATION}
        )
        if not source or lang != source[0][0]
    }
    for story in stories if source else ():
        for lang, page in _pages(story, pages):
            pages[lang].append(page)
    problems = Problems((*grouped.problems, *unread))
    return Coverage(
        source[0][0] if source else "",
        len(originals),
        tuple(Spoken(lang, tuple(sorted(those))) for lang, those in pages.items()),
        tuple(sorted(problems, key=lambda problem: (problem.path, problem.message))),
    )


def _pages(story: Story, languages: Iterable[str]) -> Iterator[tuple[str, SurveyedPage]]:
    """The pages of one story, each with its language."""
    originals = [one for one in story.versions if one.role is Role.SOURCE]
    there = {one.lang: one for one in story.versions if one.role is Role.TRANSLATION}
    for lang in languages:
        version = there.get(lang)
        if version is None:
            if originals:
                yield lang, SurveyedPage(originals[0].source.path, State.MISSING)
        elif not originals:
            yield lang, SurveyedPage(version.source.path, State.ORPHANED)
        else:
            state = State.STALE if _stale(version, originals) else State.TRANSLATED
            yield lang, SurveyedPage(version.source.path, state)


def _stale(version: Document, originals: Iterable[Document]) -> bool:
    stamp = version.fields.get(FIELD, "")
    if stamp:
        return all(digest(original.text) != stamp for original in originals)
    return version.drift is not None
