"""What is known of a language, whatever the article?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from rapidfuzz.distance import Indel

from audit.language import frequency, segmentation, tables
from audit.model import primary
from audit.text import fold

# How far words of each kinship may stand for each other.
_DERIVED, _SYNONYMS, _ALIKE = 0.9, 0.7, 0.6
_LEAST_ALIKE = 0.8
# As many pairs and words as the texts of some stories hold.
_PAIRS, _WORDS = 131072, 65536
# Codes of one language to the ear and in print; the tables of one serve all.
_GROUPS = {"hr": "sr", "bs": "sr", "sh": "sr", "cnr": "sr", "me": "sr", "nb": "no", "nn": "no"}
# Written without spaces between words.
_UNSPACED = frozenset({"zh", "ja", "th", "lo", "km", "my", "yue"})


@dataclass(frozen=True)
class Language:
    """The knowledge that the folder of a language holds, read when it is asked for.

    What a language lacks is empty: an empty set or table, a word as its own stem. A language without a folder
    is served all the same, by what needs none: Snowball's stemmers, wordfreq's frequencies. Two values of
    one code are equal; `of` keeps one of each.
    """

    code: str

    @property
    def spaced(self) -> bool:
        """Whether words are parted by spaces."""
        return self.code not in _UNSPACED

    @property
    def part(self) -> Callable[[str], tuple[str, ...]] | None:
        """What parts a stretch of letters into words where spaces do not; None where they do, or where the
        words are not known."""
        return segmentation.segmenter(self.code)

    # words

    @cached_property
    def function_words(self) -> frozenset[str]:
        """The words that carry grammar and no news, in lower case."""
        return self._words("function_words.txt")

    @cached_property
    def open_words(self) -> frozenset[str]:
        """Words no sentence ends with, in lower case."""
        return self._words("open_words.txt")

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
    def number_words(self) -> tuple[Mapping[str, str], ...]:
        """What words do beside a number: `kind` and `words`; without them nobody knows what is counted."""
        return self._rows("number_words.tsv")

    @cached_property
    def denials(self) -> Mapping[str, frozenset[str]]:
        """Words that deny, by kind.

        A `negator` denies the sentence or its verb, a `nominal` one with a noun, an `attached` one stands
        before any verb and is one word with it, a `part` may stand anywhere within a word; the `kept` words
        hold one of these and deny nothing. Nothing is denied before the words `after` ("not only") nor after
        the words `before` ("whether"). What is `denying` denies in its meaning.
        """
        kinds: dict[str, frozenset[str]] = {}
        for row in self._rows("negation.tsv"):
            kinds[row["kind"]] = kinds.get(row["kind"], frozenset()) | frozenset(row["words"].split())
        return kinds

    # names and people

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Titles and offices that stand before a name, with the sex they tell ("f", "m", "")."""
        return {row["title"].lower().rstrip("."): row["gender"] for row in self._rows("titles.tsv")}

    @cached_property
    def title_words(self) -> frozenset[str]:
        """The last words of the titles."""
        return frozenset(title.split()[-1] for title in self.titles)

    @cached_property
    def demonyms(self) -> Mapping[str, str]:
        """Country by adjective and people: "dutch" -> "Netherlands"."""
        table: dict[str, str] = {}
        for row in self._rows("demonyms.tsv"):
            for form in (*row["adjective"].split(" / "), *row["people"].split(" / ")):
                if form:
                    table.setdefault(form.lower(), row["country"])
        return table

    @cached_property
    def places(self) -> Mapping[str, str]:
        """Kind by place name, folded."""
        return {fold(row["form"]): row["kind"] for row in self._rows("places.tsv")}

    @cached_property
    def place_names(self) -> Mapping[str, str]:
        """The usual name by any form of a place's name, folded."""
        return {fold(row["form"]).rstrip("."): row["place"] for row in self._rows("places.tsv")}

    @cached_property
    def figures(self) -> Mapping[str, str]:
        """Sex by full name of the register of public figures, folded."""
        return {fold(row["name"]): row["gender"] for row in self._rows("public_figures.tsv")}

    @cached_property
    def agencies(self) -> frozenset[str]:
        """News agencies and outlets, folded."""
        return frozenset(fold(name) for name in self._words("agencies.txt"))

    @cached_property
    def speech_verbs(self) -> frozenset[str]:
        """Verbs of attribution, in the forms news uses."""
        return self._words("speech_verbs.txt")

    @cached_property
    def name_heads(self) -> Mapping[str, str]:
        """Nouns that tell whether the name they stand in is an organisation's or a place's."""
        return {row["word"]: row["kind"] for row in self._rows("name_heads.tsv")}

    @cached_property
    def given_surnames(self) -> frozenset[str]:
        """Given names that are as often surnames."""
        return self._words("given_surnames.txt")

    @cached_property
    def person_nouns(self) -> tuple[Mapping[str, str], ...]:
        """Nouns for people: `noun`, the `gender` it tells, its `opposite` of the other."""
        return self._rows("person_nouns.tsv")

    def _words(self, name: str) -> frozenset[str]:
        return tables.words(name, self.code)

    def _rows(self, name: str) -> tuple[Mapping[str, str], ...]:
        return tables.rows(name, self.code)

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


def of(tag: str) -> Language:
    """The language of a tag such as "en", "pt-BR" or "zh-Hant"; of "" one of which nothing is known."""
    return _language(primary(tag))


@lru_cache(maxsize=512)
def _language(code: str) -> Language:
    return Language(_GROUPS.get(code, code))
