"""What tells of a person in a language: pronouns, nouns, forms of address, offices?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from audit.language.folder import LanguageFolder


class PronounForm(NamedTuple):
    """A form of a pronoun: of whom (he, she, it, they), in which use ("subject", "object", "possessive" or
    ""), and its forms of the other sex; of one that is owner's and object's the owner's first."""

    value: str
    use: str
    opposites: tuple[str, ...]

    @property
    def possessive(self) -> bool:
        return self.use == "possessive"


class People(LanguageFolder):
    """What is known of how a language speaks of people."""

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
    def sexed_words(self) -> Mapping[str, frozenset[str]]:
        """Words that tell a person's sex, with those that stand for the other."""
        return {row["form"]: frozenset(row["other"].split(" / ")) for row in self._rows("sexed_words.tsv")}

    @cached_property
    def sexed_beside(self) -> Mapping[str, str]:
        """What must stand beside those that do not tell it alone: the name of whom a "verb" speaks, a verb
        of saying for a "sayer", which agrees with any noun otherwise."""
        return {row["form"]: row["kind"] for row in self._rows("sexed_words.tsv") if row["kind"]}

    @cached_property
    def sexes(self) -> Mapping[str, frozenset[str]]:
        """Words that tell the sex of whom a sentence speaks, by kind.

        `she` and `he` mean a person; `she-or-it` is a pronoun of a feminine thing, too; `she-said` a verb of
        speech that agrees with who speaks, `says` one that does not; `she-past` the ending of a verb that
        agrees with the name before it; `she-singular` a pronoun that means a woman beside one of the
        `singular` verbs, or one with a `singular-ending`; `she-maybe`, and words with a capital and a
        `she-ending`, may mean a woman; and so of `he`. `it` are pronouns of things, `either` nouns whose
        gender tells nothing of the person.
        """
        return self._kinds("sexes.tsv")

    @cached_property
    def agreement(self) -> Mapping[str, frozenset[str]]:
        """How a word agrees with the pronoun beside it, by kind.

        `she-subject` and `he-subject` are pronouns that nothing but a subject is; `agrees` the endings of one
        verb for him, her and them, with a stroke between, and a `noun-ending` one that its plural has where
        it is a noun; `he` and `she` are other words that agree. Words `between` may stand between the two;
        where there is a `copula`, it has to, right before the other word. After a word of `joining` a pronoun
        may be no subject of what follows; `kept` are nouns that end alike.
        """
        return self._kinds("agreement.tsv")

    @cached_property
    def sexed_titles(self) -> Mapping[str, str]:
        """Titles that are one sex's alone, with their article where it tells: "f", "m"."""
        return {row["title"]: row["sex"] for row in self._rows("sexed_titles.tsv")}

    @cached_property
    def saying(self) -> frozenset[str]:
        """Verbs of saying, in the forms that news uses beside a pronoun: who says is no thing."""
        return self._words("saying.txt")

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
        before a place, but not behind what is `in-people` ("confidence in"); a place, and no person,
        `place-has`, with one of the words `of` ("the mayor of"); `said-of` stands before what somebody is;
        what follows an owner's form and goes with a woman's owner, `her`, or a man's, `him`.
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
