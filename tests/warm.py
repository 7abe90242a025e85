"""What a process has done before it judges: read the rules, and whatever else is read when it is needed."""

import os
import tempfile
from pathlib import Path

from typer.testing import CliRunner

from audit.cli import app

os.environ["OPENBLAS_NUM_THREADS"] = "1"

with tempfile.TemporaryDirectory() as name:
    article = Path(name, "a.en.txt")
    article.write_text("The minister said on Monday that the the bridge would be opened.\n", encoding="utf-8")
    CliRunner().invoke(app, ["check", "--no-cache", "--format", "text", str(article)])
