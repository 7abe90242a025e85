"""How is a text shown so that it can do no harm and no harm is done to it?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from string import Formatter

from audit.evidence import names_compared
from audit.model import (
    Comparison,
    Finding,
    Kind,
    Question,
    Relation,
    Role,
    Rule,
    Run,
    Score,
    Severity,
    Story,
    Unasked,
    Verdict,
)

# Left alone, these would move the cursor, recolour the terminal or turn the line around.
_PICTURES = {code: chr(0x2400 + code) for code in range(0x20)} | {0x7F: "␡"}
_BLANKS = {ord(blank): " " for blank in "\t\n\v\f\r\x85\u2028\u2029"}
_HARMFUL = {
    code: "\ufffd"
    for code in (
        *range(0x80, 0xA0),
        0x061C,
        *range(0x200E, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    )
    if code not in _BLANKS
}
_LISTED = 6
# So many texts of which the same was not asked are named.
_NAMED = 3
# So many letters with which all names begin say nothing but hide what tells them apart.
_LONG_HEAD = 12
_SHOWN = _PICTURES | _HARMFUL | _BLANKS


def visible(text: str) -> str:
    """`text` on one line with every control character replaced by one that can be seen; as long as before."""
    shown = text.translate(_SHOWN)
    return shown if shown.isascii() else "".join(map(_encodable, shown))


def _encodable(character: str) -> str:
    """A lone half of a surrogate pair (from an undecodable file name) cannot be written anywhere."""
    return "\ufffd" if unicodedata.category(character) == "Cs" else character


def plural(count: int, noun: str) -> str:
    """`1 finding`, `1,204 findings`."""
    ending = "" if count == 1 else "s"
    many = noun[:-1] + "ies" if noun.endswith("y") and count != 1 else noun + ending
    return f"{count:,} {many}"


def tally(counts: Iterable[tuple[str, int]]) -> str:
    """`2 major, 1 minor`; `no findings` where all are zero."""
    return ", ".join(f"{count} {name}" for name, count in counts if count) or "no findings"


def by_severity(severities: Iterable[Severity]) -> list[tuple[str, int]]:
    """How many of each severity, worst first."""
    given = list(severities)
    return [(severity.value, given.count(severity)) for severity in reversed(Severity)]


def labels(story: Story) -> dict[str, str]:
    """Document ids as short as they can be while they still tell the versions of a story apart."""
    names = [visible(version.id) for version in story.versions]
    if len(names) < 2:
        return {version.id: name for version, name in zip(story.versions, names, strict=True)}
    head = _head(names)
    ending = _shared([name[::-1] for name in names])[::-1]
    tail = len(ending) - ending.find(".") if "." in ending else 0
    short = [name[head : len(name) - tail] for name in names]
    kept = short if all(short) and len(set(short)) == len(short) else names
    return {version.id: name for version, name in zip(story.versions, kept, strict=True)}


def without_head(names: Sequence[str]) -> list[str]:
    """The names without the folders, and the long beginning of their last part, that all of them share."""
    shown = [visible(name) for name in names]
    head = _head(shown) if len(shown) > 1 else 0
    return [name[head:] for name in shown] if all(name[head:] for name in shown) else shown


def _head(names: list[str]) -> int:
    """How many characters the names begin alike with: whole folders, and whole words of a name once they are
    more than a person reads over."""
    shared = _shared(names)
    folder = shared.rfind("/") + 1
    word = max(shared.rfind(sign) for sign in "-_. ") + 1
    return word if word - folder >= _LONG_HEAD else folder


def _shared(names: list[str]) -> str:
    """The characters with which all of `names` begin."""
    first, last = min(names), max(names)
    length = next(
        (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), None
    )
    return first[:length] if length is not None else first


def relation(story: Story) -> str:
    """`, parallel`, `, comparable`, or nothing where no two versions were compared."""
    if len(story.versions) == 1:
        return ", no sibling to compare it with"
    found = {comparison.relation for comparison in story.comparisons} - {Relation.UNCOMPARED}
    if not found:
        return ""
    return ", " + (found.pop().value if len(found) == 1 else "partly parallel")


def not_compared(story: Story) -> Iterator[str]:
    """What of a story was not compared, and why."""
    names = labels(story)
    if len(story.versions) == 1:
        return
    languages: dict[str, list[str]] = {}
    for version in story.versions:
        if version.lang:
            languages.setdefault(version.language, []).append(names[version.id])
    if len(languages) > 1:
        groups = "; ".join(f"{', '.join(those)} ({lang})" for lang, those in languages.items())
        yield f"words across languages: {groups}; {_across(story)}"
    for comparison in story.comparisons:
        left, right = names.get(comparison.left, ""), names.get(comparison.right, "")
        if comparison.identical:
            yield f"{left} and {right} are copies of one text and count as one witness"
        elif comparison.near_clone:
            yield f"{left} and {right} are nearly one translation and count as one witness for the others"
        elif comparison.relation is Relation.UNCOMPARED and _same_language(story, comparison):
            yield f"{left} and {right}: no sentences of theirs correspond"


def found(story: Story) -> Iterator[str]:
    """Which of the versions nobody named, from where they are, and how sure it is that they belong here."""
    names = labels(story)
    for one in story.found:
        version = story.version(one.document)
        about = (version.lang, one.outlet, one.date.isoformat() if one.date else "")
        role = "the original, " if version.role is Role.SOURCE else ""
        copies = f"; it stands for {one.copies} near cop{'y' if one.copies == 1 else 'ies'} too" * bool(
            one.copies
        )
        told = ", ".join(filter(None, about))
        yield visible(
            f"{names[one.document]} ({told}): {role}{one.relation.value}, {one.sure:.0%} of the sentences"
            f" have a partner{copies}"
        )


def _across(story: Story) -> str:
    """What serves versions in different languages."""
    pairs = [one for one in story.comparisons if not _same_language(story, one)]
    parallel = sum(one.relation is Relation.PARALLEL for one in pairs)
    if not parallel:
        return "no two of different languages were found to be translations of one text"
    which = "" if parallel == len(pairs) else f" of {parallel} of {len(pairs)} pairs"
    silent = sorted({pair for one in pairs for pair in _without_names(story, one)})
    but = f"; names are not, of {', '.join(silent)}" if silent else ""
    return f"figures, dates and names{which} are compared, sentence by sentence{but}"


def _without_names(story: Story, comparison: Comparison) -> Iterator[str]:
    """The pair of languages in which no letters tell how one version writes the other's names."""
    if comparison.relation is Relation.PARALLEL:
        versions = story.version(comparison.left), story.version(comparison.right)
        for version, original in (versions, versions[::-1]):
            if story.judges(version) and not names_compared(version, original):
                yield f"{version.lang} beside {original.lang}"


