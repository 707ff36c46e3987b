"""Lines beside a table: its title, its unit and money unit, notes."""

from __future__ import annotations

import re

from model.recognise.units import unit_of_line
from model.recognise.vocabulary import vocabulary

_TITLE = re.compile(r"(?:绩效|目标).{0,20}表(?:[（(].{0,12}[)）])?$")
_UNIT_NAME = re.compile(
    r"^(?:填报|编制|申报|预算|项目|实施|填制)?(?:单位|部门)(?:名称)?\s*[（(]?(?:盖章|公章)?[)）]?\s*[:：]\s*"
    r"(?:[（(](?:盖章|公章|签章)[)）])?\s*(?P<name>[^:：]{2,40}?)\s*(?:[（(](?:盖章|公章|签章)[)）])?$"
)
CODED_ALONE = re.compile(r"^\d{6}\s*[-—]?\s*[^\d年月日\s][^\n]{2,40}$")
_SHORTEST, _LONGEST = 4, 60


class Lines:
    """What lines beside the tables say.

    Attributes:
        lines: every line so far.
        unit: the money unit for the table to come; ``owner`` the unit (预算单位) that fills it in.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.forget()

    def forget(self) -> None:
        """The table these lines stood at is over."""
        self.unit = ""
        self.owner = ""

    def note(self, text: str) -> bool:
        """Note a line; tell whether it names a money unit or a unit."""
        self.lines.append(text.strip())
        return self.unit_line(text)

    def unit_line(self, text: str) -> bool:
        """Take a line such as ``编制单位：某局　单位：万元``; tell whether it is one."""
        before, unit = unit_of_line(text)
        name = before if unit else text.strip()
        match = _UNIT_NAME.match(" ".join(name.split()))
        coded = CODED_ALONE.match(name.strip())
        if match:
            self.owner = match["name"].strip()
        elif coded:
            self.owner = name.strip()
        if unit:
            self.unit = unit
        return bool(unit or match or coded)


def is_title(text: str) -> bool:
    """Tell whether a line reads like the title of a target table."""
    line = "".join(text.split())
    if not _SHORTEST <= len(line) <= _LONGEST or vocabulary().meaning(text) is not None:
        return False
    before, unit = unit_of_line(text)
    return bool(_TITLE.search("".join(before.split()) if unit and before else line))
