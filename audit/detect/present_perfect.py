"""Where does a present perfect stand beside a time that is over?"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import re2

from audit.model import Document, Hit, Needs, Story

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
_DAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
# Times that are over whenever one reads: dates with a year, "yesterday", "last week", "three days ago".
_OVER = (
    rf"(?:in|on|at the end of|at the beginning of|in early|in late|in mid-?) ?(?:(?:the (?:spring|summer|"
    rf"autumn|fall|winter) of )|(?:\d{{1,2}} )?(?:{_MONTH}) (?:\d{{1,2}}, )?(?:of )?)?(?:19|20)\d\d|"
    rf"in (?:{_MONTH}) (?:of )?last year|last (?:week|month|year|night|spring|summer|autumn|winter|{_DAY}|"
    rf"{_MONTH})"
    r"|yesterday|(?:a|one|two|three|four|five|six|seven|eight|nine|ten|several|a few|many|\d{1,3}) (?:days?|"
    r"weeks?|months?|years?) ago"
)
_PART = "(?:morning|afternoon|evening|night)"
_WEEKDAY = rf"(?:on|late on|early on) (?:{_DAY})(?: {_PART})?|(?:{_DAY}) {_PART}"
# Participles that are not the past tense; all others end in -ed or are the same.
_PAST = dict(
    pair.split(":")
    for pair in (
        "become:became begun:began bitten:bit blown:blew broken:broke chosen:chose come:came done:did "
        "drawn:drew driven:drove eaten:ate fallen:fell flown:flew forbidden:forbade given:gave gone:went "
        "grown:grew hidden:hid known:knew overthrown:overthrew ridden:rode risen:rose run:ran seen:saw "
        "shaken:shook shown:showed shot:shot spoken:spoke stolen:stole sunk:sank sworn:swore taken:took "
        "thrown:threw undergone:underwent undertaken:undertook withdrawn:withdrew woken:woke worn:wore "
        "written:wrote overtaken:overtook"
    ).split(" ")
)
_SAME = (
    "won lost held met left led sent built bought sold found said told made paid struck cut hit set put shot "
    "fled fought caught brought taught laid heard read spent stood sat kept felt bid quit split spread shut "
    "burnt lit led rebuilt resold"
)
# Deeds and events: with them the date is the verb's own. Verbs of saying, judging and planning are not here:
# their date may belong to what is said ("has condemned the invasion in 2022").
_DEED = re.compile(
    r"(?:order|launch|start|open|sign|kill|adopt|elect|appoint|arrest|detain|found|establish|creat|visit|"
    r"arriv|return|defeat|conquer|captur|occupi|annex|invad|attack|bomb|resign|retir|marri|divorc|graduat|"
    r"mov|purchas|acquir|publish|releas|premier|debut|perform|finish|complet|inaugurat|abolish|ratifi|"
    r"sentenc|convict|acquit|dismiss|fir|nominat|promot|transferr|join|enter|di|murder|execut|assassinat|"
    r"injur|crash|collaps|explod|erupt|escap|depart|land|assum|receiv|award|present|unveil|introduc|initiat|"
    r"declar|proclaim|pass|vot|approv|reject|vetoe?|cancel|suspend|dissolv|merg|clos|seiz|liberat|deport|"
    r"extradit|expel|travel|stag|host|organi[sz]|convict|register|enact|conclud|withdr|cross|sail|climb|"
    r"demolish|destroy|record|discover|invent|graduat|enlist|enroll?|emigrat|immigrat|settl)ed"
)
_DEEDS_IRREGULAR = frozenset(
    "become begun broken chosen come done driven fallen flown given gone overthrown run seen shot stolen "
    "sunk taken thrown undergone undertaken withdrawn written won lost held met left led sent built bought "
    "sold found made paid struck hit fled fought caught "
    "brought laid".split(" ")
)
_ADVERB = "also|then|again|first|[a-z]{3,}ly"
_PERFECT = rf"(?P<have>[Hh]as|[Hh]ave)(?P<adverb> (?:{_ADVERB}))?(?P<been> been)? (?P<verb>[a-z]+)"
_CLAUSE = re.compile(
    rf"(?<![^\W_]){_PERFECT}(?P<object>[^.,;:!?\"“”()\n]{{0,90}}?) (?P<time>{_OVER})(?![^\W_])"
)
_NEAR = re.compile(
    rf"(?<![^\W_]){_PERFECT}(?P<object>(?: (?:him|her|them|us|me|it|the \w+|\w+))?) (?P<time>{_WEEKDAY}|"
    rf"{_OVER})(?![^\W_])"
)
# "In 2019, the court has ruled": the date opens the sentence and no other clause stands between.
_FIRST = (
    rf"(?:In|On) (?:\d{{1,2}} )?(?:(?:{_MONTH}) )?(?:\d{{1,2}}, )?(?:19|20)\d\d|Yesterday|Last (?:week|month|"
    rf"year|night|{_DAY})"
    r"|(?:A|One|Two|Three|Four|Five|Six|Several|A few) (?:days?|weeks?|months?|years?) ago"
)
_OPENING = re.compile(
    rf"(?:^|(?<=[.!?\"”“] )|(?<=[\"“]))(?P<time>{_FIRST}),? (?P<subject>[^.,;:!?\"“”()\n]{{2,60}}?) "
    rf"(?P<perfect>{_PERFECT})(?![^\W_])",
    re.MULTILINE,
)
_OPENING_SIGN = re2.compile(rf"(?:{_FIRST}),? [^.,;:!?\n]{{2,60}} (?:has|have) ")
_SIGN = re2.compile(
    rf"\b[Hh](?:as|ave) [a-z]+[^.;:!?\n]{{0,120}} (?:(?:19|20)\d\d|yesterday|ago|last (?:week|month|year|"
    rf"night|[A-Z])|{_DAY})\b"
)
# What opens another clause or another time than the verb's; "since" and "by" go with the perfect.
_ELSEWHERE = re.compile(
    r"(?<![^\W_])(?:since|by|until|till|from|between|during|before|after|that|which|who|whom|whose|where|"
    r"when|while|to|if|whether|because|as|than|for|including|following|was|were|had|is|are|will|would|dating|"
    r"ever|never|once|twice|times|previously|[a-z]{2,}(?:ted|ded|red|ned|led|ked|sed|ved|ced|ged|hed|ied|ped|"
    r"med|wed|zed|xed|yed)|held|made|taken|given|built|won|[a-z]{3,}ing)(?![^\W_])"
)
_NOT = frozenset(
    {
        "previously",
        "already",
        "never",
        "ever",
        "repeatedly",
        "often",
        "frequently",
        "early",
        "only",
        "recently",
    }
)
_GOES_ON = re.compile(
    r"(?:,| and| or| to| through|-|–|’s|'s| and again)\s?(?:in )?(?:(?:19|20)?\d\d|early|late|"
    r"[A-Z][a-z]+ (?:19|20)\d\d)|[’']s|-|–"
)

NEEDS = Needs(words=frozenset({"has", "have"}))


def detect(story: Story, version: Document) -> Iterator[Hit]:
    """A present perfect with a date that is over in its own clause; the fix is the simple past.

    "has ordered an invasion in February 2022": the hit goes from the auxiliary to the date.
    """
    text = version.text
    if _OPENING_SIGN.search(text):
        yield from _after_the_date(version)
    if not _SIGN.search(text):
        return
    reached = 0
    found = sorted(
        [*_CLAUSE.finditer(text), *_NEAR.finditer(text)], key=lambda match: (match.start(), -match.end())
    )
    for match in found:
        if match.start() < reached or not _wrong(text, match, version.date):
            continue
        reached = match.end()
        yield Hit(version.span(*match.span()), fix=_past(match))


def _after_the_date(version: Document) -> Iterator[Hit]:
    """Where the date opens the sentence the hit is the verb alone."""
    for match in _OPENING.finditer(version.text):
        adverb = (match["adverb"] or "").strip()
        if adverb in _NOT or _ELSEWHERE.search(match["subject"]) or _past_form(match["verb"]) is None:
            continue
        if match["verb"] not in ("had", "got") and _is_over(match["time"], version.date):
            yield Hit(version.span(*match.span("perfect")), fix=_simple(match))


def _wrong(text: str, match: re.Match[str], published: datetime.date | None) -> bool:
    verb, between = match["verb"], match["object"]
    if (match["adverb"] or "").strip() in _NOT or _past_form(verb) is None:
        return False
    if match.re is _CLAUSE and not (_DEED.fullmatch(verb) or verb in _DEEDS_IRREGULAR):
        return False
    if match.re is _NEAR and verb in _PLANS:
        return False
    if _ELSEWHERE.search(between) or _GOES_ON.match(text, match.end()):
        return False
    before = text[max(match.start() - 60, 0) : match.start()].lower()
    before = re.split(r"[.;!?\n]", before)[-1]
    if re.search(
        r"(?<![^\W_])(?:since|if|unless|that|which|who|may|might|must|could|should|would|to|not)(?: "
        r"\w+)?,? ?$",
        before,
    ) and not re.search(r"(?:that|which|who)(?: \w+)? ?$", before):
        return False
    return _is_over(match["time"], published)


_PLANS = frozenset(
    "scheduled planned set slated expected due booked tipped called arranged invited postponed delayed moved "
    "rescheduled set "
    "wanted had got been needed seemed proposed".split(" ")
)


def _is_over(time: str, published: datetime.date | None) -> bool:
    """Whether the time is over on the day of publication, as far as that is known."""
    year = re.search(r"(?:19|20)\d\d", time)
    if year is None or published is None:
        return True
    month = next((number for number, name in enumerate(_MONTHS, 1) if name in time.lower()), 0)
    stated = int(year[0])
    return stated < published.year or (stated == published.year and 0 < month < published.month)


def _past_form(verb: str) -> str | None:
    """The simple past for a participle; None where the word is none."""
    if verb in _PAST:
        return _PAST[verb]
    if verb in _SAME_FORMS or (verb.endswith("ed") and len(verb) > 3) or verb == "died":
        return verb
    return None


_SAME_FORMS = frozenset(_SAME.split(" "))


def _past(match: re.Match[str]) -> str:
    return f"{_simple(match)}{match['object']} {match['time']}"


def _simple(match: re.Match[str]) -> str:
    """The verb of the match in the simple past."""
    adverb, verb = match["adverb"] or "", match["verb"]
    if match["been"]:
        was = "was" if match["have"].lower() == "has" else "were"
        return f"{was}{adverb} {verb}"
    return f"{adverb.strip()} {_past_form(verb)}".strip()
