"""How does a server hear an editor again behind a header that is broken?

A header that says a wrong length, or none, leaves the rest of its message in the stream, with the next header
at the end of a line of it: there the messages begin again. A length that no message has ends the stream, and
the server with it, in place of waiting for what never comes.
"""

from __future__ import annotations

import io
import re

# Bytes of a message: an article with all that an editor says of it, many times over.
LARGEST = 1 << 26
# Bytes of a line of headers, or of what a broken one left.
_LINE = 1 << 20
_LENGTH = re.compile(rb"content-length:[ \t]*(\d{1,18})[ \t]*\r?\n\Z", re.IGNORECASE)


class HeaderReader(io.BufferedReader):
    """The editor's side of the stream, whose lines are headers: what ends in a length reads as that alone."""

    def readline(self, size: int | None = -1) -> bytes:
        """The next line; b"" where the stream ends, or where a length is no length of a message."""
        line = super().readline(_LINE)
        found = _LENGTH.search(line)
        if found is None:
            return line
        length = int(found[1])
        return b"Content-Length: %d\r\n" % length if 0 < length <= LARGEST else b""
