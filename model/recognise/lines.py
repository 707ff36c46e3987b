"""Lines beside a table: its title, its unit and money unit, notes."""

from __future__ import annotations

import re

from model.recognise.units import unit_of_line
from model.recognise.vocabulary import vocabulary

_TITLE = re.compile(r"(?:绩效|目标).{0,20}表(?:[（(].{0,12}[)）])?$")
_UNIT_NAME = re.compile(
    r"^(?:填报|编制|申报|预算|项目|实施|填制)?(?:单位|部门)(?:名称)?\s*+[（(]?(?:盖章|公章)?[)）]?\s*+[:：]\s*+"
    r"(?:[（(](?:盖章|公章|签章)[)）])?\s*+(?P<name>[^:：]{2,40}?)\s*(?:[（(](?:盖章|公章|签章)[)）])?$"
)
CODED_ALONE = re.compile(r"^\d{6}\s*+[-—]?\s*+[^\d年月日\s][^\n]{2,40}$")
_OWNED = re.compile(r"(?P<name>[^\d，。：:;；、（()）]{3,40})20\d\d年(?:度)?[^。；]{0,30}表")
_NO_NAME = (
    *("表", "书", "文本", "公开", "目录", "预算", "说明", "报告", "通知", "附件", "单位", "部分"),
)
_TITLES = ("绩效", "目标", "申报")
_ORGANISATIONS = (
    *("局", "委", "办", "厅", "院", "会", "中心", "部", "处", "所", "站", "馆", "校", "学", "队"),
    *("社", "团", "公司", "政府", "街道", "镇", "乡", "室", "台", "场", "库", "园", "基地", "署"),
)
_SHORTEST, _LONGEST = 4, 60
_LONGEST_NAME = 40


class Lines:
    """What lines beside the tables say.

    Attributes:
        lines: every line so far.
        unit: the money unit of the table; ``owner`` the unit (预算单位) that fills it in.
        next_unit: what a line behind the table names: it is of the next one, should the table
            not go on; ``next_owner`` likewise.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.unit = self.owner = self.next_unit = self.next_owner = ""

    def forget(self) -> None:
        """The table these lines stood at is over; what stood behind it is the next one's."""
        self.unit, self.owner = self.next_unit, self.next_owner
        self.goes_on()

    def goes_on(self) -> None:
        """The table goes on behind the lines that seemed to end it."""
        self.next_unit = self.next_owner = ""

    def note(self, text: str) -> bool:
        """Note a line; tell whether it names a money unit or a unit."""
        self.lines.append(text.strip())
        return self.unit_line(text)

    def note_behind(self, text: str) -> bool:
        """Note a line behind a table that may be over; tell whether it names a unit."""
        unit, owner = self.unit, self.owner
        self.unit, self.owner = self.next_unit, self.next_owner
        known = self.note(text)
        self.next_unit, self.next_owner, self.unit, self.owner = self.unit, self.owner, unit, owner
        return known

    def unit_line(self, text: str) -> bool:
        """Take a line such as ``编制单位：某局　单位：万元``; tell whether it is one."""
        before, unit = unit_of_line(text)
        name = before if unit else text.strip()
        match = _UNIT_NAME.match(" ".join(name.split()))
        coded = CODED_ALONE.match(name.strip())
        if match:
            self.owner = match["name"].strip()
        elif coded or (unit and _is_name(name)):
            self.owner = name.strip()
        if unit:
            self.unit = unit
        return bool(unit or match or coded)


def _is_name(text: str) -> bool:
    """Tell whether what stands left of a money unit can be who fills the table in."""
    line = text.strip()
    fits = 1 < len(line) <= _LONGEST_NAME and not set(line) & set(":：。，()（）")
    return fits and not is_title(line)


def is_title(text: str) -> bool:
    """Tell whether a line reads like the title of a target table."""
    line = "".join(text.split())
    if not _SHORTEST <= len(line) <= _LONGEST or vocabulary().meaning(text) is not None:
        return False
    before, unit = unit_of_line(text)
    return bool(_TITLE.search("".join(before.split()) if unit and before else line))


def is_organisation(text: str) -> bool:
    """Tell whether a line can be the name of a department: no title, no heading."""
    line = text.strip()
    return not line.endswith(_NO_NAME) and not any(word in line for word in _TITLES)


def is_unit_name(text: str) -> bool:
    """Tell whether a name, a code aside, ends as those of departments and units do."""
    name = "".join(text.split()).lstrip("0123456789-—_ ").removesuffix("（本级）")
    name = name.removesuffix("（机关）").removesuffix("本级").removesuffix("机关")
    return name.endswith(_ORGANISATIONS) and is_organisation(name)


def owner_in_title(text: str) -> str:
    """Return the department or unit a title begins with: ``某局2024年…绩效目标表``."""
    match = _OWNED.match("".join(text.split()))
    name = match["name"] if match else ""
    return name if name.endswith(_ORGANISATIONS) and is_organisation(name) else ""
