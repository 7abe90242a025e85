"""Is what a command needs beside the core installed?"""

from __future__ import annotations

from importlib.util import find_spec

from audit.cli.output import fail


def needs(extra: str, module: str) -> None:
    """Leave with a line that names the extra where its module is not there."""
    if find_spec(module) is None:
        fail(f"audit {extra} needs {module}: pip install 'translation-audit[{extra}]'")
