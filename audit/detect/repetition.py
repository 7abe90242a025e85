"""What is said twice that should be said once?"""

from __future__ import annotations

from collections.abc import Iterator

from audit.model import Document, Hit, Sentence, Story, Token

# Words that English doubles for a reason, or for effect.
_DOUBLED = frozenset(
    "had that is very so no yes bye ha hey hi now there well knock tut blah go long many much far far-off big old too please "
    "never again more bang ding tick choo hush pretty up out ho oh la da na cha chop hear hip night-night really round over "
    "back less his-and-hers boo yeah okay ok wow hmm um uh er ah aha quite truly deeply ever pom can dum tsk win work stop "
    "run come look wait right sorry thank thanks what why who how do her you it one two three four five six seven eight nine "
    "ten hundred zero million half part de la el van di san le les quack woof miaow moo rah ra so-so same some bit big like "
    "little always only dear fair good bad late high low deep slow fast hard wild on-on hot cold red blue free day night"
    .split()
)
_ALWAYS = frozenset(
    "the a an of to and for with at by from as was were are be been has have would will could should their its our my this "
    "these those which or but if when while than into about after before between during through against under among he she "
    "we they i not also because since where whose".split()
)
# "logged in in Paris", "went on on Monday": the first belongs to the verb, the second to what follows.
_PARTICLES = frozenset({"in", "on"})
_NEAR = 60


def detect(story: Story, version: Document, *, unit: str, least: int = 0) -> Iterator[Hit]:
    """Repetitions of one `unit`: "word" (twice running), "phrase" (at least `least` words, twice running or
    looping inside neighbouring sentences) or "sentence" (at least `least` words, twice in the body)."""
    if unit == "word":
        yield from _words(version)
    elif unit == "phrase":
        yield from _phrases(version, least)
    elif unit == "sentence":
        yield from _sentences(version, least)
    else:
        raise ValueError(f"unit: expected word, phrase or sentence, found {unit!r}")


def _words(version: Document) -> Iterator[Hit]:
    tokens, text = version.tokens, version.text
    lows = [token.lower for token in tokens]
    ahead = iter(lows)
    next(ahead, None)
    twice = [at for at, pair in enumerate(zip(lows, ahead, strict=False)) if pair[0] == pair[1]]
    reached = 0
    for at in twice:
        first, second = tokens[at], tokens[at + 1]
        if at < reached or not text[first.end : second.start].isspace() or not first.lower.isalpha():
            continue
        end = at + 2
        while end < len(tokens) and lows[end] == lows[at] and text[tokens[end - 1].end : tokens[end].start].isspace():
            end += 1
        reached = end
        if version.sentence_at(first.start) != version.sentence_at(tokens[end - 1].start):
            continue
        if _by_mistake(tokens, at, end - at):
            yield Hit(version.span(first.start, tokens[end - 1].end), fix=first.text)


def _by_mistake(tokens: tuple[Token, ...], at: int, times: int) -> bool:
    word = tokens[at].lower
    if word in _ALWAYS:
        # "He called it The The": names of a band, a film or a chain
        return not (tokens[at].text[0].isupper() and tokens[at + 1].text[0].isupper() and at > 0 and word != "i")
    if word in _PARTICLES:
        before = tokens[at - 1].lower if at else ""
        return not before.endswith(("ed", "ing", "s")) and before in _OPENERS
    if word in _DOUBLED or times > 2 or len(word) < 3:
        return False
    return tokens[at].text.islower() and tokens[at + 1].text.islower()


# What stands before a preposition and can never have one of its own.
_OPENERS = frozenset("the a and or but that people man woman men officials minister government president country city".split())


def _phrases(version: Document, least: int) -> Iterator[Hit]:
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
        while before - left > 0 and at - left - 1 >= reached and at - left - 1 > before and lows[before - left - 1] == lows[at - left - 1]:
            left += 1
        right = 1
        while at + right < len(lows) and before + right < at - left and lows[before + right] == lows[at + right]:
            right += 1
        size = left + right
        if size < 4:
            continue
        first, second = before - left, at - left
        adjacent = first + size == second
        if size < (4 if adjacent else max(least, second - first - size + 1)):
            continue  # measured on raters' spans: what is said between the two must be shorter than the phrase
        if not _said_twice(version, first, second, size, adjacent):
            continue
        reached = second + size
        start, end = tokens[second].start, tokens[second + size - 1].end
        evidence = (version.span(tokens[first].start, tokens[first + size - 1].end),)
        if adjacent:
            begin = tokens[first].start
            yield Hit(version.span(begin, end), fix=text[start:end])
        else:
            yield Hit(version.span(start, end), evidence=evidence)


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
    if adjacent and left == right:
        return not any(mark in passage for mark in '"“”') or size > 5
    return True


def _sentences(version: Document, least: int) -> Iterator[Hit]:
    text = version.text
    seen: dict[str, Sentence] = {}
    for sentence in version.sentences:
        if sentence.last - sentence.first < least:
            continue
        words = text[sentence.start : sentence.end]
        if words[-1] not in ".!?\"”’)…":
            continue  # headings and captions return
        first = seen.setdefault(words, sentence)
        if first is sentence or (first.paragraph < 3 and first.paragraph != sentence.paragraph):
            continue  # headline, standfirst and lead may say the same
        if _signed(version, sentence) or _signed(version, first):
            continue
        yield Hit(version.span(sentence.start, sentence.end), evidence=(version.span(first.start, first.end),))


def _signed(version: Document, sentence: Sentence) -> bool:
    """Whether the sentence is a pull quote: a paragraph above the line that names its speaker."""
    text = version.text
    if text[sentence.start - 1 : sentence.start] != "\n":
        return False
    line = text[sentence.end : sentence.end + 200].lstrip("\"”’ ").lstrip("\n").partition("\n")[0].strip()
    return bool(line) and len(line.split()) <= 8 and line[-1] not in ".!?\"”:"
