"""Which reader is asked, and how long may it take?"""

from __future__ import annotations

from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

from audit.settings.errors import ConfigError

_EXPECTED = "expected an address such as http://127.0.0.1:8080/v1"
_WHERE = "reader"


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """A language model behind an endpoint that speaks as OpenAI's does, at `url`, the part before
    /chat/completions. `key` goes with each question, "" where none is needed. No answer is waited for longer
    than `answer_seconds`, and none any more once all have taken `seconds`. Raises ConfigError for a `url`
    that is none, or a key that would travel where others can read it.

    It is never part of a configuration file: those come with a repository, and the texts go where it says.
    """

    url: str
    model: str = ""
    key: str = field(default="", repr=False)
    answer_seconds: float = 120.0
    seconds: float = 600.0

    def __post_init__(self) -> None:
        parts = self.parts
        if self.key and parts.scheme != "https" and not _own(parts.hostname or ""):
            raise ConfigError(_WHERE, "a key goes to an https address, or to this machine, and no further")

    @property
    def parts(self) -> SplitResult:
        """The address in its parts; raises ConfigError for one that cannot be asked."""
        try:
            parts = urlsplit(self.url)
            if parts.port == 0:
                raise ValueError("port 0")
        except ValueError as error:
            raise ConfigError(_WHERE, f"{_EXPECTED}: {error}") from None
        if parts.username is not None or parts.password is not None:
            raise ConfigError(_WHERE, "the address names a user: give the key in AUDIT_READER_KEY")
        plain = self.url.isascii() and self.url.isprintable() and " " not in self.url
        if not plain or parts.scheme not in ("http", "https") or not parts.hostname:
            raise ConfigError(_WHERE, f"{_EXPECTED}, found {self.url!r:.80}")
        if parts.query or parts.fragment:
            raise ConfigError(_WHERE, f"{_EXPECTED}, without ? and #, found {self.url!r:.80}")
        return parts


def _own(host: str) -> bool:
    """Whether a host is this machine."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
