"""Where is a person of the other sex in the original?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple

from audit.evidence import Claim, claimed, contradicted, paragraphs, renditions
from audit.language.knowledge import of
from audit.model import Document, Hit, Span, Story, Token, primary
from audit.text import remembered

_SEXES = ("she", "he")
_PERSON = {"she": "a woman", "he": "a man"}
# So many sentences say one thing, in either language.
_MOST = 2
# So few characters lie between what is put wrong by one slip.
_CLOSE = 20
# So few stand between "he" and "she" in "he or she".
_OR = 5
# So many words lie between a pronoun and the verb of which it says who speaks.
_NEAR = 2
# A word of this Zipf frequency that begins a sentence is no name; a verb in the past has more letters.
_USUAL, _SHORTEST = 4.0, 3

_Means = Literal["person", "thing", "said", "named"]
_PRONOUNS: frozenset[_Means] = frozenset({"person", "thing"})


class _Proof(NamedTuple):
    """A word that tells somebody's sex: a person's and nothing else (`person`), a pronoun that may mean a
    thing of that gender (`thing`), a verb of speech in a form that agrees with who speaks (`said`), a verb
    that agrees with a name, which may be that of a thing (`named`)."""

    span: Span
    means: _Means


class _ToldSex(NamedTuple):
    """What some sentences tell of one sex: by proof, or perhaps."""

    proofs: tuple[_Proof, ...]
    perhaps: bool

    @property
    def mentioned(self) -> bool:
        return self.perhaps or bool(self.proofs)

    @property
    def pronouns(self) -> tuple[Span, ...]:
        """The pronouns, for which the other language may have one each."""
        return tuple(one.span for one in self.proofs if one.means in _PRONOUNS)


class _Side(NamedTuple):
    """Sentences of one language, and what they tell of a sex."""

    document: Document
    sentences: Sequence[int]
    told: _ToldSex

    def has(self, kind: str) -> bool:
        """Whether any of their words, or, of nouns for people, of their paragraphs', is of a kind."""
        words = of(self.document.lang).sexes.get(kind, frozenset())
        at = paragraphs(self.document, self.sentences) if kind == "either" else self.sentences
        return any(token.lower in words for token in _tokens(self.document, at))

    def is_owner(self, span: Span) -> bool:
        """Whether a word is an owner's pronoun, as far as the language tells."""
        form = of(self.document.lang).pronouns.get(self.document.words(span).lower())
        return form is not None and form.possessive


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A pronoun, or a verb of speech that agrees with who speaks, of the one sex, where the sentence of the
    original tells the other and nothing on either side speaks for it.

    Quiet where nobody tells which version is the original; where that mentions both sexes in any way, or
    fewer people of the one than the version has pronouns; where a pronoun may mean a thing that the other
    language calls "it"; and of nouns whose gender tells nothing of the person: die Geisel, la victime.
    """
    last = None
    for claim in _claims(story).get(version.id, ()):
        # one slip puts both wrong: "he said. He"
        if not last or claim.kind != last.kind or claim.ours.start - last.ours.end > _CLOSE:
            yield claimed(claim, person=_PERSON[claim.kind])
        last = claim


@contradicted
def _claims(story: Story, version: Document, other: Document) -> Iterator[Claim]:
    if not (of(version.lang).sexes and of(other.lang).sexes):
        return
    if story.judges(other) and primary(version.origin) != other.language:
        return  # nobody says that it is the original
    for ours, theirs in renditions(story, version, other):
        if max(len(ours), len(theirs)) > _MOST:
            continue
        for sex, opposite in (_SEXES, _SEXES[::-1]):
            mine = _Side(version, ours, _without_names(_told(version, ours, sex)))
            yours = _Side(other, theirs, _told(other, theirs, opposite))
            if not (mine.told.proofs and yours.told.proofs) or _told(other, theirs, sex).mentioned:
                continue
            beside = _told(version, ours, opposite)
            if beside.perhaps or (beside.proofs and not _matched(mine, beside, yours)):
                continue
            if _joined(mine.told, beside):
                continue
            if _mean_persons(mine, yours) and _mean_persons(yours, mine) and _one_speaks(mine, yours):
                yield Claim(mine.told.proofs[0].span, yours.told.proofs[0].span, other, opposite)


def _joined(one: _ToldSex, other: _ToldSex) -> bool:
    """Whether pronouns of both sexes stand beside one word: he or she."""
    return any(
        0 <= later.start - earlier.end <= _OR
        for mine in one.pronouns
        for theirs in other.pronouns
        for earlier, later in ((mine, theirs), (theirs, mine))
    )


def _without_names(told: _ToldSex) -> _ToldSex:
    """What is told but by names, which a translation may write for a thing."""
    return told._replace(proofs=tuple(one for one in told.proofs if one.means != "named"))


def _matched(mine: _Side, beside: _ToldSex, yours: _Side) -> bool:
    """Whether there are as many pronouns of the one sex in the original as there are of both in the version,
    so that none of these means somebody else; an owner's does not count beside one that is none."""
    every = (*mine.told.pronouns, *beside.pronouns)
    alone = all(mine.is_owner(span) for span in mine.told.pronouns)
    count = sum(alone or not mine.is_owner(span) for span in every)
    return max(len(yours.told.pronouns), 1) >= count


