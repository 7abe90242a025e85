"""By what is an article known again that goes by another path now?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from heapq import nsmallest
from zlib import crc32

from audit.model import Document

# Characters of a run: some two words; each change of a word touches two or three of an article's hundreds.
_RUN = 12
# A language with fewer spaces than one in so many characters writes its words without.
_SPARSE = 20
# So many of the smallest digests of runs stand for all: two sketches tell likeness to some .06.
DIGESTS = 48
# So alike are a text and a copy of it with hardly a word changed; less likeness is a question to a person, as
# of one that was edited or written after the same pattern; still less is none.
SAME, PERHAPS = 0.95, 0.5


@dataclass(frozen=True, slots=True)
class About:
    """What a file of decisions tells of its article: its path below the root, the id it states, how many
    siblings it had, and a sketch of its text."""

    article: str = ""
    identity: str = ""
    siblings: int = 0
    sketch: tuple[str, ...] = ()

    def renewed(self, now: About) -> About:
        """As it is to be kept after the article was seen as `now`: the sketch stays while the text is much
        the same, so that two people's files merge."""
        same = self.sketch and alike(self.sketch, now.sketch) >= SAME
        return About(
            now.article,
            now.identity or self.identity,
            max(self.siblings, now.siblings),
            self.sketch if same else now.sketch,
        )


def about(article: str, documents: Iterable[Document], siblings: int) -> About:
    """What is to be told of the file at `article` (below the root) that holds `documents`."""
    held = tuple(documents)
    if len(held) != 1 or held[0].part:
        return About(article, "", siblings)  # its parts are known by their names
    return About(article, held[0].identity, siblings, sketch(held[0].text))


def sketch(text: str) -> tuple[str, ...]:
    """The smallest digests of the text's runs of characters, sorted; white space and case do not count. Six
    hexadecimal digits each; nothing for an empty text."""
    plain = " ".join(text.casefold().split())
    starts: Iterable[int] = (0, *(at + 1 for at, character in enumerate(plain) if character == " "))
    if plain.count(" ") * _SPARSE < len(plain):
        starts = range(max(len(plain) - _RUN + 1, 1))
    runs = {plain[at : at + _RUN] for at in starts} - {""}
    digests = {crc32(run.encode(errors="surrogatepass")) >> 8 for run in runs}
    return tuple(f"{one:06x}" for one in nsmallest(DIGESTS, digests))


def alike(left: tuple[str, ...], right: tuple[str, ...]) -> float:
    """Which share of the runs of both texts they have in common, estimated from their sketches; 0 to 1."""
    smallest = nsmallest(DIGESTS, {*left, *right})
    both = {*left} & {*right}
    return sum(one in both for one in smallest) / len(smallest) if smallest else 0.0
