"""What is new and what is cured in a story since it was checked with other words?

The state of a story before its words changed is kept with the user's other caches, by the rules and settings
that it was judged by and the files that it is of: what is compared differs in its words alone. As long as the
words stay as they are, the answer does.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from audit.cache import Store, key
from audit.model import Cured, Finding, Since, Story


class _ToldFinding(NamedTuple):
    """A finding as it was told."""

    fingerprint: str
    document: str
    rule: str
    message: str


class _State(NamedTuple):
    """What was found in some words, which a digest stands for."""

    words: bytes = b""
    found: tuple[_ToldFinding, ...] = ()


class _KeptStates(msgspec.Struct, array_like=True):
    now: _State
    before: _State


_decoder = msgspec.msgpack.Decoder(_KeptStates)


def since(store: Store, part: bytes, story: Story, findings: Iterable[Finding]) -> Since | None:
    """What changed since the words of `story` were others, and keep what is found now; None where they were
    never seen otherwise. `part` is a key of the rules and the settings."""
    found = tuple(
        _ToldFinding(one.fingerprint, one.span.document, one.rule, one.message)
        for one in findings
        if one.status.open
    )
    digest = blake2b(digest_size=16)
    for version in story.versions:
        digest.update(len(version.text).to_bytes(8, "big") + version.text.encode("utf-8", "surrogatepass"))
    now = _State(digest.digest(), found)
    try:
        place = key(part, "since", [version.source.path for version in story.versions])
    except UnicodeEncodeError:  # a file whose name is no text
        return None
    kept = _kept(store.get(place))
    before = kept.before if kept.now.words == now.words else kept.now
    store.put(place, msgspec.msgpack.encode(_KeptStates(now, before)))
    return _compared(story, before, now) if before.words else None


def _kept(value: bytes | None) -> _KeptStates:
    try:
        return _decoder.decode(value) if value else _KeptStates(_State(), _State())
    except msgspec.MsgspecError:
        return _KeptStates(_State(), _State())


def _compared(story: Story, before: _State, now: _State) -> Since:
    old, new = (Counter(one.fingerprint for one in state.found) for state in (before, now))
    gone, fresh = old - new, new - old
    cured = []
    for one in before.found:
        if gone[one.fingerprint]:
            gone[one.fingerprint] -= 1
            cured.append(Cured(one.document, one.rule, one.message))
    return Since(story.id, tuple(sorted(fresh)), tuple(cured), fresh.total(), (old & new).total())
