"""How does a judged version stand beside its siblings, as the product would read them?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from audit.align import align
from audit.annotate import annotate
from audit.measure.families import Family, document, joined, segment_at, starts
from audit.model import Document, Partner, Relation, Story


class Versions:
    """The versions of a family, each annotated once and put beside others as often as is asked.

    Detectors remember what they know of a document, so that each stands here once, on trial or not.
    """

    def __init__(self, family: Family) -> None:
        self.family = family
        texts = {**family.references, **family.systems}
        self._lines = {name: starts(segments) for name, segments in texts.items()}
        self.judged = {
            name: annotate(document(name, joined(segments), family.lang, family.origin))
            for name, segments in sorted(texts.items())
        }
        self._whole: dict[tuple[str, ...], Story] = {}

    def story(self, system: str, siblings: Sequence[str]) -> Story:
        """`system` to be judged beside `siblings`, aligned by the product from the texts alone."""
        members = tuple(sorted((system, *siblings)))
        if members not in self._whole:
            self._whole = {
                members: align(Story(self.family.id, tuple(self.judged[name] for name in members)))
            }
        return replace(self._whole[members], judged=frozenset({system}))

    def given(self, system: str, siblings: Sequence[str]) -> Story:
        """The same, with every segment aligned to the sibling's segment of the same number."""
        story = self.story(system, siblings)
        sentences = {version.id: self._by_segment(version) for version in story.versions}
        links = {
            (version.id, sentence): tuple(
                Partner(other.id, sentences[other.id][segment], 1.0)
                for other in story.versions
                if other.id != version.id and sentences[other.id][segment]
            )
            for version in story.versions
            for segment, those in enumerate(sentences[version.id])
            for sentence in those
        }
        parallel = tuple(
            replace(one, relation=Relation.PARALLEL, left_aligned=1.0, right_aligned=1.0)
            for one in story.comparisons
        )
        return replace(story, links=links, comparisons=parallel)

    def segments(self, system: str) -> tuple[tuple[int, int], ...]:
        """Where each segment of a system begins and ends in its article."""
        begins = self._lines[system]
        ends = (*(begin - 1 for begin in begins[1:]), len(self.judged[system].text))
        return tuple(zip(begins, ends, strict=True))

    def segment(self, system: str, offset: int) -> int:
        """Which segment of a system holds a character of its article."""
        return segment_at(self._lines[system], offset)

    def _by_segment(self, version: Document) -> tuple[tuple[int, ...], ...]:
        found: list[list[int]] = [[] for _ in self._lines[version.id]]
        for number, sentence in enumerate(version.sentences):
            found[self.segment(version.id, sentence.start)].append(number)
        return tuple(tuple(those) for those in found)
