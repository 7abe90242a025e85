"""What do other languages call a place? Writes exonyms.tsv.

Sources: CLDR territory and exemplar-city names through babel (Unicode licence); own list exonyms_own.txt.
Usage: python exonyms.py (after places.py).
"""

from __future__ import annotations

import csv

from babel import Locale
from babel.core import get_global
from wordfreq import zipf_frequency

from tools.data.places import countries
from tools.data.words import HERE, entries, fold, table, write_table

LOCALES = [
    "az",
    "bs",
    "ca",
    "cs",
    "da",
    "de",
    "es",
    "et",
    "eu",
    "fi",
    "fil",
    "fr",
    "gl",
    "hr",
    "hu",
    "id",
    "is",
    "it",
    "lt",
    "lv",
    "ms",
    "mk",
    "nb",
    "nl",
    "pl",
    "pt",
    "ro",
    "ru",
    "sk",
    "sl",
    "sq",
    "sr",
    "sr_Latn",
    "sv",
    "sw",
    "tr",
    "uk",
    "uz",
    "vi",
    "bg",
    "be",
]
LANGUAGE = {"sr_Latn": "sr", "fil": "tl", "nb": "no"}
# A form this frequent in English (Zipf scale of wordfreq) is a word of English news.
ENGLISH_WORD = 2.6
SHORTEST = 4

CYRILLIC = {
    "а": "a",
    "б": "b",
    "в": "v",
    "г": "g",
    "д": "d",
    "е": "e",
    "ж": "zh",
    "з": "z",
    "и": "i",
    "й": "y",
    "к": "k",
    "л": "l",
    "м": "m",
    "н": "n",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s",
    "т": "t",
    "у": "u",
    "ф": "f",
    "х": "kh",
    "ц": "ts",
    "ч": "ch",
    "ш": "sh",
    "щ": "shch",
    "ъ": "",
    "ы": "y",
    "ь": "",
    "э": "e",
    "ю": "yu",
    "я": "ya",
    "ё": "e",
    "є": "ie",
    "і": "i",
    "ї": "i",
    "ґ": "g",
    "ў": "u",
    "ј": "j",
    "љ": "lj",
    "њ": "nj",
    "ѓ": "gj",
    "ќ": "kj",
    "џ": "dz",
    "ѕ": "dz",
    "ђ": "đ",
    "ћ": "ć",
}
BY_CYRILLIC = {"ru", "uk", "be", "bg", "mk"}
BY_LANGUAGE = {
    "uk": {"г": "h", "и": "y", "й": "i", "х": "kh"},
    "be": {"г": "h", "х": "kh"},
    "bg": {"щ": "sht", "ъ": "a", "х": "h"},
    "mk": {"ж": "ž", "ч": "č", "ш": "š", "ц": "c", "х": "h", "й": "j"},
}

# Territories too small for news, whose names are nearly the same everywhere (Saint Lucia, Santa Lucia ...).
SMALL = {
    "AC",
    "AG",
    "AI",
    "AQ",
    "AS",
    "AX",
    "BL",
    "BQ",
    "CC",
    "CK",
    "CX",
    "FM",
    "GF",
    "GG",
    "GP",
    "GS",
    "IM",
    "IO",
    "JE",
    "KN",
    "KY",
    "LC",
    "MF",
    "MP",
    "MQ",
    "MS",
    "NF",
    "NR",
    "NU",
    "PF",
    "PM",
    "PN",
    "PW",
    "RE",
    "SH",
    "SJ",
    "ST",
    "SX",
    "TK",
    "VC",
    "VG",
    "VI",
    "WF",
    "YT",
}


def transliterated(name: str, language: str) -> str:
    """A Cyrillic name in Latin letters, as news agencies write it."""
    letters = CYRILLIC | BY_LANGUAGE.get(language, {})
    return "".join(
        letters.get(letter.lower(), letter).capitalize() if letter.isupper() else letters.get(letter, letter)
        for letter in name
    )


def latin(text: str) -> bool:
    return all(ord(letter) < 0x250 or 0x1E00 <= ord(letter) < 0x1F00 or letter in "’‘ʻʼ" for letter in text)


