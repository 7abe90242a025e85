"""How does a person's sign-off in the page become a record?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from audit.decide.places import path_of
from audit.desk.desk import Desk, shown
from audit.model import Document, Verdict
from audit.run import check
from audit.signoff import AiUse, Responsible, Review, Reviewer, SignOff, Statement, add, record_of
from audit.signoff.made import verdict_of
from audit.signoff.record import KINDS, NEWSCODES
from audit.signoff.shelf import shelf_of


class NotSignedError(ValueError):
    """A sign-off that cannot be: what is missing."""


def signed(desk: Desk, story: str, document: str, said: Mapping[str, str]) -> SignOff:
    """The record of what a person says of a version, written beside its decisions. Raises NotSignedError and
    SignOffError."""
    session = desk.looked(story)
    version = next((one for one in session.story.versions if one.id == document), None) if session else None
    if session is None or version is None:
        raise NotSignedError("that version is gone")
    if said.get("seen") != shown(session):
        raise NotSignedError(
            "the story has changed since its page was shown: read it as it is now, then sign"
        )
    if any(session.version(key).id == document for key in session.pending):
        raise NotSignedError("accepted corrections are not in the text yet: write them, or take them back")
    asked = desk.workbench.asked
    decided = check([session.story], replace(asked.settings, decisions=True), settings_of=asked.settings_of)
    bare = asked.check(session.story)
    statement = _statement(said)
    if verdict_of(decided, session.story, version) is Verdict.BLOCK and not statement.override:
        raise NotSignedError(
            "the verdict is block: mend it, decide on its findings, or say why it is published"
        )
    shelf = shelf_of(path_of(version))
    return add(shelf, lambda last: record_of(decided, bare, session.story, version, statement, last))


def downloaded(desk: Desk, version: Document) -> SignOff:
    """The last record on a version. Raises NotSignedError and SignOffError."""
    record = desk.signed(version).record
    if record is None:
        raise NotSignedError("nobody signed it")
    return record


def _statement(said: Mapping[str, str]) -> Statement:
    words = {key: " ".join(value.split()) for key, value in said.items()}

    def word(key: str) -> str:
        return words.get(key, "")

    if not word("name"):
        raise NotSignedError("who signs? A record without a person is none")
    if any(not one.isprintable() for one in words.values()):
        raise NotSignedError("expected words of one line in what is said of the review")
    kind = next((one for one in KINDS if one == word("kind")), None)
    if kind is None:
        raise NotSignedError(f"what was done: expected {' or '.join(KINDS)}")
    steps = (word("ai_step"),) if word("ai_step") else ()
    source = word("source_type")
    return Statement(
        Review(
            kind,
            Reviewer(word("name"), word("role"), word("competence")),
            dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            facts_checked=bool(word("facts")),
            sources_checked=bool(word("sources")),
            changes_made=bool(word("changes")),
            authority_to_reject=bool(word("authority")),
        ),
        AiUse(bool(word("ai") or steps), word("ai"), steps, f"{NEWSCODES}{source}" if source else ""),
        Responsible(word("responsible"), "", word("contact")),
        word("override"),
    )