def _same_language(story: Story, comparison: Comparison) -> bool:
    left, right = story.version(comparison.left), story.version(comparison.right)
    return left.language == right.language


def verdicts(scores: Sequence[Score]) -> tuple[Verdict | None, str]:
    """The worst verdict of a story, and how many versions got each where there are several."""
    given = [score.verdict for score in scores]
    order = tuple(reversed(Verdict))
    worst = next((verdict for verdict in order if verdict in given), None)
    counts = [(verdict.value, given.count(verdict)) for verdict in order]
    return worst, ", ".join(f"{count} {verdict}" for verdict, count in counts if count) if len(
        given
    ) > 1 else ""


def why(score: Score) -> str:
    """What stands beside a verdict that asks for something: on what it rests, and what would lift it."""
    return "" if score.verdict is Verdict.PASS else visible(score.why)


def unasked(run: Run) -> Iterator[str]:
    """What was not asked of which versions, and why; what several share is said once.

    That an article alone has no siblings its headline says.
    """
    stories = {story.id: story for story in run.stories}
    shared: dict[tuple[Question, str], list[tuple[Score, Unasked]]] = {}
    for score in run.scores:
        if score.verdict is Verdict.NOTHING:
            continue
        for one in score.questions.unasked:
            if one.beside or one.question is not Question.SIBLINGS:
                shared.setdefault((one.question, one.reason), []).append((score, one))
    for (question, reason), those in shared.items():
        paths = [visible(stories[score.story].version(score.document).source.path) for score, _ in those]
        more = f" and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else ""
        missed = dict.fromkeys(name for _, one in those for name in one.beside)
        beside = f" ({', '.join(map(visible, missed))})" if 0 < len(missed) <= _NAMED else ""
        named = ", ".join(paths[:_NAMED]) + more
        yield f"not asked of {named}: {question}{beside}, because {visible(reason)}"


