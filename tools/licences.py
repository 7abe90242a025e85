"""Which licence has everything that an installation brings, all extras too, and does each fit Apache-2.0?

python -m tools.licences     a table; 1 where a licence is not known to fit
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

_PYPROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
# Licences under which a package may be installed beside ours; LGPL and MPL hold for the package itself.
_FIT = re.compile(
    r"apache|\bmit\b|\bbsd|\bpsf\b|python software foundation|mozilla public|mpl-2|\bisc\b|unlicense|0bsd|"
    r"zlib|lgpl|lesser general public|cc0|public domain",
    re.IGNORECASE,
)
# What their metadata get wrong, as the licences that lie in them say.
_SAID = {"locate": "MIT"}
# No release in years, or none to come: what they do is small and pinned by our tests.
UNMAINTAINED = {
    "langdetect": "last release 2021; a port of a library of 2014",
    "locate": "needed by wordfreq for one path",
    "wordfreq": "its author ended it in 2024: the data stay as they are",
}


def extras() -> tuple[str, ...]:
    """The extras for people who use audit, by name."""
    return tuple(sorted(_project()["optional-dependencies"].keys() - {"dev"}))


def installed(extra: str = "") -> dict[str, Distribution]:
    """Everything that the project needs, with an extra or without it, and what that needs, by name."""
    found: dict[str, Distribution] = {}
    project = _project()
    said = [*project["dependencies"], *(project["optional-dependencies"][extra] if extra else ())]
    waiting = [Requirement(line).name for line in said]
    while waiting:
        one = waiting.pop().lower().replace("_", "-")
        if one in found:
            continue
        try:
            found[one] = distribution(one)
        except PackageNotFoundError:
            continue  # for another system or Python
        waiting += _needs(found[one])
    return dict(sorted(found.items()))


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads(_PYPROJECT.read_text(encoding="utf-8"))["project"]
    return project


def _needs(one: Distribution) -> Iterator[str]:
    for line in one.requires or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield requirement.name


def licence(name: str, one: Distribution) -> str:
    """The licence in a line: the expression, the classifiers, or the field that was there before both."""
    if name in _SAID:
        return _SAID[name]
    expression = _first(one, "License-Expression")
    classifiers = one.metadata.get_all("Classifier") or []
    named = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::")]
    classified = ", ".join(name for name in named if name != "OSI Approved")
    return expression or classified or " ".join(_first(one, "License").split())[:60]


def _first(one: Distribution, field: str) -> str:
    return str((one.metadata.get_all(field) or [""])[0])


def main() -> None:
    """Print a row for each package."""
    print("| package | version | licence | |\n| --- | --- | --- | --- |")
    unfit = []
    every = installed() | {name: one for extra in extras() for name, one in installed(extra).items()}
    for name, one in sorted(every.items()):
        found = licence(name, one)
        fits = bool(_FIT.search(found))
        unfit += [] if fits else [f"{name}: {found or 'no licence told'}"]
        note = UNMAINTAINED.get(name, "") if fits else "does not fit"
        print(f"| {name} | {one.version} | {found or '?'} | {note} |")
    if unfit:
        print("not known to fit: " + "; ".join(unfit), file=sys.stderr)
    sys.exit(bool(unfit))


if __name__ == "__main__":
    main()
