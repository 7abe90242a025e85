"""What is said twice that should be said once?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal

from rapidfuzz.fuzz import ratio

from audit.evidence import parallel_passages
from audit.language.knowledge import Language, of
from audit.model import Document, ElementKind, Hit, Sentence, Span, Story, Token
from audit.parts import original_of
from audit.text import is_open

# How English words for what an office is for end.
_OFFICE = ("tion", "sion", "ment", "ism", "ity", "ture", "ance", "ence", "ship", "health", "trade")
_GLUED = 8
# What joins a word to a name of code, and what words that are spoken of stand in.
_JOINTS, _QUOTES = frozenset("_-/\\@#$="), frozenset("\"'“”‘’«»`")
# So many times running, even a name is no name.
_LOOP = 4
_COMMON = 3.0
# So common a plural tells a noun.
_NOUN = 3.0
_NEAR = 60
_RUN = 4
_RELATIONS = "<>≤≥±=+"
# What stands in a text for code, a picture or a placeholder.
_OBJECT = "\ufffc"
# Headings that make a text a work of reference.
_MANUAL = 4
# Two sentences of an original so much alike (of 100) may be one in translation.
_ALIKE = 85


def detect(
    story: Story, version: Document, *, unit: Literal["word", "pair", "phrase", "sentence"], least: int = 0
) -> Iterator[Hit]:
    """Repetitions of one `unit`: "word" (twice running or glued to itself), "pair" (joined to itself by
    "and" or "or"), "phrase" (at least `least` words, twice running or looping inside neighbouring sentences)
    or "sentence" (at least `least` words, twice in the body)."""
    if unit == "word":
        yield from _words(story, version)
        if of(version.lang).doubled_words:
            yield from _glued(version)
    elif unit == "pair":
        yield from _pairs(version)
    elif unit == "phrase":
        yield from _phrases(story, version, least)
    else:
        yield from _sentences(story, version, least)


def _words(story: Story, version: Document) -> Iterator[Hit]:
    tokens, text = version.tokens, version.text
    lows = [token.lower for token in tokens]
    ahead = iter(lows)
    next(ahead, None)
    twice = [at for at, pair in enumerate(zip(lows, ahead, strict=False)) if pair[0] == pair[1]]
    reached = 0
    for at in twice:
        first, second = tokens[at], tokens[at + 1]
        if at < reached or not text[first.end : second.start].isspace() or not first.text[0].isalnum():
            continue
        end = at + 2
        while (
            end < len(tokens)
            and lows[end] == lows[at]
            and text[tokens[end - 1].end : tokens[end].start].isspace()
        ):
            end += 1
        reached = end
        if version.sentence_at(first.start) != version.sentence_at(tokens[end - 1].start):
            continue
        if _mentioned(text, first.start, tokens[end - 1].end):
            continue
        span = version.span(first.start, tokens[end - 1].end)
        opens = version.sentences[version.sentence_at(first.start)].first == at
        if first.lower.isalpha() and (
            _by_mistake(of(version.lang), tokens, at, end - at)
            or (opens and end - at == 2 and _begun_twice(of(version.lang), first, second))
        ):
            yield Hit(span, fix=first.text)
        elif not _grammar(of(version.lang), first.lower) and (
            single := _single_elsewhere(story, version, first)
        ):
            yield Hit(span, evidence=(single,), fix=first.text, signals=2, asked=1)


def _grammar(language: Language, word: str) -> bool:
    """Whether a word may stand twice running by grammar, which another wording does without: "Worte, die die
    Leute kannten". Of a language whose doubled words are listed that is known otherwise."""
    return not language.doubled_words and word in language.function_words


def _begun_twice(language: Language, first: Token, second: Token) -> bool:
    """Whether a sentence was begun twice: "Die Die Brücke". A relative pronoun behind another has no capital;
    of a language whose doubled words are listed that is known otherwise."""
    return first.text == second.text and first.text.istitle() and _grammar(language, first.lower)


