"""What two files say of the same cells: what one lacks the other gives, what differs is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec import structs

from model.document.cellref import CellRef
from model.document.cells import get_cell, set_cell
from model.document.comments import CellComment
from model.document.disclosure import (
    INDICATOR_FIELDS,
    PLAN_DATES,
    TABLE_FIELDS,
    Disclosure,
    Indicator,
    ItemisedGoal,
    Safeguard,
    TargetTable,
)
from model.document.doubts import CELL, Choice, Doubt
from model.quantities.amounts import amount_value

_Item = TypeVar("_Item", ItemisedGoal, Safeguard)
_SHORT = 30
_ITEM_FIELDS = {"itemised_goals": ("goal", "indicators"), "safeguards": ("text",)}
_FACTS = ("year", "department.name", "department.code")


class Uniter:
    """Puts what another file says into a disclosure.

    Args:
        ground: receives it.
        other: what the other file says; parts of it may be taken over as they are.
    """

    def __init__(self, ground: Disclosure, other: Disclosure) -> None:
        self.ground = ground
        self.other = other
        # identities in the other file → those of the same things here
        self._same: dict[str, str] = {}

    def unite(self, tell: Callable[[str], None]) -> None:
        """Take over facts, own text, projects, and what was noted at their cells.

        Args:
            tell: receives what the clerk should know.
        """
        given = {name for name in _FACTS if get_cell(self.ground, CellRef("", name)).strip()}
        self._facts(tell)
        self._own_text()
        self._projects(tell)
        ground, other = self.ground, self.other
        ground.comments += [self._comment(one) for one in other.comments]
        ground.unplaced += [
            structs.replace(one, table=self._same.get(one.table, one.table))
            for one in other.unplaced
        ]
        asked = [self._doubt(one) for one in other.doubts]
        ground.doubts += [one for one in asked if one.ref.table or one.ref.field not in given]
        ground.doubts = list(dict.fromkeys(ground.doubts))
        ground.reviewed += other.reviewed
        ground.carried |= {self._ref(ref) for ref in other.carried}
        ground.last_texts += [
            structs.replace(one, ref=self._ref(one.ref)) for one in other.last_texts
        ]
        ground.last_amounts = {**other.last_amounts, **ground.last_amounts}
        ground.rules = ground.rules or other.rules
        ground.project_expenditure = ground.project_expenditure or other.project_expenditure

    def _facts(self, tell: Callable[[str], None]) -> None:
        for said, field in zip(("预算年度", "部门名称", "部门编码"), _FACTS, strict=True):
            ref = CellRef("", field)
            mine, theirs = get_cell(self.ground, ref), get_cell(self.other, ref)
            if not mine.strip() and theirs.strip():
                set_cell(self.ground, ref, theirs)
            elif mine and theirs and mine != theirs:
                tell(f"{said}不同：{mine} 和 {theirs}，用了前一个")

    # texts of the department's own

    def _own_text(self) -> None:
        self._cell(CellRef("", "overall_goal"), self.other.overall_goal)
        self._items("itemised_goals", self.ground.itemised_goals, self.other.itemised_goals)
        self._items("safeguards", self.ground.safeguards, self.other.safeguards)

    def _items(self, name: str, mine: list[_Item], theirs: list[_Item]) -> None:
        if not mine:
            mine += theirs
            return
        for item in theirs:
            title = item.title.strip()
            place = next((n for n, one in enumerate(mine) if one.title.strip() == title), None)
            if place is None:
                mine.append(item)
                self._alone(CellRef("", f"{name}.{len(mine) - 1}.title"), "这一项")
                continue
            for field in _ITEM_FIELDS[name]:
                self._cell(CellRef("", f"{name}.{place}.{field}"), getattr(item, field))

    # projects

    def _projects(self, tell: Callable[[str], None]) -> None:
        if not self.ground.projects and self.other.projects:
            # without target tables a file's form is but the usual one
            self.ground.layout = self.other.layout or self.ground.layout
        self.ground.layout = self.ground.layout or self.other.layout
        held = list(self.ground.projects)
        for theirs in self.other.projects:
            mine = next((one for one in held if _same_project(one, theirs)), None)
            if mine is None:
                self.ground.projects.append(theirs)
                continue
            held.remove(mine)
            before = len(self.ground.doubts)
            self._project(mine, theirs)
            differ = len(self.ground.doubts) - before
            end = f"，{differ} 处不同，列在下面请核对" if differ else "，内容相同"
            tell(f"项目“{mine.name.strip()}”两个文件里都有{end}")

    def _project(self, mine: TargetTable, theirs: TargetTable) -> None:
        self._same[theirs.id] = mine.id
        plan = [f"plan.{date}" for date in range(PLAN_DATES)]
        names = (*TABLE_FIELDS, "unit.code", "unit.name", *plan, *theirs.extra)
        for name in names:
            self._cell(CellRef(mine.id, name), get_cell(self.other, CellRef(theirs.id, name)))
        if not mine.indicators:
            mine.indicators += theirs.indicators
            return
        free = list(mine.indicators)
        after = 0
        for item in theirs.indicators:
            own = next((one for one in free if _key(one) == _key(item)), None)
            if own is None:
                mine.indicators.insert(after, item)
                after += 1
                self._alone(CellRef(mine.id, "name", item.id), "这个指标")
                continue
            after = 1 + next(n for n, one in enumerate(mine.indicators) if one is own)
            free = [one for one in free if one is not own]
            self._same[item.id] = own.id
            for name in (*INDICATOR_FIELDS, *item.extra):
                ref = CellRef(theirs.id, name, item.id)
                self._cell(CellRef(mine.id, name, own.id), get_cell(self.other, ref))

    # cells

    def _cell(self, ref: CellRef, theirs: str) -> None:
        mine = get_cell(self.ground, ref)
        if not theirs.strip() or _alike(mine, theirs):
            return
        if not mine.strip():
            set_cell(self.ground, ref, theirs)
            return
        said = "两个文件里写的不同，取了第一个，请核对。"
        choices = tuple(Choice(_short(text), text) for text in (mine, theirs))
        self.ground.doubts.append(Doubt(kind=CELL, ref=ref, said=said, held=mine, choices=choices))

    def _alone(self, ref: CellRef, what: str) -> None:
        said = f"{what}只有一个文件里有，已放在一起，请核对。"
        held = get_cell(self.ground, ref)
        self.ground.doubts.append(Doubt(kind=CELL, ref=ref, said=said, held=held))

    # what was noted at cells

    def _ref(self, ref: CellRef) -> CellRef:
        same = self._same
        return CellRef(
            same.get(ref.table, ref.table), ref.field, same.get(ref.indicator, ref.indicator)
        )

    def _comment(self, comment: CellComment) -> CellComment:
        return structs.replace(comment, ref=self._ref(comment.ref))

    def _doubt(self, doubt: Doubt) -> Doubt:
        return structs.replace(doubt, ref=self._ref(doubt.ref))


def _same_project(one: TargetTable, other: TargetTable) -> bool:
    """Tell whether two target tables are of one project: the same code, and where both say it name.

    Without a code the name tells; a table without either is of no other's project.
    """
    names = one.name.strip(), other.name.strip()
    codes = one.code.strip(), other.code.strip()
    if all(codes):
        return codes[0] == codes[1] and (names[0] == names[1] or not all(names))
    return bool(names[0]) and names[0] == names[1]


def _key(item: Indicator) -> tuple[str, str, str]:
    return item.period, item.level2.strip(), item.name.strip()


def _alike(mine: str, theirs: str) -> bool:
    if mine.split() == theirs.split():
        return True
    value = amount_value(mine)
    return value is not None and value == amount_value(theirs)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHORT else line[: _SHORT - 1] + "…"
