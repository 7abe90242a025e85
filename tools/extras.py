"""How much does each extra bring beside what is installed without it?

python -m tools.extras     a table: packages and size as installed; 1 where an extra is too large
"""

from __future__ import annotations

import sys
from importlib.metadata import Distribution
from pathlib import Path

from tools.licences import extras, installed

# Megabytes (millions of bytes on disk, compiled modules included) that an extra may bring.
MOST = {"desk": 10.0, "docx": 15.0, "lsp": 5.0, "mcp": 35.0, "pdf": 6.0}


def megabytes(one: Distribution) -> float:
    """What the files of a package take on the disk."""
    found = [str(file.locate()) for file in one.files or ()]
    sizes = [path.stat().st_size for path in map(Path, found) if path.is_file()]
    return sum(sizes) / 1e6


def main() -> None:
    """Print a row for each extra."""
    core = installed()
    print("| extra | packages | MB | at most |\n| --- | --- | --- | --- |")
    large = []
    for extra in extras():
        more = {name: one for name, one in installed(extra).items() if name not in core}
        size = sum(map(megabytes, more.values()))
        named = ", ".join(f"{name} {one.version}" for name, one in more.items()) or "nothing"
        print(f"| {extra} | {named} | {size:.1f} | {MOST.get(extra, '')} |")
        large += [extra] if size > MOST.get(extra, size) else []
    sys.exit(bool(large))


if __name__ == "__main__":
    main()