def _mentioned(text: str, start: int, end: int) -> bool:
    """Whether words are spoken of, in quotation marks of their own (the typo "the the"), or the first or last
    is part of a name of code (env_string)."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return before in _JOINTS or after in _JOINTS or (before in _QUOTES and after in _QUOTES)


def _single_elsewhere(story: Story, version: Document, token: Token) -> Span | None:
    """Where a translation of the same text writes once what the version writes twice, be it a name or a
    number: of Bora Bora it would know."""
    found = None
    for passage in parallel_passages(story, version, version.sentence_at(token.start)):
        words = passage.document.tokens_in(passage.start, passage.end)
        places = [at for at, word in enumerate(words) if word.lower == token.lower]
        if any(at + 1 in places for at in places):
            return None
        if places and found is None:
            found = passage.document.span(words[places[0]].start, words[places[0]].end)
    return found


def _by_mistake(language: Language, tokens: tuple[Token, ...], at: int, times: int) -> bool:
    """Whether a word stands so many times running by mistake. Of a language whose doubled words nobody listed
    only those are judged that are never doubled."""
    word = tokens[at].lower
    doubled = language.doubled_words
    if times >= _LOOP and doubled and word not in doubled:
        return True
    if word in language.never_doubled:
        # "He called it The The": names of a band, a film or a chain
        return not (
            tokens[at].text[0].isupper() and tokens[at + 1].text[0].isupper() and at > 0 and word != "i"
        )
    if not doubled:
        return False
    words = language.repetition_words
    if word in words.get("particle", ()):
        before = tokens[at - 1].lower if at else ""
        return not before.endswith(("ed", "ing", "s")) and before in words["opener"]
    if word in doubled or times == 3 or len(word) < 3:
        return False  # three times is rhetoric: "fight fight fight"
    return tokens[at].text.islower() and tokens[at + 1].text.islower()


def _glued(version: Document) -> Iterator[Hit]:
    """As in "classesclasses": the seam of a line or a link where the model said the word again."""
    language = of(version.lang)
    for token in version.tokens:
        word = token[3]
        if len(word) < _GLUED or word[: len(word) // 2] * 2 != word or not word.isalpha():
            continue
        if len(token.text) != len(word):
            continue  # a ligature, whose half is no word
        half = token.text[len(word) // 2 :]
        # "Fangfang" is a name, "couscous" a word
        if half[0].isupper() or (
            token.text.islower() and language.at_least(half, _COMMON) and not language.is_listed(word)
        ):
            yield Hit(version.span(token.start, token.end), fix=token.text[: len(half)])


def _longer(word: str, follows: Token | None, language: Language) -> bool:
    """Whether the second of two equal nouns begins a longer term: "version or version range", "names or names
    of your own". A noun is told by its plural."""
    if follows is None or not follows.text.isalpha():
        return False
    if word.endswith("s"):
        return follows.lower == "of"
    plural = f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"
    return language.at_least(plural, _NOUN) and follows.lower not in language.function_words


def _listed_with_more(version: Document, at: int) -> bool:
    """Whether a word ends a term that stands in a list: "dentistry, child psychiatry, psychiatry"."""
    tokens, text = version.tokens, version.text
    if at < 2 or text[tokens[at - 1].end : tokens[at].start] != " ":
        return False
    listed = text[tokens[at - 2].end : tokens[at - 1].start].strip() == ","
    return listed and tokens[at - 1].lower not in of(version.lang).function_words


def _pairs(version: Document) -> Iterator[Hit]:
    tokens, text = version.tokens, version.text
    lows = [token[3] for token in tokens]
    language = of(version.lang)
    known = language.repetition_words
    for at in range(2, len(lows)):
        word = lows[at]
        if word == lows[at - 2] and lows[at - 1] in known["joint"]:
            first, between = at - 2, lows[at - 1]
        elif word == lows[at - 1]:
            first, between = at - 1, ","
        else:
            continue
        start, end = tokens[first].start, tokens[at].end
        if (
            len(word) < 4
            or "'" in word
            or "’" in word
            or not (tokens[at].text.islower() or (between != "," and _capitals(version, first, at)))
            or word in known["paired"]
            or word.endswith(("er", "wards"))
            or (first and lows[first - 1] in known.get("contrast", frozenset()))
        ):
            continue
        if text[tokens[first].end : tokens[at].start].strip() != between:
            continue
        follows = tokens[at + 1] if at + 1 < len(lows) and text[end : tokens[at + 1].start] == " " else None
        if between == "," and (
            word in language.doubled_words
            or is_open(text, start, [("“", "”")])
            or (follows is not None and follows.lower not in language.function_words)
            or (follows is not None and follows.lower in known.get("clause", frozenset()))
            or _listed_with_more(version, first)
        ):
            continue  # people say "horrible, horrible", and writers "great, great problems"
        if between == "or" and _longer(word, follows, language):
            continue
        other = lows[at + 1] if at + 1 < len(lows) and text[end : tokens[at + 1].start].isspace() else ""
        if other in known["other-half"] and (
            between == "," or not first or not _one_half(lows, first, at, language)
        ):
            continue  # "war crimes and crimes against humanity": two of a kind
        if text[end : end + 1] not in ("'", "’") and not _mentioned(text, start, end):
            yield Hit(version.span(start, end), fix=tokens[at].text)


