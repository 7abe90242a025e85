"""Where are the rules that come with the product?"""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from zipfile import ZipFile

from audit.catalogue.errors import RuleError
from audit.program import PACKAGE, archive

# Inside the wheel, and in a checkout.
_PACKED, _BESIDE = "_rules", "rules"


def rules_folder() -> Path:
    """The copy packed into the wheel, or the checkout's folder beside the package; of a program that is run
    from a zip of either, a copy of its own until it ends. Raises RuleError where that zip has none."""
    if zipped := archive():
        return _unpacked(zipped)
    packed = PACKAGE / _PACKED
    return packed if packed.is_dir() else PACKAGE.parent / _BESIDE


@lru_cache(maxsize=1)
def _unpacked(zipped: Path) -> Path:
    inside = PACKAGE.relative_to(zipped)
    with ZipFile(zipped) as opened:
        names = opened.namelist()
        for place in (inside / _PACKED, inside.parent / _BESIDE):
            those = [name for name in names if name.startswith(f"{place.as_posix()}/")]
            if those:
                folder = Path(tempfile.mkdtemp(prefix="audit-rules-"))
                atexit.register(shutil.rmtree, folder, ignore_errors=True)
                opened.extractall(folder, those)
                return folder / place
    raise RuleError(
        str(zipped), "no rules in it: expected audit/_rules, as a wheel has it, or rules/ beside audit/"
    )