def _mean_persons(side: _Side, opposite: _Side) -> bool:
    """Whether what proves the sex in a language tells that of a person, and not the gender of a noun."""
    means = {one.means for one in side.told.proofs}
    if "person" not in means and side.has("either"):
        return False
    return means != {"thing"} or not opposite.has("it")


def _one_speaks(mine: _Side, yours: _Side) -> bool:
    """Whether a verb alone, that agrees with who speaks, is held against who speaks in the other language."""
    if all(one.means not in _PRONOUNS for one in yours.told.proofs):
        return any(one.means == "said" or _speaks(mine, one.span) for one in mine.told.proofs)
    if not mine.told.pronouns:
        return any(_speaks(yours, one.span) for one in yours.told.proofs)
    return True


def _speaks(side: _Side, span: Span) -> bool:
    """Whether a verb of speech stands beside a word that is no owner's; in a language that has no such verbs
    listed, any may be one."""
    document = side.document
    verbs = of(document.lang).speech_verbs
    if not verbs or side.is_owner(span):
        return not verbs
    tokens = document.tokens_of(document.sentences[document.sentence_at(span.start)])
    at = next(place for place, token in enumerate(tokens) if token.start == span.start)
    return any(token.lower in verbs for token in tokens[max(at - _NEAR, 0) : at + _NEAR + 1])


def _tokens(document: Document, sentences: Sequence[int]) -> Iterator[Token]:
    for at in sentences:
        yield from document.tokens_of(document.sentences[at])


def _told(document: Document, sentences: Sequence[int], sex: str) -> _ToldSex:
    """What sentences tell of one sex."""
    told = [_of_sentences(document)[at][sex] for at in sentences]
    return _ToldSex(tuple(proof for one in told for proof in one.proofs), any(one.perhaps for one in told))


@remembered
def _of_sentences(document: Document) -> tuple[Mapping[str, _ToldSex], ...]:
    return tuple(
        {sex: _read(document, document.tokens_of(sentence), sex) for sex in _SEXES}
        for sentence in document.sentences
    )


def _read(document: Document, tokens: Sequence[Token], sex: str) -> _ToldSex:
    known, none = of(document.lang).sexes, frozenset[str]()
    means: dict[str, _Means] = {}
    kinds: Mapping[str, _Means] = {sex: "person", f"{sex}-or-it": "thing", f"{sex}-said": "said"}
    for kind, one in kinds.items():
        means.update(dict.fromkeys(known.get(kind, none), one))
    found = [(token, means[token.lower]) for token in tokens if token.lower in means]
    found += [(token, "thing") for token in _singular(document, tokens, known.get(f"{sex}-singular", none))]
    of_names = [
        (token, whole)
        for token, whole in _of_names(document, tokens, tuple(known.get(f"{sex}-past", none)))
        if token.lower not in means
    ]
    found += [(token, "named") for token, whole in of_names if whole]
    beside_verbs = _beside_verbs(document, tokens)
    proofs = [
        _Proof(
            document.span(token.start, token.end),
            "person" if one == "thing" and token.start in beside_verbs else one,
        )
        for token, one in found
    ]
    perhaps, endings = known.get(f"{sex}-maybe", none), tuple(known.get(f"{sex}-ending", none))
    doubtful = len(of_names) > sum(whole for _, whole in of_names) or any(
        token.lower in perhaps or (token.text[0].isupper() and token.lower.endswith(endings))
        for token in tokens
    )
    return _ToldSex(tuple(sorted(proofs)), doubtful)


def _beside_verbs(document: Document, tokens: Sequence[Token]) -> frozenset[int]:
    """Where words stand beside a verb of speech, so that a pronoun there means a person."""
    known, none = of(document.lang).sexes, frozenset[str]()
    saying = known.get("says", none) | known.get("she-said", none) | known.get("he-said", none)
    return frozenset(
        near.start
        for at, token in enumerate(tokens)
        if token.lower in saying
        for near in tokens[max(at - _NEAR, 0) : at + _NEAR + 1]
    )


def _of_names(
    document: Document, tokens: Sequence[Token], endings: tuple[str, ...]
) -> Iterator[tuple[Token, bool]]:
    """Verbs with an ending that agrees with the name right before them, and whether that has two words, as
    those of people have; a single one may be an owner's: emigrace z Maďarska začala."""
    at_least = of(document.lang).at_least
    for at, (one, two) in enumerate(pairwise(tokens)):
        named = one.text[0].isupper() and (at or not at_least(one.lower, _USUAL))
        if named and two.text.islower() and two.lower.endswith(endings) and len(two.text) > _SHORTEST:
            yield two, at > 0 and tokens[at - 1].text[0].isupper()


def _singular(document: Document, tokens: Sequence[Token], forms: frozenset[str]) -> Iterator[Token]:
    """Pronouns of which the verb beside them tells that they mean one person: "sagte sie"."""
    language = of(document.lang)
    verbs = language.sexes.get("singular", frozenset())
    endings = tuple(language.sexes.get("singular-ending", ()))
    for at, (one, two) in enumerate(pairwise(tokens)):
        if not document.text[one.end : two.start].isspace():
            continue
        # a verb follows the pronoun that opens a sentence; elsewhere it goes before
        for pronoun, verb, is_verb in ((one, two, not at), (two, one, True)):
            ends = is_verb and verb.text.islower() and verb.lower.endswith(endings)
            if pronoun.lower in forms and (
                verb.lower in verbs or (ends and verb.lower not in language.function_words)
            ):
                yield pronoun
