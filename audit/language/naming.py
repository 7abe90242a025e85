"""What are names made of in a language: titles, heads, places, peoples, given names?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache

from audit.kept import kept
from audit.language import tables
from audit.language.words import WordKnowledge
from audit.text import fold

# Letters from which on an ending tells a word that is made of others.
_LONG = 8
# As many words as the texts of some stories hold.
_WORDS = 65536


class Naming(WordKnowledge):
    """What is known of a language's names."""

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

        def made() -> dict[str, Mapping[str, str]]:
            table: dict[str, Mapping[str, str]] = {}
            for row in self._rows("exonyms.tsv"):
                table.setdefault(fold(row["form"]), row)
            return table

        return kept(f"exonyms-{self.code}", made)

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


def is_woman(words: tuple[str, ...]) -> bool:
    """Whether a name of several words in small letters is a woman's by its form: Jónsdóttir, Nováková,
    Petrovna, Nguyen Thi Lan."""
    if len(words) < 2:
        return False
    known = _names_of_women()
    return (
        words[-1].endswith(known["last"])
        or any(word.endswith(known["middle"]) for word in words[1:])
        or any(word in known["between"] for word in words[1:-1])
    )


@lru_cache(maxsize=1)
def _names_of_women() -> Mapping[str, tuple[str, ...]]:
    rows = tables.rows("names_of_women.tsv")
    return {row["kind"]: tuple(row["words"].split()) for row in rows}


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
