"""How is a text put into XML 1.0, which has no place for most control characters?"""

from __future__ import annotations

from xml.etree.ElementTree import Element, indent, tostring

from audit.report.wording import visible

# Beside the control characters and lone surrogates, which `visible` replaces, XML 1.0 leaves out these.
_NO_CHARACTERS = {0xFFFE: "\ufffd", 0xFFFF: "\ufffd"}


def lines(*text: str) -> str:
    """Text of an element: several lines, each of them harmless."""
    return "\n".join(visible(line).translate(_NO_CHARACTERS) for line in text)


def attributes(**given: str | int) -> dict[str, str]:
    """Attributes of an element: one line each."""
    return {name.rstrip("_"): lines(str(value)) for name, value in given.items()}


def document(root: Element) -> str:
    """The whole document, indented, in UTF-8."""
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'
