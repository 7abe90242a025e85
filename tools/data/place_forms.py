"""What do languages call a country or a city, in Latin letters? Writes any/place_forms.tsv.

Sources: CLDR territory names through babel (Unicode licence); own lists place_forms_own.txt and
place_forms_drop.txt.
Usage: python -m tools.data.place_forms
"""

from __future__ import annotations

from collections import defaultdict

from babel import Locale

from tools.data.words import HERE, LANGUAGE, entries

LANGUAGES = "cs da de en es fi fr hr hu id it nl no pl pt ro sk sl sr sv tr".split()
CODES = {"no": "nb", "sr": "sr_Latn"}
COUNTRIES = (
    "AT BE BG CH CN CY CZ DE DK EE EG ES FI FR GB GR HR HU IE IN IS IT JP KR LT LV MA MX NL NO PL PT RO RU "
    "SA SE SI SK SY TR UA US UZ YE ZA"
).split()
SHORTEST = 5
HEAD = """\
# What languages call countries and cities, in Latin letters; `telling` is yes where the form is no word and
# no name of anything else. CLDR through babel (Unicode licence); cities: own knowledge, Apache-2.0. Written
# by tools/data/place_forms.py.
place\tlang\tform\ttelling
"""


def main() -> None:
    named: dict[tuple[str, str], set[str]] = defaultdict(set)
    for language in LANGUAGES:
        territories = Locale.parse(CODES.get(language, language)).territories
        for code in COUNTRIES:
            named[code, language].add(str(territories[code]))
    for city in entries(HERE / "place_forms_own.txt"):
        forms = [form.split(" ", 1) for form in city.split("|")]
        for language, form in forms:
            named[forms[0][1].upper(), language].add(form)
    dropped = frozenset(entries(HERE / "place_forms_drop.txt"))
    rows = sorted(
        f"{place}\t{language}\t{form}" + ("" if _doubtful(form, dropped) else "\tyes")
        for (place, language), forms_here in named.items()
        for form in forms_here
    )
    (LANGUAGE / "any" / "place_forms.tsv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


def _doubtful(form: str, dropped: frozenset[str]) -> bool:
    return form in dropped or " " in form or len(form) < SHORTEST


if __name__ == "__main__":
    main()
