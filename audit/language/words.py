"""How does a language write, and which words are usual, small, related?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache

from rapidfuzz.distance import Indel

from audit.language import frequency, segmentation, tables
from audit.language.folder import LanguageFolder

# How far words of each kinship may stand for each other.
_DERIVED, _SYNONYMS, _ALIKE = 0.9, 0.7, 0.6
_LEAST_ALIKE = 0.8
# As many pairs and words as the texts of some stories hold.
_PAIRS, _WORDS = 131072, 65536


class WordKnowledge(LanguageFolder):
    """What is known of a language's words."""

    @cached_property
    def spaced(self) -> bool:
        """Whether words are parted by spaces."""
        return "unspaced" not in self._writing

    @cached_property
    def capital_nouns(self) -> bool:
        """Whether every noun is written with a capital, which then is no sign of a name."""
        return "capital nouns" in self._writing

    @cached_property
    def keeps_names(self) -> bool:
        """Whether it writes a name from another such language as that does, and puts no ending of a case to
        it."""
        return "kept names" in self._writing

    @cached_property
    def percent_joined(self) -> bool:
        """Whether a percent sign clings to its figure in good print."""
        return "joined percent" in self._writing

    @cached_property
    def _writing(self) -> frozenset[str]:
        return frozenset(row["way"] for row in tables.rows("writing.tsv") if row["lang"] == self.code)

    @property
    def part(self) -> Callable[[str], tuple[str, ...]] | None:
        """What parts a stretch of letters into words where spaces do not; None where they do, or where the
        words are not known."""
        return segmentation.segmenter(self.code)

    @cached_property
    def function_words(self) -> frozenset[str]:
        """The words that carry grammar and no news, in lower case."""
        return self._words("function_words.txt")

    @cached_property
    def telling_words(self) -> frozenset[str]:
        """Small words that no other language in the same letters uses much; a sentence has one in ten."""
        return self._words("telling_words.txt")

    @cached_property
    def open_words(self) -> frozenset[str]:
        """Words no sentence ends with, in lower case."""
        return self._words("open_words.txt")

    @cached_property
    def heading_ends(self) -> frozenset[str]:
        """Those of them with which a heading or an item may end, so that they prove nothing inside a text."""
        return self._words("heading_ends.txt")

    @cached_property
    def abbreviations(self) -> frozenset[str]:
        """Abbreviations that end no sentence, without their last dot: a name or a sum follows."""
        return self._words("abbreviations.txt")

    @cached_property
    def before_ordinals(self) -> frozenset[str]:
        """Words between which and a noun a number with a dot is an ordinal, whatever its capital: der 2.
        Weltkrieg."""
        return self._words("before_ordinals.txt")

    @cached_property
    def borrowed_words(self) -> frozenset[str]:
        """Words of other languages that are written without a translation."""
        return self._words("borrowed_words.txt")

    @cached_property
    def never_doubled(self) -> frozenset[str]:
        """Words that stand twice running by mistake alone."""
        return self._words("never_doubled.txt")

    @cached_property
    def doubled_words(self) -> frozenset[str]:
        """Words that are doubled for a reason, or for effect; none known: any other word may be."""
        return self._words("doubled_words.txt")

    @cached_property
    def stem(self) -> Callable[[str], str]:
        """From a lower-case word to its Snowball stem, irregular forms by their lemma; the word itself where
        there is no stemmer."""
        cut = frequency.stemmer(self.code)
        if cut is None:
            return _itself
        irregular = self._irregular
        return lru_cache(_WORDS)(lambda word: cut(irregular.get(word, word)))

    @cached_property
    def lemma(self) -> Callable[[str], str]:
        """From a word to the dictionary form of an irregular one, and to the usual spelling."""
        variants, irregular = self._variants, self._irregular

        def lemma(word: str) -> str:
            word = variants.get(word, word)
            return irregular.get(word, word)

        return lru_cache(_WORDS)(lemma)

    @cached_property
    def kinship(self) -> Callable[[str, str], float]:
        """From two words to how far they may stand for each other, 0..1: 1 forms and spellings of one word,
        then derivations, synonyms, words that are spelled nearly alike (names, as a rule), 0 all others."""
        return lru_cache(_PAIRS)(self._kinship)

    def related(self, one: str, other: str) -> bool:
        """Whether two words may stand for each other: forms, derivations, spellings or synonyms."""
        left, right = self.lemma(one), self.lemma(other)
        if self.stem(left) == self.stem(right) or left[:5] == right[:5]:
            return True
        return self.stem(right) in self._synonyms(left) or self.stem(left) in self._synonyms(right)

    def in_dictionary(self, word: str) -> bool:
        """Whether a lower-case word, or the word it is a form of, stands in the table of synonyms."""
        return any(base in self._synonym_table for base in self._bases(self.lemma(word)))

    def zipf(self, word: str) -> float:
        """Zipf frequency of a lower-case word (log10 per billion words; 0 where unknown)."""
        return frequency.zipf(word, self.code)

    def at_least(self, word: str, least: float) -> bool:
        """Whether a lower-case word has such a Zipf frequency."""
        return frequency.at_least(word, least, self.code)

    def is_listed(self, word: str) -> bool:
        """Whether any table of frequencies has a lower-case word."""
        return frequency.is_listed(word, self.code)

    @cached_property
    def word_parts(self) -> Mapping[str, frozenset[str]]:
        """What words are made with, by kind: a `prefix`, a `suffix`, and how terms of `science` end."""
        return self._kinds("word_parts.tsv")

    @cached_property
    def usual_words(self) -> frozenset[str]:
        """The words of Zipf frequency 3 and more."""
        return frozenset(frequency.frequencies(self.code, "small"))

    def _kinship(self, one: str, other: str) -> float:
        left, right = self.lemma(one), self.lemma(other)
        if self.stem(left) == self.stem(right):
            return 1.0
        common = next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), None)
        shared = min(len(left), len(right)) if common is None else common
        if shared >= 5 and shared >= 0.6 * max(len(left), len(right)):
            return _DERIVED
        if self.stem(right) in self._synonyms(left) or self.stem(left) in self._synonyms(right):
            return _SYNONYMS
        if min(len(one), len(other)) > 4 and abs(len(one) - len(other)) < 4:
            return _ALIKE if Indel.normalized_similarity(one, other) >= _LEAST_ALIKE else 0.0
        return 0.0

    @cached_property
    def _synonyms(self) -> Callable[[str], frozenset[str]]:
        """From a word to the stems of the words that may stand for it or for its base form."""

        def near(word: str) -> frozenset[str]:
            known = (self._synonym_table.get(base, "") for base in self._bases(word))
            return frozenset(self.stem(other) for words in known for other in words.split())

        return lru_cache(8192)(near)

    def _bases(self, word: str) -> tuple[str, ...]:
        """The forms under which the table of synonyms may know an inflected word."""
        cut = ((ending, instead) for ending, instead in self._endings if word.endswith(ending))
        return (word, *(word[: -len(end)] + instead for end, instead in cut if len(word) > len(end) + 2))

    @cached_property
    def _endings(self) -> tuple[tuple[str, str], ...]:
        return tuple((row["ending"], row["base"]) for row in self._rows("base_endings.tsv"))

    @cached_property
    def _synonym_table(self) -> Mapping[str, str]:
        return dict(line.split("\t", 1) for line in tables.table_lines("synonyms.tsv", self.code))

    @cached_property
    def _irregular(self) -> Mapping[str, str]:
        return {row["form"]: row["lemma"] for row in self._rows("irregular_forms.tsv")}

    @cached_property
    def _variants(self) -> Mapping[str, str]:
        return {row["variant"]: row["usual"] for row in self._rows("spelling_variants.tsv")}


def _itself(word: str) -> str:
    return word