def from_cldr() -> list[tuple[str, str, str, str, str]]:
    """Rows (form, lang, place, kind, english) of territories and exemplar cities."""
    english_countries = countries()
    zone_territory = get_global("zone_territories")
    english_zones = Locale("en").time_zones
    rows = []
    for code in LOCALES:
        locale = Locale.parse(code)
        language = LANGUAGE.get(code, code)
        for territory, english in english_countries.items():
            if territory in SMALL:
                continue
            name = locale.territories.get(territory, english)
            rows.append((name, language, territory, "country", english))
        for zone, names in locale.time_zones.items():
            english = english_zones.get(zone, {}).get("city") or zone.split("/")[-1].replace("_", " ")
            territory = zone_territory.get(zone, "001")
            if names.get("city") and territory not in SMALL | {"001"} and zone.count("/") == 1:
                rows.append((names["city"], language, territory, "city", english.split(" [")[0]))
    return [
        (transliterated(form, language) if language in BY_CYRILLIC else form, language, place, kind, english)
        for form, language, place, kind, english in rows
        if not any(mark in form for mark in ("(", "[", ",", " – ", "/"))
    ]


def own() -> list[tuple[str, str, str, str, str]]:
    """Rows of the hand-written list."""
    rows: list[tuple[str, str, str, str, str]] = []
    for line in entries(HERE / "exonyms_own.txt"):
        english, code, kind, forms = line.split("|")
        for group in forms.split("; "):
            languages, listed = group.split(" ", 1)
            for language in languages.replace("yu", "sr,hr,bs").replace("nb", "no").split(","):
                rows.extend((form, language, code, kind, english) for form in listed.split(", "))
    return rows


def main() -> None:
    with table("places.tsv").open(encoding="utf-8") as file:
        places = csv.DictReader(
            (line for line in file if not line.startswith("# ")), delimiter="\t", quoting=csv.QUOTE_NONE
        )
        english_forms = {fold(row["form"]) for row in places}
    given = {name for gender in ("female", "male") for name in entries(table(f"given_names_{gender}.txt"))}
    given |= {line.split("\t")[0] for line in entries(HERE / "given_names_ambiguous.txt")}
    keep = {fold(form) for form in entries(HERE / "exonyms_keep.txt")}
    drop = set(entries(HERE / "exonyms_drop.txt"))
    rows: set[tuple[str, ...]] = set()
    for form, language, place, kind, english in from_cldr() + own():
        form = form.replace("’", "'").removeprefix("an ").strip()
        english = english.replace("’", "'").replace("Curaçao", "Curacao")
        plain = "".join(fold(letter).capitalize() if letter.isupper() else fold(letter) for letter in form)
        for spelled in dict.fromkeys((form, plain)):
            folded = fold(spelled)
            if not latin(spelled) or not spelled[:1].isupper():
                continue
            if folded == fold(english) or folded in english_forms or folded in drop:
                continue
            if folded not in keep and (
                len(spelled) < SHORTEST
                or zipf_frequency(spelled, "en") >= ENGLISH_WORD
                or folded in given
                or spelled.isupper()
            ):
                continue
            rows.add((spelled, language, place, kind, english))
    # A form that means two places tells nothing.
    meanings: dict[str, set[str]] = {}
    for form, _, _, _, english in rows:
        meanings.setdefault(fold(form), set()).add(fold(english).replace("the ", ""))
    dubious = sorted(form for form, places in meanings.items() if len(places) > 1)
    print("dropped as ambiguous:", *dubious, sep=" | ")
    listed = ["\t".join(row) for row in rows if fold(row[0]) not in dubious]
    comments = [
        "Sources: CLDR territories and cities through babel (Unicode licence); own knowledge (Apache-2.0).",
        "Names of places in other languages, never the English ones, with and without diacritics.",
        "Cyrillic languages are given in Latin letters.",
        "place: ISO 3166 code (EU, XK as in CLDR; ZZ: larger than one).",
        "Written by tools/data/exonyms.py.",
    ]
    print("exonyms", write_table(table("exonyms.tsv"), comments, listed, "form\tlang\tplace\tkind\tenglish"))


if __name__ == "__main__":
    main()
