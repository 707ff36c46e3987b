"""Edits a workbook in LibreOffice itself, as somebody at the bureau does: by a macro of its own."""

from __future__ import annotations

import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from importers.office import find_office

_LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Module1"/></library:library>"""
_LIBRARIES = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library">
 <library:library library:name="Standard" library:link="false"/></library:libraries>"""
_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1"
 script:language="StarBasic">{code}</script:module>"""
_MACRO = """
Function Find(sheet, words)
    search = sheet.createSearchDescriptor()
    search.SearchString = words
    search.SearchWords = True
    Find = sheet.findFirst(search)
End Function

Sub Main
    Dim hidden(0) As New com.sun.star.beans.PropertyValue
    hidden(0).Name = "Hidden"
    hidden(0).Value = True
    book = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
    sheets = book.Sheets
{edits}
    Dim how(0) As New com.sun.star.beans.PropertyValue
    how(0).Name = "FilterName"
    how(0).Value = "{filter}"
    book.storeToURL("{target}", how())
    book.close(True)
End Sub
"""
FILTERS = {".xlsx": "Calc MS Excel 2007 XML", ".xls": "MS Excel 97", ".ods": "calc8"}


def edited(source: Path, target: Path, edits: list[str]) -> Path:
    """Return the workbook after edits in Basic; ``sheets`` are its sheets, see `_MACRO`.

    Skips the test where LibreOffice is not installed.
    """
    office = find_office()
    if office is None:
        pytest.skip("LibreOffice is not installed")
    profile = target.parent / "profile"
    call = [str(office), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    # a profile's first start finds no macros
    subprocess.run([*call, "--terminate_after_init"], check=True, capture_output=True, timeout=120)
    standard = profile / "user" / "basic" / "Standard"
    standard.mkdir(parents=True, exist_ok=True)
    (standard / "script.xlb").write_text(_LIBRARY, encoding="utf-8")
    (standard.parent / "script.xlc").write_text(_LIBRARIES, encoding="utf-8")
    macro = _MACRO.format(
        source=source.as_uri(),
        target=target.as_uri(),
        filter=FILTERS[target.suffix],
        edits="\n".join(edits),
    )
    module = _MODULE.format(code=escape(macro))
    (standard / "Module1.xba").write_text(module, encoding="utf-8")
    command = [*call, "macro:///Standard.Module1.Main"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert target.is_file(), "the macro did not run through"
    return target
