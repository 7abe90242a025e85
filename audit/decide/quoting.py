"""How does any path fit on a line?"""

from __future__ import annotations

import re

_SIGN = '"'
_LONG = {"\t": r"\t", "\n": r"\n", "\r": r"\r", '"': r"\"", "\\": r"\\"}
# Control characters and whatever else may end a line or turn one around, and bytes that are no UTF-8.
_ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_ESCAPE = re.compile(r"\\(?:x(?P<byte>[0-9a-f]{2})|u(?P<code>[0-9a-f]{4})|(?P<sign>.))")
_SHORT = {written[1]: character for character, written in _LONG.items()}


def quoted(path: str) -> str:
    """`path` as it is where it is plain; else in double quotes, with escapes as in C."""
    if not _ODD.search(path) and not path.startswith(_SIGN) and path == path.strip():
        return path
    return _SIGN + "".join(map(_written, path)) + _SIGN


def unquoted(written: str) -> str:
    """The path that `quoted` wrote so; what is no such writing is a path as it is."""
    if len(written) < 2 or not (written.startswith(_SIGN) and written.endswith(_SIGN)):
        return written
    return _ESCAPE.sub(_meant, written[1:-1])


def _written(character: str) -> str:
    if character in _LONG:
        return _LONG[character]
    if not _ODD.match(character):
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _meant(found: re.Match[str]) -> str:
    code = found["byte"] or found["code"]
    return chr(int(code, 16)) if code else _SHORT.get(found["sign"], found["sign"])
