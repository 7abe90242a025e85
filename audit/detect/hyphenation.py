"""Which titles and names have a hyphen here and none there?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Document, Hit, Story, Token

_SHORTEST = 3


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """The rarer of "Secretary-General" and "Secretary General" in one text (the later of two as common).

    Only words with capitals: elsewhere the hyphen has its grammar ("a long-term plan", "in the long term").
    """
    hyphened: dict[tuple[str, str], list[Token]] = {}
    for token in version.tokens:
        if "-" in token.text:
            parts = token.text.split("-")
            if len(parts) == 2 and all(
                len(part) >= _SHORTEST and part[0].isupper() and part[1:].islower() for part in parts
            ):
                hyphened.setdefault((parts[0], parts[1]), []).append(token)
    if not hyphened:
        return
    apart: dict[tuple[str, str], list[tuple[int, int]]] = {pair: [] for pair in hyphened}
    for one, other in zip(version.tokens, version.tokens[1:], strict=False):
        if (one.text, other.text) in apart and version.text[one.end : other.start] == " ":
            apart[one.text, other.text].append((one.start, other.end))
    for pair, together in hyphened.items():
        separate = apart[pair]
        if not separate or all(_labels(version, start) for start, _ in separate):
            continue
        whole = [(token.start, token.end) for token in together]
        forms = ((whole, "-".join(pair)), (separate, " ".join(pair)))
        (kept, form), (wrong, _) = sorted(forms, key=lambda one: (-len(one[0]), one[0][0]))
        for start, end in wrong:
            yield Hit(
                version.span(start, end), evidence=(version.span(*kept[0]),), slots={"kept": form}, fix=form
            )


def _labels(version: Document, place: int) -> bool:
    """Whether a place lies in the label of a line (“Subject Public Key Info:”), as tools print them."""
    line = version.text[place:].partition("\n")[0]
    before = version.text[:place].rpartition("\n")[2]
    label, colon, _ = line.partition(":")
    return bool(colon) and not set(".,;!?:") & set(before + label)
