"""Which given names tell a person's gender? Writes the three given-name tables.

Source: name_data.json of nomquamgender 0.1.4 (MIT), https://pypi.org/project/nomquamgender/ , read without
importing the package. Its columns: number of sources, number of observations, share of women.
Usage: python given_names.py DICT (WordNet 3.1, which says what is a common word).
"""

from __future__ import annotations

import json
import re
import sys
from importlib.metadata import distribution
from pathlib import Path

from tools.data.words import HERE, entries, table, write_table

LEAST_OBSERVATIONS = 20
LEAST_SOURCES = 3
MOST_AMBIGUOUS = 0.05
# A double name must be common: rare ones in the registers are slips.
LEAST_OBSERVATIONS_DOUBLE = 200
LEAST_SOURCES_DOUBLE = 8
# At this frequency (Zipf scale of wordfreq) a name that WordNet has as a common word is rather that word.
COMMON_WORD = 2.2

SOURCE = "Source: nomquamgender 0.1.4 on PyPI, name_data.json. Licence: MIT."
RULE = "Seen >= 20 times in >= 3 registers, <= 5% of the other gender; no words, places, surnames."


def words_of(name: str) -> set[str]:
    """All words of one of the hand-written lists beside this script."""
    return {word for line in entries(HERE / name) for word in line.split()}


def common_words(wordnet: str) -> set[str]:
    """The lower-case single words of WordNet that English uses often."""
    from wordfreq import zipf_frequency

    found: set[str] = set()
    for part in ("noun", "verb", "adj", "adv"):
        with (Path(wordnet) / f"data.{part}").open(encoding="latin-1") as data:
            for line in data:
                if line.startswith("  "):
                    continue
                fields = line.split(" ")
                for position in range(int(fields[3], 16)):
                    word = re.sub(r"\(.*\)", "", fields[4 + 2 * position])
                    if word.islower() and word.isalpha():
                        found.add(word)
    return {word for word in found if zipf_frequency(word, "en") >= COMMON_WORD}


def main(wordnet: str) -> None:
    path = distribution("nomquamgender").locate_file("nomquamgender/name_data.json")
    with Path(str(path)).open(encoding="utf-8") as file:
        registers: dict[str, list[float]] = json.load(file)
    ambiguous = {line.split("\t")[0]: line for line in entries(HERE / "given_names_ambiguous.txt")}
    dropped = words_of("given_names_drop.txt") | (common_words(wordnet) - words_of("given_names_keep.txt"))
    names: dict[str, list[str]] = {"female": [], "male": []}
    for name, (sources, observations, share, *_) in registers.items():
        if not re.fullmatch(r"[a-z]{2,}(?:['-][a-z]+)*", name) or name in ambiguous or name in dropped:
            continue
        if (
            min(share, 1 - share) > MOST_AMBIGUOUS
            or observations < LEAST_OBSERVATIONS
            or sources < LEAST_SOURCES
        ):
            continue
        parts = name.split("-")
        if len(parts) > 1 and (
            observations < LEAST_OBSERVATIONS_DOUBLE
            or sources < LEAST_SOURCES_DOUBLE
            or len(parts) > 2
            or any(len(part) < 3 for part in parts)
            or any(part in dropped or part in ambiguous for part in parts[1:])
        ):
            continue
        if len(name) == 2 and name not in {"ed", "ty", "ib"}:
            continue
        names["female" if share > 0.5 else "male"].append(name)
    for line in entries(HERE / "given_names_certain.txt"):
        gender, *certain = line.split()
        names[{"f": "female", "m": "male"}[gender]].extend(certain)
    names = {gender: sorted(set(listed)) for gender, listed in names.items()}
    for gender, listed in names.items():
        print(gender, write_table(table(f"given_names_{gender}.txt"), [SOURCE, RULE], listed))
    print(
        "ambiguous",
        write_table(
            table("given_names_ambiguous.txt"),
            [
                "Source: own knowledge (translation-audit). Licence: Apache-2.0.",
                "Given names that never tell a gender; folded spelling, tab, who bears it (m man, f woman).",
            ],
            ambiguous.values(),
        ),
    )


if __name__ == "__main__":
    main(sys.argv[1])
