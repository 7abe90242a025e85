"""By how many sounds is a word that another language wrote by ear off a name in Latin letters?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from itertools import groupby

from anyascii import anyascii

from audit.text import fold

FAR = 9
# What consonants of Latin letters may be heard as, "" where they may be silent: `k` for k, g and h, `f` for
# f, v and w, `s` for sibilants, the others for themselves; of languages that news takes names from. Own
# knowledge.
_HEARD: Mapping[str, tuple[str, ...]] = {
    "tsch": ("s",), "sch": ("s", "sk"), "tch": ("s", "ts"), "shch": ("s",),
    "ch": ("s", "k", "ks"), "sh": ("s", "sk"), "zh": ("s",), "cz": ("s",), "sz": ("s",), "rz": ("s", "rs"),
    "ts": ("s", "ts"), "tz": ("s", "ts"), "ds": ("s", "ds"), "dz": ("s", "ds"), "dj": ("s",),
    "dg": ("s", "dk"), "th": ("t", "s", "d", "f", "tk"), "ph": ("f", "pk", "p"), "gh": ("", "k", "f"),
    "gn": ("n", "kn"), "kn": ("n", "kn"), "wr": ("r", "fr"), "ck": ("k",), "qu": ("k", "kf"),
    "mb": ("m", "mb"), "c": ("k", "s", ""), "g": ("k", "s", ""), "j": ("s", "", "k"), "h": ("", "k"),
    "w": ("f", ""), "u": ("", "f"), "o": ("", "f"), "x": ("ks", "s", "k", "", "kr"), "z": ("s", "ts", ""),
    "s": ("s", ""), "t": ("t", "s", ""), "d": ("d", "", "s"), "k": ("k",), "q": ("k",), "v": ("f", "b"),
    "f": ("f",), "b": ("b", "f"), "p": ("p", ""), "l": ("l", ""), "m": ("m",), "n": ("n", "", "m"),
    "r": ("r", ""),
}  # fmt: skip
_GRAPHEME = re.compile("|".join(sorted(_HEARD, key=len, reverse=True)))
# What the letters of other scripts are heard as, from their romanisation.
_OURS = (
    (re.compile(r"shch|dzh|zh|ch|sh|ts|dz|s|z|j|c"), "s"),
    (re.compile(r"kh|k|g|h|q"), "k"),
    (re.compile(r"[vwf]"), "f"),
    (re.compile(r"[^sktfbpdlmnr]"), ""),
)
_DOUBLED = re.compile(r"(\w)\1")
# A word in a case may end in so many letters that the name has not. Fewer sounds tell no name: one more where
# all but a doubled letter is the same.
_ENDING, _FEWEST, _FEWEST_SAME = 3, 4, 3


@lru_cache(maxsize=65536)
def sounds_astray(word: str, name: str) -> int:
    """How many consonants of a word in another script, its ending aside, are another than those of a name in
    Latin letters, missing, too many or doubled; `FAR` where there are too few to tell, or more than one."""
    plain, theirs = anyascii(word).lower(), fold(name)
    graphemes = tuple(_HEARD[found[0]] for found in _GRAPHEME.finditer(_single(theirs)))
    doubled = len(_DOUBLED.findall(plain[:-1])) - len(_DOUBLED.findall(theirs))
    forms = {_sounds(plain[: len(plain) - cut]) for cut in range(_ENDING + 1)}
    least = min(
        (off for form in forms if len(form) >= (_FEWEST if (off := _off(form, graphemes)) else _FEWEST_SAME)),
        default=FAR,
    )
    return min(least + max(doubled, 0), FAR)


def _single(word: str) -> str:
    return "".join(letter for letter, _ in groupby(word))


def _sounds(plain: str) -> str:
    for pattern, sound in _OURS:
        plain = pattern.sub(sound, plain)
    return _single(plain)


def _off(sounds: str, graphemes: tuple[tuple[str, ...], ...]) -> int:
    """The fewest sounds to exchange, leave out or put in so that the graphemes give them, up to two."""
    # the cost to have given the first so many sounds, after each grapheme
    costs = [min(at, 2) for at in range(len(sounds) + 1)]
    for heard in graphemes:
        after = [FAR] * len(costs)
        for at, cost in enumerate(costs):
            if cost > 1:
                continue
            for one in heard:
                if sounds.startswith(one, at):
                    end = at + len(one)
                    after[end] = min(after[end], cost)
            after[at] = min(after[at], cost + 1)
            if at + 1 < len(costs):
                after[at + 1] = min(after[at + 1], cost + 1)
        for at in range(1, len(after)):
            after[at] = min(after[at], after[at - 1] + 1)
        costs = after
    return costs[-1] if costs[-1] < 2 else FAR
