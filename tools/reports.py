"""What does audit print about the seeds? Writes reports/, which the tests compare with what it prints now."""

from __future__ import annotations

import io
import os
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme

import audit
from audit.report import html, json, rich, text

_ROOT = Path(__file__).resolve().parents[1]
_WIDTH = 106
# Findings of each version in the picture: it is to fit on one screen.
_PICTURED = 1
_FONTS = "ui-monospace,SFMono-Regular,Menlo,Consolas,DejaVu Sans Mono,monospace"

# Colours of the picture alone; in a terminal its own sixteen are used.
_THEME = TerminalTheme(
    (23, 27, 34),
    (214, 219, 226),
    [
        (40, 46, 56),
        (214, 82, 90),
        (126, 192, 129),
        (219, 179, 101),
        (104, 159, 222),
        (196, 132, 208),
        (98, 186, 193),
        (248, 249, 250),
    ],
    [
        (98, 107, 120),
        (240, 128, 133),
        (150, 212, 152),
        (236, 203, 135),
        (136, 184, 240),
        (214, 160, 224),
        (132, 208, 214),
        (255, 255, 255),
    ],
)


def golden() -> dict[str, str]:
    """The reports by file name. To be called in the checkout, so that paths read as they do there."""
    run = audit.check(["seeds/"])
    return {
        "seeds.txt": text.render(run),
        "seeds.json": json.render(run),
        "seeds.html": html.render(run),
        "seeds.svg": _picture(run),
    }


def _picture(run: audit.Run) -> str:
    """The verdicts, the surest findings of each version and the matrix, as Rich draws them."""
    console = Console(
        record=True,
        width=_WIDTH,
        file=io.StringIO(),
        force_terminal=True,
        color_system="standard",
        no_color=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    rich.render(run, console, most=_PICTURED)
    drawn = console.export_svg(title="audit check seeds/", theme=_THEME, unique_id="audit")
    return without_web_fonts(drawn)


def without_web_fonts(svg: str) -> str:
    """A drawing of Rich in our own fonts: a picture in a page must not ask other sites for anything."""
    before, _, rest = svg.partition("@font-face")
    style = rest.partition("</style>")[2]
    own = rest.partition("</style>")[0].rpartition("@font-face")[2].partition("}")[2]
    drawn = f"{before}{own}</style>{style}".replace(
        "font-family: Fira Code, monospace", f"font-family: {_FONTS}"
    )
    return "".join(f"{line.rstrip()}\n" for line in drawn.splitlines())


def main() -> None:
    os.chdir(_ROOT)
    folder = _ROOT / "reports"
    folder.mkdir(exist_ok=True)
    for name, content in golden().items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
        print(f"reports/{name}")


if __name__ == "__main__":
    main()
