"""The review looks as it did: pictures of a made-up story, in each size, light and dark, and in 16 colours.

Where a picture is to change, delete it from tests/pictures and run this twice: the first run draws it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.review.keys import table
from audit.review.terminal.app import ReviewApp
from audit.review.terminal.theme import THEMES
from tests.review_story import DRAFT, Reviewing, review, story_in, workbench_of
from tools.reports import without_web_fonts

_PICTURES = Path(__file__).parent / "pictures"
_KEYS = {"finding": ("n", "n", "n"), "decided": ("a", "c", "d", "space"), "help": ("question_mark",)}


@pytest.mark.parametrize("light", [False, True], ids=["dark", "light"])
@pytest.mark.parametrize("sixteen", [False, True], ids=["all", "16"])
@pytest.mark.parametrize("size", [(80, 24), (140, 40)], ids=["80", "140"])
@pytest.mark.parametrize("what", list(_KEYS))
def test_a_picture_is_what_it_was(
    what: str,
    size: tuple[int, int],
    sixteen: bool,
    light: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if what == "help" and (light or sixteen):
        pytest.skip("the same sheet in other colours")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("audit.review.terminal.screen._LOOK", 3600.0)
    drawn = ""

    async def act(reviewing: Reviewing) -> None:
        nonlocal drawn
        await reviewing.press(*_KEYS[what])
        # A busy machine lays out late: the picture is taken once nothing moves any more.
        same = 0
        while same < 5:
            before, drawn = drawn, reviewing.app.export_screenshot(title="audit review")
            same = same + 1 if drawn == before else 0
            await reviewing.pilot.pause(0.05)
        drawn = without_web_fonts(drawn)

    story_in(tmp_path / "bridge")
    review(workbench_of(tmp_path, Path("bridge")), act, size=size, light=light, sixteen=sixteen)
    colors = "-16" if sixteen else ""
    path = _PICTURES / f"{what}-{size[0]}-{'light' if light else 'dark'}{colors}.svg"
    if not path.exists():
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8", newline="\n")
        pytest.fail(f"{path.name} was not there and is drawn now: look at it")
    assert drawn == path.read_text(encoding="utf-8")


def _luminance(color: str) -> float:
    channels = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", ["audit-dark", "audit-light"])
def test_every_colour_of_words_stands_out_from_every_ground(name: str) -> None:
    """The contrast that WCAG 2.2 asks of text (AA): 4.5 to 1."""
    theme = THEMES[name]
    grounds = [theme.background, theme.surface, theme.panel]
    words = [
        theme.foreground,
        theme.primary,
        *(theme.variables[one] for one in ("critical", "major", "minor", "said", "quiet")),
    ]
    for ground in grounds:
        for color in words:
            assert ground
            assert color
            light, dark = sorted((_luminance(ground), _luminance(color)), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (name, color, ground)


def test_severities_are_told_without_colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async def act(reviewing: Reviewing) -> None:
        assert isinstance(reviewing.app, ReviewApp)
        article = reviewing.text("#article")
        assert all(sign in article for sign in "◆▲•")

    review(workbench_of(tmp_path, story_in(tmp_path / "bridge")), act)


def test_nothing_in_a_story_acts_on_the_terminal(tmp_path: Path) -> None:
    """Escapes, C1 controls and turns of direction in the text, and markup in names, text and reasons."""
    harmful = "\x1b]0;title\x07 \x9b2J \u202e \u2067 [red]x[/red] [@click=app.quit]y[/] "
    # More than a few of them, and the file would be none of text.
    folder = story_in(tmp_path / "[bold]bridge[/bold]", f"{harmful}\n\n{DRAFT * 3}")
    raw: list[str] = []

    async def act(reviewing: Reviewing) -> None:
        await reviewing.press("k")
        await reviewing.type("[b]so[/b] [@click=app.quit]")
        await reviewing.press("p", "w", "i", "escape", "slash")
        await reviewing.type("[red]")
        raw.append(reviewing.text("#article") + reviewing.text("#head") + reviewing.text("#details"))
        raw.append(reviewing.app.export_screenshot())

    review(workbench_of(tmp_path, folder), act)
    said = raw[0]
    assert "[red]x[/red] [@click=app.quit]y[/]" in said
    assert "[bold]bridge[/bold]" in said
    assert "[b]so[/b]" in said
    assert not {"\x1b", "\x9b", "\u202e", "\u2067", "\x07"} & set(raw[0] + raw[1])


def test_the_page_has_the_table_of_keys_of_today(root: Path) -> None:
    page = (root / "docs" / "review.md").read_text(encoding="utf-8")
    assert page.endswith(table()), "docs/review.md ends with what audit.review.keys.table() gives"


def test_the_pictures_of_the_page_are_drawn_and_ask_no_other_site(root: Path) -> None:
    for width in (80, 140):
        for kind in ("light", "dark"):
            picture = (root / "docs" / "pictures" / f"review-{width}-{kind}.svg").read_text(encoding="utf-8")
            assert "decided" in picture
            assert "url(http" not in picture
