"""What can a person do with a finding, beside its words?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from audit.desk.desk import stands
from audit.desk.parts import act, field, form, kept
from audit.model import Status
from audit.report.html.elements import Html, tag
from audit.report.html.notes import Note
from audit.report.wording import plural
from audit.review.session import Session


def tools(session: Session, keys: Sequence[str], address: str) -> Html:
    """The forms in a note on findings of one kind, by their keys; they are posted to `address`."""
    marks = [session.mark(key) for key in keys]
    inside = list(_open(session, keys, address) if not any(mark.decided for mark in marks) else ())
    if not inside:
        fixes = [mark.fix for mark in marks if mark.fix is not None]
        told = f"accepted, to be written: {fixes[0] or '(taken out)'}" if fixes else "real; mended elsewhere"
        inside = [
            tag("p", told, class_="stands", dir="auto"),
            form(
                address, *_which(session, keys), act("Take back", name="action", value="reopen", data_key="x")
            ),
        ]
    return tag("div", *inside, class_="tools")


def _open(session: Session, keys: Sequence[str], address: str) -> Iterator[Html]:
    findings = [session.findings[key] for key in keys]
    fix = findings[0].fix
    many = f" ({plural(len(keys), 'place')})" if len(keys) > 1 else ""
    which = tuple(_which(session, keys))
    fixable = all(one.fix is not None for one in findings)
    yield form(
        address,
        *which,
        act(f"Accept{many}", name="action", value="accept", data_key="a") if fixable else None,
        act("It is wrong", name="action", value="confirm", data_key="c", title="Mended elsewhere"),
        act("False alarm", name="action", value="false_alarm", data_key="d"),
    )
    words = session.version(keys[0]).words(findings[0].span)
    yield form(
        address,
        *which,
        kept("action", "edit"),
        field("Write instead", "words", value=words if fix is None else fix, data_key="e", dir="auto"),
        act("Use this"),
    )
    yield form(
        address,
        *which,
        kept("action", "keep"),
        field("Keep it, because", "words", required=True, data_key="h"),
        act("Keep"),
    )


def _which(session: Session, keys: Sequence[str]) -> Iterator[Html]:
    for key in keys:
        yield kept("key", key)
        yield kept("was", stands(session.mark(key)))


def keys_in(note: Note, known: dict[tuple[str, str], str]) -> list[str]:
    """The keys of a note's findings."""
    places = ((one.span.document, one.fingerprint) for one in note.block.findings)
    return [known[place] for place in places if place in known]


def taken(session: Session, key: str, address: str) -> Html:
    """A finding that was decided to be none, or to stay, with the way back."""
    finding, mark = session.findings[key], session.mark(key)
    why = "false alarm" if mark.status is Status.FALSE_ALARM else "kept"
    by = f" by {mark.by}" if mark.by else ""
    reason = f": {mark.reason}" if mark.reason else ""
    return tag(
        "li",
        tag("q", session.version(key).words(finding.span), dir="auto"),
        f" {finding.message} ",
        tag("b", f"{why}{by}{reason}"),
        form(address, *_which(session, [key]), act("Take back", name="action", value="reopen")),
    )