def _one_half(lows: Sequence[str], first: int, at: int, language: Language) -> bool:
    """Whether what follows belongs to both words of a pair: "an exchange of views and views on the port". The
    first has nothing of its own before it, and no quantity is made large ("with rows and rows of cars")."""
    known = language.repetition_words
    if lows[first - 1] not in known["bare"] or lows[at + 1] not in known["for-both"]:
        return False
    return not (lows[at + 1] == "of" and lows[at].endswith("s"))


def _capitals(version: Document, first: int, at: int) -> bool:
    """Whether a pair with capitals is no firm of two namesakes: a place, or a name of an office that goes on
    ("Health and Health Commission")."""
    tokens, language, word = version.tokens, of(version.lang), version.tokens[at].lower
    if tokens[first].text != tokens[at].text or not tokens[at].text.istitle():
        return False
    if word in language.places:
        return True
    follows = tokens[at + 1 : at + 2]
    between = version.text[tokens[at].end : follows[0].start] if follows else ""
    goes_on = between == " " and follows[0].text.istitle()
    return goes_on and word.endswith(_OFFICE) and word not in language.given_surnames


def _phrases(story: Story, version: Document, least: int) -> Iterator[Hit]:
    """Every long word is a signpost: where it last stood nearby, the words around both are compared."""
    tokens, text = version.tokens, version.text
    lows = [token.lower for token in tokens]
    last: dict[str, int] = {}
    reached = 0
    for at, word in enumerate(lows):
        if len(word) < 5:
            continue
        before = last.get(word, -_NEAR)
        last[word] = at
        if at - before >= _NEAR or at < reached:
            continue
        left = 0
        while (
            before - left > 0
            and at - left - 1 >= reached
            and at - left - 1 > before
            and lows[before - left - 1] == lows[at - left - 1]
        ):
            left += 1
        right = 1
        while (
            at + right < len(lows) and before + right < at - left and lows[before + right] == lows[at + right]
        ):
            right += 1
        size = left + right
        if size < 4:
            continue
        first, second = before - left, at - left
        adjacent = first + size == second
        if size < (4 if adjacent else max(least, 1.5 * (second - first - size))):
            continue  # measured on raters' spans: what stands between must be shorter than the phrase
        if not adjacent and _listed_by_name(tokens[first + size : second]):
            continue  # "high in Lee County, high in Collier County": of each in turn
        if not _said_twice(version, first, second, size, adjacent):
            continue
        if _listed(version, first, second, size) or _in_the_original(story, version, first, second):
            continue
        reached = second + size
        start, end = tokens[second].start, tokens[second + size - 1].end
        evidence = (version.span(tokens[first].start, tokens[first + size - 1].end),)
        if adjacent:
            begin = tokens[first].start
            yield Hit(version.span(begin, end), fix=text[start:end])
        else:
            yield Hit(version.span(start, end), evidence=evidence)


def _listed(version: Document, first: int, second: int, size: int) -> bool:
    """Whether two passages are of a list or a formula: a semicolon parts them, a bracket is only closed or
    only opened in each, as in "(Group) Co. (hereinafter “X”)", or one says more and the other less (≤ 1 mm,
    > 1 mm)."""
    tokens, text = version.tokens, version.text
    words = _words_of(version, second, size)
    between = text[tokens[first + size - 1].end : tokens[second].start]
    if any((sign in words) != (sign in _words_of(version, first, size)) for sign in _RELATIONS):
        return True
    return ";" in between or words.count("(") != words.count(")") or words.find(")") < words.find("(")


def _words_of(version: Document, first: int, size: int) -> str:
    return version.text[version.tokens[first].start : version.tokens[first + size - 1].end]


