"""How right is audit on the development data? Runs `audit measure` over ../shared/bench, where that is."""

from __future__ import annotations

import sys
from pathlib import Path

from audit.cli import main

_BENCH = Path(__file__).resolve().parents[2] / "shared" / "bench"

if __name__ == "__main__":
    if _BENCH.is_dir():
        sys.argv = ["audit", "measure", str(_BENCH), *sys.argv[1:]]
        main()
    else:
        print(f"Nothing is measured: the development data, not ours to hand on, would be at {_BENCH}.")
        print("Labelled texts of your own are measured by: audit measure DATA... (docs/measuring.md)")
