"""How are the compiled word tables written: sorted, unique, with source and licence on top?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path

HERE = Path(__file__).parent
LANGUAGE = HERE.parent.parent / "audit" / "language"
RULES = HERE.parent.parent / "rules"

# Letters that Unicode does not decompose, with the spelling newsrooms use for them.
UNDECOMPOSED = str.maketrans(
    {
        "đ": "d",
        "Đ": "D",
        "ł": "l",
        "Ł": "L",
        "ø": "o",
        "Ø": "O",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "Œ": "Oe",
        "ı": "i",
        "ð": "d",
        "Ð": "D",
        "þ": "th",
        "Þ": "Th",
        "ə": "a",
        "Ə": "A",
        "’": "'",
        "ʼ": "'",
        "‘": "'",
    }
)


def table(name: str) -> Path:
    """Where a table lies: in the folder of its language, or in that of what is of use to any."""
    return next((path for path in LANGUAGE.glob(f"*/{name}")), LANGUAGE / "en" / name)


def fold(text: str) -> str:
    """The lower-case text without diacritics."""
    decomposed = unicodedata.normalize("NFKD", text.translate(UNDECOMPOSED))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).lower()


def entries(path: Path) -> list[str]:
    """The lines of a table without comments and empty lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.startswith("# ")]


def write_table(path: Path, comments: Iterable[str], lines: Iterable[str], header: str = "") -> int:
    """Write the sorted unique lines under comments and column header; the number of entries comes back."""
    body = sorted(set(lines))
    head = [f"# {comment}" for comment in comments] + ([header] if header else [])
    path.write_text("\n".join([*head, *body]) + "\n", encoding="utf-8")
    return len(body)
