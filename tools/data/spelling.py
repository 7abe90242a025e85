"""Which words do British and American English spell in two ways? Writes spelling_variants.tsv.

Source: own knowledge and own suffix rules; a generated pair stays when both spellings are words of English (wordfreq).
"""

from __future__ import annotations

import re

from words import DATA, HERE, entries, write_table
from wordfreq import top_n_list, zipf_frequency

LEAST_FREQUENT = 1.6
# Words in -ise, -our, -re, -ll- ... that are spelled so (or mean something else) on both sides.
NOT_ISE = set(
    "advertise advise arise chastise circumcise comprise compromise demise despise devise disguise enfranchise enterprise excise exercise "
    "franchise improvise incise likewise merchandise misadvise otherwise practise precise premise previse promise raise revise rise "
    "supervise surmise surprise televise treatise wise prise reprise expertise noise poise praise bruise cruise braise appraise paradise "
    "concise anise guise vise moise cerise chaise marquise turquoise tortoise porpoise rejoise malaise mayonnaise liaise valise disenfranchise".split()
)
SUFFIXES = (  # British ending, American ending
    ("isations", "izations"), ("isation", "ization"), ("isers", "izers"), ("iser", "izer"), ("ising", "izing"), ("ised", "ized"),
    ("ises", "izes"), ("ise", "ize"), ("ysing", "yzing"), ("ysed", "yzed"), ("yse", "yze"), ("yses", "yzes"),
)  # fmt: skip


def generated() -> set[tuple[str, str]]:
    pairs = set()
    known = {word for word in top_n_list("en", 150000) if re.fullmatch("[a-z]+", word)}
    for word in known:
        for british, american in SUFFIXES:
            if not word.endswith(british):
                continue
            stem = word[: -len(british)]
            base = stem + ("ise" if british.startswith("is") else "yse")
            other = stem + american
            if len(stem) < 3 or base in NOT_ISE or other not in known:
                break
            if british.endswith("yses") or zipf_frequency(other, "en") < LEAST_FREQUENT:
                break
            # "promised" beside a misspelt "promized": the American form must be a word in its own right.
            if zipf_frequency(other, "en") + 1.2 >= zipf_frequency(word, "en"):
                pairs.add((word, other))
            break
        match = re.fullmatch(r"([a-z]+[aeiou])ll(ed|ing|er|ers)", word)
        if match:
            other = match[1] + "l" + match[2]
            base = match[1] + "l"
            if base in DOUBLING and other in known:
                pairs.add((word, other))
    return pairs


# Verbs in -l stressed before the last syllable: British English doubles the l.
DOUBLING = set(
    "travel cancel label model signal level fuel duel counsel channel panel quarrel rival total equal initial dial marvel tunnel unravel "
    "libel shovel grovel funnel snivel swivel trowel towel refuel revel bevel jewel enamel pencil stencil devil trammel victual "
    "pedal medal metal spiral funnel apparel backpedal barrel carol chisel dishevel drivel empanel enrol gambol hovel imperil kennel marshal "
    "nickel parcel pistol ravel relabel remodel rivel rowel shrivel snorkel sentinel squirrel symbol tassel weasel yodel".split()
) - {"symbol", "enrol"}


def stated() -> set[tuple[str, str]]:
    pairs = set()
    for line in entries(HERE / "spelling_own.txt"):
        for pair in line.split():
            british, american = pair.split("=")
            pairs.add((british, american))
    return pairs


def main() -> None:
    comments = [
        "Source: own knowledge and suffix rules checked against wordfreq (translation-audit), Apache-2.0.",
        "British and American spelling of one word. Written by tools/data/spelling.py.",
    ]
    lines = ["\t".join(pair) for pair in generated() | stated()]
    print("spelling", write_table(DATA / "spelling_variants.tsv", comments, lines, "british\tamerican"))


if __name__ == "__main__":
    main()
