"""How does a language count, deny, allow, and say who acts on whom?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal, NamedTuple

from audit.language import tables
from audit.language.words import WordKnowledge


class Numeral(NamedTuple):
    """A number in words: a "cardinal", a "fraction" by its denominator, or a "scale", which multiplies."""

    value: float
    kind: str


class Modal(NamedTuple):
    """What a word says of the verb beside it: "possible", "necessary", "impossible", "unwise", "needless", or
    "". What it says when it is `denied`, and `behind` a negator, if `joint` follows ("nor have they to")."""

    says: str
    denied: str
    behind: str
    joint: str


class Clauses(WordKnowledge):
    """What is known of what a language says with small words."""

    @cached_property
    def numerals(self) -> Mapping[str, Numeral]:
        """Numbers in words."""
        return {row["word"]: Numeral(float(row["value"]), row["kind"]) for row in self._rows("numerals.tsv")}

    @cached_property
    def in_words(self) -> Mapping[str, int]:
        """The figure that a cardinal from two on, or an ordinal, stands for."""
        cardinals = {word: int(one.value) for word, one in self.numerals.items() if one.kind == "cardinal"}
        return {word: value for word, value in ({**cardinals, **self.ordinals}).items() if value > 1}

    @cached_property
    def ordinals(self) -> Mapping[str, int]:
        """The figure that an ordinal stands for, but for those that are words before they are numbers."""
        return {row["word"]: int(row["value"]) for row in self._rows("ordinals.tsv")}

    @cached_property
    def counted_nouns(self) -> Mapping[str, str]:
        """What a number counts, by the form after it, where that is no regular plural."""
        return {row["form"]: row["noun"] for row in self._rows("counted_nouns.tsv")}

    @cached_property
    def repetition_words(self) -> Mapping[str, frozenset[str]]:
        """Words that stand twice for a reason, by kind.

        A `particle` belongs to the verb before it and to what follows, but not after an `opener`; a `joint`
        joins a word to itself, which the `paired` ones are for effect, but not behind a `contrast` ("young
        adults and adults"); the `other-half` tells two of a kind apart, but not after a `bare` word, where it
        may be said `for-both`.
        Before a verb of the `clause` kind the second of two nouns begins a clause.
        """
        return self._kinds("repetition_words.tsv")

    @cached_property
    def role_words(self) -> Mapping[str, frozenset[str]]:
        """What words between two names tell of who acts on whom, by kind.

        `passive` and `agent` turn it round; a `joint` says nothing of it; `mutual` verbs go both ways; a
        `verb-ending` tells a verb.
        """
        return self._kinds("role_words.tsv")

    @cached_property
    def mutual_verbs(self) -> frozenset[str]:
        """The stems of what two do to each other."""
        return frozenset(map(self.stem, self.role_words.get("mutual", ())))

    @cached_property
    def denying_stems(self) -> frozenset[str]:
        """The stems of words that deny in their meaning."""
        return frozenset(map(self.stem, self.denials.get("denying", ())))

    @cached_property
    def modals(self) -> Mapping[str, Modal]:
        """What words say of the verb beside them."""
        return {
            row["word"]: Modal(row["says"], row["denied"], row["behind"], row["joint"])
            for row in self._rows("modals.tsv")
        }

    @cached_property
    def modal_verbs(self) -> Mapping[str, Literal["possible", "necessary"]]:
        """Forms of verbs that say that something may be, or that it must be, and nothing else."""
        for row in tables.rows("modal_verbs.tsv"):
            if row["lang"] == self.code:
                possible, necessary = (row[says].split(" / ") for says in ("possible", "necessary"))
                return {**dict.fromkeys(possible, "possible"), **dict.fromkeys(necessary, "necessary")}
        return {}

    @cached_property
    def number_words(self) -> Mapping[str, frozenset[str]]:
        """What words do beside a number, by kind; without them nobody knows what is counted."""
        return self._kinds("number_words.tsv")

    @cached_property
    def counted(self) -> frozenset[str]:
        """What is counted, so that a number before it is no year; of most languages, what many count."""
        return self.number_words.get("counted") or tables.words("counted_words.txt")

    @cached_property
    def denials(self) -> Mapping[str, frozenset[str]]:
        """Words that deny, by kind.

        A `negator` denies the sentence or its verb, a `nominal` one with a noun, a `verbal` one by a verb, a
        `second` word where no negator is near, which it strengthens else, a `concord` word never without one;
        an `attached` one stands before any verb and is one word with it, which endings, `attached-verb`, tell
        from other words that begin so, an `ending` behind one, a `part` may stand anywhere within a word,
        `behind` what it denies; the `kept` words hold one of these and deny
        nothing. Nothing is denied before the words `after` ("not only") nor, by a negator that is `excused`
        there, after the words `before` ("whether or not"). What is `denying` denies in its meaning; a
        `prefix` or `suffix` makes it of another word, an `infix` may. A `bound` holds a denial to a time, as
        the words `bounded` state ("not until", "only when"). A sentence with one of the words
        `instead` may say otherwise what another one denies ("works until").
        """
        return self._kinds("negation.tsv")

    @cached_property
    def speech_verbs(self) -> frozenset[str]:
        """Verbs of attribution, in the forms news uses."""
        return self._words("speech_verbs.txt")

    @cached_property
    def relation_nouns(self) -> frozenset[str]:
        """The stems of nouns with which a country is the owner: "Norway's allies"."""
        return frozenset(map(self.stem, self._words("relation_nouns.txt")))
