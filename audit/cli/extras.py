"""Is what a command needs beside the core installed?"""

from __future__ import annotations

from importlib.util import find_spec

from audit.cli.output import fail


def needs(command: str, module: str, extra: str = "") -> None:
    """Leave with a line that names the extra, which is called like the command unless said, where its module
    is not there."""
    if find_spec(module) is None:
        fail(f"audit {command} needs {module}: pip install 'translation-audit[{extra or command}]'")