def _in_the_original(story: Story, version: Document, first: int, second: int) -> bool:
    """Whether every translation of the same text has a phrase twice here: then it is the author's."""
    sentences = sorted({version.sentence_at(version.tokens[at].start) for at in (first, second)})
    beside: dict[str, list[tuple[str, ...]]] = {}
    for sentence in sentences:
        for passage in parallel_passages(story, version, sentence):
            words = passage.document.tokens_in(passage.start, passage.end)
            beside.setdefault(passage.document.id, []).append(tuple(token.lower for token in words))
    return bool(beside) and all(any(map(_repeats, those)) for those in beside.values())


def _repeats(words: tuple[str, ...]) -> bool:
    """Whether so many words running stand twice."""
    runs = [words[at : at + _RUN] for at in range(len(words) - _RUN + 1)]
    return len(set(runs)) < len(runs)


def _listed_by_name(between: tuple[Token, ...]) -> bool:
    """Whether nothing but names stands between two passages."""
    return bool(between) and all(token.text[:1].isupper() or token.text[:1].isdigit() for token in between)


def _said_twice(version: Document, first: int, second: int, size: int, adjacent: bool) -> bool:
    tokens, text = version.tokens, version.text
    left = version.sentence_at(tokens[first].start)
    right = version.sentence_at(tokens[second + size - 1].start)
    there, here = version.sentences[left], version.sentences[right]
    if there.paragraph != here.paragraph or right - left > 1:
        return False
    words = tokens[second : second + size]
    lower = sum(1 for token in words if token.text[0].islower() and len(token.text) > 3)
    if lower < 2:
        return False  # a long name said twice is a name
    passage = text[tokens[first].start : tokens[second + size - 1].end]
    if _OBJECT in passage:
        return False  # what stands for code differs where the words do not
    if adjacent and left != right and tokens[min(second + size, len(tokens) - 1)].start < here.end:
        return False  # the next sentence begins with what the last one ends with, and goes on
    if adjacent and left == right:
        return not any(mark in passage for mark in '"“”') or size > 5
    return True


def _sentences(story: Story, version: Document, least: int) -> Iterator[Hit]:
    text = version.text
    if any(element.kind is ElementKind.UNIT for element in version.elements):
        return  # a catalogue of messages says in each what it says
    tables = [element.span for element in version.elements if element.kind is ElementKind.TABLE]
    headings = [element.span.start for element in version.elements if element.kind is ElementKind.HEADING]
    seen: dict[str, Sentence] = {}
    for sentence in version.sentences:
        if sentence.last - sentence.first < least:
            continue
        words = text[sentence.start : sentence.end]
        if words[-1] not in '.!?"”’)…。！？」』）؟।»':
            continue  # headings and captions return
        first = seen.setdefault(words, sentence)
        if first is sentence or (first.paragraph < 3 and first.paragraph != sentence.paragraph):
            continue  # headline, standfirst and lead may say the same
        if _OBJECT in words:
            continue  # what stands for code or a value may differ where the words do not
        if len(headings) >= _MANUAL and _section(headings, first) != _section(headings, sentence):
            continue  # a manual says under each heading what holds there
        if all(any(span.start <= one.start < span.end for span in tables) for one in (first, sentence)):
            continue  # the rows of a table say of several things what holds of each
        if _signed(version, sentence) or _signed(version, first):
            continue
        if _as_in_original(story, version, first, sentence):
            continue
        yield Hit(
            version.span(sentence.start, sentence.end), evidence=(version.span(first.start, first.end),)
        )


def _as_in_original(story: Story, version: Document, first: Sentence, second: Sentence) -> bool:
    """Whether the original says the same twice, too."""
    original = original_of(story, version)
    if original is None:
        return False
    opposite = [
        " ".join(original.words(original.sentences[at]) for at in one.sentences)
        for sentence in (first, second)
        for one in story.partners(version, version.sentence_at(sentence.start))
        if one.document == original.id
    ]
    return len(opposite) == 2 and ratio(*opposite) >= _ALIKE


def _section(headings: list[int], sentence: Sentence) -> int:
    return bisect_right(headings, sentence.start)


def _signed(version: Document, sentence: Sentence) -> bool:
    """Whether the sentence is a pull quote: a paragraph above the line that names its speaker."""
    text = version.text
    if text[sentence.start - 1 : sentence.start] != "\n":
        return False
    line = text[sentence.end : sentence.end + 200].lstrip('"”’ ').lstrip("\n").partition("\n")[0].strip()
    return bool(line) and len(line.split()) <= 8 and line[-1] not in '.!?"”:。！？」』）…؟।'
