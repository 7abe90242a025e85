"""Does the licence of everything that is installed fit, and is what nobody maintains named?"""

from __future__ import annotations

import pytest

from tools import licences


def test_every_licence_fits(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        licences.main()
    printed = capsys.readouterr()
    assert ended.value.code == 0, printed.err
    assert "| pyyaml |" in printed.out


def test_what_is_named_as_unmaintained_is_installed() -> None:
    assert licences.UNMAINTAINED.keys() <= licences.installed().keys()


def test_a_licence_that_does_not_fit_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(licences, "_SAID", {"six": "GPL-3.0-only"})
    with pytest.raises(SystemExit) as ended:
        licences.main()
    assert ended.value.code == 1
    assert "six: GPL-3.0-only" in capsys.readouterr().err