def ending(run: Run) -> str:
    """The last line of a report: how much was found in how much, and how much of it was not judged."""
    standing = [finding for finding in run.findings if finding.status.open]
    counts = tally(by_severity(finding.severity for finding in standing if not support(finding)))
    versions = sum(len(story.versions) for story in run.stories)
    told = [f"{counts} in {plural(versions, 'version')} of {plural(len(run.stories), 'story')}"]
    if shaded := sum(map(support, standing)):
        told.append(f"{plural(shaded, 'note')} of support")
    if closed := len(run.findings) - len(standing):
        told.append(f"{closed} accepted or dismissed")
    verdicts_of = [score.verdict for score in run.scores]
    if missed := verdicts_of.count(Verdict.NOT_JUDGED):
        told.append(f"{missed} not judged")
    if empty := verdicts_of.count(Verdict.NOTHING):
        told.append(f"{empty} with nothing to judge")
    return "; ".join(told)


def support(finding: Finding) -> bool:
    """Whether a finding is no more than shading, counted apart from what is found."""
    return finding.kind is Kind.SUPPORT


def shortened_value(value: object) -> str:
    """A parameter of a rule on a line: a table as its number of rows, a long list as its beginning."""
    if isinstance(value, tuple | list | frozenset | set):
        items = sorted(value) if isinstance(value, frozenset | set) else list(value)
        if any(isinstance(item, Mapping) for item in items):
            return plural(len(items), "row")
        more = f" and {len(items) - _LISTED} more" if len(items) > _LISTED else ""
        return ", ".join(map(str, items[:_LISTED])) + more
    return str(value).lower() if isinstance(value, bool) else str(value)


HEADINGS = {
    "bad": "It marks",
    "good": "It leaves alone",
    "todo-bad": "It should mark and does not yet",
    "todo-good": "It marks and should not",
}


def sure(rule: Rule) -> str:
    """How sure a rule's findings are, whatever their signals, and whether that was measured."""
    confidence = rule.sure(0)
    known = f"measured on {confidence.findings:,}" if confidence.findings else "estimated"
    return f"{confidence.value:.2f} ({known})"


def measured(rule: Rule) -> dict[str, str]:
    """What was measured of a rule, one line for any number of signals and one for each number."""
    little = "" if rule.sure(0).findings else "; too little to speak for itself"
    told = {}
    for one in rule.precisions:
        by = f"  by {plural(one.signals, 'signal')}" if one.signals else "  right"
        counted = f"{one.confirmed:,} of {one.findings:,} confirmed, {one.chance:.2f} by chance"
        said = f"{one.right:.2f} ({one.low:.2f}–{one.high:.2f}): {counted}"
        told[by] = said if one.signals else f"{said}, by the marks of {one.sets}{little}"
    return told


def message_of(rule: Rule) -> str:
    """A rule's message with its slots as words to be filled in: {surface} becomes SURFACE."""
    return "".join(text + (slot or "").upper() for text, slot, _, _ in Formatter().parse(rule.message))
