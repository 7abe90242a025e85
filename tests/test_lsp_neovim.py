"""The set-up of the page for Neovim, as it stands there, in a real Neovim without a screen."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.services

_PAGE = (Path(__file__).parents[1] / "docs" / "text-editors.md").read_text(encoding="utf-8")
# Waits for what is underlined, corrects it by the code action that the page names, and says both.
_ACT = """
local ok, fault = pcall(function()
  local function wait(question) assert(vim.wait(60000, question, 100), "nothing came") end
  wait(function() return #vim.diagnostic.get(0) > 0 end)
  print(vim.diagnostic.get(0)[1].message)
  vim.api.nvim_win_set_cursor(0, {1, 18})
  vim.lsp.buf.code_action({ filter = function(one) return one.isPreferred end, apply = true })
  wait(function() return not vim.api.nvim_buf_get_lines(0, 0, 1, false)[1]:find("the the") end)
  print(vim.api.nvim_buf_get_lines(0, 0, 1, false)[1])
  wait(function() return #vim.diagnostic.get(0) == 0 end)
  print("clean")
end)
print(ok, fault)
vim.cmd("qa!")
"""


def _neovim() -> str | None:
    """A Neovim of the version that the page asks for."""
    found = os.environ.get("AUDIT_TEST_NEOVIM") or shutil.which("nvim")
    if not found:
        return None
    said = subprocess.run((found, "--version"), capture_output=True, text=True, check=True).stdout
    version = re.search(r"v(\d+)\.(\d+)", said)
    return found if version and (int(version[1]), int(version[2])) >= (0, 11) else None


_NEOVIM = _neovim()


@pytest.mark.skipif(_NEOVIM is None, reason="no Neovim from 0.11 (AUDIT_TEST_NEOVIM names one)")
def test_what_the_page_says_underlines_and_corrects(tmp_path: Path) -> None:
    assert _NEOVIM is not None
    shown = re.search(r"### Neovim.*?```lua\n(.*?)```", _PAGE, re.DOTALL)
    assert shown is not None
    (tmp_path / "init.lua").write_text(shown[1], encoding="utf-8")
    (tmp_path / "act.lua").write_text(_ACT, encoding="utf-8")
    (tmp_path / "audit.toml").write_text("", encoding="utf-8")
    (tmp_path / "draft.en.txt").write_text(
        "The mayor opened the the bridge on Friday. She said it had cost two million euros.\n",
        encoding="utf-8",
    )
    command = tmp_path / "bin" / "audit"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m audit "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    said = subprocess.run(
        (_NEOVIM, "--headless", "-u", "init.lua", "draft.en.txt", "-c", "luafile act.lua"),
        cwd=tmp_path,
        env={
            **os.environ,
            "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "XDG_STATE_HOME": str(tmp_path / "state"),
        },
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    told = said.stdout + said.stderr
    assert "one word twice" in told
    assert "The mayor opened the bridge on Friday." in told
    assert "clean" in told
