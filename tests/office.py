"""LibreOffice, run without a screen: what it makes of pages, and of a document whose changes it decides."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Module1"/></library:library>
"""
_MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">
Sub Decide(folder As String)
  name = Dir(folder &amp; "/*.docx")
  names = ""
  Do While name &lt;&gt; ""
    names = names &amp; name &amp; "|"
    name = Dir()
  Loop
  For Each name In Split(names, "|")
    If name &lt;&gt; "" Then
      One(folder, name, "Accept")
      One(folder, name, "Reject")
    End If
  Next
End Sub
Sub One(folder As String, name As String, verb As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  address = ConvertToURL(folder &amp; "/" &amp; name)
  document = StarDesktop.loadComponentFromURL(address, "_blank", 0, hidden())
  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
  frame = document.CurrentController.Frame
  dispatcher.executeDispatch(frame, ".uno:" &amp; verb &amp; "AllTrackedChanges", "", 0, Array())
  Dim text(1) As New com.sun.star.beans.PropertyValue
  text(0).Name = "FilterName" : text(0).Value = "Text (encoded)"
  text(1).Name = "FilterOptions" : text(1).Value = "UTF8,LF,,"
  document.storeToURL(ConvertToURL(folder &amp; "/" &amp; name &amp; "." &amp; verb &amp; ".txt"), text())
  Dim word(0) As New com.sun.star.beans.PropertyValue
  word(0).Name = "FilterName" : word(0).Value = "MS Word 2007 XML"
  document.storeToURL(ConvertToURL(folder &amp; "/" &amp; name &amp; "." &amp; verb &amp; ".out"), word())
  document.close(True)
End Sub
</script:module>
"""


def pages(folder: Path, named: Mapping[str, str]) -> dict[str, bytes]:
    """Pages of HTML as Word documents that LibreOffice makes of them."""
    for name, body in named.items():
        (folder / f"{name}.html").write_text(
            f'<!DOCTYPE html><html lang="en"><meta charset="utf-8"><body>{body}</body></html>',
            encoding="utf-8",
        )
    _run(folder, "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, *sorted(folder.glob("*.html")))
    return {name: (folder / f"{name}.docx").read_bytes() for name in named}


def decided(folder: Path, documents: Mapping[str, bytes]) -> dict[tuple[str, str], tuple[str, bytes]]:
    """Each document after LibreOffice has accepted and rejected all changes in it (“Accept” and “Reject”): as
    text, and as a Word document that it writes."""
    at = folder / "decided"
    at.mkdir()
    numbered = dict(enumerate(documents))
    for number, name in numbered.items():
        (at / f"{number}.docx").write_bytes(documents[name])
    library = folder / "profile" / "user" / "basic" / "Standard"
    if not library.exists():  # the first start makes the profile, over whatever lies there
        (at / "first.html").write_text("<p>One.</p>", encoding="utf-8")
        _run(folder, "--convert-to", "txt:Text", "--outdir", at, at / "first.html")
    (library / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (library / "Module1.xba").write_text(_MACRO, encoding="utf-8")
    _run(folder, f'macro:///Standard.Module1.Decide("{at}")')
    return {
        (name, verb): (
            (at / f"{number}.docx.{verb}.txt").read_text(encoding="utf-8-sig"),
            (at / f"{number}.docx.{verb}.out").read_bytes(),
        )
        for number, name in numbered.items()
        for verb in ("Accept", "Reject")
    }


def converted(folder: Path, document: bytes) -> str:
    """A Word document as text, however many comments it has."""
    (folder / "converted.docx").write_bytes(document)
    _run(folder, "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, folder / "converted.docx")
    return (folder / "converted.txt").read_text(encoding="utf-8-sig")


def _run(folder: Path, *words: object) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [SOFFICE or "soffice", profile, "--headless", "--norestore", "--nologo", *map(str, words)],
        check=True,
        capture_output=True,
        timeout=300,
    )
