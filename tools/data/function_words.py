"""Which words carry the grammar of a language? Writes function_words.txt of all languages but English.

    python -m tools.data.function_words FOLDER

FOLDER holds stopwords-iso.json of the package stopwordsiso 0.7.1 (MIT), the stop words of many languages.
Of them those are taken that are as frequent as function words are, without what stands in
function_words_drop.tsv: nouns that searches leave out too.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from audit.language.frequency import zipf
from tools.data.words import HERE, LANGUAGE, entries, write_table

_SOURCE = "stopwords-iso (https://github.com/stopwords-iso/stopwords-iso, MIT), by frequency in wordfreq."
_RULE = "Words that carry grammar and no news. Written by tools/data/function_words.py."
# Rarer stop words are content words as often as not.
_LEAST = 5.25
_WORD = re.compile(r"[^\W\d_]+")
# Languages whose list goes by another code there.
_LISTS = {"sr": "hr"}
_LANGUAGES = (
    "ar bg ca cs da de el es fi fr he hi hu id it ja ko nl no pl pt ro ru sk sl sr sv th tr uk vi zh".split()
)


def main() -> None:
    dropped = (line.split("\t") for line in entries(HERE / "function_words_drop.tsv")[1:])
    content = {lang: set(words.split()) for lang, words in dropped}
    listed = json.loads((Path(sys.argv[1]) / "stopwords-iso.json").read_text(encoding="utf-8"))
    for lang in _LANGUAGES:
        words = {word.lower() for word in listed[_LISTS.get(lang, lang)] if _WORD.fullmatch(word)}
        kept = [word for word in words - content.get(lang, set()) if zipf(word, lang) >= _LEAST]
        (LANGUAGE / lang).mkdir(exist_ok=True)
        print(lang, write_table(LANGUAGE / lang / "function_words.txt", [_SOURCE, _RULE], kept))


if __name__ == "__main__":
    main()
