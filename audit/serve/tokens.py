"""Who may ask what? Bearer tokens, of which only hashes are kept."""

from __future__ import annotations

import hashlib
import secrets
from enum import StrEnum
from typing import NamedTuple

_PREFIX = "audit_"
# 256 bits: nobody guesses one, so that a plain hash of it is enough.
_BYTES = 32


class Scope(StrEnum):
    """What a token allows: to check texts and read the answers, to decide on findings, to sign for a person,
    to sign against a verdict of block, to ask whether a text may be published."""

    CHECK = "check"
    DECIDE = "decide"
    SIGN = "sign"
    OVERRIDE = "override"
    GATE = "gate"


class BearerToken(NamedTuple):
    """A token by its name, without its secret."""

    name: str
    scopes: frozenset[Scope]
    added: str


def fresh() -> str:
    """A new secret."""
    return _PREFIX + secrets.token_urlsafe(_BYTES)


def hashed(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
