"""What is known of a language, whatever the article?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from audit.language import frequency, segmentation, tables
from audit.model import primary
from audit.text import fold

# How far words of each kinship may stand for each other.
_DERIVED, _SYNONYMS, _ALIKE = 0.9, 0.7, 0.6
_LEAST_ALIKE = 0.8
# Letters from which on an ending tells a word that is made of others.
_LONG = 8
# As many pairs and words as the texts of some stories hold.
_PAIRS, _WORDS = 131072, 65536
# Codes of one language to the ear and in print; the tables of one serve all.
_GROUPS = {"hr": "sr", "bs": "sr", "sh": "sr", "cnr": "sr", "me": "sr", "nb": "no", "nn": "no"}


class PronounForm(NamedTuple):
    """A form of a pronoun: of whom (he, she, it, they), in which use ("subject", "object", "possessive" or
    ""), and its forms of the other sex; of one that is owner's and object's the owner's first."""

    value: str
    use: str
    opposites: tuple[str, ...]

    @property
    def possessive(self) -> bool:
        return self.use == "possessive"


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


@dataclass(frozen=True)
class Language:
    """The knowledge that the folder of a language holds, read when it is asked for.

    What a language lacks is empty: an empty set or table, a word as its own stem. A language without a folder
    is served all the same, by what needs none: Snowball's stemmers, wordfreq's frequencies. Two values of
    one code are equal; `of` keeps one of each.
    """

    code: str

    # writing

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
    def _writing(self) -> frozenset[str]:
        return frozenset(row["way"] for row in tables.rows("writing.tsv") if row["lang"] == self.code)

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
    def telling_words(self) -> frozenset[str]:
        """Small words that no other language in the same letters uses much; a sentence has one in ten."""
        return self._words("telling_words.txt")

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
    def usual_words(self) -> frozenset[str]:
        """The words of Zipf frequency 3 and more."""
        return frozenset(frequency.frequencies(self.code, "small"))

    @cached_property
    def derived_endings(self) -> tuple[str, ...]:
        """What words of the language that are made of others end with, and names rarely do."""
        return tuple(sorted(self._words("derived_endings.txt")))

    @cached_property
    def is_common(self) -> Callable[[str], bool]:
        """From a folded word to whether it is one of the language before it is a name: in the dictionary, a
        title, the head of a name such as Bank, or long and with the ending of a derived word."""
        return lru_cache(_WORDS)(self._is_common)

    def _is_common(self, word: str) -> bool:
        if self.is_generic(word) or self.in_dictionary(word):
            return True
        return len(word) >= _LONG and word.endswith(self.derived_endings)

    def is_generic(self, word: str) -> bool:
        """Whether a word is a title, or tells what the name is that it stands in."""
        return word in self.name_heads or word in self.title_words

    @cached_property
    def numerals(self) -> Mapping[str, Numeral]:
        """Numbers in words."""
        return {row["word"]: Numeral(float(row["value"]), row["kind"]) for row in self._rows("numerals.tsv")}

    @cached_property
    def counted_nouns(self) -> Mapping[str, str]:
        """What a number counts, by the form after it, where that is no regular plural."""
        return {row["form"]: row["noun"] for row in self._rows("counted_nouns.tsv")}

    @cached_property
    def repetition_words(self) -> Mapping[str, frozenset[str]]:
        """Words that stand twice for a reason, by kind.

        A `particle` belongs to the verb before it and to what follows, but not after an `opener`; a `joint`
        joins a word to itself, which the `paired` ones are for effect; the `other-half` tells two of a kind
        apart, but not after a `bare` word, where it may be said `for-both`.
        """
        return self._kinds("repetition_words.tsv")

    @cached_property
    def word_parts(self) -> Mapping[str, frozenset[str]]:
        """What words are made with, by kind: a `prefix`, a `suffix`, and how terms of `science` end."""
        return self._kinds("word_parts.tsv")

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
        an `attached` one stands before any verb and is one word with it, an `ending` behind one, a `part` may
        stand anywhere within a word; the `kept` words hold one of these and deny nothing. Nothing is denied
        before the words `after` ("not only") nor, by a negator that is `excused` there, after the words
        `before` ("whether or not"). What is `denying` denies in its meaning; a `prefix` or `suffix` makes it
        of another word. A `bound` holds a denial to a time, as the words `bounded` state ("not until",
        "only when").
        """
        return self._kinds("negation.tsv")

    # names and people

    def given_name(self, word: str) -> str | None:
        """The sex a given name tells, case and diacritics aside: "f", "m", "" for one that does not tell,
        None for no given name. What a language says itself goes before what most say: Andrea."""
        plain = fold(word)
        own = self._given_names.get(plain)
        return _given_name(plain) if own is None else own

    @cached_property
    def _given_names(self) -> Mapping[str, str]:
        return {fold(row["name"]): row["gender"] for row in self._rows("given_names.tsv")}

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

    def place_of(self, phrase: str) -> tuple[str, ...]:
        """The places that a folded word or phrase names, as a noun, an adjective or a people, each by its
        usual name, folded."""
        return self._places_named.get(phrase.rstrip("."), ())

    @cached_property
    def _places_named(self) -> Mapping[str, tuple[str, ...]]:
        usual = {form: fold(place) for form, place in self.place_names.items()}
        known: dict[str, set[str]] = {form: {place} for form, place in usual.items()}
        for row in self._rows("demonyms.tsv"):
            country = fold(row["country"])
            for form in (*row["adjective"].split(" / "), *row["people"].split(" / "), country):
                if form:
                    known.setdefault(fold(form).rstrip("."), set()).add(usual.get(country, country))
        return {form: tuple(sorted(places)) for form, places in known.items()}

    @cached_property
    def peoples(self) -> Mapping[str, tuple[str, ...]]:
        """The adjectives and the names of the people of a country, the usual adjective first."""
        return {
            row["country"]: tuple(
                form for cell in (row["adjective"], row["people"]) for form in cell.split(" / ") if form
            )
            for row in self._rows("demonyms.tsv")
        }

    @cached_property
    def exonyms(self) -> Mapping[str, Mapping[str, str]]:
        """Rows of what other languages call a place, by folded form, of several with one form the first: the
        `form`, the language (`lang`), and the name here."""
        table: dict[str, Mapping[str, str]] = {}
        for row in self._rows("exonyms.tsv"):
            table.setdefault(fold(row["form"]), row)
        return table

    def called_abroad(self, form: str, name: str) -> bool:
        """Whether another language calls a place by `form` that is `name` here: Thüringen, Thuringia."""
        return fold(name) in self._names_abroad.get(fold(form), ())

    @cached_property
    def _names_abroad(self) -> Mapping[str, frozenset[str]]:
        known: dict[str, set[str]] = {}
        for row in self._rows("exonyms.tsv"):
            known.setdefault(fold(row["form"]), set()).add(fold(row["english"]))
        return {form: frozenset(names) for form, names in known.items()}

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
    def name_particles(self) -> frozenset[str]:
        """Words inside a name that are written small: von, de la, bin."""
        return self._words("name_particles.txt") or tables.words("name_particles.txt")

    @cached_property
    def name_endings(self) -> frozenset[str]:
        """What is put to the end of a name; where a language does not say, what English puts: Clintons."""
        return self._words("name_endings.txt") or tables.words("name_endings.txt")

    @cached_property
    def name_joints(self) -> frozenset[str]:
        """Those of them that follow a title or the head of a name alone: Bank of England."""
        return self._words("name_joints.txt")

    @cached_property
    def name_articles(self) -> frozenset[str]:
        """Articles before a name that make a thing of it: "the Marilyn prints"."""
        return self._words("name_articles.txt")

    @cached_property
    def calendar_names(self) -> frozenset[str]:
        """Words that are written with a capital and are no names: months, days, feasts."""
        return self._words("calendar_names.txt")

    @cached_property
    def opener_endings(self) -> tuple[str, ...]:
        """What words end with that open a sentence before a name: "Citing Reuters"."""
        return tuple(sorted(self._words("opener_endings.txt")))

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """Forms of address, each with one for the other sex: "mr" -> "Ms"."""
        return {row["title"]: row["other"] for row in self._rows("addresses.tsv")}

    @cached_property
    def courtesies(self) -> frozenset[str]:
        """Titles that are no offices: one may use them or not."""
        return self._words("courtesies.txt")

    @cached_property
    def one_office(self) -> tuple[frozenset[str], ...]:
        """Groups of titles that are names of one office in several countries."""
        return tuple(frozenset(row["words"].split()) for row in self._rows("one_office.tsv"))

    @cached_property
    def relatives(self) -> frozenset[str]:
        """Words of a family, in which several people bear one surname."""
        return self._words("relatives.txt")

    @cached_property
    def relation_nouns(self) -> frozenset[str]:
        """The stems of nouns with which a country is the owner: "Norway's allies"."""
        return frozenset(map(self.stem, self._words("relation_nouns.txt")))

    @cached_property
    def pronouns(self) -> Mapping[str, PronounForm]:
        """The pronouns of the third person by form."""
        return {
            row["form"]: PronounForm(row["value"], row["use"], tuple(row["opposite"].split(" / ")))
            for row in self._rows("pronouns.tsv")
        }

    @cached_property
    def pronoun_words(self) -> Mapping[str, frozenset[str]]:
        """What words around a pronoun tell of it, by kind.

        `or` joins one to the other sex's ("his or her"); a `style` is a person's with it ("Her Majesty");
        `after-object` follows a form that is owner's and object's where it is the object's; `where` stands
        before a place, but not behind what is `in-people` ("confidence in"); `said-of` before what somebody
        is; what follows an owner's form and goes with a woman's owner, `her`, or a man's, `him`.
        """
        return self._kinds("pronoun_words.tsv")

    @cached_property
    def person_nouns(self) -> tuple[Mapping[str, str], ...]:
        """Nouns for people: `noun`, the `gender` it tells, its `opposite` of the other."""
        return self._rows("person_nouns.tsv")

    @cached_property
    def noun_genders(self) -> Mapping[str, str]:
        """The sex a noun for a person tells: "f", "m", "" for either."""
        return {row["noun"]: row["gender"] for row in self.person_nouns}

    @cached_property
    def noun_opposites(self) -> Mapping[str, tuple[str, ...]]:
        """The counterparts of the other sex of the nouns for people that have any."""
        return {
            row["noun"]: tuple(row["opposite"].split(" / ")) for row in self.person_nouns if row["opposite"]
        }

    def _kinds(self, name: str) -> Mapping[str, frozenset[str]]:
        known: dict[str, frozenset[str]] = {}
        for row in self._rows(name):
            known[row["kind"]] = known.get(row["kind"], frozenset()) | {*row["words"].split()}
        return known

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


@lru_cache(_WORDS)
def _given_name(plain: str) -> str | None:
    """What most languages take a folded given name for."""
    for gender, table in (
        ("f", "given_names_female.txt"),
        ("m", "given_names_male.txt"),
        ("", "given_names_ambiguous.txt"),
    ):
        if plain in tables.words(table):
            return gender
    return None


@lru_cache(maxsize=4096)
def of(tag: str) -> Language:
    """The language of a tag such as "en", "pt-BR" or "zh-Hant"; of "" one of which nothing is known."""
    code = primary(tag)
    return _language(_GROUPS.get(code, code))


@lru_cache(maxsize=512)
def _language(code: str) -> Language:
    return Language(code)
