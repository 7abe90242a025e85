"""What do the rules find in a story? The only place where a hit becomes a finding."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache, partial
from hashlib import blake2b
from itertools import accumulate, islice
from typing import NamedTuple

from audit.annotate.substance import nothing_in
from audit.catalogue import detector, needs, patterns_of
from audit.deadline import Steps, allowed
from audit.following import follows
from audit.harmless import harmless, repeats
from audit.language.needs import speaks
from audit.limits import LIMITS
from audit.model import (
    Document,
    ElementKind,
    Finding,
    Hit,
    Kind,
    Needs,
    Problem,
    Role,
    Rule,
    Severity,
    Span,
    Story,
)
from audit.patterns import PatternSet
from audit.text import remembered

# Findings that mark words inside each other's are one fault seen twice, unless one of them marks a
# passage: an omission or a repetition says nothing of the words in it.
_PASSAGE = 60
# What machines read: a page about it shows it in every language.
_MARKUP = "design/markup"
# Findings of one rule in one version: more than anybody goes through, and a bound on what a file can cost.
_MOST = 10_000


def judge(
    story: Story,
    rules: Iterable[Rule],
    rules_for: Callable[[Document], Iterable[Rule]] | None = None,
    *,
    seconds: float = LIMITS.rule_seconds,
) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """What `rules` find in the versions of `story`, in reading order, and the rules that crashed on it.

    `rules_for` gives those that hold for one version, where not all hold for every one. A rule has
    so many `seconds` for a short text.
    """
    findings: list[Finding] = []
    problems: list[Problem] = []
    every = tuple(rules)
    inherited = _Inherited(story)
    with Steps() as steps:
        for version in story.versions:
            if not story.judges(version):
                continue
            found: list[Finding] = []
            holding = tuple(rules_for(version)) if rules_for else every
            most = allowed(seconds, len(version.text))
            for rule, find in _asked(story, version, holding):
                try:
                    told, more = steps.within(most, partial(_found, story, version, rule, find, inherited))
                    found.extend(told)
                    if more:
                        reason = (
                            f"rule {rule.name} finds more than {_MOST:,} places in it: only so many are told"
                        )
                        problems.append(Problem(version.source.path, reason, fatal=False))
                except Exception as error:  # a rule's crash must not take the others' findings with it
                    reason = f"rule {rule.name} failed on it: {type(error).__name__}: {error}"
                    problems.append(Problem(version.source.path, reason))
            findings.extend(_fold(version, found) if len(found) > 1 else found)
    return tuple(findings), tuple(problems)


def _found(
    story: Story,
    version: Document,
    rule: Rule,
    find: Callable[[Story, Document], Iterable[Hit]],
    inherited: _Inherited,
) -> tuple[tuple[Finding, ...], bool]:
    """What one rule finds in a version, and whether there is more than is told."""
    told = find(story, version)
    hits = list(islice(_worth(rule, told) if rule.kind is Kind.CONTRADICTION else told, _MOST + 1))
    own = inherited.without(version, rule, find, hits[:_MOST])
    return tuple(_findings(story, version, rule, own)) if own else (), len(hits) > _MOST


class _Inherited:
    """Tells the faults of a translation that its original has in the same unit of a catalogue (<PATH> or a
    lone bracket, which the program wants so), and the markup that it has, too, in the very same characters,
    from its own. Only units tell what stands opposite exactly."""

    def __init__(self, story: Story) -> None:
        self._story = story
        originals = [version for version in story.versions if version.role is Role.SOURCE]
        self._original = originals[0] if len(originals) == 1 and len(story.versions) > 1 else None
        self._known: dict[str, frozenset[str]] = {}

    def without(
        self,
        version: Document,
        rule: Rule,
        find: Callable[[Story, Document], Iterable[Hit]],
        hits: list[Hit],
    ) -> list[Hit]:
        """The hits of a rule in a version that are its own."""
        original = self._original
        told = _unit_at if _units(version)[0] else _surface if rule.category == _MARKUP else None
        if not hits or original is None or version is original or told is None:
            return hits
        if rule.needs_siblings or not speaks(rule, original.lang):
            return hits
        if rule.name not in self._known:
            self._known[rule.name] = frozenset(
                told(original, hit.span) for hit in find(self._story, original)
            ) - {""}
        return [hit for hit in hits if told(version, hit.span) not in self._known[rule.name]]


def _surface(version: Document, span: Span) -> str:
    return version.words(span)


@remembered
def _units(version: Document) -> tuple[list[int], list[str]]:
    """Where the units of a catalogue begin, and their keys; nothing for a text without units."""
    units = [
        one for one in version.elements if one.kind is ElementKind.UNIT and one.span.end > one.span.start
    ]
    return [one.span.start for one in units], [one.value for one in units]


def _unit_at(version: Document, span: Span) -> str:
    """The key of the unit in which a span begins, "" for none."""
    starts, keys = _units(version)
    at = bisect_right(starts, span.start) - 1
    return keys[at] if at >= 0 else ""


class _Speaker(NamedTuple):
    """A rule and its detector with the rule's parameters, and without what it is silent: which witnesses, and
    in the text."""

    rule: Rule
    find: Callable[[Story, Document], Iterable[Hit]]
    followed: bool
    reader: bool
    needs: Needs
    patterns: PatternSet | None


@remembered
def _speakers(rules: tuple[Rule, ...]) -> dict[tuple[str, bool], tuple[_Speaker, ...]]:
    """The speakers of a language that need no siblings, or with them those that do (True), filled as they are
    asked for: each loads its detector, and half of them are of no use to an article alone."""
    return {}


def _speaker(rule: Rule, lang: str) -> _Speaker:
    detect = detector(rule.detector)
    return _Speaker(
        rule,
        partial(detect, **rule.params),
        rule.needs_followed,
        rule.needs_reader,
        needs(detect),
        patterns_of(detect, rule.params, lang),
    )


def _asked(
    story: Story, version: Document, rules: tuple[Rule, ...]
) -> Iterator[tuple[Rule, Callable[[Story, Document], Iterable[Hit]]]]:
    """The rules that may have something to say of a version, each with what finds it."""
    alone = len(story.versions) == 1
    # On trial for itself (a page of a site): its translations are no witnesses against it.
    original = version.role is Role.SOURCE
    # Not translated yet: that it lacks what the others have goes without saying.
    stub = bool(nothing_in(version)) and not all(map(nothing_in, story.siblings(version)))
    beside = not (alone or original or stub)
    known = _speakers(rules)
    if (version.lang, beside) not in known:
        known[version.lang, beside] = tuple(
            _speaker(rule, version.lang)
            for rule in rules
            if (beside or not rule.needs_siblings) and speaks(rule, version.lang)
        )
    words = {token.lower for token in version.tokens}
    signs = set(version.text)
    kinds = set(map(type, version.facts))
    for rule, find, followed, reader, need, patterns in known[version.lang, beside]:
        if not (
            (need.words and need.words.isdisjoint(words))
            or (need.signs and need.signs.isdisjoint(signs))
            or (need.facts and need.facts not in kinds)
            or (followed and not follows(story, version))
            or (reader and version.proofreading is None)
            or (patterns is not None and not patterns.possible(version.text))
        ):
            yield rule, find


def _worth(rule: Rule, hits: Iterable[Hit]) -> Iterator[Hit]:
    """The hits a rule has words for: a contradiction that nothing settles is a difference, or nothing."""
    silent = rule.kind is Kind.CONTRADICTION and not rule.difference
    return (hit for hit in hits if hit.settled or not silent)


def _findings(story: Story, version: Document, rule: Rule, hits: list[Hit]) -> Iterator[Finding]:
    if rule.unless:
        excused = sorted((match.start, match.end) for match in _patterns(rule.unless)(version.text))
        starts = [start for start, _ in excused]
        behind = list(accumulate((end for _, end in excused), max))
        hits = [hit for hit in hits if not _within(hit.span, starts, behind)]
    seen: Counter[str] = Counter()
    for hit in sorted(hits, key=lambda hit: hit.span):
        slots = {**_always(version, hit), **hit.slots}
        seen[slots["surface"]] += 1
        what = "\0".join((rule.name, slots["surface"], str(seen[slots["surface"]])))
        fix = hit.fix
        if fix is not None and repeats(version, hit.span.start, hit.span.end, fix):
            fix = None
        safe = rule.safe and fix is not None and harmless(version, hit, fix)
        shown = replace(hit, slots=slots, fix=fix)
        yield _stamp(rule, story, shown, safe, fingerprint(what, version.key or f"{story.id}\0{version.id}"))


def _within(span: Span, starts: list[int], behind: list[int]) -> bool:
    """Whether a span lies, at least in part, in one of many stretches: where they start, in order, and how
    far those up to each reach."""
    last = bisect_left(starts, span.end) - 1
    return last >= 0 and behind[last] > span.start


def fingerprint(what: str, where: str) -> str:
    """20 hexadecimal digits, half for what was seen, half for the article: never offset, line or message."""
    return _digest(what) + _digest(where)


def moved(identity: str, where: str) -> str:
    """The fingerprint of the same finding in an article that goes by another key now."""
    return identity[: len(identity) // 2] + _digest(where)


def _digest(text: str) -> str:
    return blake2b(text.encode(errors="surrogatepass"), digest_size=5).hexdigest()


# The slots that every message may use, whatever its detector fills.
ALWAYS_FILLED = ("surface", "count", "asked")


def _always(version: Document, hit: Hit) -> dict[str, str]:
    """The slots every message can use: the marked words, the siblings that show it, those that could have."""
    count = len({span.document for span in hit.evidence} - {version.id})
    return dict(zip(ALWAYS_FILLED, (version.words(hit.span), str(count), str(hit.asked)), strict=True))


def _stamp(rule: Rule, story: Story, hit: Hit, safe: bool, identity: str) -> Finding:
    confidence = rule.sure(hit.signals)
    # One against one: who is right is open, so that nobody is told to change anything.
    undecided = rule.kind is Kind.CONTRADICTION and not hit.settled
    fix = None if undecided else hit.fix
    message = rule.difference if undecided else rule.message
    return Finding(
        rule=rule.name,
        topic=rule.topic,
        category=rule.category,
        severity=Severity.MINOR if undecided else rule.severity,
        kind=Kind.DIFFERENCE if undecided else rule.kind,
        trusted=rule.kind is Kind.CONTRADICTION and hit.settled and _trusted(story, hit),
        confidence=confidence.value,
        message=message.format_map({name: " ".join(value.split()) for name, value in hit.slots.items()}),
        story=story.id,
        span=hit.span,
        evidence=hit.evidence,
        fix=fix,
        signals=hit.signals,
        asked=hit.asked,
        safe=safe and fix is not None,
        anchor=hit.anchor,
        measured=confidence.findings,
        fingerprint=identity,
    )


def _trusted(story: Story, hit: Hit) -> bool:
    """Whether an original or a reference is among those that say otherwise."""
    judged = hit.span.document
    others = {span.document for span in hit.evidence} - {judged}
    return any(
        witness.role is Role.SOURCE or story.trusts(story.version(judged), witness)
        for witness in map(story.version, others)
    )


def _fold(version: Document, findings: list[Finding]) -> list[Finding]:
    """One finding for words that several rules marked: the strongest speaks, the others are named in it."""
    kept: list[Finding] = []
    near: dict[int, list[int]] = defaultdict(list)  # by stretch of text, where in `kept` to look
    for finding in sorted(findings, key=_strength, reverse=True):
        stretches = range(finding.span.start // _PASSAGE, finding.span.end // _PASSAGE + 1)
        for at in sorted({at for stretch in stretches for at in near[stretch]}):
            if _same_fault(version, kept[at], finding):
                kept[at] = _joined(kept[at], finding)
                break
        else:
            for stretch in stretches:
                near[stretch].append(len(kept))
            kept.append(finding)
    return sorted(kept, key=lambda finding: (finding.span, finding.rule))


def _strength(finding: Finding) -> tuple[int, bool, float, int, str]:
    """What is no more than support never speaks for what rests on evidence."""
    length = finding.span.end - finding.span.start
    typed = finding.kind is not Kind.SUPPORT
    return finding.severity.rank, typed, finding.confidence, -length, finding.rule


def _same_fault(version: Document, stronger: Finding, finding: Finding) -> bool:
    if stronger.anchor or finding.anchor or not stronger.span.overlaps(finding.span):
        return False
    if _takes_away(version, stronger, finding):
        return True
    lengths = [one.span.end - one.span.start for one in (stronger, finding)]
    return stronger.topic == finding.topic or max(lengths) <= _PASSAGE or stronger.span == finding.span


def _takes_away(version: Document, outer: Finding, inner: Finding) -> bool:
    """Whether the fix of a longer passage leaves out the words that the other finding marks."""
    inside = outer.span.start <= inner.span.start and inner.span.end <= outer.span.end
    return (
        inside
        and outer.fix is not None
        and outer.span != inner.span
        and version.words(inner.span) not in outer.fix
    )


def _joined(stronger: Finding, finding: Finding) -> Finding:
    return replace(
        stronger,
        evidence=tuple(dict.fromkeys((*stronger.evidence, *finding.evidence)))
        if stronger.span == finding.span
        else stronger.evidence,
        fix=stronger.fix
        if stronger.fix is not None
        else (finding.fix if stronger.span == finding.span else None),
        safe=stronger.safe if stronger.fix is not None else finding.safe and stronger.span == finding.span,
        also=tuple(sorted({*stronger.also, finding.rule, *finding.also} - {stronger.rule})),
    )


@lru_cache(maxsize=256)
def _patterns(unless: tuple[str, ...]) -> PatternSet:
    return PatternSet(unless)
