"""How far do a version's siblings bear it out, sentence by sentence?"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from statistics import fmean

from audit.model import Consensus, Document, Relation, Role, Story
from audit.score.plain import overlaps, plain
from audit.score.utility import Unit, Utility

# Characters. No sentence is so long; a table or a list without stops may be, and would cost seconds.
_LONGEST = 2500
_RESAMPLES = 500
_TAIL = 0.025


def consensus(story: Story, versions: Sequence[Document], utility: Utility) -> dict[str, Consensus]:
    """By version, the mean of the utility over its sentences, with an interval, and the plain chrF beside it.

    Versions without parallel siblings are left out (independent accounts owe each other no words), and those
    in a language the utility is not made for.
    """
    units: list[Unit] = []
    begins: dict[str, tuple[int, int, int]] = {}
    for version in versions:
        siblings = [
            sibling
            for sibling in story.witnesses(version)
            if story.comparison(version.id, sibling.id).relation is Relation.PARALLEL
        ]
        if not siblings or (utility.langs and version.lang.split("-")[0] not in utility.langs):
            continue
        begin = len(units)
        units += units_of(story, version, siblings)
        if len(units) > begin:
            begins[version.id] = begin, len(units), len(siblings)
    if not units:
        return {}
    worth, chrf = utility(units), plain(units, overlaps(units))
    return {
        version: _consensus(worth[begin:end], chrf[begin:end], siblings, utility.signature)
        for version, (begin, end, siblings) in begins.items()
    }


def _consensus(worth: Sequence[float], chrf: Sequence[float], siblings: int, signature: str) -> Consensus:
    low, high = interval(worth)
    said = (
        f"{signature}|siblings:{siblings}|sentences:{len(worth)}"
        f"|interval:bootstrap95 of sentences|plain:mean sentence chrF2"
    )
    return Consensus(round(fmean(worth), 2), low, high, round(fmean(chrf), 2), siblings, len(worth), said)


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Sentences drawn again with replacement (Efron 1979); one sentence says nothing of its spread."""
    if len(values) < 2:
        return 0.0, 100.0
    draw = random.Random("consensus")
    means = sorted(fmean(draw.choices(values, k=len(values))) for _ in range(_RESAMPLES))
    cut = round(_TAIL * _RESAMPLES)
    return round(means[cut], 2), round(means[-1 - cut], 2)


def units_of(story: Story, version: Document, siblings: Sequence[Document]) -> Iterator[Unit]:
    """The version's sentences beside what siblings say, those joined that any sibling has as one."""
    wanted = {sibling.id: sibling for sibling in siblings}
    originals = {one.id: one for one in story.versions if one.role is Role.SOURCE}
    groups: list[tuple[list[int], dict[str, set[int]]]] = []
    for sentence in range(len(version.sentences)):
        there: dict[str, set[int]] = {}
        for partner in story.partners(version, sentence):
            there.setdefault(partner.document, set()).update(partner.sentences)
        theirs = {name: others for name, others in there.items() if name in wanted}
        if groups and any(others & groups[-1][1].get(name, set()) for name, others in theirs.items()):
            groups[-1][0].append(sentence)
            for name, others in there.items():
                groups[-1][1].setdefault(name, set()).update(others)
        elif theirs:
            groups.append(([sentence], there))
    for own, there in groups:
        said = _words(version, own)
        texts = tuple(_words(wanted[name], sorted(there[name])) for name in wanted if there.get(name))
        original = " ".join(
            _words(document, sorted(there[name])) for name, document in originals.items() if there.get(name)
        )
        if len(max(said, *texts, key=len)) <= _LONGEST:
            yield Unit(said, texts, original)


def _words(document: Document, sentences: Sequence[int]) -> str:
    return " ".join(" ".join(document.words(document.sentences[at]).split()) for at in sentences)
