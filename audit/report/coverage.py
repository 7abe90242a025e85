"""How does a table of what is translated look: for a terminal, for programs, for a page, as a badge?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any
from xml.sax.saxutils import escape

from audit.report.formats import CoverageFormat
from audit.report.json import dumps
from audit.report.wording import plural, visible
from audit.survey.values import Coverage, Spoken, State

# Shares from which a badge is of a colour; the names are those of shields.io.
_COLOURS = ((0.9, "brightgreen", "#4c1"), (0.7, "green", "#97ca00"), (0.5, "yellow", "#dfb317"))
_LOW = ("orange", "#fe7d37")
# Width of a character of a badge, of its edges, in pixels.
_CHARACTER, _EDGE = 7, 10


def render(form: CoverageFormat, found: Coverage) -> str:
    return _FORMATS[form](found)


def _row(one: Spoken) -> tuple[str, ...]:
    return (one.lang, *(f"{one.count(state):,}" for state in State), f"{one.share:.0%}")


_HEAD = ("language", *State, "up to date")


def _text(found: Coverage) -> str:
    rows = [_HEAD, *map(_row, found.languages)]
    widths = [max(len(row[at]) for row in rows) for at in range(len(_HEAD))]
    lines = [
        "  ".join(cell.rjust(width) if at else cell.ljust(width) for at, (cell, width) in enumerate(cells))
        for cells in (tuple(zip(row, widths, strict=True)) for row in rows)
    ]
    return "".join(f"{visible(line.rstrip())}\n" for line in (*lines, _summary(found)))


def _summary(found: Coverage) -> str:
    return f"{plural(found.originals, 'original')} in {found.source_lang}"


def _markdown(found: Coverage) -> str:
    lines = [_HEAD, tuple("---:" if at else "---" for at in range(len(_HEAD))), *map(_row, found.languages)]
    table = "".join(f"| {' | '.join(map(str, line))} |\n" for line in lines)
    return f"{table}\n{_summary(found)}\n"


def _json(found: Coverage) -> str:
    languages: dict[str, Any] = {
        one.lang: {
            **{state.value: one.count(state) for state in State},
            "share": round(one.share, 4),
            "pages": [{"path": page.path, "state": page.state.value} for page in one.pages],
        }
        for one in found.languages
    }
    said = {
        "source_lang": found.source_lang,
        "originals": found.originals,
        "share": round(found.share, 4),
        "languages": languages,
    }
    return dumps(said, indent=2) + "\n"


def _colour(share: float) -> tuple[str, str]:
    return next(((name, code) for least, name, code in _COLOURS if share >= least), _LOW)


def _words(found: Coverage) -> tuple[str, str]:
    """What stands on a badge, left and right."""
    label = f"translated: {found.languages[0].lang}" if len(found.languages) == 1 else "translated"
    return label, f"{found.share:.0%}"


def _endpoint(found: Coverage) -> str:
    """What https://shields.io/badges/endpoint-badge asks for."""
    label, message = _words(found)
    said = {"schemaVersion": 1, "label": label, "message": message, "color": _colour(found.share)[0]}
    return dumps(said) + "\n"


def _svg(found: Coverage) -> str:
    label, message = _words(found)
    left, right = (len(word) * _CHARACTER + _EDGE for word in (label, message))
    title = escape(f"{label} {message}", {'"': "&quot;"})
    texts = "".join(
        f'<text x="{middle / 2:g}" y="14" fill="#fff">{escape(word)}</text>'
        for word, middle in ((label, left), (message, 2 * left + right))
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img"'
        f' aria-label="{title}"><title>{title}</title><rect width="{left + right}" height="20" rx="3"'
        f' fill="#555"/><rect x="{left}" width="{right}" height="20" rx="3"'
        f' fill="{_colour(found.share)[1]}"/><g text-anchor="middle"'
        f' font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">{texts}</g></svg>\n'
    )


_FORMATS: Mapping[CoverageFormat, Callable[[Coverage], str]] = MappingProxyType(
    {
        CoverageFormat.TEXT: _text,
        CoverageFormat.JSON: _json,
        CoverageFormat.MARKDOWN: _markdown,
        CoverageFormat.SVG: _svg,
        CoverageFormat.ENDPOINT: _endpoint,
    }
)
