"""What does a release add to the versions of the catalogue?

    python -m tools.rule_versions [VERSION]

Without a version it prints the rules that are new or changed since the last release; with one (0.2) it adds
them to rules/versions.tsv under it, as the last step before the release is tagged. A version that stands
there already is left as it is: what was released does not change.
"""

from __future__ import annotations

import argparse
import sys

from audit import catalogue
from audit.catalogue import releases
from audit.catalogue.locate import rules_folder
from audit.model import Release, version_key


def main(version: str) -> int:
    rules = catalogue.load()
    rows = [_row(rule, one) for rule, one in releases.changes(rules, version or "next")]
    if not version:
        print("\n".join(rows))
        return 0
    known = {one.version for rule in rules for one in rule.releases or ()}
    if any(version_key(version) <= version_key(one) for one in known):
        print(f"{version}: expected a version behind {max(known, key=version_key)}", file=sys.stderr)
        return 2
    with (rules_folder() / releases.NAME).open("a", encoding="utf-8", newline="\n") as table:
        table.writelines(f"{row}\n" for row in rows)
    print(f"{len(rows)} rows of version {version} added to rules/{releases.NAME}")
    return 0


def _row(rule: str, one: Release) -> str:
    return "\t".join((one.version, rule, one.stage, one.severity))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("version", nargs="?", default="")
    sys.exit(main(parser.parse_args().version))
