"""What do the rules want? Writes docs/rules/ from rules/, which the tests compare with what it says now."""

from __future__ import annotations

from pathlib import Path

from audit import catalogue
from audit.language.inventory import inventory
from audit.model import Stage
from audit.report import languages, reference

_ROOT = Path(__file__).resolve().parents[1]


def golden() -> dict[str, str]:
    """The pages by file name: those of the rules, and what is judged in which language."""
    rules = catalogue.load()
    stable = tuple(rule for rule in rules if rule.stage is Stage.STABLE)
    return {**reference.pages(rules), "languages.md": languages.page(list(inventory(stable)), stable)}


def main() -> None:
    folder = _ROOT / "docs" / "rules"
    folder.mkdir(exist_ok=True)
    made = golden()
    for page in folder.glob("*.md"):
        if page.name not in made:
            page.unlink()
    for name, content in made.items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")
        print(f"docs/rules/{name}")


if __name__ == "__main__":
    main()
