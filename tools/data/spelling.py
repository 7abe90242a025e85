"""Which words do British and American English spell in two ways? Writes spelling_variants.tsv.

Source: own knowledge and own suffix rules; a generated pair stays when both spellings are words of
English (wordfreq).
"""

from __future__ import annotations

import re

from wordfreq import top_n_list, zipf_frequency

from tools.data.words import HERE, entries, table, write_table

LEAST_FREQUENT = 1.6
SUFFIXES = (  # British ending, American ending
    ("isations", "izations"),
    ("isation", "ization"),
    ("isers", "izers"),
    ("iser", "izer"),
    ("ising", "izing"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ise", "ize"),
    ("ysing", "yzing"),
    ("ysed", "yzed"),
    ("yse", "yze"),
    ("yses", "yzes"),
)


def generated() -> set[tuple[str, str]]:
    pairs = set()
    not_ise, doubling = stems("not-ise"), stems("doubling")
    known = {word for word in top_n_list("en", 150000) if re.fullmatch("[a-z]+", word)}
    for word in known:
        for british, american in SUFFIXES:
            if not word.endswith(british):
                continue
            stem = word[: -len(british)]
            base = stem + ("ise" if british.startswith("is") else "yse")
            other = stem + american
            if len(stem) < 3 or base in not_ise or other not in known:
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
            if base in doubling and other in known:
                pairs.add((word, other))
    return pairs


def stems(kind: str) -> set[str]:
    rows = (line.split("\t") for line in entries(HERE / "spelling_stems.txt"))
    return {word for listed, word in rows if listed == kind}


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
    print("spelling", write_table(table("spelling_variants.tsv"), comments, lines, "variant\tusual"))


if __name__ == "__main__":
    main()
