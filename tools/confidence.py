"""How sure may one be of each rule? Measures it on the sets that professionals marked, and writes the table.

Usage: python -m tools.confidence [DOCUMENTS]. Writes rules/confidence.tsv from ../shared/bench, where that
is, and prints how far confidences are off on pairs of languages that they were not measured on. So many
DOCUMENTS of each set are drawn (22, as many as the smallest set of news has): none outweighs the rest.
"""

from __future__ import annotations

import sys
from pathlib import Path

from rich.console import Console

from audit import catalogue
from audit.measure import calibration, confidence, findings
from audit.measure.every import sampled, signature
from audit.measure.families import Family
from audit.measure.read import read
from audit.measure.values import Measured
from audit.measure.work import Choices, spread
from audit.report.measure import render
from audit.settings import Settings, choose

_ROOT = Path(__file__).resolve().parents[1]
_BENCH = _ROOT.parent / "shared" / "bench"
_TABLE = _ROOT / "rules" / "confidence.tsv"
_SETS = (
    *("newstest2020_zhen", "newstest2021_zhen", "generalmt2023_zhen_sxs"),
    *("newstest2020_ende", "newstest2021_ende", "newstest2021_enru", "esa2024_encs"),
    *("biomqm_deen", "biomqm_esen", "biomqm_fren", "biomqm_ende"),
)
_SIBLINGS = 3


def main() -> None:
    documents = int(sys.argv[1]) if len(sys.argv) > 1 else 22
    rules = choose(catalogue.load(), Settings())
    choices = Choices(rules, siblings=(_SIBLINGS,), processes=0)
    data = read(_BENCH / f"{name}.jsonl.gz" for name in _SETS)
    families = sampled([one for one in data if isinstance(one, Family)], Family, documents, choices.seed)
    observed = list(spread(findings.observe, families, choices))
    said = f"python -m tools.confidence {documents}; {signature(choices, documents)}"
    confidence.save(_TABLE, confidence.precisions(observed, (), rules, choices.seed), said)
    render(Measured(tuple(calibration.tables(observed, choices)), signature=said), Console())


if __name__ == "__main__":
    main()
